"""Builds the argument parser. Completion scripts are made from it too."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui import __version__
from capgo_tui.cli import commands
from capgo_tui.cli.arguments import SCREEN_FLAGS, Arguments, day, whole_number
from capgo_tui.cli.commands import Command
from capgo_tui.cli.options import (
    DIALECTS,
    Parser,
    add_connection,
    add_fault,
    add_file,
    add_help,
    add_output,
    add_rest,
)
from capgo_tui.cli.read_arguments import READ_ARGUMENTS, add_statistics

if TYPE_CHECKING:
    from capgo_tui.cli.options import Commands

SHELLS = ("bash", "zsh", "fish")


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
    add_help(screens)
    for name, text in SCREEN_FLAGS.items():
        screens.add_argument(name, action="store_true", help=text)
    add_connection(parser)
    add_file(parser.options("Messages"), "--log-file", "write what is done to a file, request by request")
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
        add_statistics(parser)
        return
    if (add_arguments := READ_ARGUMENTS.get(command.name)) is not None:
        add_arguments(parser)
    if command.name in commands.FILTERED:
        parser.options("Which").add_argument(
            "--filter", metavar="TERMS", help="only what fits, such as 'platform:ios build<2.1 !beta'"
        )
    if command.name not in ("get", "why", "report"):
        add_output(parser)
    add_rest(parser)


def _add_open(added: Commands, command: Command) -> None:
    """The command that opens the screens at a place."""
    parser = _add_command(added, command)
    parser.options("Arguments").add_argument(
        "link", metavar="LINK", help="APP, APP/TAB, APP/TAB/RECORD, org/ORG/TAB, or an address of the console"
    )
    add_rest(parser)


def _add_demo_server(added: Commands, command: Command) -> None:
    parser = _add_command(added, command)
    group = parser.options("Options")
    group.add_argument(
        "--port", metavar="N", type=whole_number(0, 65535), help="the port (default: any free one)"
    )
    add_file(group, "--world", "a JSON file of rows to start from, instead of the demo's own")
    group.add_argument("--dialect", choices=DIALECTS, help="the generation of the server (default: current)")
    group.add_argument(
        "--latency-ms", metavar="N", type=whole_number(0, 60_000), help="wait this long before every answer"
    )
    add_fault(group, "let something go wrong, see below; may be repeated")
    add_help(group)


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
            add_output(kind)
        elif name == "prune":
            options.add_argument(
                "--before", metavar="DAY", type=day, required=True, help="the first day that stays"
            )
        else:
            options.add_argument("--yes", action="store_true", help="do not ask")
        add_file(options, "--config", "another settings file")
        add_help(options)
    add_help(parser.options("Help"))


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
    add_file(options, "--config", "another settings file")
    add_help(options)
    doctor.options("Output").add_argument("--ascii", action="store_true", help="draw with ASCII only")
    add_rest(doctor)
    shell = completion.options("Arguments")
    shell.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")
    add_help(completion.options("Options"))
