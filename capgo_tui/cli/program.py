"""Runs a command line and turns whatever happens into a sentence on stderr and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.cli import exit_codes
from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.parser import parse
from capgo_tui.errors import CapgoError

if TYPE_CHECKING:
    from types import TracebackType


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        argv: what stands behind the program's name; None takes it from the process.

    Returns:
        The exit code (`exit_codes`).
    """
    sys.excepthook = _crash
    # By default every 700 new objects are looked through, and a long list of devices again and again.
    gc.set_threshold(10_000, 20, 20)
    _make_streams_patient()
    try:
        code = _run(parse(argv))
        sys.stdout.flush()
    except CapgoError as error:
        from capgo_tui.cli.messages import say_error  # noqa: PLC0415 - only when something went wrong

        say_error(error)
        return exit_codes.exit_code(error)
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return exit_codes.NOBODY_READS
    except SystemExit as leaving:  # from argparse: help, version, wrong usage
        return leaving.code if isinstance(leaving.code, int) else exit_codes.OK
    else:
        return code
    finally:
        if "capgo_tui.logs" in sys.modules:
            from capgo_tui import logs  # noqa: PLC0415 - only if there may be one

            logs.stop()


def _run(arguments: Arguments) -> int:
    """Run the command; each is imported only when it is the one."""
    match arguments.command:
        case None | "open":
            from capgo_tui.cli.screens import run as open_screens  # noqa: PLC0415

            return open_screens(arguments)
        case "demo-server":
            from capgo_tui.cli.demo_server import run as serve  # noqa: PLC0415

            serve(arguments)
        case "config":
            from capgo_tui.cli.config_command import run as configure  # noqa: PLC0415

            return configure(arguments)
        case "doctor":
            from capgo_tui.cli.doctor import run as examine  # noqa: PLC0415

            return examine(arguments)
        case "why":
            from capgo_tui.cli.why import run as explain  # noqa: PLC0415

            explain(arguments)
        case "history":
            from capgo_tui.cli.history import run as keep_house  # noqa: PLC0415

            keep_house(arguments)
        case "stats" | "alerts" if arguments.command == "alerts" or arguments.alert:
            from capgo_tui.cli.alerts import run as check_alerts  # noqa: PLC0415

            return check_alerts(arguments)
        case "report":
            from capgo_tui.cli.report import run as report  # noqa: PLC0415

            report(arguments)
        case "completion":
            from capgo_tui.cli.completion import script  # noqa: PLC0415

            print(script(arguments.shell))
        case _:
            from capgo_tui.cli.headless import run as read  # noqa: PLC0415

            read(arguments)
    return exit_codes.OK


def _make_streams_patient() -> None:
    """A terminal that cannot show a character gets its escape instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that Python's own flush at the end does not complain."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # stdout is no file at all: then there is nothing to complain
        return


def _crash(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Print a traceback without the values of variables and without keys."""
    from capgo_tui.cli.crash import report  # noqa: PLC0415

    report(kind, error, where)
