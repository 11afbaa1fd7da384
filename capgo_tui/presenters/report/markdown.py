"""A report as Markdown (GitHub's): charts are lines of blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.report.parts import Part, Table, Words
from capgo_tui.presenters.report.sections import introduction, sections_of, title_of
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.report import Report

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$!@])")
_AT_THE_START: Final = re.compile(r"^(\d+)([.)](?:\s|$))|^([-+]\s|[-=]+$)")
"""What begins a list, or underlines a heading."""
_ADDRESS: Final = re.compile(r"(?i)(https?|ftp|www)([:.])")


def as_markdown(report: Report) -> str:
    """Write a report as Markdown; no text of a server becomes a link, a tag or a table."""
    lines = [f"# {escape(title_of(report))}", ""]
    for sentence in introduction(report):
        lines += [escape(sentence), ""]
    for section in sections_of(report):
        parts = [text for part in section.parts if (text := _part(part))]
        if parts:
            lines += [f"## {escape(section.title)}", "", *(f"{text}\n" for text in parts)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(part: Part) -> str:
    if isinstance(part, Words):
        return escape(part.text)
    if isinstance(part, Table):
        rule = "|".join(" --- " if place < part.left else " ---: " for place in range(len(part.headings)))
        rows = (part.headings, *part.rows)
        written = ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]
        return "\n".join([written[0], f"|{rule}|", *written[1:]])
    return f"`{part.line}`" if part.line else ""


def escape(text: str) -> str:
    """Make a text mean itself in Markdown, in a paragraph as in a cell."""
    safe = _SPECIAL.sub(r"\\\1", clean(text))
    safe = _ADDRESS.sub(r"\1\\\2", safe)  # else GitHub makes a link of a bare address
    return _AT_THE_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", safe)
