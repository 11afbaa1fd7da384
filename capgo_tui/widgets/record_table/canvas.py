"""The drawing half of the table: what is painted, where it is scrolled to, which lines are out of date."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.presenters.news import RowNews
from capgo_tui.presenters.rowset import RowSet
from capgo_tui.safe_text import clean, clean_lines
from capgo_tui.widgets.record_table.layout import Layout, lay_out
from capgo_tui.widgets.record_table.painting import Painter, RowState
from capgo_tui.widgets.record_table.palette import read_palette

RecordT = TypeVar("RecordT")

HEADER = 1
"""Lines of the heading, which does not scroll."""
_MOST_STRIPS = 500


class TableCanvas(ScrollView, Generic[RecordT], can_focus=True, inherit_bindings=False):
    """Paints the rows in view, and again only those that have changed.

    A row is painted once and kept, so that moving the cursor paints two rows whatever the table holds.
    """

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--column",
        "record-table--sorted",
        "record-table--cursor",
        "record-table--cursor-glyph",
        "record-table--marked",
        "record-table--mark-glyph",
        "record-table--muted",
        "record-table--good",
        "record-table--warn",
        "record-table--bad",
        "record-table--accent",
        "record-table--news",
        "record-table--placeholder",
    }
    """Parts with colours of their own:

    | Class | Part |
    | :- | :- |
    | `record-table--header` | the heading |
    | `record-table--column` | the heading of the column that `s` sorts by |
    | `record-table--sorted` | the heading of the column that the rows are sorted by |
    | `record-table--cursor` | the row of the cursor; its tones keep their colours while it has none |
    | `record-table--cursor-glyph` | the glyph before it |
    | `record-table--marked` | a marked row |
    | `record-table--mark-glyph` | the glyph before it |
    | `record-table--muted`, `-good`, `-warn`, `-bad`, `-accent` | cells and rows of that tone |
    | `record-table--news` | the glyph before a row or cell that has just changed |
    | `record-table--placeholder` | the words of an empty table |
    """

    wide: reactive[bool] = reactive(default=False, init=False, repaint=False)
    """Whether all columns are shown, at the width that they want."""
    choice: reactive[ColumnChoice | None] = reactive(None, init=False, repaint=False)
    """The columns that the user chose; None leaves it to the room there is."""
    stale: reactive[bool] = reactive(default=False, init=False)
    """Whether the rows are older than they should be: all of them are muted. The owner says it in words."""
    placeholder: reactive[Content | str] = reactive("", init=False)
    """What a table without records says, such as `loading…`; a str is literal text."""

    def __init__(
        self,
        columns: Sequence[Column[RecordT]],
        key: Callable[[RecordT], Hashable],
        *,
        row_tone: Callable[[RecordT], Tone] | None = None,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - as everywhere in Textual
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._rows: RowSet[RecordT] = RowSet(columns, key)
        self._key = key
        self._row_tone = row_tone
        self._cursor_row = 0
        self._column_key: str | None = None
        self._laid_out: tuple[object, Layout[RecordT]] | None = None
        self._painter: Painter[RecordT] | None = None
        self._strips: dict[Hashable, tuple[RecordT, RowState, Strip]] = {}
        self._painted: dict[int, object] = {}
        self._words: tuple[str, list[Strip]] | None = None
        self._news: Mapping[Hashable, RowNews] = {}

    # Where things are ----------------------------------------------------------------------

    @property
    def inside(self) -> Size:
        """The cells that are not taken by scroll bars."""
        width, height = self.size
        return Size(
            max(0, width - self.scrollbar_size_vertical), max(0, height - self.scrollbar_size_horizontal)
        )

    @property
    def page(self) -> int:
        """How many rows are in view."""
        return max(1, self.inside.height - HEADER)

    @property
    def top(self) -> int:
        """The first row in view."""
        return self.scroll_offset.y

    @property
    def laid_out(self) -> Layout[RecordT]:
        """The columns that are shown."""
        order = self._rows.sorted_by
        always = None if order is None else order.column
        choice = None if self.wide else self.choice
        made_for = (self._rows.columns, self.inside.width, self.app.size.width, self.wide, always, choice)
        if self._laid_out is None or self._laid_out[0] != made_for:
            columns, room, screen, wide, *_ = made_for
            layout = lay_out(columns, room=room, screen=screen, wide=wide, always=always, choice=choice)
            if self._laid_out is not None and self._laid_out[1] == layout:
                layout = self._laid_out[1]
            self._laid_out = (made_for, layout)
        return self._laid_out[1]

    # Painting ------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; whether there is still room for the same columns is looked at once for all of them."""
        self._ready()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the heading, a row, or a line of what an empty table says."""
        painter = self._painter or self._ready()
        if y < HEADER:
            cursor = painter.layout.index(self._column_key) if self.has_focus else None
            return self._scrolled(painter.header(self._rows.sorted_by, cursor), painter)
        row = self.top + y - HEADER
        self._painted[y] = self._content(row)
        if row < len(self._rows):
            return self._scrolled(self._row_strip(row, painter), painter)
        if not self._rows:
            return self._placeholder_line(y - HEADER)
        return Strip.blank(painter.layout.room, self.rich_style)

    def _row_strip(self, row: int, painter: Painter[RecordT]) -> Strip:
        """A row as wide as all its columns, painted only if it is not known yet."""
        record, state = self._rows[row], self._state(row)
        key = self._key(record)
        known = self._strips.get(key)
        if known is not None and known[0] is record and known[1] == state:
            return known[2]
        if len(self._strips) >= _MOST_STRIPS:
            self._strips.clear()
        tone = Tone.PLAIN if self._row_tone is None else self._row_tone(record)
        strip = painter.row(record, state, tone)
        self._strips[key] = (record, state, strip)
        return strip

    def _scrolled(self, strip: Strip, painter: Painter[RecordT]) -> Strip:
        """The part of a line that is in view: its frozen cells, and the others as scrolled."""
        width = painter.layout.room
        if strip.cell_length == width:
            return strip
        x = self.scroll_offset.x
        frozen = painter.layout.frozen
        if not x or frozen >= width:
            return strip.crop(0, width)
        return Strip.join([strip.crop(0, frozen), strip.crop(frozen + x, x + width)])

    def _state(self, row: int) -> RowState:
        key = self._rows.key(row)
        return RowState(row == self._cursor_row, self._rows.marks.has(row, key), self._news.get(key))

    def _content(self, row: int) -> object:
        """What a line shows, to be compared with what is painted there."""
        if row < len(self._rows):
            return self._rows[row], self._state(row)
        return None if self._rows else self._placeholder_text().plain

    def _ready(self) -> Painter[RecordT]:
        """The painter, made again after the theme, the focus, the size or the columns have changed."""
        layout = self.laid_out
        if self._painter is None or self._painter.layout is not layout:
            self._painter = Painter(read_palette(self, stale=self.stale), layout)
            self._strips.clear()
            self._words = None
        return self._painter

    def _placeholder_line(self, line: int) -> Strip:
        """One line of what an empty table says, in its middle."""
        width = self.inside.width
        text = self._placeholder_text()
        if self._words is None or self._words[0] != text.plain:
            style = self.get_visual_style("record-table--placeholder")
            self._words = (text.plain, Visual.to_strips(self, text, width, None, style))
        lines = self._words[1]
        at = line - max(0, (self.page - len(lines)) // 2)
        return lines[at] if 0 <= at < len(lines) else Strip.blank(width, self.rich_style)

    def _placeholder_text(self) -> Content:
        if self._rows.total and not self._rows.working:
            return Content(f"none of {self._rows.total:,} matches\n{clean(self._rows.filter_text, 60)}")
        words = self.placeholder
        return words if isinstance(words, Content) else Content(clean_lines(words))

    # Being out of date ---------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Colours have changed, or the focus has come or gone."""
        super().notify_style_update()
        self._painter = None

    def on_resize(self) -> None:
        """Share the room out again."""
        self._relay()

    def watch_stale(self) -> None:
        """Look old, or fresh."""
        self._painter = None

    def watch_wide(self) -> None:
        """Show other columns."""
        self._relay()

    def watch_choice(self) -> None:
        """Show other columns."""
        self._relay()

    def watch_placeholder(self) -> None:
        """Say something else where there is nothing to show."""
        self._words = None

    def show_news(self, news: Mapping[Hashable, RowNews]) -> None:
        """Mark the rows and cells that have just changed, by key; nothing else is marked any more."""
        self._news = news
        if self.is_mounted:
            self._refresh_changed()

    def redraw(self) -> None:
        """Paint all rows in view again: what the columns say of them depends on the time, say."""
        self._painter = None
        self.refresh()

    def _relay(self) -> None:
        """Lay the columns out again, and keep both cursors in view."""
        self._painter = None
        if self.is_mounted:
            self._measure()
            self._see_column()
            self._see(self._cursor_row)
        self.refresh()

    def _refresh_changed(self) -> None:
        """Paint the lines again whose row is another than the one painted there."""
        self._refresh_lines(
            line
            for line in range(HEADER, self.inside.height)
            if line not in self._painted or self._painted[line] != self._content(self.top + line - HEADER)
        )

    def _refresh_rows(self, *rows: int) -> None:
        """Paint rows again, those that are in view."""
        lines = (row - self.top + HEADER for row in rows)
        self._refresh_lines(line for line in lines if HEADER <= line < self.inside.height)

    def _refresh_lines(self, lines: Iterable[int]) -> None:
        regions = [Region(0, line, self.inside.width, 1) for line in lines]
        if regions:
            self.refresh(*regions)

    # Scrolling -----------------------------------------------------------------------------

    def _measure(self) -> None:
        """Tell the scroll bars how much there is, without the repaint that a new `virtual_size` brings."""
        size = Size(self.laid_out.width, len(self._rows) + HEADER)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _see(self, row: int, top: int | None = None) -> None:
        """Scroll as little as it takes to have a row in view, starting from `top` if given."""
        top = self.top if top is None else top
        top = min(max(top, row - self.page + 1), row)
        if top != self.top and self.is_mounted:
            self.scroll_to(y=top, animate=False, immediate=True)

    def _see_column(self) -> None:
        """Scroll sideways as little as it takes to have the column cursor in view."""
        layout = self.laid_out
        if layout.placed and layout.width > self.inside.width:
            index = layout.index(self._column_key)
            x = layout.scrolled_to(index, self.scroll_offset.x)
            self.scroll_to(x=x, animate=False, immediate=True)

    def _top_record_row(self) -> int | None:
        """Where the record is now that was painted as the first in view."""
        content = self._painted.get(HEADER)
        return self._rows.row(self._key(content[0])) if isinstance(content, tuple) else None

    def _jump(self, top: int) -> None:
        """Scroll without painting: who moves rows knows which lines are others than before."""
        top = max(0, min(top, self.max_scroll_y))
        if top != self.top:
            self.set_reactive(Widget.scroll_y, float(top))
            self.set_reactive(Widget.scroll_target_y, float(top))
            if self.show_vertical_scrollbar:
                self.vertical_scrollbar.position = top
