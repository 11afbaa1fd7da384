"""The API log: every request of this connection, as long as the program runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.api_log import LEGEND, answer_document, api_log_columns, api_log_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Section
from capgo_tui.services.listing import Listing
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.api import Exchange
    from capgo_tui.services.workspace import Workspace


class ApiLogPane(ListPane["Exchange"]):
    """A table of requests, newest first, which follows what is sent."""

    noun = "request"
    remembers = False
    legend = LEGEND
    problem_term = "failed:yes"

    def __init__(self) -> None:
        super().__init__(id="api-log")
        self._unwatch: Callable[[], None] | None = None
        self._awaited = False

    def watch_workspace(self) -> None:
        """Follow another connection."""
        super().watch_workspace()
        self.on_unmount()
        if self.workspace is not None:
            self._unwatch = self.workspace.client.requests.watch(lambda _: self._more())

    def on_unmount(self) -> None:
        """Follow no longer."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None

    def _more(self) -> None:
        """Show what was sent since, once for all that comes at the same time."""
        if not self._awaited and self.is_mounted:
            self._awaited = True
            self.call_after_refresh(self._show_more)

    def _show_more(self) -> None:
        self._awaited = False
        self.load(refresh=True)

    def columns(self) -> tuple[Column[Exchange], ...]:
        """Requests."""
        return api_log_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[Exchange]:
        """The requests of the connection."""

        async def pages() -> AsyncIterator[list[Exchange]]:
            yield list(reversed(list(workspace.client.requests)))

        return Listing(pages, workspace.now)

    def key_of(self, record: Exchange) -> object:
        """A request keeps its number."""
        return record.number

    def title_of(self, record: Exchange) -> str:
        """A request goes by its method and path."""
        return f"{record.method} {record.path}"

    def details_of(self, record: Exchange) -> Sequence[Section]:
        """A request in full."""
        return api_log_details(record, record.curl())

    def document_of(self, record: Exchange) -> object:
        """The answer."""
        return answer_document(record, self.connection.client.requests.answer(record))

    def curl_of(self, record: Exchange) -> str:
        """The request itself."""
        return record.curl()

    @property
    def empty_text(self) -> str:
        """What is listed here."""
        return "Nothing was sent yet."

    @on(RecordTable.Highlighted)
    def _moved(self) -> None:
        self.refresh_bindings()
