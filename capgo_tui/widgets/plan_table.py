"""The table of a plan."""

from __future__ import annotations

from typing import Final

from textual.message import Message
from textual.reactive import reactive

from capgo_tui.presenters.plan_table import PlanLine
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.record_table import RecordTable

_MARKING: Final = frozenset({"mark", "mark_range", "mark_all", "unmark_all"})


class PlanTable(RecordTable[PlanLine]):
    """A row for each target; instead of being marked, a row is left out."""

    BINDINGS = [
        shown("space", "leave_out", "leave out", "plan.leave-out", "Leave the row out, or take it in again"),
        shown("enter", "open", "request", "plan.request", "What the row sends, in full"),
        quiet("s", "sort", "plan.sort", "Sort by the underlined column: up, down, off"),
        quiet("W", "toggle_wide", "plan.wide", "Show all columns in full, or those that fit"),
    ]

    is_settled: reactive[bool] = reactive(default=False, bindings=True)
    """Whether the plan is being applied or was: then no row is left out any more."""

    class LeftOut(Message):
        """The row under the cursor is to be left out, or taken in again."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked here, and nothing is left out afterwards."""
        if action in _MARKING or (action == "leave_out" and self.is_settled):
            return False
        return super().check_action(action, parameters)

    def action_leave_out(self) -> None:
        """Ask the pane for it, and go on to the next row."""
        self.post_message(self.LeftOut())
