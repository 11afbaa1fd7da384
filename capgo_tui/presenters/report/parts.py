"""What a report is made of, before it is Markdown or HTML. All texts are raw: whoever writes escapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.presenters.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; all columns but the first `left` ones hold numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and what stands for it where there are no pictures; empty for nothing."""

    chart: Chart
    line: str = ""


Part = Words | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    parts: tuple[Part, ...]
