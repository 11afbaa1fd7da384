"""Makes the connections: to a server with the key that was found or pasted, or to the demo cloud."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from capgo_tui.cli.start import Start, profiles, start_of_profile
from capgo_tui.config import CLOUD, CONSOLE, BadKey, FoundKey, save_key
from capgo_tui.presenters.charts.glyphs import choose_glyphs
from capgo_tui.secret import Secret
from capgo_tui.services.dialect_memory import DialectMemory
from capgo_tui.services.opening import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from capgo_tui.api import CapgoClient, Exchange

DEMO_BUDGET = 1000
"""Requests a minute to the demo cloud: the number published for the largest plan (contract/api.md 2.4)."""


class CliBackends:
    """The ways to a server that this start has (`services.opening.Backends`)."""

    look: Look
    """The profile as chosen."""
    start_in_demo: bool
    """Whether the demo cloud was asked for."""

    def __init__(self, start: Start) -> None:
        self._start = start
        profile = start.choice.profile
        self.start_in_demo = start.demo
        self.look = Look(
            profile=profile.name,
            colour=profile.colour,
            host=start.choice.host,
            protected=profile.protected,
            apps=profile.apps,
            platforms=profile.platforms,
            private_api=profile.private_api,
            billing_day=profile.billing_day,
            limits=profile.limits,
            console=_console(start),
            clipboard=start.loaded.settings.clipboard,
            data=start.paths.data,
            charts=_charts(start),
            watch=start.loaded.settings.watch,
            ascii=is_ascii(start),
            tz=start.loaded.settings.tz,
            low_bandwidth=start.loaded.settings.low_bandwidth,
            read_only=profile.read_only,
        )
        self.journal_file: Path | None = start.paths.state / "journal.jsonl"
        """Where changes are written down."""
        self.history_file = start.history_file
        """Where statistics that were seen are kept."""
        self.alerts_file: Path | None = start.paths.alerts_file
        """Where alerts are kept."""
        self.session_file = start.session_file
        """Where it is kept where one was."""
        self._dialects = DialectMemory(start.paths.dialects_file)
        self.key_found = start.demo or start.search.is_promised()
        """Whether a key was found, or a command that gives one; `open` says why it is not usable."""

    @property
    def profiles(self) -> dict[str, str]:
        """The profiles that one can go on with, and what each is about."""
        return profiles(self._start)

    def of_profile(self, name: str) -> CliBackends:
        """The ways to the server of another profile.

        Raises:
            Misused: there is no such profile, or its server is none.
        """
        return CliBackends(start_of_profile(self._start, name))

    async def open(self) -> CapgoClient:
        """Connect with the key that was found.

        Raises:
            BadKey: there is none, or the place that should have one has none that is usable.
        """
        found = await asyncio.to_thread(find_key, self._start)
        return await self.open_with(found.secret)

    async def open_with(self, key: Secret) -> CapgoClient:
        """Connect with a key that was pasted."""
        from capgo_tui.api import connect  # noqa: PLC0415 - brings httpx: only once it is needed

        self._start.redaction.hide(key)
        choice = self._start.choice
        return _logged(
            connect(
                choice.host,
                key,
                budget=choice.profile.budget,
                read_only=self._start.read_only,
                dialect=self._start.dialect,
                chosen=self._dialects.recall(choice.host),
                remember=self._dialects.of(choice.host),
            )
        )

    async def open_demo(self) -> tuple[CapgoClient, Callable[[], datetime]]:
        """Connect to the demo cloud, in this process; its clock comes with it."""
        from capgo_tui.api import connect  # noqa: PLC0415
        from capgo_tui.demo import Demo  # noqa: PLC0415

        demo = Demo(dialect=self._start.demo_dialect, faults=self._start.arguments.fault)
        if self.start_in_demo and self._start.demo_dialect != "current":  # old servers list no apps
            self.look = replace(self.look, apps=tuple(demo.world.apps))
        key = Secret(demo.key)
        self._start.redaction.hide(key)
        client = connect(key=key, asgi=demo.app, budget=DEMO_BUDGET, read_only=self._start.read_only)
        return _logged(client), demo.clock

    def save_key(self, key: Secret) -> Path:
        """Keep a key for the next start; says where.

        Raises:
            BadKey: it cannot be a key, or cannot be written.
        """
        return save_key(self._start.choice.profile, key, self._start.paths)


def _console(start: Start) -> str:
    """Where the web console of the server is; empty where nobody says it."""
    profile, host = start.choice.profile, start.choice.host
    own = profile.console if host == profile.host else ""
    return own or (CONSOLE if host == CLOUD else "")


def _logged(client: CapgoClient) -> CapgoClient:
    """Write every request to the log, if there is one."""
    import logging  # noqa: PLC0415 - slow to import

    log = logging.getLogger(__name__)

    def note(exchange: Exchange) -> None:
        took = "" if exchange.ms is None else f" {exchange.ms:.0f} ms"
        size = "" if exchange.size is None else f" {exchange.size} bytes"
        how = "shared" if exchange.shared else str(exchange.status or "no answer")
        log.info("%s %s: %s%s%s %s", exchange.method, exchange.path, how, took, size, exchange.problem)

    if log.isEnabledFor(logging.INFO):
        client.requests.watch(note)
    return client


def find_key(start: Start) -> FoundKey:
    """Find the key, and hide it from every output from now on.

    Raises:
        BadKey: there is none.
    """
    found = start.search.find()
    if found is None:
        raise BadKey(
            f"No API key found. Looked in {', '.join(start.search.places())}.",
            next_step="Set CAPGO_TOKEN or use --key-file (Capgo's console makes keys), or try --demo.",
        )
    start.redaction.hide(found.secret)
    import logging  # noqa: PLC0415

    logging.getLogger(__name__).info("key %s from %s", found.secret.masked(), found.source)
    return found


def _charts(start: Start) -> str:
    """What charts are drawn with on this terminal."""
    settings = start.loaded.settings
    return choose_glyphs(
        settings.charts,
        ascii_only=settings.ascii or settings.low_bandwidth,
        environ=os.environ,
        encoding=_encoding(),
    ).value


def _encoding() -> str:
    """What the terminal is written to in; the screens are drawn on stderr."""
    return sys.stderr.encoding or "ascii"


def is_ascii(start: Start) -> bool:
    """Whether the screens are to be drawn with ASCII alone: it was asked for, or there is no more."""
    return start.loaded.settings.ascii or "utf" not in _encoding().lower()
