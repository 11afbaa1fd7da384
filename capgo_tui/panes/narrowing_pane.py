"""A tab that can be told to show exactly some of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.app import ComposeResult

from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.widgets.narrow_line import NarrowLine
from capgo_tui.widgets.record_table import TableState

if TYPE_CHECKING:
    from capgo_tui.presenters.column_choice import ColumnChoice
    from capgo_tui.presenters.columns import Column
    from capgo_tui.presenters.narrowing import Narrowing

RecordT = TypeVar("RecordT")


class NarrowingPane(AppListPane[RecordT]):
    """A table of which others pick out records; a line above says which, until it is let go.

    A filter looks at these records alone. Another app shows all of its own again.
    """

    narrowing: Narrowing | None = None
    """To which records it is narrowed; None for all."""
    _before = TableState()
    _choice_before: ColumnChoice | None = None

    def compose(self) -> ComposeResult:
        """The line stands above the filter, which looks at these records alone."""
        yield NarrowLine()
        yield from super().compose()

    def columns(self) -> tuple[Column[RecordT], ...]:
        """The columns of what it is narrowed to, if that has its own; else those of the app that is shown."""
        own = self.narrowing.columns if self.narrowing is not None else None
        return super().columns() if own is None else tuple(own)

    def narrow(self, narrowing: Narrowing) -> None:
        """Show exactly these records; filter, order and columns from before come back afterwards."""
        if self.narrowing is None:
            self._before, self._choice_before = self.table.state, self.table.choice
        had_own = self._has_own_columns
        self.filter_by("")
        self.narrowing = narrowing
        if had_own or self._has_own_columns:
            self.table.choice = None if self._has_own_columns else self._choice_before
            self.table.set_columns(self.columns())
        self.table.narrow(narrowing.keys)
        self.query_one(NarrowLine).say(narrowing.text(self.noun, self.plural), narrowing.note)
        self._say()

    def widen(self) -> None:
        """Show all records again."""
        if self.narrowing is None:
            return
        had_own = self._has_own_columns
        self.narrowing = None
        if had_own:
            self.table.choice = self._choice_before
        if had_own and self.workspace is not None and self.subject:
            self.table.set_columns(self.columns())
            self.table.sort_by(self._before.sort)
        self.table.narrow(None)
        if not self.table.filter:
            self.filter_by(self._before.filter)
        self.query_one(NarrowLine).say("")
        self._say()

    @property
    def remembers(self) -> bool:  # type: ignore[override]  # a plain attribute where it never changes
        """How it was looked at before is kept while it is narrowed."""
        return self.narrowing is None

    @property
    def _has_own_columns(self) -> bool:
        return self.narrowing is not None and self.narrowing.columns is not None

    def watch_workspace(self) -> None:
        """Another connection: the records are others."""
        self.widen()
        super().watch_workspace()

    def watch_subject(self, old: str) -> None:
        """Another app: the records are others."""
        self.widen()
        super().watch_subject(old)

    def reveal(self, key: object) -> None:
        """Put the cursor on a record; what hides it goes."""
        if self.narrowing is not None and key not in self.narrowing.keys:
            self.widen()
        super().reveal(key)

    def action_back(self) -> bool:
        """The range first, then the filter, then the narrowing that it looks within."""
        if super().action_back():
            return True
        if self.narrowing is None:
            return False
        self.widen()
        return True

    @on(NarrowLine.Dropped)
    def _dropped(self, event: NarrowLine.Dropped) -> None:
        event.stop()
        self.widen()
