"""Tables of text: widths, cutting, padding, cleaning; and what a column is in CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.cli.cell_width import fit, pad, text_width
from capgo_tui.cli.tables import Canvas, choose_columns, draw_table
from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.json_text import to_json
from capgo_tui.presenters.plain_values import formula_safe, plain_value
from capgo_tui.safe_text import clean
from tests.cli.conftest import FORBIDDEN


@dataclass(frozen=True)
class Thing:
    """A record for tables."""

    name: str
    count: int = 0
    updated_at: datetime | None = None


def column(key: str, text: Callable[[Thing], str], **more: Any) -> Column[Thing]:
    """A column that sorts by its text."""
    return Column(key, more.pop("title", key), text=text, sort=more.pop("sort", text), **more)


NAME = column("name", lambda thing: thing.name, width=10, grow=True)
COUNT = column("count", lambda thing: f"{thing.count:,}", sort=lambda thing: thing.count, right=True, width=6)
MORE = column("more", lambda _: "✓", level=Level.MEDIUM)
MOST = column("most", lambda _: "m" * 30, level=Level.WIDE)


def lines(
    *things: Thing, canvas: Canvas | None = None, columns: tuple[Column[Thing], ...] = (NAME, COUNT)
) -> list[str]:
    """Draw a table."""
    return list(draw_table(columns, things, canvas or Canvas()))


def test_cells_stand_below_their_headings_and_numbers_end_together() -> None:
    assert lines(Thing("shop", 5), Thing("a longer name", 12_345)) == [
        "name            count",
        "shop                5",
        "a longer name  12,345",
    ]


def test_wide_characters_take_two_cells() -> None:
    assert lines(Thing("日本語", 1), Thing("🦊", 2), Thing("plain", 3)) == [
        "name    count",
        "日本語      1",
        "🦊          2",
        "plain       3",
    ]


def test_a_line_never_ends_in_blanks() -> None:
    assert lines(Thing("x"), Thing("yyyyy"), columns=(COUNT, NAME)) == [
        "count  name",
        "    0  x",
        "    0  yyyyy",
    ]


def test_on_a_terminal_lines_fit_and_what_is_cut_ends_in_a_mark() -> None:
    drawn = lines(Thing("a name that is far too long for this", 7), canvas=Canvas(20))
    assert drawn == ["name           count", "a name that …      7"]
    assert [text_width(line) for line in drawn] == [20, 20]


def test_a_hostile_cell_takes_no_room_from_cells_that_keep_to_their_width() -> None:
    other = column("other", lambda thing: thing.name * 50, width=8)
    drawn = lines(Thing("shop.name", 7), canvas=Canvas(40), columns=(NAME, other, COUNT))
    assert drawn[1].startswith("shop.name  ")
    assert drawn[1].endswith("      7")
    assert all(text_width(line) <= 40 for line in drawn)


def test_a_terminal_too_narrow_for_all_columns_shows_the_first_ones() -> None:
    drawn = lines(Thing("shop", 5), canvas=Canvas(9), columns=(NAME, COUNT, MORE, MOST))
    assert all(text_width(line) <= 9 for line in drawn)
    assert drawn[1].startswith("shop")


def test_where_the_output_goes_elsewhere_nothing_is_cut_and_one_long_cell_does_not_widen_every_line() -> None:
    drawn = lines(Thing("long" * 100, 1), Thing("short", 2))
    assert drawn[1].startswith("long" * 100)
    assert len(drawn[2]) < 80


def test_a_heading_is_bold_only_where_asked() -> None:
    assert lines(canvas=Canvas(80, bold=True)) == ["\x1b[1mname  count\x1b[0m"]
    assert lines(canvas=Canvas(80)) == ["name  count"]


def test_in_ascii_every_character_is_ascii_and_the_own_signs_stay_readable() -> None:
    thing = Thing("日本 → name that is long", 1)
    drawn = lines(thing, canvas=Canvas(30, ascii=True), columns=(NAME, MORE))
    assert all(line.isascii() for line in drawn)
    assert drawn[1].startswith("\\u65e5\\u672c -> name")
    assert drawn[1].endswith("y")
    assert "~" in drawn[1]


@pytest.mark.parametrize("text", ["\x1b[2Jx", "a\nb", "\u202eb", "x" * 9_999, "\x9b31m", "a\ud800", "\t"])
def test_a_cell_stays_on_its_line_and_holds_no_control(text: str) -> None:
    for canvas in (Canvas(), Canvas(30), Canvas(30, ascii=True)):
        drawn = lines(Thing(text), canvas=canvas)
        assert len(drawn) == 2
        assert not FORBIDDEN.search("".join(drawn))


@given(st.text(), st.integers(1, 40))
def test_any_text_is_cut_to_its_cells(text: str, cells: int) -> None:
    shown = clean(text)
    assert text_width(fit(shown, cells)) <= cells
    assert text_width(pad(fit(shown, cells), cells)) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("世界", 4), ("e\u0301", 1), ("𝌀", 2), ("\u3099", 0), ("👩‍💻", 2), ("🇩🇪", 2), ("কে", 2)],
)
def test_widths_are_those_of_terminals(text: str, cells: int) -> None:
    """Wide signs, marks that join the one before, signs that a newer Unicode made wide, and pairs."""
    assert text_width(text) == cells


def choose(**more: Any) -> list[str]:
    """The keys of the chosen columns."""
    asked = {"names": None, "wide": False, "width": None, **more}
    return [each.key for each in choose_columns((NAME, COUNT, MORE, MOST), **asked)]


def test_columns_follow_the_room_there_is() -> None:
    assert choose(width=60) == choose(width=80) == choose(width=119) == ["name", "count"]
    assert choose(width=120) == choose(width=None) == ["name", "count", "more"]
    assert choose(wide=True, width=80) == ["name", "count", "more", "most"]
    assert choose(names=["most", "name"], width=80) == ["most", "name"]


@pytest.mark.parametrize("names", [["nome"], [], ["name", ""]])
def test_an_unknown_column_is_refused_with_the_known_ones(names: list[str]) -> None:
    with pytest.raises(ValueError, match="there are name, count, more, most"):
        choose(names=names)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("", ""),
        ("-5", "-5"),
        ("-0.25", "-0.25"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1+cmd|x", "'-1+cmd|x"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\n=1", "' =1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("\tplain", "' plain"),
        ("a\x1b[2Jb", "a␛[2Jb"),
    ],
)
def test_a_cell_never_begins_like_a_formula_and_a_negative_number_stays_one(text: str, cell: str) -> None:
    assert formula_safe(text) == cell


@given(st.lists(st.text(), min_size=1))
def test_any_row_is_read_back_as_it_was_written(texts: list[str]) -> None:
    row = [formula_safe(text) for text in texts]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow([*row, "end"])
    assert next(csv.reader(io.StringIO(written.getvalue(), newline=""), strict=True)) == [*row, "end"]
    assert written.getvalue().count("\n") == 1


def test_a_column_is_plain_in_csv() -> None:
    moment = datetime(2026, 11, 21, 22, 0, 0, 123456, UTC)
    age = column("updated", lambda _: "3d", sort=lambda _: 1.0, right=True, value=lambda t: t.updated_at)
    tick = column("tick", lambda _: "✓", value=lambda _: True)
    thing = Thing("x", 12_345, moment)
    assert plain_value(age, thing) == "2026-11-21T22:00:00.123Z"
    assert plain_value(age, Thing("x")) == ""
    assert plain_value(COUNT, thing) == "12345"
    assert plain_value(tick, thing) == "true"
    assert plain_value(column("none", lambda _: "–"), thing) == ""


def test_every_column_that_shows_an_age_has_its_moment_in_csv() -> None:
    """A column without a value would show `3d` to a program."""
    from capgo_tui.models import ApiKey, App, AuditEntry, Bundle, Channel, Device, Organization  # noqa: PLC0415
    from capgo_tui.presenters.api_key import api_key_columns  # noqa: PLC0415
    from capgo_tui.presenters.app import app_columns  # noqa: PLC0415
    from capgo_tui.presenters.audit import audit_columns  # noqa: PLC0415
    from capgo_tui.presenters.bundle import bundle_columns  # noqa: PLC0415
    from capgo_tui.presenters.channel import channel_columns  # noqa: PLC0415
    from capgo_tui.presenters.device import device_columns  # noqa: PLC0415
    from capgo_tui.presenters.organization import organization_columns  # noqa: PLC0415

    moment = "2026-11-18T22:00:00+00:00"
    times = {"created_at": moment, "updated_at": moment, "expires_at": moment}
    now = datetime(2026, 11, 21, 22, tzinfo=UTC)
    tables: list[tuple[Any, Any]] = [
        (api_key_columns, ApiKey.read({"id": 1, **times})),
        (app_columns, App.read({"app_id": "a.b", **times})),
        (audit_columns, AuditEntry.read({"id": 1, **times})),
        (bundle_columns, Bundle.read({"id": 1, "name": "1.0.0", **times})),
        (channel_columns, Channel.read({"id": 1, "name": "beta", **times})),
        (device_columns, Device.read({"device_id": "d", **times})),
        (organization_columns, Organization.read({"id": "o", "name": "n", **times})),
    ]
    for columns, record in tables:
        for each in columns(lambda: now):
            if each.text(record) in {"3d", "3d ago"}:
                assert plain_value(each, record) == "2026-11-18T22:00:00.000Z", each.key


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_document_as_json_means_the_same_and_holds_nothing_unseen(document: Any) -> None:
    for pretty in (False, True):
        text = to_json(document, pretty=pretty)
        assert json.loads(text) == document
        assert not FORBIDDEN.search(text)
        assert text.encode()


def test_json_keeps_what_can_be_read_readable() -> None:
    assert to_json(["Søns 日本 🦊", "\u202e\x7f"], pretty=False) == '["Søns 日本 🦊","\\u202e\\u007f"]'
