"""`demo-server`: the demo cloud on a port of this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.messages import say
from capgo_tui.errors import CapgoError

if TYPE_CHECKING:
    from capgo_tui.demo import Demo


def run(arguments: Arguments) -> None:
    """Serve until it is interrupted.

    Raises:
        CapgoError: the rows cannot be read, the port is taken, or uvicorn is not installed.
    """
    from capgo_tui.demo.serving import MissingServer, PortTaken, serve  # noqa: PLC0415 - brings starlette

    demo = _make(arguments)

    def announce(line: str) -> None:
        print(line, flush=True)
        _say_how_to_use(line.rpartition(" ")[2], demo)

    try:
        serve(demo, arguments.port, announce=announce)
    except (MissingServer, PortTaken) as error:
        raise CapgoError(str(error)) from None


def _make(arguments: Arguments) -> Demo:
    """Build the demo cloud, from a file of rows if there is one."""
    from capgo_tui.demo import Demo, NotAWorld  # noqa: PLC0415

    dialect, latency_ms, faults = arguments.dialect or "current", arguments.latency_ms, arguments.fault
    if arguments.world is None:
        return Demo(dialect=dialect, latency_ms=latency_ms, faults=faults)
    try:
        return Demo.from_file(arguments.world, dialect=dialect, latency_ms=latency_ms, faults=faults)
    except OSError as error:
        raise CapgoError(f"{arguments.world} cannot be read: {error.strerror}.") from error
    except NotAWorld as error:
        raise CapgoError(f"{error}.", next_step="Its form is that of contract/acme-world.json.") from error


def _say_how_to_use(address: str, demo: Demo) -> None:
    """Say on stderr which keys there are, and a line to paste. They open the demo cloud only."""
    say("Keys of this demo cloud:")
    for name, key in demo.keys.items():
        print(f"  {key}  {name}", file=sys.stderr)
    print(f"  try: CAPGO_TOKEN={demo.key} capgo-tui --host {address}", file=sys.stderr, flush=True)
