"""What the command line is made of: the parser, and the options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from capgo_tui.cli.arguments import fault, names

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse has no public name for it

FORMS = ("table", "json", "ndjson", "csv")
DIALECTS = ("current", "seed", "2025-01", "2025-11")
"""The generations of servers that the demo cloud can play."""


class Parser(argparse.ArgumentParser):
    """A parser that knows no abbreviations and says where help is."""

    def __init__(
        self, prog: str, *, description: str = "", epilog: str = "", usage: str | None = None
    ) -> None:
        super().__init__(
            prog,
            usage=usage,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            add_help=False,
            argument_default=argparse.SUPPRESS,
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=28),
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and leave with the code for wrong usage."""
        self.exit(2, f"capgo-tui: {message}\n  next: {self.prog} --help\n")

    def options(self, title: str) -> argparse._ArgumentGroup:
        """Begin a group of options."""
        return self.add_argument_group(title)


def add_help(group: argparse._ArgumentGroup) -> None:
    """`--help`."""
    group.add_argument("-h", "--help", action="help", help="show this help")


def add_connection(parser: Parser) -> None:
    """The options that say where to read and as whom."""
    group = parser.options("Server and key")
    group.add_argument(
        "--host", metavar="URL", help="the server (default: the profile's, else https://api.capgo.app)"
    )
    group.add_argument("--profile", metavar="NAME", help="a profile of the settings file")
    add_file(group, "--key-file", "a file whose first line is the key")
    group.add_argument("--demo", action="store_true", help="the built-in demo cloud instead of a server")
    add_fault(group, "with --demo: let something go wrong, such as cut-after@/channel:POST; may be repeated")
    group.add_argument(
        "--dialect",
        choices=("auto", *DIALECTS),
        help="the generation of the server (default: the profile's); with --demo the one that it plays",
    )
    group.add_argument("--read-only", action="store_true", help="let nothing be changed")
    add_file(group, "--config", "another settings file")


def add_logging(parser: Parser) -> None:
    """What is said of the requests."""
    group = parser.options("Messages")
    group.add_argument("-v", "--verbose", action="store_true", help="say on stderr each request that is sent")
    add_file(group, "--log-file", "write that to a file")


def add_file(group: argparse._ArgumentGroup, name: str, text: str) -> None:
    """An option that takes a file; the completion scripts know it by its metavar."""
    group.add_argument(name, metavar="FILE", type=Path, help=text)


def add_fault(group: argparse._ArgumentGroup, text: str) -> None:
    """The option that makes the demo cloud fail; a wrong one gets the list of forms."""
    group.add_argument("--fault", metavar="SPEC", action="append", type=fault, help=text)


def add_rest(parser: Parser) -> None:
    """What every command that reads has."""
    add_connection(parser)
    add_logging(parser)
    add_help(parser.options("Help"))


def add_output(parser: Parser) -> None:
    """How tables are printed."""
    group = parser.options("Output")
    group.add_argument(
        "-o", "--output", metavar="FORM", choices=FORMS, help="table (default), json, ndjson or csv"
    )
    group.add_argument(
        "--columns", metavar="A,B,…", type=names, help="these columns, in this order (table, csv)"
    )
    group.add_argument("--wide", action="store_true", help="every column, nothing cut (table, csv)")
    group.add_argument("--ascii", action="store_true", help="draw with ASCII only (table)")
