"""The commands about how a table is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.errors import Misused
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.row_filter import find_column
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.screens.command import Candidate, Command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capgo_tui.screens.main import MainScreen


def _pane(screen: MainScreen) -> ListPane[Any]:
    """The table in front.

    Raises:
        Misused: there is none.
    """
    pane: object = screen.pane
    pane = getattr(pane, "shown", pane)
    if not isinstance(pane, ListPane):
        raise Misused("No table is in front.", next_step="Open Channels, Devices or Bundles first.")
    return pane


async def _columns(screen: MainScreen, text: str) -> None:
    """Show columns by their names, or open the list of them."""
    from capgo_tui.panes import viewing  # noqa: PLC0415 - not before it is asked for

    pane = _pane(screen)
    if not text:
        pane.action_view("columns")
    elif problem := viewing.choose_columns(pane, text):
        raise Misused(problem)


def _sort(screen: MainScreen, text: str) -> None:
    """Sort by a column, or open the list of them."""
    pane = _pane(screen)
    if not text:
        pane.action_view("order")
        return
    name, _, way = text.partition(" ")
    column = find_column(name, pane.columns())
    if column is None or way.strip() not in {"", "asc", "desc"}:
        names = ", ".join(each.key for each in pane.columns())
        raise Misused(
            f"`:sort {text}` names no column.", next_step=f"`:sort COLUMN [desc]`; there are {names}."
        )
    pane.table.sort_by(SortBy(column.key, descending=way.strip() == "desc"))


def _names(screen: MainScreen) -> Iterable[Candidate]:
    """The columns of the table in front."""
    try:
        pane = _pane(screen)
    except Misused:
        return []
    return [Candidate(column.key, column.title) for column in pane.columns()] if pane.subject else []


VIEW_COMMANDS: tuple[Command, ...] = (
    Command(
        "cols", "[COLUMN…]", "Pick the columns of the table, or name them; * is as at first", _columns, _names
    ),
    Command("sort", "[COLUMN] [desc]", "Sort the table by a column", _sort, _names),
)
"""They join the others in `ex_commands`."""
