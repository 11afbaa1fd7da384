"""What can be typed, with its kinds; one object for every command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

SCREEN_FLAGS = {
    "--ascii": "draw the screens with ASCII only",
    "--low-bandwidth": "send the terminal as little as possible",
    "--no-mouse": "leave the mouse to the terminal",
}
"""What holds for the screens alone."""


class Arguments(argparse.Namespace):
    """The command line as typed. What an option's command does not have keeps its default here."""

    command: str | None = None
    """The command; None opens the screens."""

    host: str | None = None
    profile: str | None = None
    key_file: Path | None = None
    config: Path | None = None
    demo: bool = False
    read_only: bool = False
    ascii: bool = False
    no_mouse: bool = False
    low_bandwidth: bool = False
    verbose: bool = False
    log_file: Path | None = None

    output: str = "table"
    columns: tuple[str, ...] | None = None
    wide: bool = False

    filter: str | None = None
    """What `--filter` looks for."""
    organization: str | None = None
    app: str = ""
    target: str = ""
    """The app or organization of `report`."""
    device: str | None = None
    all: bool = False
    limit: int | None = None
    table: str | None = None
    operation: str | None = None
    statistic: str = ""
    first: date | None = None
    last: date | None = None
    days: int | None = None
    native: bool = False
    """Whether `adoption` tells of native builds."""
    month: str = ""
    """The month of `report`; empty for the last one that is over."""
    form: str = "md"
    """The form of `report`."""
    out: Path | None = None
    overwrite: bool = False
    alert: Sequence[str] = ()
    """The conditions of `stats --alert`, each as it is typed."""
    path: str = ""
    offline: str | None = None
    """The file of cases of `why`; `-` is standard input."""

    link: str = ""
    """The place that `open` leads to."""

    action: str = ""
    """Which part of `config`, or what to do with `history`."""
    before: date | None = None
    """The first day that `history prune` leaves."""
    yes: bool = False
    """Whether `history clear` asks nothing."""
    json: bool = False
    shell: str = ""
    """Which shell of `completion`."""

    port: int = 0
    world: Path | None = None
    dialect: str | None = None
    """The generation of the server; None leaves it to the profile, and is today's for the demo cloud."""
    latency_ms: int = 0
    fault: Sequence[str] = []
    """What goes wrong in the demo cloud, each as it is typed."""


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A kind of argument: a whole number within bounds."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}, not {text!r}")
        return int(text)

    return read


def day(text: str) -> date:
    """A kind of argument: a day such as 2026-06-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a day such as 2026-06-01, not {text!r}") from None


def fault(text: str) -> str:
    """A kind of argument: something that goes wrong in the demo cloud."""
    from capgo_tui.demo import fault_specs  # noqa: PLC0415 - only for who wants it

    try:
        return fault_specs.check(text)
    except fault_specs.BadSpec as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def names(text: str) -> tuple[str, ...]:
    """A kind of argument: names with commas between."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
