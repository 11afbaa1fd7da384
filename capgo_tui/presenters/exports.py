"""Rows as files: CSV, JSON, NDJSON and Markdown, with plain values, and nothing in them that acts by itself.

Texts are whole and cleaned of what cannot be seen, times are in UTC as ISO 8601 has them. A cell of CSV that
begins like a formula is text for a spreadsheet; a cell of Markdown is text for whatever draws it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from capgo_tui.presenters.columns import Column, Value
from capgo_tui.presenters.plain_values import LONGEST, formula_safe, json_value, plain, value_of
from capgo_tui.safe_text import clean

RecordT = TypeVar("RecordT")

_ACTS_IN_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~#&])")


@dataclass(frozen=True)
class Export:
    """A table of values, from records or from the series of a chart."""

    title: str
    """What it is, raw."""
    columns: tuple[str, ...]
    """The names of the columns."""
    rows: Sequence[Sequence[Value]]
    """The values, in the order of the columns."""


@dataclass(frozen=True)
class ExportForm:
    """A format that something can be written in."""

    name: str
    """What it is called."""
    suffix: str
    """How the names of its files end, without the dot."""
    make: Callable[[], bytes | Awaitable[bytes]]
    """Gives the file; a plain function runs beside the screen, so it takes only what cannot change."""


@dataclass(frozen=True)
class ExportPart:
    """Something that can be exported, in one or more formats."""

    name: str
    """What it is: `12 marked devices`."""
    forms: tuple[ExportForm, ...]
    """Its formats, the likeliest first; at least one."""
    note: str = ""
    """What should be known of it, such as that there is more on the server."""
    ending: str = ""
    """How the proposed name of its file goes on, so that it is another than that of the other parts."""


def export_rows(columns: Sequence[Column[RecordT]], records: Iterable[RecordT]) -> list[tuple[Value, ...]]:
    """The values of records, in the order of the columns."""
    return [tuple(value_of(column, record) for column in columns) for record in records]


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Lines as RFC 4180 has them: CRLF, quotes only where they are needed."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def as_csv(export: Export) -> bytes:
    """A heading and a line per row, no cell of which a spreadsheet runs."""
    rows = ([formula_safe(plain(value)) for value in row] for row in export.rows)
    return (csv_text([export.columns]) + csv_text(rows)).encode()


def as_json(export: Export) -> bytes:
    """A list of objects, indented."""
    return (json.dumps(_objects(export), ensure_ascii=False, indent=2) + "\n").encode()


def as_ndjson(export: Export) -> bytes:
    """An object a line."""
    lines = (json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in _objects(export))
    return "".join(f"{line}\n" for line in lines).encode()


def as_markdown(export: Export) -> bytes:
    """A table under its title."""
    lines = [f"# {_markdown(export.title)}", "", _line(export.columns), _line(["---"] * len(export.columns))]
    lines += [_line([_markdown(plain(value)) for value in row]) for row in export.rows]
    return ("\n".join(lines) + "\n").encode()


FORMATS: Final[tuple[tuple[str, str, Callable[[Export], bytes]], ...]] = (
    ("CSV, for spreadsheets", "csv", as_csv),
    ("JSON", "json", as_json),
    ("NDJSON, an object a line", "ndjson", as_ndjson),
    ("Markdown", "md", as_markdown),
)
"""Each format of rows: its name, how its files end, and how it is written."""


def table_forms(export: Export) -> tuple[ExportForm, ...]:
    """The formats of a table that is there already, such as the series of a chart."""
    return tuple(ExportForm(name, suffix, _bound(write, export)) for name, suffix, write in FORMATS)


def _bound(write: Callable[[Export], bytes], export: Export) -> Callable[[], bytes]:
    return lambda: write(export)


def _objects(export: Export) -> list[dict[str, bool | int | float | str | None]]:
    return [
        dict(zip(export.columns, (json_value(value) for value in row), strict=True)) for row in export.rows
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _markdown(text: str) -> str:
    """A text that is drawn as it stands."""
    return _ACTS_IN_MARKDOWN.sub(r"\\\1", clean(text, LONGEST))
