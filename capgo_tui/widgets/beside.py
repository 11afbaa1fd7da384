"""A table, and beside it or below, what explains its rows."""

from __future__ import annotations

from typing import Final

from textual.containers import Vertical
from textual.widget import Widget

from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.record_table import RecordTable

WIDE: Final = 100
"""From so many columns of the terminal on it stands beside the table; else below it."""


class Beside(Vertical):
    """The table comes first; what has the class `-other` is shown while it has the class `-shown`."""

    BINDINGS = [
        shown("tab", "to_lines", "lines", "beside.to-lines", "To the lines that explain the row"),
        quiet("shift+tab", "to_rows", "beside.to-rows", "From the lines back to the rows"),
    ]

    DEFAULT_CSS = """
    Beside {
        height: 1fr;
        & > RecordTable { height: 2fr; width: 1fr; }
        & > .-other {
            display: none;
            width: 1fr;
            height: 3fr;
            border-top: solid $border-blurred;
        }
        & > .-other.-shown { display: block; }
        &.-wide { layout: horizontal; }
        &.-wide > .-other { height: 1fr; border-top: none; border-left: solid $border-blurred; }
        &.-wide > RecordTable { height: 1fr; }
    }
    """

    def on_resize(self) -> None:
        """Stand where there is room."""
        self.set_class(self.screen.size.width >= WIDE, "-wide")

    @property
    def other(self) -> Widget | None:
        """What explains the rows; None while it is not shown."""
        return next((each for each in self.children if each.has_class("-shown")), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The lines and the rows can be gone between while there are lines."""
        if action in {"to_lines", "to_rows"}:
            return self.other is not None and self.other.has_focus_within is (action == "to_rows")
        return super().check_action(action, parameters)

    def action_to_lines(self) -> None:
        """Give the focus to the lines."""
        if self.other is not None:
            next((each for each in self.other.query(Widget) if each.focusable), self.other).focus()

    def action_to_rows(self) -> None:
        """Give the focus back to the rows."""
        self.leave()

    def leave(self) -> bool:
        """Give the focus back to the rows, if the lines have it; says whether they had."""
        if self.other is None or not self.other.has_focus_within:
            return False
        self.query_one("Beside > RecordTable", RecordTable).focus()
        return True
