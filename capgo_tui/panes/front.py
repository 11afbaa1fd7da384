"""What the main screen knows of a pane in a tab, and whether it is the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.widget import Widget

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace


class TabPane(Protocol):
    """A pane that fills a tab."""

    workspace: Workspace | None
    """The connection to read over."""
    subject: str
    """Whose data it shows: an app's id, or an organization's."""

    def show_pane(self) -> None:
        """Come to the front."""

    def focus_rows(self) -> None:
        """Give the focus to what is shown."""

    def action_back(self) -> bool:
        """Take one layer back; false if there is none."""

    def step(self, by: int, /) -> bool:
        """Go to a tab within it; false beyond either end."""

    def step_round(self) -> None:
        """Go to the next tab within it, around the end."""


class RecordPane(Protocol):
    """What shows a further view of a record."""

    def show_pane(self) -> None:
        """Come to the front."""

    def focus_rows(self) -> None:
        """Give the focus to what is shown."""

    def action_back(self) -> bool:
        """Take one layer back; false if there is none."""


def in_front(pane: Widget) -> bool:
    """Whether a pane is the one that is shown, and not behind another tab."""
    return all(node.display for node in pane.ancestors_with_self if isinstance(node, Widget))
