"""Keeps how a table is looked at, app by app, and finds it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.errors import Misused
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.presenters.stats.look_text import read_days
from capgo_tui.services.session import TableLook, View
from capgo_tui.widgets.record_table import TableState

if TYPE_CHECKING:
    from capgo_tui.panes.reading_pane import ReadingPane
    from capgo_tui.rules.statistics.ranges import Range


def remember(pane: ReadingPane[Any]) -> None:
    """Keep how the table of a pane is looked at now."""
    workspace, table = pane.workspace, pane.table
    if workspace is None or not pane.subject or not pane.id or not pane.remembers:
        return
    order, key = table.order, table.cursor_key
    cursor = key if isinstance(key, str | int) else None
    view = View(
        filter=table.filter,
        sort="" if order is None else order.column,
        descending=order is not None and order.descending,
        cursor=cursor,
    )
    workspace.session.keep_view(pane.id, pane.subject, view)
    workspace.session.looks[pane.id] = TableLook(table.choice, table.wide, pane.days_text)


def recall(pane: ReadingPane[Any]) -> TableState:
    """How the table of a pane was looked at when it last showed what it shows now."""
    workspace = pane.workspace
    view = None if workspace is None or not pane.id else workspace.session.view(pane.id, pane.subject)
    look = TableLook() if workspace is None else workspace.session.looks.get(pane.id or "", TableLook())
    if view is None:
        return TableState(wide=look.wide)
    sort = SortBy(view.sort, view.descending) if view.sort else None
    return TableState(sort=sort, wide=look.wide, filter=view.filter, cursor=view.cursor)


def recall_columns(pane: ReadingPane[Any]) -> None:
    """Show the columns that were chosen for a table of this kind."""
    if pane.workspace is not None and pane.id:
        pane.table.choice = pane.workspace.session.looks.get(pane.id, TableLook()).choice


def recall_days(pane: ReadingPane[Any], days: Range) -> Range:
    """The days that a table of this kind was over.

    Args:
        pane: the tab.
        days: those that it is over where none are kept.
    """
    workspace = pane.workspace
    look = None if workspace is None else workspace.session.looks.get(pane.id or "")
    if workspace is None or look is None or not look.days:
        return days
    try:
        return read_days(look.days, workspace.statistics.today, workspace.look.billing_day)
    except Misused:  # somebody edited the file, or it is of another version
        return days
