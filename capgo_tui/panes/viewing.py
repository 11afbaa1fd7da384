"""How a table is looked at: values to filter by, order, columns; imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.modals.columns import DEFAULT, ColumnsDialog
from capgo_tui.modals.facets import FacetsDialog
from capgo_tui.modals.sort import ARRIVAL, SortDialog
from capgo_tui.panes.remembering import remember
from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.counts import count_text
from capgo_tui.presenters.facets import Facets
from capgo_tui.presenters.row_filter import usable_filter

if TYPE_CHECKING:
    from capgo_tui.panes.list_pane import ListPane


async def pick_values(pane: ListPane[Any]) -> None:
    """Filter by values that are picked."""
    only, records = pane.table.only, pane.listing(pane.connection).records
    if only is not None:
        records = [record for record in records if pane.key_of(record) in only]
    facets: Facets[Any] = Facets(pane.table.filter, pane.columns())
    rows = count_text(len(records), pane.noun, pane.plural, complete=not pane.has_more)
    dialog = FacetsDialog(facets, facets.count(records), lambda _: f"of {rows}", opened_by="f")
    text = await pane.app.push_screen_wait(dialog)
    if text is not None:
        pane.filter_by(text)
        pane.focus_rows()


async def pick_order(pane: ListPane[Any]) -> None:
    """Sort by a column that is picked."""
    order = await pane.app.push_screen_wait(SortDialog(pane.columns(), pane.table.order, opened_by="S"))
    if order is not None:
        pane.table.sort_by(None if order == ARRIVAL else order)


async def pick_columns(pane: ListPane[Any]) -> None:
    """Show the columns that are picked."""
    table = pane.table
    shown = tuple(placed.column.key for placed in table.laid_out.placed)
    widths = {} if table.choice is None else table.choice.widths
    dialog = ColumnsDialog(pane.columns(), ColumnChoice(shown, widths), pane.plural)
    choice = await pane.app.push_screen_wait(dialog)
    if choice is not None:
        table.wide = False
        table.choice = None if choice == DEFAULT else choice
        remember(pane)


def choose_columns(pane: ListPane[Any], text: str) -> str:
    """Show the columns that are named, in that order; `*` leaves it to the room there is.

    Returns:
        What is wrong with the names, as a sentence; empty if nothing is.
    """
    if text.strip() == "*":
        pane.table.choice = None
        remember(pane)
        return ""
    names = [name for name in text.replace(",", " ").split() if name]
    known = [column.key for column in pane.columns()]
    unknown = [name for name in names if name not in known]
    if unknown:
        return f"There is no column {unknown[0]}; there are {', '.join(known)}."
    pane.table.wide = False
    pane.table.choice = ColumnChoice(tuple(dict.fromkeys(names)))
    remember(pane)
    return ""


def toggle_problems(pane: ListPane[Any]) -> None:
    """Show what has a problem alone, or all again."""
    usable = usable_filter(pane.table.filter, pane.columns())[0]
    pane.filter_by(usable.filter.toggled(pane.problem_term))
