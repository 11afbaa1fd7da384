"""A report as one HTML file that needs nothing else: no script, nothing fetched, charts as inline SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.charts.svg import chart_svg
from capgo_tui.presenters.report.parts import Part, Table, Words
from capgo_tui.presenters.report.sections import introduction, sections_of, title_of
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.report import Report

_STYLE: Final = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #1d242c }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #d5dbe1; text-align: right; overflow-wrap: anywhere }
th.l, td.l { text-align: left } thead th { color: #5a6672; font-weight: 600 }
svg { max-width: 100%; height: auto }
@media print { h2 { break-after: avoid } svg, tr { break-inside: avoid } }"""

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched, and nothing is run."""
_LEFT: Final = ' class="l"'


def as_page(report: Report) -> str:
    """Write a report as HTML."""
    title = _text(title_of(report))
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(f"<p>{_text(sentence)}</p>" for sentence in introduction(report)),
    ]
    for section in sections_of(report):
        lines += ["<section>", f"<h2>{_text(section.title)}</h2>"]
        lines += [_part(part) for part in section.parts]
        lines.append("</section>")
    return "\n".join([*lines, "</body>", "</html>", ""])


def _part(part: Part) -> str:
    if isinstance(part, Words):
        return f"<p>{_text(part.text)}</p>"
    if isinstance(part, Table):
        return _table(part)
    return f"<figure>\n{chart_svg(part.chart).rstrip()}\n</figure>"


def _table(table: Table) -> str:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        written = (
            f"<{tag}{_LEFT if place < table.left else ''}>{_text(cell)}</{tag}>"
            for place, cell in enumerate(row)
        )
        return f"<tr>{''.join(written)}</tr>"

    rows = "\n".join(cells("td", row) for row in table.rows)
    return f"<table>\n<thead>{cells('th', table.headings)}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _text(text: str) -> str:
    """A text that means itself."""
    return escape(clean(text))
