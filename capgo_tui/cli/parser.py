"""Builds the argument parser. Completion scripts are made from it too."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from capgo_tui import __version__
from capgo_tui.cli import commands
from capgo_tui.cli.arguments import SCREEN_FLAGS, Arguments, day, fault, names, whole_number
from capgo_tui.cli.commands import Command
from capgo_tui.cli.report_arguments import add_report_arguments

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse has no public name for it

FORMS = ("table", "json", "ndjson", "csv")
WHY_FORMS = ("table", "json", "ndjson")
SHELLS = ("bash", "zsh", "fish")
DIALECTS = ("current", "seed", "2025-01", "2025-11")
"""The generations of servers that the demo cloud can play."""
TABLES = ("orgs", "apps", "channels", "app_versions", "org_users")
OPERATIONS = ("INSERT", "UPDATE", "DELETE")


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


def build_parser() -> Parser:
    """The whole command line."""
    parser = Parser(
        "capgo-tui",
        usage="capgo-tui [options] [COMMAND …]",
        description=commands.overview(),
        epilog=commands.closing(),
    )
    screens = parser.options("Options")
    screens.add_argument(
        "--version", action="version", version=f"capgo-tui {__version__}", help="print the version"
    )
    _add_help(screens)
    for name, text in SCREEN_FLAGS.items():
        screens.add_argument(name, action="store_true", help=text)
    _add_connection(parser)
    _file(parser.options("Messages"), "--log-file", "write what is done to a file, request by request")
    added: Commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", help=argparse.SUPPRESS, prog="capgo-tui"
    )
    for command in commands.READ:
        _add_read(added, command)
    _add_open(added, commands.OPEN[0])
    _add_demo_server(added, commands.DEMO[0])
    _add_history(added, commands.KEPT[0])
    _add_setup(added)
    return parser


def parse(argv: Sequence[str] | None) -> Arguments:
    """Read a command line.

    Raises:
        SystemExit: it is wrong (2), or only asked for help or the version (0).
    """
    return build_parser().parse_args(argv, Arguments())


def _add_help(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-h", "--help", action="help", help="show this help")


def _add_connection(parser: Parser) -> None:
    """The options that say where to read and as whom."""
    group = parser.options("Server and key")
    group.add_argument(
        "--host", metavar="URL", help="the server (default: the profile's, else https://api.capgo.app)"
    )
    group.add_argument("--profile", metavar="NAME", help="a profile of the settings file")
    _file(group, "--key-file", "a file whose first line is the key")
    group.add_argument("--demo", action="store_true", help="the built-in demo cloud instead of a server")
    _fault(group, "with --demo: let something go wrong, such as cut-after@/channel:POST; may be repeated")
    group.add_argument(
        "--dialect",
        choices=("auto", *DIALECTS),
        help="the generation of the server (default: the profile's); with --demo the one that it plays",
    )
    group.add_argument("--read-only", action="store_true", help="let nothing be changed")
    _file(group, "--config", "another settings file")


def _add_logging(parser: Parser) -> None:
    group = parser.options("Messages")
    group.add_argument("-v", "--verbose", action="store_true", help="say on stderr each request that is sent")
    _file(group, "--log-file", "write that to a file")


def _file(group: argparse._ArgumentGroup, name: str, text: str) -> None:
    """An option that takes a file; the completion scripts know it by its metavar."""
    group.add_argument(name, metavar="FILE", type=Path, help=text)


def _fault(group: argparse._ArgumentGroup, text: str) -> None:
    """The option that makes the demo cloud fail; a wrong one gets the list of forms."""
    group.add_argument("--fault", metavar="SPEC", action="append", type=fault, help=text)


def _add_command(added: Commands, command: Command) -> Parser:
    """A command without options of its own yet."""
    return added.add_parser(
        command.name,
        usage=" ".join(("capgo-tui", command.name, command.takes, "[options]")).replace("  ", " "),
        description=f"{command.does[0].upper()}{command.does[1:]}.",
        epilog=commands.examples(command),
    )


def _add_read(added: Commands, command: Command) -> None:
    """A command that reads and prints."""
    parser = _add_command(added, command)
    if command.name == "stats":
        _add_statistics(parser)
        return
    _READ_ARGUMENTS.get(command.name, lambda _: None)(parser)
    if command.name in commands.FILTERED:
        parser.options("Which").add_argument(
            "--filter", metavar="TERMS", help="only what fits, such as 'platform:ios build<2.1 !beta'"
        )
    if command.name not in ("get", "why", "report"):
        _add_output(parser)
    _add_rest(parser)


def _add_open(added: Commands, command: Command) -> None:
    """The command that opens the screens at a place."""
    parser = _add_command(added, command)
    parser.options("Arguments").add_argument(
        "link", metavar="LINK", help="APP, APP/TAB, APP/TAB/RECORD, org/ORG/TAB, or an address of the console"
    )
    _add_rest(parser)


def _add_rest(parser: Parser) -> None:
    """What every command that reads has."""
    _add_connection(parser)
    _add_logging(parser)
    _add_help(parser.options("Help"))


def _add_output(parser: Parser) -> None:
    group = parser.options("Output")
    group.add_argument(
        "-o", "--output", metavar="FORM", choices=FORMS, help="table (default), json, ndjson or csv"
    )
    group.add_argument(
        "--columns", metavar="A,B,…", type=names, help="these columns, in this order (table, csv)"
    )
    group.add_argument("--wide", action="store_true", help="every column, nothing cut (table, csv)")
    group.add_argument("--ascii", action="store_true", help="draw with ASCII only (table)")


def _organization(parser: Parser) -> None:
    parser.options("Arguments").add_argument(
        "organization", metavar="ORG", help="an organization's id, or its name"
    )


def _app(parser: Parser) -> None:
    parser.options("Arguments").add_argument("app", metavar="APP", help="an app id such as com.acme.shop")


def _apps(parser: Parser) -> None:
    parser.options("Arguments").add_argument(
        "organization", metavar="ORG", nargs="?", help="an organization's id, or its name"
    )


def _devices(parser: Parser) -> None:
    _app(parser)
    group = parser.options("Which").add_mutually_exclusive_group()
    group.add_argument("--all", action="store_true", help="every page, not only the first")
    group.add_argument("--device", metavar="ID", help="one device, by its full device id")


def _drift(parser: Parser) -> None:
    _app(parser)
    parser.options("Which").add_argument("--all", action="store_true", help="every page, not only the first")


def _log(parser: Parser) -> None:
    _drift(parser)
    parser.options("Device").add_argument("device", metavar="DEVICE", help="its id or its whole custom id")


def _audit(parser: Parser) -> None:
    _organization(parser)
    which = parser.options("Which")
    count = which.add_mutually_exclusive_group()
    count.add_argument(
        "--limit", metavar="N", type=whole_number(1, 1_000_000), help="the newest N (default: 50)"
    )
    count.add_argument("--all", action="store_true", help="all that the server keeps")
    which.add_argument(
        "--table", choices=TABLES, help="changes of one kind of record (app_versions are bundles)"
    )
    which.add_argument("--operation", choices=OPERATIONS, type=str.upper, help="one kind of change")


def _why(parser: Parser) -> None:
    arguments = parser.options("Arguments")
    arguments.add_argument("app", metavar="APP", nargs="?", help="an app id such as com.acme.shop")
    arguments.add_argument(
        "device", metavar="DEVICE", nargs="?", help="a device id, or a custom id exactly as it is"
    )
    which = parser.options("Which")
    which.add_argument("--all", action="store_true", help="look for a custom id on every page of devices")
    which.add_argument(
        "--offline",
        metavar="FILE",
        help="read cases instead: JSON with app, channels, bundles, device and, as far as known, unseen; "
        "one, a list, or one a line; - is standard input",
    )
    output = parser.options("Output")
    output.add_argument(
        "-o",
        "--output",
        metavar="FORM",
        choices=WHY_FORMS,
        help="table (default), json or ndjson (default of --offline)",
    )
    output.add_argument("--wide", action="store_true", help="every check, and where its values come from")
    output.add_argument("--ascii", action="store_true", help="draw with ASCII only (table)")


def _adoption(parser: Parser) -> None:
    _app(parser)
    parser.options("Which").add_argument(
        "--native", action="store_true", help="native builds, and not bundles"
    )
    _add_period(parser)


def _get(parser: Parser) -> None:
    parser.options("Arguments").add_argument("path", metavar="PATH", help="a path such as /organization")


_READ_ARGUMENTS = {
    "adoption": _adoption,
    "apps": _apps,
    "channels": _app,
    "devices": _devices,
    "drift": _drift,
    "log": _log,
    "bundles": _app,
    "members": _organization,
    "audit": _audit,
    "get": _get,
    "report": add_report_arguments,
    "why": _why,
}

_STATISTICS = (
    ("app", _app, "an app, day by day"),
    ("org", _organization, "an organization, day by day"),
    ("user", None, "everything that the key can reach, day by day"),
    ("by-app", _organization, "an organization, app by app and day by day"),
    ("bundles", _app, "which bundles the devices of an app run, day by day"),
)

_WATCHED = ("app", "org", "user")
"""The kinds that have one figure a day."""


def _add_period(parser: Parser) -> None:
    """Which days are read."""
    period = parser.options("Period (days in UTC, both ends included)")
    period.add_argument(
        "--days", metavar="N", type=whole_number(1, 3660), help="the last N days (default: 30)"
    )
    period.add_argument("--from", dest="first", metavar="DAY", type=day, help="the first day")
    period.add_argument("--to", dest="last", metavar="DAY", type=day, help="the last day (default: today)")


def _add_statistics(parser: Parser) -> None:
    """The kinds of statistics."""
    kinds: Commands = parser.add_subparsers(
        dest="statistic", metavar="KIND", required=True, title="Kinds", prog="capgo-tui stats"
    )
    for name, argument, does in _STATISTICS:
        takes = {_app: "APP ", _organization: "ORG "}.get(argument, "") if argument else ""
        kind = kinds.add_parser(
            name,
            help=does,
            usage=f"capgo-tui stats {name} {takes}[options]",
            description=f"Statistics of {does}.",
        )
        if argument is not None:
            argument(kind)
        _add_period(kind)
        if name in _WATCHED:
            kind.options("Watch").add_argument(
                "--alert",
                metavar="WHEN",
                action="append",
                help="check this instead, such as 'bandwidth > 2x 7d', and end with 3 if it fired; "
                "may be repeated",
            )
        _add_output(kind)
        _add_rest(kind)
    _add_help(parser.options("Help"))


def _add_demo_server(added: Commands, command: Command) -> None:
    parser = _add_command(added, command)
    group = parser.options("Options")
    group.add_argument(
        "--port", metavar="N", type=whole_number(0, 65535), help="the port (default: any free one)"
    )
    _file(group, "--world", "a JSON file of rows to start from, instead of the demo's own")
    group.add_argument("--dialect", choices=DIALECTS, help="the generation of the server (default: current)")
    group.add_argument(
        "--latency-ms", metavar="N", type=whole_number(0, 60_000), help="wait this long before every answer"
    )
    _fault(group, "let something go wrong, see below; may be repeated")
    _add_help(group)


def _add_history(added: Commands, command: Command) -> None:
    """What can be done with the statistics that are kept."""
    parser = _add_command(added, command)
    kinds: Commands = parser.add_subparsers(
        dest="action", metavar="KIND", required=True, title="Kinds", prog="capgo-tui history"
    )
    for name, does, takes in (
        ("show", "whose days are kept, from when to when", ""),
        ("prune", "forget the days before a day", "--before DAY "),
        ("clear", "forget every day", ""),
    ):
        kind = kinds.add_parser(
            name,
            help=does,
            usage=f"capgo-tui history {name} {takes}[options]",
            description=f"{does[0].upper()}{does[1:]}.",
        )
        options = kind.options("Options")
        if name == "show":
            _add_output(kind)
        elif name == "prune":
            options.add_argument(
                "--before", metavar="DAY", type=day, required=True, help="the first day that stays"
            )
        else:
            options.add_argument("--yes", action="store_true", help="do not ask")
        _file(options, "--config", "another settings file")
        _add_help(options)
    _add_help(parser.options("Help"))


def _add_setup(added: Commands) -> None:
    config, doctor, completion = (_add_command(added, command) for command in commands.SETUP)
    config.options("Arguments").add_argument(
        "action",
        metavar="PART",
        choices=("path", "show", "check", "schema", "keys"),
        help="path: where the file belongs; show: what holds now; check: what in it is wrong; "
        "schema: every setting there is, as a commented file; keys: the usual keys, to be changed there",
    )
    options = config.options("Options")
    options.add_argument("--json", action="store_true", help="the schema as JSON Schema, for editors")
    _file(options, "--config", "another settings file")
    _add_help(options)
    doctor.options("Output").add_argument("--ascii", action="store_true", help="draw with ASCII only")
    _add_rest(doctor)
    shell = completion.options("Arguments")
    shell.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")
    _add_help(completion.options("Options"))
