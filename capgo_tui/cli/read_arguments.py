"""What each command that reads takes, and the kinds of statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from capgo_tui.cli.arguments import day, whole_number
from capgo_tui.cli.options import Parser, add_help, add_output, add_rest
from capgo_tui.cli.report_arguments import add_report_arguments

if TYPE_CHECKING:
    from capgo_tui.cli.options import Commands

WHY_FORMS = ("table", "json", "ndjson")
TABLES = ("orgs", "apps", "channels", "app_versions", "org_users")
OPERATIONS = ("INSERT", "UPDATE", "DELETE")


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


READ_ARGUMENTS: Final[Mapping[str, Callable[[Parser], None]]] = {
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
"""Adds the arguments of a command, by its name; `stats` has kinds instead."""

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


def add_statistics(parser: Parser) -> None:
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
        add_output(kind)
        add_rest(kind)
    add_help(parser.options("Help"))
