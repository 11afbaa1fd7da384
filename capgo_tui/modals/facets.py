"""Picks the values that a table is filtered by, with how many rows have each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from textual import work
from textual.content import Content

from capgo_tui.modals.search_list import SearchListDialog
from capgo_tui.presenters.facets import Facet, Facets
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.widgets.bindings import shown

_BAR = 12
_BLOCKS = " ▏▎▍▌▋▊▉█"
_STEPS = 20
"""Steps of counting between two keys."""
_REST = _BAR + 20
"""Cells of a line beside the value: mark, count, bar, share."""


class FacetsDialog(SearchListDialog[Facet, str]):
    """Lists values with their counts; closes with the filter that asks for those that were picked."""

    first_key = "dialog.take"
    placeholder = "letters find a value, space marks it"
    own_keys = frozenset({"space"})
    nothing_found = "No value has these letters."

    BINDINGS = [
        shown("enter", "take", "show these", "dialog.take", "Show the rows with these values", priority=True),
        shown("space", "mark", "mark", "dialog.mark", "Mark it, or take the mark away", priority=True),
        shown("ctrl+l", "clear", "none", "dialog.clear", "Take all marks away"),
    ]

    def __init__(
        self, facets: Facets[Any], counting: Iterator[float], of: Callable[[int], str], *, opened_by: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            facets: counts the values.
            counting: the counting, step by step; run here between the keys.
            of: says of how many rows the counts are.
            opened_by: the key that opens it.
        """
        super().__init__("Filter by value", opened_by=opened_by)
        self._facets = facets
        self._counting = counting
        self._of = of
        self._chosen = dict(facets.chosen)

    def on_mount(self) -> None:
        """Begin to count."""
        super().on_mount()
        self.say("counting…")
        self._count()

    @work(exclusive=True, group="load")
    async def _count(self) -> None:
        for place, _ in enumerate(self._counting):
            if place % _STEPS == _STEPS - 1:
                await asyncio.sleep(0)
        self.say(self._of(self._facets.rows))
        self.show(self._facets.found())

    # Drawing -------------------------------------------------------------------------------

    def words_of(self, entry: Facet) -> str:
        """The column and the value."""
        return f"{entry.title} {_named(entry)}"

    def heading_of(self, entry: Facet) -> str:
        """The column."""
        return entry.title

    def line_of(self, entry: Facet, width: int) -> Content:
        """Mark, value, count, bar, share."""
        mark = "✓" if entry.value in self._chosen.get(entry.column, ()) else " "
        room = width - _REST
        name = _named(entry)
        name = name if len(name) <= room else name[: room - 1] + "…"
        eighths = max(1, round(entry.share * _BAR * 8)) if entry.count else 0
        bar = "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "")
        return Content.assemble(
            (f"  {mark} ", "$text-accent bold"),
            (f"{name:<{room}}", "bold" if mark == "✓" else ""),
            (f"{whole(entry.count):>8} ", ""),
            (f"{bar:<{_BAR}}", "$accent"),
            (f"{percent(round(entry.share * 100)):>5}", "$foreground-muted"),
        )

    # Keys ----------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the value under the cursor, or take its mark away."""
        facet = self.at
        if facet is None:
            return
        chosen = self._chosen.get(facet.column, ())
        self._chosen[facet.column] = (
            tuple(value for value in chosen if value != facet.value)
            if facet.value in chosen
            else (*chosen, facet.value)
        )
        self.show(self.entries, facet)

    def clicked(self) -> None:
        """A click marks."""
        self.action_mark()

    def action_clear(self) -> None:
        """Take all marks away."""
        self._chosen = {}
        self.show(self.entries, self.at)

    def action_take(self) -> None:
        """Show the rows with the marked values; the one under the cursor, if no mark has changed."""
        if self._chosen == self._facets.chosen and self.at is not None:
            self.action_mark()
        self.dismiss(self._facets.filter_with(self._chosen))


def _named(facet: Facet) -> str:
    """What a value is called in the list."""
    return facet.value or "(empty)"
