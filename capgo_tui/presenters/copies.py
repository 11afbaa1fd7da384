"""What can be copied of records: each as a text that is safe to paste, made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.json_text import to_json
from capgo_tui.presenters.plain_values import formula_safe, plain_value
from capgo_tui.presenters.why_text import why_text
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.presenters.why_page import WhyPage

RecordT = TypeVar("RecordT")

_LONGEST_ID = 4_096


@dataclass(frozen=True)
class Copy:
    """One thing that can be copied."""

    key: str
    """The key that copies it."""
    name: str
    """What it is called in the menu."""
    text: Callable[[], str]
    """Makes the text."""
    note: str = ""
    """What it is, raw: the text itself where that is short."""
    why_not: str = ""
    """Why it cannot be had, in a sentence; empty if it can."""


def id_copy(ids: Sequence[str]) -> Copy:
    """The ids of records, one a line; what cannot be seen is copied as the mark that is shown for it."""
    safe = [clean(each, _LONGEST_ID) for each in ids]
    return Copy("y", "id" if len(ids) == 1 else "ids", lambda: "\n".join(safe), note=_few(safe))


def json_copy(documents: Sequence[object]) -> Copy:
    """The JSON of a record, or of several as a list."""
    whole = documents[0] if len(documents) == 1 else list(documents)
    return Copy("r", "JSON", partial(to_json, whole, pretty=True), note="as the server sent it")


def table_copy(columns: Sequence[Column[RecordT]], records: Sequence[RecordT]) -> Copy:
    """Rows with tabs between, under their heading, for a spreadsheet: no cell of them is run as a formula."""
    rows = "1 row" if len(records) == 1 else f"{len(records):,} rows"
    return Copy("t", "TSV", partial(_tsv, columns, records), note=f"{rows}, all columns, with their heading")


def line_copy(key: str, name: str, text: str, *, why_not: str = "") -> Copy:
    """A single line, such as an address."""
    return Copy(key, name, lambda: text, note=text, why_not=why_not)


def why_copies(page: WhyPage) -> tuple[Copy, ...]:
    """Why a device gets a bundle or does not, as text and as JSON."""
    return (
        Copy("w", "why, as text", partial(why_text, page), note=page.verdict),
        Copy("j", "why, as JSON", partial(to_json, page.document, pretty=True), note="every check"),
    )


def _tsv(columns: Sequence[Column[RecordT]], records: Iterable[RecordT]) -> str:
    lines = ["\t".join(column.key for column in columns)]
    lines += ["\t".join(formula_safe(plain_value(column, each)) for column in columns) for each in records]
    return "\n".join(lines) + "\n"


def _few(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - 2:,} more" if len(texts) > 2 else ""
    return ", ".join(texts[:2]) + more
