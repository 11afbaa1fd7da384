"""Picks the values that a table is filtered by, with how many rows have each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.facets import Facet, Facets
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.form.options import best_first

_BAR = 12
_BLOCKS = " ▏▎▍▌▋▊▉█"
_STEPS = 20
"""Steps of counting between two keys."""


class _Search(Input):
    """Takes letters; a blank marks instead."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave the blank to the dialog."""
        return key != "space" and super().check_consume_key(key, character)


class FacetsDialog(Dialog[str]):
    """Lists values with their counts; closes with the filter that asks for those that were picked."""

    DEFAULT_CSS = """
    FacetsDialog {
        #dialog-box { width: 76; height: 90%; max-height: 36; }
        #facets-search { height: 1; background: transparent; margin: 0 1; }
        #facets { height: 1fr; background: transparent; border: none; padding: 0; }
        #facets > .option-list--option-disabled { color: $text-muted; text-style: bold; }
        #facets-note { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    confirm_key = "enter"
    first_key = "dialog.take"

    BINDINGS = [
        shown("enter", "take", "show these", "dialog.take", "Show the rows with these values", priority=True),
        shown("space", "mark", "mark", "dialog.mark", "Mark it, or take the mark away", priority=True),
        shown("ctrl+l", "clear", "none", "dialog.clear", "Take all marks away"),
        quiet("down", "move(1)", "dialog.down", "One value down", priority=True),
        quiet("up", "move(-1)", "dialog.up", "One value up", priority=True),
        quiet("pagedown", "move(10)", "dialog.page-down", "Ten values down", priority=True),
        quiet("pageup", "move(-10)", "dialog.page-up", "Ten values up", priority=True),
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
        self._found: Sequence[Facet] = ()
        self._shown: list[Facet | None] = []

    def body(self) -> Sequence[Widget]:
        """A line to type in, the values, of how many rows they are."""
        search = _Search(id="facets-search", placeholder="letters find a value, space marks it", compact=True)
        search.cursor_blink = False
        return [
            search,
            OptionList(id="facets", markup=False),
            Static("counting…", id="facets-note", markup=False),
        ]

    def first_focus(self) -> None:
        """Type at once; the arrows move in the list."""
        self.query_one(Input).focus()

    def on_mount(self) -> None:
        """Begin to count."""
        self.query_one(OptionList).can_focus = False
        self._count()

    @work(exclusive=True, group="load")
    async def _count(self) -> None:
        for place, _ in enumerate(self._counting):
            if place % _STEPS == _STEPS - 1:
                await asyncio.sleep(0)
        self._found = self._facets.found()
        self.query_one("#facets-note", Static).update(Content(self._of(self._facets.rows)))
        self._list()

    # Drawing -------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._list()

    def _list(self, keep: Facet | None = None) -> None:
        """List what fits the typed letters, column by column."""
        query = self.query_one(Input).value.strip()
        texts = [f"{each.title} {_named(each)}" for each in self._found]
        places = set(best_first(query, texts))
        fitting = [each for place, each in enumerate(self._found) if place in places]
        self._shown, title = [], ""
        for each in fitting:
            if each.title != title:
                title = each.title
                self._shown.append(None)
            self._shown.append(each)
        options = self.query_one(OptionList)
        width = max(16, min(76, self.app.size.width) - _BAR - 28)
        options.clear_options()
        options.add_options(
            Option(Content(f" {fitting_title(self._shown, place)}"), disabled=True)
            if each is None
            else Option(self._line(each, width))
            for place, each in enumerate(self._shown)
        )
        wanted = next(
            (place for place, each in enumerate(self._shown) if each is not None and keep in (None, each)),
            None,
        )
        options.highlighted = wanted
        if not self._shown and self._found:
            options.add_option(Option(Content("No value has these letters."), disabled=True))

    def _line(self, facet: Facet, width: int) -> Content:
        mark = "✓" if facet.value in self._chosen.get(facet.column, ()) else " "
        name = _named(facet)
        name = name if len(name) <= width else name[: width - 1] + "…"
        eighths = max(1, round(facet.share * _BAR * 8)) if facet.count else 0
        bar = "█" * (eighths // 8) + (_BLOCKS[eighths % 8] if eighths % 8 else "")
        return Content.assemble(
            (f"  {mark} ", "$text-accent bold"),
            (f"{name:<{width}}", "bold" if mark == "✓" else ""),
            (f"{whole(facet.count):>8} ", ""),
            (f"{bar:<{_BAR}}", "$accent"),
            (f"{percent(round(facet.share * 100)):>5}", "$foreground-muted"),
        )

    # Keys ----------------------------------------------------------------------------------

    @property
    def _at(self) -> Facet | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self._shown) else self._shown[place]

    def action_move(self, by: int) -> None:
        """Move the cursor over the values; the headings are passed by."""
        options = self.query_one(OptionList)
        values = [place for place, each in enumerate(self._shown) if each is not None]
        if values:
            at = values.index(options.highlighted) if options.highlighted in values else 0
            options.highlighted = values[min(max(0, at + by), len(values) - 1)]

    def action_mark(self) -> None:
        """Mark the value under the cursor, or take its mark away."""
        facet = self._at
        if facet is None:
            return
        chosen = self._chosen.get(facet.column, ())
        self._chosen[facet.column] = (
            tuple(value for value in chosen if value != facet.value)
            if facet.value in chosen
            else (*chosen, facet.value)
        )
        self._list(facet)

    def action_clear(self) -> None:
        """Take all marks away."""
        self._chosen = {}
        self._list(self._at)

    def action_take(self) -> None:
        """Show the rows with the marked values; the one under the cursor, if no mark has changed."""
        if self._chosen == self._facets.chosen and self._at is not None:
            self.action_mark()
        self.dismiss(self._facets.filter_with(self._chosen))


def fitting_title(shown_facets: Sequence[Facet | None], place: int) -> str:
    """Give the heading that stands at a place: the title of what comes below it."""
    below = shown_facets[place + 1]
    return "" if below is None else clean(below.title)


def _named(facet: Facet) -> str:
    """What a value is called in the list."""
    return facet.value or "(empty)"
