"""An app that is nothing but a table, and how to read it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from io import StringIO

from rich.console import Console
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.widgets.record_table import RecordTable


@dataclass(frozen=True)
class Phone:
    """A record as a table sees one."""

    id: int
    name: str
    state: str = "current"
    size: int | None = None


TONES = {"current": Tone.GOOD, "behind": Tone.WARN, "blocked": Tone.BAD}


def nothing(_: Phone) -> None:
    """What a column sorts by that does not sort."""


COLUMNS = (
    Column[Phone]("name", "name", text=lambda p: p.name, sort=lambda p: p.name, width=16, grow=True),
    Column[Phone](
        "state",
        "state",
        text=lambda p: p.state,
        sort=lambda p: p.state,
        width=8,
        tone=lambda p: TONES.get(p.state, Tone.PLAIN),
    ),
    Column[Phone](
        "size",
        "size",
        text=lambda p: str(p.size),
        sort=lambda p: p.size,
        width=8,
        right=True,
        level=Level.MEDIUM,
    ),
    Column[Phone]("id", "id", text=lambda p: str(p.id), sort=lambda p: p.id, width=30, level=Level.WIDE),
    Column[Phone]("twice", "twice", text=lambda p: p.name * 2, sort=nothing, width=40, level=Level.WIDE),
    Column[Phone]("last", "last", text=lambda _: "end", sort=nothing, width=30, level=Level.WIDE),
)


def phones(count: int, start: int = 0) -> list[Phone]:
    """Phones whose names, sizes and numbers are in different orders; sizes repeat."""
    return [
        Phone(number, f"phone-{(number * 7919) % 100_000:05}", ("current", "behind")[number % 2], number % 10)
        for number in range(start, start + count)
    ]


def counted(columns: Iterable[Column[Phone]], asked: list[str]) -> tuple[Column[Phone], ...]:
    """The same columns, writing down each cell whose text is asked for."""

    def watched(column: Column[Phone]) -> Column[Phone]:
        def text(phone: Phone) -> str:
            asked.append(f"{phone.id}/{column.key}")
            return column.text(phone)

        return replace(column, text=text)

    return tuple(map(watched, columns))


class TableApp(App[None]):
    """A table, and an input that can take the focus from it."""

    CSS = "Input { dock: bottom; }"

    def __init__(self, table: RecordTable[Phone]) -> None:
        super().__init__()
        self.table = table
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.table
        yield Input()

    @on(RecordTable.Highlighted)
    @on(RecordTable.Opened)
    @on(RecordTable.Sorted)
    @on(RecordTable.FilterChanged)
    @on(RecordTable.Marked)
    def hear(self, message: Message) -> None:
        """Write down what the table tells."""
        self.heard.append(message)


class Looker:
    """Presses keys and reads the table."""

    def __init__(self, app: TableApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.table = app.table
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for the end of what they set off."""
        await self.pilot.press(*keys)
        await self.settle()

    async def click(
        self, x: int, y: int, times: int = 1, *, control: bool = False, shift: bool = False
    ) -> None:
        """Click on a cell of the table; line 0 is the heading."""
        await self.pilot.click(RecordTable, offset=(x, y), times=times, control=control, shift=shift)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no work is left and all is drawn."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen that the table takes."""
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return list(lines[: self.table.outer_size.height])

    @property
    def lines(self) -> list[str]:
        """The same as text, without the scroll bar and trailing blanks."""
        width, height = self.table.inside
        return [strip.crop(0, width).text.rstrip() for strip in self.strips[:height]]

    @property
    def names(self) -> list[str]:
        """The first word of each row in view."""
        return [line[2:].split(" ")[0] for line in self.lines[1:] if line]

    @property
    def cursor_line(self) -> int:
        """The line with the glyph of the cursor."""
        return next((number for number, line in enumerate(self.lines) if line.startswith("❯")), -1)

    @property
    def gutter(self) -> str:
        """The glyph before each row in view."""
        return "".join(line[:1] or " " for line in self.lines[1:])

    def told(self, kind: type[Message]) -> list[Message]:
        """What the table has told, of one kind."""
        return [message for message in self.app.heard if isinstance(message, kind)]

    @property
    def ansi(self) -> str:
        """What a terminal would be sent for the table, one line a line."""
        console = Console(file=StringIO(), color_system="truecolor", force_terminal=True)
        return "\n".join(strip.render(console) for strip in self.strips)


@asynccontextmanager
async def looking_at(
    *records: Phone,
    columns: Iterable[Column[Phone]] = COLUMNS,
    size: tuple[int, int] = (80, 12),
) -> AsyncIterator[Looker]:
    """Show a table of records, with the focus."""
    app = TableApp(RecordTable(tuple(columns), key=lambda phone: phone.id))
    async with app.run_test(size=size) as pilot:
        looker = Looker(app, pilot)
        app.table.focus()
        app.table.append(records)
        await looker.settle()
        yield looker
