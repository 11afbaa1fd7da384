"""The one table of all tabs: see `widget.RecordTable`."""

from capgo_tui.presenters.rowset import SortBy
from capgo_tui.widgets.record_table.telling import FilterProgress, MarkCount
from capgo_tui.widgets.record_table.widget import RecordTable, TableState

__all__ = ["FilterProgress", "MarkCount", "RecordTable", "SortBy", "TableState"]
