"""What the panes of an app's lists have in common: they join with each other."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.messages import ProblemsFound
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.rules.channel_problems import channel_problems
from capgo_tui.services.app_data import AppData
from capgo_tui.services.following import AppFollowing
from capgo_tui.widgets.problem_view import problem_line

if TYPE_CHECKING:
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

RecordT = TypeVar("RecordT")


class AppListPane(ListPane[RecordT]):
    """A table over one list of an app, whose columns read the app's other lists too."""

    @abstractmethod
    def columns_for(self, data: AppData) -> tuple[Column[RecordT], ...]:
        """The columns over this app."""

    @abstractmethod
    def list_of(self, data: AppData) -> Listing[RecordT]:
        """The list of this app."""

    @property
    def data(self) -> AppData:
        """What is loaded of the app that is shown."""
        if self.workspace is None:
            raise RuntimeError("a pane without a connection shows no record")
        return self.workspace.app(self.subject)

    def columns(self) -> tuple[Column[RecordT], ...]:
        """The columns over the app that is shown."""
        return self.columns_for(self.data)

    def listing(self, workspace: Workspace) -> Listing[RecordT]:
        """The list of the app that is shown."""
        return self.list_of(workspace.app(self.subject))

    def following(self, listing: Listing[RecordT]) -> AppFollowing[RecordT]:
        """Follows the list with those that its columns join with."""
        return AppFollowing(self.data, listing, self.key_of)

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Read the lists that the columns join with; a failure leaves their cells unknown and says so."""
        data = workspace.app(self.subject)
        errors = await data.read_neighbours(refresh=refresh, but=self.list_of(data))
        if errors:
            self.warn(problem_line(errors[0]))
        found = any(channel_problems(channel, data.around) for channel in data.channels.records)
        self.post_message(ProblemsFound(data.app_id, found))
