"""A pane with a filter line above its rows."""

from __future__ import annotations

from abc import abstractmethod

from textual import on
from textual.containers import Vertical

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

    @abstractmethod
    def focus_rows(self) -> None:
        """Give the focus to the rows."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A filter that is being typed is not offered again."""
        if action == "filter":
            return not any(bar.has_focus_within for bar in self.query(FilterBar))
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter_bar.open()

    @on(FilterBar.Left)
    def _filter_left(self, event: FilterBar.Left) -> None:
        event.stop()
        self.focus_rows()
