"""What the command `report` takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capgo_tui.cli.options import Parser

FORMS = ("md", "html", "csv")


def add_report_arguments(parser: Parser) -> None:
    """Whose report, of which month, and where to."""
    parser.options("Arguments").add_argument(
        "target", metavar="APP|ORG", help="an app id, or an organization's id or name"
    )
    which = parser.options("Which")
    which.add_argument("--month", metavar="YYYY-MM", help="the month (default: the last that is over)")
    output = parser.options("Output")
    output.add_argument(
        "-f", "--form", choices=FORMS, help="md (default), html with charts, or csv with plain numbers"
    )
    output.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="write a file instead of printing; one that is there stays",
    )
    output.add_argument("--overwrite", action="store_true", help="with --out: take the place of a file")
