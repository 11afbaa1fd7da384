"""A value that opens into a list, to be searched by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.events import Blur, Click, Key, MouseScrollDown, MouseScrollUp, Paste
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.form.options import Option, best_first

ROWS = 8
"""Rows of the open list."""

LONGEST_TEXT = 120
"""Characters of an option that are shown and searched."""

LONGEST_QUERY = 40


class Picker(Widget, can_focus=True):
    """One line when closed; open, typing narrows the list below it, and nothing is picked before enter."""

    DEFAULT_CSS = """
    Picker { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    ALLOW_SELECT = False

    BINDINGS = [
        shown("enter,space", "open", "choose", "picker.open", "Open the list; so does typing a letter"),
        shown("space", "mark", "mark", "picker.mark", "Mark it, or take the mark away", display="space"),
        shown("enter", "pick", "pick", "picker.pick", "Take the one under the cursor"),
        shown("escape", "shut", "close list", "picker.shut", "Close the list as it was", display="esc"),
        quiet("down", "move(1)", "picker.down", "One option down"),
        quiet("up", "move(-1)", "picker.up", "One option up"),
        quiet("pagedown", f"move({ROWS})", "picker.page-down", "A page down"),
        quiet("pageup", f"move(-{ROWS})", "picker.page-up", "A page up"),
        quiet("backspace", "erase", "picker.erase", "Take the last letter back"),
        quiet("ctrl+u", "erase_all", "picker.erase-all", "Take all letters back"),
    ]

    @dataclass
    class Picked(Message):
        """Other options are chosen; given by their places."""

        places: tuple[int, ...]

    def __init__(
        self, options: Sequence[Option[Any]], chosen: Iterable[int], *, empty: str, several: bool
    ) -> None:
        """Make a closed list.

        Args:
            options: what there is to pick.
            chosen: the places of what is picked already.
            empty: what the closed line says while nothing is picked.
            several: whether several can be picked.
        """
        super().__init__()
        self.is_open = False
        """Whether the list is open."""
        self._several = several
        self._empty = empty
        self._query = ""
        self._cursor = 0
        self._hits: list[int] = []
        self._options: Sequence[Option[Any]] = ()
        self._texts: list[str] = []
        self._widest = 0
        self._chosen: list[int] = []
        self._before: list[int] = []
        self.offer(options, chosen)

    def offer(self, options: Sequence[Option[Any]], chosen: Iterable[int]) -> None:
        """Show other options, or other choices; an open list is closed."""
        self.is_open = False
        self._options = options
        self._texts = [clean(option.text, LONGEST_TEXT) for option in options]
        self._widest = max(map(cell_len, self._texts), default=0)
        self._chosen = list(chosen)
        self._redraw()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of what is picked, in the order of the options."""
        return tuple(sorted(self._chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The list has its keys only while it is open."""
        if action == "open":
            return not self.is_open
        if action == "mark":
            return self.is_open and self._several
        if action in {"pick", "shut", "move", "erase", "erase_all"}:
            return self.is_open
        return True

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Letters search."""
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        """Type into the search; a letter opens the list."""
        if not event.is_printable or event.character is None or (event.key == "space" and self._space_acts):
            return
        event.stop()
        event.prevent_default()
        self._search(self._query + event.character if self.is_open else event.character)

    def on_paste(self, event: Paste) -> None:
        """Search for what is pasted."""
        event.stop()
        self._search((self._query if self.is_open else "") + clean(event.text, LONGEST_QUERY).strip())

    @property
    def _space_acts(self) -> bool:
        return not self.is_open or self._several or not self._query

    def action_open(self) -> None:
        """Open the list on what is picked."""
        self._search("")
        if self._chosen:
            self._cursor = self.chosen[0]
            self._redraw()

    def action_mark(self) -> None:
        """Mark the option under the cursor, or take its mark away."""
        place = self._under_cursor()
        if place is None or self._options[place].disabled_reason:
            return
        if place in self._chosen:
            self._chosen.remove(place)
        else:
            self._chosen.append(place)
        self._redraw()

    def action_pick(self) -> None:
        """Close the list with what is marked, or with the option under the cursor."""
        place = self._under_cursor()
        if not self._several:
            if place is None or self._options[place].disabled_reason:
                return
            self._chosen = [place]
        self._shut()
        if self._chosen != self._before:
            self.post_message(self.Picked(self.chosen))

    def action_shut(self) -> None:
        """Close the list and pick nothing."""
        self._chosen = self._before
        self._shut()

    def action_move(self, by: int) -> None:
        """Go to another option."""
        self._cursor = max(0, min(len(self._hits) - 1, self._cursor + by))
        self._redraw()

    def action_erase(self) -> None:
        """Take the last letter of the search back."""
        self._search(self._query[:-1])

    def action_erase_all(self) -> None:
        """Search for nothing."""
        self._search("")

    def on_blur(self, _event: Blur) -> None:
        """An open list is closed when one goes elsewhere; what is marked stays marked."""
        if self.is_open:
            if self._several:
                self.action_pick()
            else:
                self.action_shut()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Scroll the open list."""
        if self.is_open:
            event.stop()
            self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Scroll the open list."""
        if self.is_open:
            event.stop()
            self.action_move(-1)

    def on_click(self, event: Click) -> None:
        """Open and close by the first line, pick by the others."""
        event.stop()
        place = self._first + event.y - 1
        if not self.is_open:
            self.action_open()
        elif event.y == 0:
            self.action_pick() if self._several else self.action_shut()
        elif place < len(self._hits):
            self._cursor = place
            self.action_mark() if self._several else self.action_pick()

    def _search(self, query: str) -> None:
        if not self.is_open:
            self._before = list(self._chosen)
            self.is_open = True
            self.refresh_bindings()
        self._query = query[:LONGEST_QUERY]
        self._hits = best_first(self._query, self._texts)
        self._cursor = 0
        self._redraw()
        # The dialog scrolls so far that the whole list is in sight.
        self.call_after_refresh(self.scroll_visible, animate=False)

    def _shut(self) -> None:
        self.is_open = False
        self._query = ""
        self.refresh_bindings()
        self._redraw()

    def _under_cursor(self) -> int | None:
        return self._hits[self._cursor] if self._cursor < len(self._hits) else None

    def _redraw(self) -> None:
        self.refresh(layout=True)

    @property
    def _first(self) -> int:
        """The first hit that is in sight, with the cursor in the middle where there is room for that."""
        return max(0, min(self._cursor - ROWS // 2, len(self._hits) - ROWS))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line, and those of the list."""
        return 1 + max(1, min(ROWS, len(self._hits))) if self.is_open else 1

    def render(self) -> Content:
        """Draw the value, or the search and the list."""
        if not self.is_open:
            return self._closed_line()
        width = self.content_size.width
        count = f"{len(self._hits)} of {len(self._options)}"
        query = Content.assemble(
            clean(self._query), (" ", "$input-cursor-foreground on $input-cursor-background")
        )
        gap = max(1, width - query.cell_length - len(count) - 1)
        head = query + " " * gap + Content.styled(count, "$foreground-muted")
        if not self._hits:
            return Content("\n").join([head, Content.styled("│ nothing fits", "$foreground-muted")])
        shown_hits = range(self._first, min(len(self._hits), self._first + ROWS))
        return Content("\n").join([head, *(self._row(place, width) for place in shown_hits)])

    def _closed_line(self) -> Content:
        sign = Content.styled("  ▾", "$foreground-muted")
        if not self._chosen:
            return Content.styled(self._empty, "$foreground-muted") + sign
        if self._several:
            return Content(", ".join(self._texts[place] for place in self.chosen)) + sign
        option = self._options[self._chosen[0]]
        note = Content.styled(f"  {clean(option.note, LONGEST_TEXT)}", "$foreground-muted")
        return Content(self._texts[self._chosen[0]]) + sign + (note if option.note else Content(""))

    def _row(self, hit: int, width: int) -> Content:
        place = self._hits[hit]
        option = self._options[place]
        under = hit == self._cursor
        sign = "❯ " if under else "  "
        if self._several:
            sign += "[x] " if place in self._chosen else "[ ] "
        elif place in self._chosen:
            sign += "• "
        else:
            sign += "  "
        note = f"⊘ {option.disabled_reason}" if option.disabled_reason else option.note
        beside = max(width // 2, width - self._widest - len(sign) - 5)  # short names leave room to notes
        right = Content(clean(note, LONGEST_TEXT)).truncate(max(0, beside), ellipsis=True)
        room = max(1, width - 4 - right.cell_length)
        left = Content(sign + self._texts[place]).truncate(room, ellipsis=True, pad=True)
        row = left + " " + right.stylize("$foreground-muted") + " "
        if option.disabled_reason:
            row = row.stylize("$foreground-disabled")
        if under:
            row = row.stylize("$block-cursor-foreground on $block-cursor-background")
        return Content.styled("│ ", "$border") + row
