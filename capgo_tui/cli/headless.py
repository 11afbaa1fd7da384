"""Runs a command that reads: opens a connection, reads, prints, closes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.backends import CliBackends
from capgo_tui.cli.messages import say
from capgo_tui.cli.output import Output, output_to, print_listing
from capgo_tui.cli.start import Start, prepare
from capgo_tui.errors import Misused
from capgo_tui.presenters.times import utc_now

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now


def run(arguments: Arguments) -> None:
    """Run one of the commands that read.

    Raises:
        CapgoError: it could not be read or printed.
    """
    start, output = begin(arguments)
    asyncio.run(_read(start, output))


def begin(arguments: Arguments) -> tuple[Start, Output]:
    """Read the settings, and look where to print.

    Raises:
        BadSettings: the settings file cannot be read.
        Misused: the options contradict one another.
    """
    if arguments.columns is not None and arguments.output in ("json", "ndjson"):
        raise Misused(
            "--columns is for tables and CSV; JSON has whole documents.", next_step="Pick fields with jq."
        )
    start = prepare(arguments)
    return start, output_to(
        sys.stdout,
        form=arguments.output,
        columns=arguments.columns,
        wide=arguments.wide,
        ascii_only=start.loaded.settings.ascii,
        redact=start.redaction.of_live_keys,
    )


@asynccontextmanager
async def connected(start: Start) -> AsyncIterator[tuple[CapgoClient, Now]]:
    """A connection to the server or the demo cloud, with the clock that goes with it."""
    backends = CliBackends(start)
    client, now = await backends.open_demo() if start.demo else (await backends.open(), utc_now)
    async with client:
        yield client, now


async def _read(start: Start, output: Output) -> None:
    """Read and print."""
    arguments = start.arguments
    async with connected(start) as (client, now):
        if arguments.command == "get":
            from capgo_tui.cli.get import print_answer  # noqa: PLC0415 - only what is read

            await print_answer(client, arguments.path, output)
            return
        if arguments.command == "stats":
            from capgo_tui.cli.statistics import read_statistics  # noqa: PLC0415

            listing = await read_statistics(client, start, now)
        elif arguments.command == "adoption":
            from capgo_tui.cli.adoption import read_adoption  # noqa: PLC0415

            listing = await read_adoption(client, start, now)
        elif arguments.command == "drift":
            from capgo_tui.cli.drift import read_drift  # noqa: PLC0415

            listing = await read_drift(client, start, now)
        elif arguments.command == "log":
            from capgo_tui.cli.device_log import read_log  # noqa: PLC0415

            allowed = start.demo or start.choice.profile.private_api
            listing = await read_log(client, arguments, now, private_api=allowed)
        else:
            from capgo_tui.cli.reads import READS  # noqa: PLC0415

            listing = await READS[arguments.command or ""](client, arguments, now)
        if arguments.filter is not None:
            from capgo_tui.cli.filtering import filtered  # noqa: PLC0415

            listing = await filtered(listing, arguments.filter)
        count = await print_listing(listing, output)
    if listing.problem is not None:
        raise listing.problem
    if count == 0 and not listing.one:
        say(f"No {listing.noun[1]}.")
    elif listing.after is not None and (note := listing.after(count)):
        say(note)
