from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.content import Content
from textual.widgets import Input

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.widgets.record_table import RecordTable
from capgo_tui.widgets.record_table.painting import fit
from tests.widgets.tables import COLUMNS, Looker, Phone, TableApp, counted, looking_at, nothing, phones

HOSTILE = {
    "markup": "[bold]x[/]",
    "click action": "[@click=app.bell]x[/]",
    "open tag": "a[/",
    "wrong tag": "a[/]b",
    "link": "[link=http://e.x]x[/link]",
    "emoji code": ":smile: [not a tag]",
    "variable": "[$error]x",
    "title": "\x1b]0;pwn\x07",
    "clipboard": "\x1b]52;c;aGk=\x1b\\",
    "hyperlink": "\x1b]8;;http://e.x\x1b\\x\x1b]8;;\x1b\\",
    "clear": "\x1b[2J",
    "colour": "\x1b[31mred",
    "C1": "\x9b2Jz",
    "right to left": "ab\u202ecd",
    "zero width": "a\u200bb\u200d",
    "lines": "l1\nl2\rl3\tl4",
    "nul": "a\x00b\x08\x7f",
    "family": "👨\u200d👩\u200d👧x",
    "surrogate": "a\ud800b",
    "tower": "Z" + "\u0301" * 3_000,
    "long": "L" * 10_000,
    "wide": "日本語" * 300,
    "arabic": "مرحبا",
}
ALLOWED = re.compile(r"\x1b\[[0-9;:]*m")
"""Colours and styles, nothing else."""


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_text_is_painted_literally_and_in_its_place(payload: str) -> None:
    hostile = replace(COLUMNS[0], title=payload)
    columns = (hostile, *COLUMNS[1:])
    async with looking_at(Phone(1, payload, payload, 5), columns=columns, size=(130, 8)) as user:
        user.table.placeholder = payload
        await user.press("down", "s")
        sent = ALLOWED.sub("", user.ansi)
        assert [c for c in sent if c != "\n" and (ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0)] == []
        assert "\u202e" not in sent
        assert "\u200b" not in sent
        assert {strip.cell_length for strip in user.strips} == {130}
        assert all(cell_len(strip.text) == 130 for strip in user.strips)
        segments = [segment for strip in user.strips for segment in strip]
        assert not any(
            segment.style and (segment.style.link or "@click" in segment.style.meta) for segment in segments
        )
        assert user.lines[1].rstrip().endswith("5")


@pytest.mark.parametrize("payload", ["[bold]x[/]", "[@click=app.bell]x[/]", "a[/]b", ":smile:"])
async def test_what_looks_like_markup_is_shown_as_it_is(payload: str) -> None:
    async with looking_at(Phone(1, payload)) as user:
        assert user.names == [payload]
        user.table.placeholder = payload
        user.table.replace([])
        await user.settle()
        assert any(payload in line for line in user.lines)
        user.table.append([Phone(1, "x")])
        user.table.set_filter(payload)
        await user.settle()
        assert any(payload in line for line in user.lines)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 5, "abcd…"),
        ("abcde", 5, "abcde"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日 …"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("", 2, "  "),
    ],
)
def test_a_text_is_fitted_to_the_cell(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown
    assert cell_len(fit(text, width)) == width


def test_numbers_are_aligned_to_the_right() -> None:
    assert fit("12", 5, right=True) == "   12"


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
async def test_a_row_fills_its_line_exactly_at_every_width(width: int) -> None:
    async with looking_at(*phones(30), Phone(99, "日本語" * 30), size=(width, 12)) as user:
        await user.press("end")
        assert {strip.cell_length for strip in user.strips} == {width}
        assert not user.table.show_horizontal_scrollbar
        assert user.lines[-1].startswith("❯ 日本")


async def test_wide_mode_shows_every_column_and_scrolls_whole_columns_past_the_first() -> None:
    async with looking_at(*phones(3)) as user:
        await user.press("W", *["l"] * 10)
        assert user.lines[0].startswith("  name  ")
        assert user.lines[0].endswith("last")
        assert user.lines[1].startswith("❯ phone-00000  ")
        assert user.lines[1].endswith("end")
        await user.press(*["h"] * 4)
        assert user.lines[0].split() == ["name", "state", "size", "id", "twice"]
        await user.press("W")
        assert user.lines[0].split() == ["name", "state"]
        assert not user.table.show_horizontal_scrollbar


async def test_a_click_on_a_heading_that_was_scrolled_to_sorts_by_that_column() -> None:
    async with looking_at(*phones(3)) as user:
        await user.press("W", *["l"] * 10)
        await user.click(user.lines[0].index("last") + 1, 0)
        assert user.table.order is not None
        assert user.table.order.column == "last"


async def test_columns_of_the_second_level_come_with_the_width_of_the_terminal() -> None:
    async with looking_at(*phones(3), size=(119, 10)) as user:
        assert user.lines[0].split() == ["name", "state"]
        await user.pilot.resize_terminal(120, 10)
        await user.settle()
        assert user.lines[0].split() == ["name", "state", "size"]


# What an empty table says -------------------------------------------------------------------


async def test_an_empty_table_says_what_its_owner_says_in_its_middle() -> None:
    async with looking_at() as user:
        user.table.placeholder = Content("no devices yet…")
        await user.settle()
        at = user.lines.index(next(line for line in user.lines if "no devices yet…" in line))
        assert at == 4
        assert 30 < user.lines[at].index("no") < 35
        user.table.placeholder = "first line\nsecond line"
        await user.settle()
        assert [line.strip() for line in user.lines[1:] if line] == ["first line", "second line"]
        user.table.append(phones(1))
        await user.settle()
        assert user.names == ["phone-00000"]


async def test_a_filter_that_finds_nothing_says_so() -> None:
    async with looking_at(*phones(12)) as user:
        user.table.placeholder = "no devices yet…"
        user.table.set_filter("[nobody]")
        await user.settle()
        said = [line.strip() for line in user.lines[1:] if line]
        assert said == ["none of 12 matches", "[nobody]"]
        user.table.set_filter("[nobody else]")
        await user.settle()
        assert "[nobody else]" in "\n".join(user.lines)
        user.table.set_filter("")
        await user.settle()
        assert user.names == [phone.name for phone in phones(12)][: user.table.page]


# What it costs ------------------------------------------------------------------------------


async def test_a_hundred_thousand_rows_cost_what_is_in_view() -> None:
    asked: list[str] = []
    async with looking_at(*phones(100_000), columns=counted(COLUMNS, asked), size=(80, 24)) as user:
        in_view = 2 * user.table.page
        assert len(asked) <= in_view
        await user.press("pagedown")
        assert len(asked) <= 2 * in_view + 2
        await user.press("end")
        assert len(asked) <= 3 * in_view + 4


async def test_a_step_of_the_cursor_paints_two_rows() -> None:
    asked: list[str] = []
    async with looking_at(*phones(100), columns=counted(COLUMNS, asked)) as user:
        asked.clear()
        await user.press("down")
        assert asked == ["0/name", "0/state", "1/name", "1/state"]


async def test_sorting_and_moving_ask_for_no_text_of_rows_out_of_view() -> None:
    asked: list[str] = []
    async with looking_at(*phones(5_000), columns=counted(COLUMNS, asked)) as user:
        asked.clear()
        await user.press("s")
        assert len(asked) <= 3 * 2 * user.table.page


class Watched:
    """Which lines of a table are painted."""

    def __init__(self, user: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[int] = []
        paint = user.table.render_line

        def render_line(y: int) -> Any:
            self.lines.append(y)
            return paint(y)

        monkeypatch.setattr(user.table, "render_line", render_line)


async def test_pages_that_come_below_the_view_paint_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with looking_at(*phones(100)) as user:
        watched = Watched(user, monkeypatch)
        user.table.append(phones(100, start=100))
        await user.settle()
        assert watched.lines == []
        assert user.table.row_count == 200


async def test_a_refresh_that_brings_one_change_paints_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    async with looking_at(*phones(100)) as user:
        watched = Watched(user, monkeypatch)
        user.table.replace(
            replace(phone, state="blocked") if phone.id == 3 else phone for phone in phones(100)
        )
        await user.settle()
        assert watched.lines == [4]
        user.table.append([replace(phones(4)[3], state="current")])
        await user.settle()
        assert watched.lines == [4, 4]


async def test_nothing_is_painted_while_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with looking_at(*phones(100)) as user:
        watched = Watched(user, monkeypatch)
        user.table.replace(phones(100))
        user.table.set_filter("")
        user.table.mark([])
        await user.press("up", "h")
        assert watched.lines == []


async def test_moving_the_column_cursor_paints_the_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    async with looking_at(*phones(100)) as user:
        watched = Watched(user, monkeypatch)
        await user.press("l")
        assert watched.lines == [0]


# Colours ------------------------------------------------------------------------------------


def background(user: Looker, line: int) -> Color:
    style = next(iter(user.strips[line])).style
    assert style is not None
    assert style.bgcolor is not None
    return Color.from_rich_color(style.bgcolor)


async def test_the_cursor_is_another_colour_without_the_focus_and_its_glyph_stays() -> None:
    async with looking_at(*phones(5)) as user:
        focused = background(user, 1)
        user.app.query_one(Input).focus()
        await user.settle()
        assert background(user, 1) != focused
        assert background(user, 1) != background(user, 2)
        assert user.cursor_line == 1


async def test_another_theme_repaints_every_row() -> None:
    async with looking_at(*phones(5)) as user:
        dark = [background(user, line) for line in range(6)]
        user.app.theme = "textual-light"
        await user.settle()
        assert all(background(user, line) != dark[line] for line in range(6))
        assert user.names == [phone.name for phone in phones(5)]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_themes_of_sixteen_colours_send_only_those(theme: str) -> None:
    async with looking_at(*phones(5)) as user:
        user.app.theme = theme
        await user.settle()
        assert "38;2;" not in user.ansi
        assert background(user, 1) != background(user, 2)


async def test_without_colours_the_cursor_is_reversed_and_marks_have_a_glyph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with looking_at(*phones(5)) as user:
        user.table.mark([2])
        await user.settle()
        styles = [next(iter(strip)).style for strip in user.strips]
        assert styles[1] is not None
        assert styles[1].reverse
        assert styles[3] is not None
        assert user.lines[3].startswith("■")


async def test_tones_colour_cells_and_a_row_tone_colours_the_rest() -> None:
    columns = (*COLUMNS[:2], Column[Phone]("plain", "plain", text=lambda _: "plain", sort=nothing))
    app = TableApp(
        RecordTable(columns, key=lambda p: p.id, row_tone=lambda p: Tone.MUTED if p.id == 2 else Tone.PLAIN)
    )
    async with app.run_test(size=(80, 12)) as pilot:
        user = Looker(app, pilot)
        app.table.append(phones(3))
        await user.settle()
        first, third = (
            {segment.text.strip(): segment.style for segment in user.strips[line]} for line in (2, 3)
        )
        good = app.table.get_component_rich_style("record-table--good")
        muted = app.table.get_component_rich_style("record-table--muted")
        assert third["current"] is not None
        assert third["current"].color == good.color
        assert third["plain"] is not None
        assert third["plain"].color == muted.color
        assert first["plain"] is not None
        assert first["plain"].color != muted.color


async def test_stale_rows_are_muted_until_they_are_fresh_again() -> None:
    async with looking_at(*phones(3)) as user:
        fresh = user.ansi
        user.table.stale = True
        await user.settle()
        muted = user.table.get_component_rich_style("record-table--muted")
        style = next(iter(user.strips[2])).style
        assert style is not None
        assert style.color == muted.color
        user.table.stale = False
        await user.settle()
        assert user.ansi == fresh
