"""The why-matrix: how the next checks of a channel's devices end, and how many of them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from capgo_tui.errors import CapgoError
from capgo_tui.messages import NarrowDevices
from capgo_tui.presenters.narrowing import Narrowing
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.why_matrix import (
    MatrixRow,
    assumed_text,
    ending_label,
    matrix_columns,
    matrix_rows,
    matrix_title,
)
from capgo_tui.safe_text import clean
from capgo_tui.services.crowd import Crowd, read_for_deciding
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.problem_view import problem_content
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

TELL: Final = 0.2
"""Seconds between two looks at what was counted so far."""
_MARKING: Final = frozenset({"mark", "mark_range", "mark_all", "unmark_all"})
_LONGEST: Final = 300


class MatrixTable(RecordTable[MatrixRow]):
    """The lines; enter on one shows its devices."""

    BINDINGS = [
        shown("enter", "open", "devices", "matrix.devices", "Show exactly its devices, in their tab"),
        quiet("s", "sort", "matrix.sort", "Sort by the underlined column: up, down, off"),
        quiet("W", "toggle_wide", "matrix.wide", "Show all columns in full, or those that fit"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked here."""
        return False if action in _MARKING else super().check_action(action, parameters)


class WhyMatrix(Vertical):
    """The lines of one channel, over the devices that are loaded; what is not loaded yet it reads itself.

    It counts in short slices of time, so that no key waits for a hundred thousand devices.
    """

    DEFAULT_CSS = """
    WhyMatrix {
        & > .matrix-title { height: auto; max-height: 5; padding: 0 1; }
        & > MatrixTable { height: 1fr; }
        & > .matrix-line { height: auto; max-height: 4; padding: 0 1; }
    }
    """

    def __init__(self, *, classes: str | None = None) -> None:
        """Make it; `look_at` says what it shows."""
        super().__init__(classes=classes)
        self._workspace: Workspace | None = None
        self._data: AppData | None = None
        self._crowd: Crowd | None = None
        self._channel: Channel | None = None
        self._counting = False
        self._problem: CapgoError | None = None

    def compose(self) -> ComposeResult:
        """How many devices of how many; the lines; the one under the cursor in full."""
        yield Static(classes="matrix-title")
        yield MatrixTable(matrix_columns(), key=lambda row: row.ending)
        yield Static(classes="matrix-line")

    @property
    def table(self) -> MatrixTable:
        """The lines."""
        return self.query_one(MatrixTable)

    # What it shows -------------------------------------------------------------------------

    def look_at(self, workspace: Workspace, data: AppData, channel: Channel | None) -> None:
        """Show the lines of a channel; None where there is none."""
        self._workspace, self._channel = workspace, channel
        if data is not self._data:
            self._data, self._crowd, self._counting, self._problem = data, Crowd(data), False, None
        self._draw()
        self.count()

    def count(self) -> None:
        """Count what is loaded now, as far as it is not counted; a failed reading is tried again."""
        if self._crowd is not None and not self._counting and not self._crowd.is_done:
            self._counting = True
            self._count(self._crowd)

    @work(exclusive=True, group="arrange")
    async def _count(self, crowd: Crowd) -> None:
        data, workspace = self._data, self._workspace
        if data is None or workspace is None:
            return
        self._problem = None
        try:
            await read_for_deciding(data, workspace, told=self._draw)
            drawn = monotonic()
            async for _ in crowd.work():
                if monotonic() - drawn > TELL:
                    self._draw()
                    drawn = monotonic()
        except CapgoError as error:
            self._problem = error
        finally:
            if crowd is self._crowd:
                self._counting = False
        self._draw()

    def _draw(self) -> None:
        data, crowd, channel = self._data, self._crowd, self._channel
        if data is None or crowd is None or not self.is_mounted:
            return
        if channel is None:
            self._say(Content.styled("no channel under the cursor", "$foreground-muted"))
            self.table.replace(())
            return
        lines = crowd.endings.on(channel.name)
        rows = matrix_rows(lines)
        loaded = len(data.devices.records)
        if self._problem is not None:
            self._say(problem_content(self._problem, retry="r tries again"))
        elif not crowd.endings.count and self._counting:
            self._say(Content.styled(f"reading devices… {whole(loaded)} so far", "$foreground-muted"))
        else:
            counted = sum(len(line.devices) for line in lines)
            title = matrix_title(
                channel.name, counted, loaded, complete=data.devices.complete, share=crowd.share
            )
            words = [Content.styled(clean(title, _LONGEST), "bold")]
            if assumed := assumed_text(lines):
                words.append(Content.styled(assumed, "$foreground-muted"))
            self._say(Content("\n").join(words))
        nobody = "No loaded device is on this channel."
        if not data.around.overrides_told:
            nobody = "No loaded device comes here by itself. This server does not tell which are forced here."
        self.table.placeholder = "" if self._counting else nobody
        self.table.replace(rows)

    def _say(self, text: Content) -> None:
        self.query_one(".matrix-title", Static).update(text)

    # The line under the cursor -------------------------------------------------------------

    @on(RecordTable.Highlighted)
    def _on_line(self, event: RecordTable.Highlighted) -> None:
        """Say in full what the row may have no room for."""
        event.stop()
        row: MatrixRow | None = event.record
        text = Content("")
        if row is not None:
            code = f" · {row.code}" if row.code else ""
            text = Content.styled(clean(f"{row.text}{code}", _LONGEST), "$foreground-muted")
        self.query_one(".matrix-line", Static).update(text)

    @on(RecordTable.Opened)
    def _line_opened(self, event: RecordTable.Opened) -> None:
        """Show the devices of a line."""
        event.stop()
        row: MatrixRow = event.record
        if self._data is not None and self._channel is not None:
            label = ending_label(row.ending, self._channel.name)
            narrowing = Narrowing(label, frozenset(row.devices))
            self.post_message(NarrowDevices(self._data.app_id, narrowing))

    @on(RecordTable.Marked)
    @on(RecordTable.FilterChanged)
    @on(RecordTable.Sorted)
    def _of_no_concern(self, event: Message) -> None:
        """Keep what the lines say from the table of the channels."""
        event.stop()
