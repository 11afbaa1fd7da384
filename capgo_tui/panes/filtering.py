"""A pane with a filter line above its rows."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from capgo_tui.widgets.filter_bar import FilterBar


class FilteringPane(Vertical):
    """Opens the line by the action `filter`, and takes the focus back to the rows.

    Its key is bound with priority: so the line has the focus before the next key is looked at, and what
    is pasted with the slash is not taken for keys of the table.
    """

    @property
    def filter_bar(self) -> FilterBar:
        """The line."""
        return self.query_one(FilterBar)

    @property
    @abstractmethod
    def rows(self) -> Widget:
        """What shows the rows, and has the focus while nothing is typed."""

    def focus_rows(self) -> None:
        """Give the focus to the rows."""
        self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A filter that is being typed is not offered again."""
        if action == "filter":
            return not any(bar.has_focus_within for bar in self.query(FilterBar))
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter_bar.open()

    @abstractmethod
    def apply_filter(self, text: str) -> None:
        """Show what a filter leaves."""

    def leave_filter(self, text: str) -> None:
        """Go from the line to the rows, with the filter applied before the next key is looked at."""
        self.apply_filter(text)
        self.screen.set_focus(self.rows)

    @on(FilterBar.Changed)
    def _filter_typed(self, event: FilterBar.Changed) -> None:
        event.stop()
        self.apply_filter(self.filter_bar.text)  # which may be another by now
