"""A tab that can be told to show exactly some of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.app import ComposeResult

from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.widgets.narrow_line import NarrowLine
from capgo_tui.widgets.record_table import TableState

if TYPE_CHECKING:
    from capgo_tui.presenters.narrowing import Narrowing

RecordT = TypeVar("RecordT")


class NarrowingPane(AppListPane[RecordT]):
    """A table of which others pick out records; a line above says which, until it is let go.

    A filter looks at these records alone. Another app shows all of its own again.
    """

    narrowing: Narrowing | None = None
    """To which records it is narrowed; None for all."""
    _before = TableState()

    def compose(self) -> ComposeResult:
        """The line stands above the filter, which looks at these records alone."""
        yield NarrowLine()
        yield from super().compose()

    def narrow(self, narrowing: Narrowing) -> None:
        """Show exactly these records; a filter that stood before comes back when they are let go."""
        if self.narrowing is None:
            self._before = self.table.state
        self.filter_by("")
        if narrowing.columns is not None:
            self.table.set_columns(narrowing.columns)
        elif self._has_own_columns:
            self.table.set_columns(self.columns())
        self.narrowing = narrowing
        self.table.narrow(narrowing.keys)
        self.query_one(NarrowLine).say(narrowing.text(self.noun, self.plural), narrowing.note)
        self._say()

    def widen(self) -> None:
        """Show all records again."""
        if self.narrowing is None:
            return
        if self._has_own_columns:
            self.table.set_columns(self.columns())
            self.table.sort_by(self._before.sort)
        self._let_go()

    @property
    def _has_own_columns(self) -> bool:
        return self.narrowing is not None and self.narrowing.columns is not None

    def _let_go(self) -> None:
        if self.narrowing is None:
            return
        self.narrowing = None
        self.table.narrow(None)
        if not self.table.filter:
            self.filter_by(self._before.filter)
        self.query_one(NarrowLine).say("")
        self._say()

    def watch_workspace(self) -> None:
        """Another connection: the records are others."""
        self._let_go()
        super().watch_workspace()

    def watch_subject(self, old: str) -> None:
        """Another app: the records are others."""
        self._let_go()
        super().watch_subject(old)

    def reveal(self, key: object) -> None:
        """Put the cursor on a record; what hides it goes."""
        if self.narrowing is not None and key not in self.narrowing.keys:
            self.widen()
        super().reveal(key)

    def action_back(self) -> bool:
        """The range first, then the narrowing, then the filter."""
        if self.table.drop_range():
            return True
        if self.narrowing is None:
            return super().action_back()
        self.widen()
        return True

    @on(NarrowLine.Dropped)
    def _dropped(self, event: NarrowLine.Dropped) -> None:
        event.stop()
        self.widen()
