"""Rows as files: plain values, whole texts, and nothing in them that acts by itself."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.presenters.columns import Column, Value
from capgo_tui.presenters.exports import (
    FORMATS,
    Export,
    as_csv,
    as_json,
    as_markdown,
    as_ndjson,
    export_rows,
    table_forms,
)
from tests.cli.conftest import FORBIDDEN

MOMENT = datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(hours=2)))
HOSTILE = "=cmd|' /C calc'!A0 \x1b[31m\u202e |x| [a](http://e)"
EXPORT = Export(
    "com.acme.shop: devices",
    ("device", "changed", "emulator", "count", "share", "none"),
    [("canary-1", MOMENT, False, 12, 12.5, None), (HOSTILE, None, True, -3, None, "")],
)
hostile = st.text(st.characters(codec=None), max_size=60)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_csv_has_a_heading_plain_values_and_moments_in_utc() -> None:
    heading, first, second = rows_of(as_csv(EXPORT))
    assert heading == list(EXPORT.columns)
    assert first == ["canary-1", "2026-11-21T21:30:00.000Z", "false", "12", "12.5", ""]
    assert second[0].startswith("'=cmd")
    assert second[3] == "-3"
    assert as_csv(EXPORT).count(b"\r\n") == 3


@given(st.lists(hostile, min_size=1, max_size=4))
def test_no_cell_of_csv_is_a_formula_or_moves_a_terminal(cells: list[str]) -> None:
    export = Export("x", tuple(f"c{place}" for place in range(len(cells))), [cells])
    _, row = rows_of(as_csv(export))
    assert len(row) == len(cells)
    for cell in row:
        assert not FORBIDDEN.search(cell)
        assert not cell.lstrip().startswith(("=", "+", "@", "＝", "＋", "－", "＠"))
        assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell)


def test_json_has_values_of_their_kinds() -> None:
    first, second = json.loads(as_json(EXPORT))
    assert first == {
        "device": "canary-1",
        "changed": "2026-11-21T21:30:00.000Z",
        "emulator": False,
        "count": 12,
        "share": 12.5,
        "none": None,
    }
    assert second["device"].startswith("=cmd"), "JSON runs no formulas"
    assert "\x1b" not in second["device"]


def test_ndjson_has_the_same_objects_one_a_line() -> None:
    lines = as_ndjson(EXPORT).decode().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(as_json(EXPORT))


def test_a_number_without_an_end_is_nothing_in_json() -> None:
    export = Export("x", ("a",), [(float("nan"),), (float("inf"),)])
    assert json.loads(as_json(export)) == [{"a": None}, {"a": None}]


def test_markdown_is_a_table_under_its_title() -> None:
    title, blank, heading, rule, first, second = as_markdown(EXPORT).decode().splitlines()
    assert (title, blank) == ("# com.acme.shop: devices", "")
    assert heading == "| device | changed | emulator | count | share | none |"
    assert rule == "| --- | --- | --- | --- | --- | --- |"
    assert first == "| canary-1 | 2026-11-21T21:30:00.000Z | false | 12 | 12.5 |  |"
    assert r"\|x\|" in second
    assert r"\[a\](http://e)" in second


@given(st.lists(hostile, min_size=1, max_size=4))
def test_no_cell_of_markdown_breaks_out_of_its_row(cells: list[str]) -> None:
    export = Export("x", tuple(f"c{place}" for place in range(len(cells))), [cells])
    *_, row = as_markdown(export).decode().split("\n")[:-1]
    bare = re.sub(r"\\.", "", row)
    assert bare.count("|") == len(cells) + 1
    assert not set("[]<>`*") & set(bare)


@given(st.lists(hostile, max_size=5))
def test_every_format_takes_any_text(cells: list[str]) -> None:
    export = Export("x", ("a",), [(cell,) for cell in cells])
    for _, _, write in FORMATS:
        assert write(export).decode().count("\x1b") == 0


def test_the_series_of_a_chart_has_the_same_formats_as_a_table() -> None:
    forms = table_forms(EXPORT)
    assert [form.suffix for form in forms] == ["csv", "json", "ndjson", "md"]
    assert [form.make() for form in forms] == [
        as_csv(EXPORT),
        as_json(EXPORT),
        as_ndjson(EXPORT),
        as_markdown(EXPORT),
    ]


def test_what_the_screen_shows_as_unknown_is_nothing() -> None:
    def column(key: str, text: str, value: Value = None, *, right: bool = False) -> Column[int]:
        return Column(
            key,
            key,
            text=lambda _: text,
            sort=lambda record: record,
            right=right,
            value=(lambda _: value) if value is not None else None,
        )

    columns = [
        column("a", "?"),
        column("b", "–"),
        column("c", "7", right=True),
        column("d", "3d", datetime(2026, 1, 1, tzinfo=UTC)),
        column("e", "x" * 5_000),
    ]
    assert export_rows(columns, [7]) == [
        (None, None, 7, datetime(2026, 1, 1, tzinfo=UTC), "x" * 5_000),
    ]
