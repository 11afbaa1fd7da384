"""`doctor`: does the terminal, the key and the server work, and if not, what is next."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from capgo_tui.cli import exit_codes
from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.backends import CliBackends, find_key
from capgo_tui.cli.start import Start, prepare
from capgo_tui.cli.terminal_facts import Finding, Mark, terminal_findings
from capgo_tui.errors import CapgoError, Refused
from capgo_tui.presenters.dialect import dialect_sentence, likely_dialect
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.secret import Secret

_UNROUTED = "/capgo-tui-doctor"
"""A path that no server has (api-seed.md 0.13)."""
_LONGEST = 500
_ASCII = {Mark.GOOD: "+", Mark.BAD: "x", Mark.NOTE: "?"}


class _Report:
    """Prints findings, and remembers whether all was well."""

    def __init__(self, *, ascii_only: bool) -> None:
        self._ascii_only = ascii_only
        self.well = True

    def title(self, text: str) -> None:
        """Begin a part."""
        print(clean(text, _LONGEST))

    def tell(self, findings: Iterable[Finding]) -> None:
        """Print findings as they come."""
        for finding in findings:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        """Print one."""
        mark = _ASCII[finding.mark] if self._ascii_only else finding.mark.value
        print(f"  {mark} {clean(finding.said, _LONGEST)}", flush=True)
        if finding.next_step:
            print(f"      {clean(finding.next_step, _LONGEST)}", flush=True)
        self.well = self.well and finding.mark is not Mark.BAD


def run(arguments: Arguments) -> int:
    """Look at everything and print it; returns 1 if something does not work.

    Raises:
        CapgoError: the settings file cannot be read, so that nothing else can be told.
    """
    notes: list[str] = []
    start = prepare(arguments, warn=notes.append)
    report = _Report(ascii_only=start.loaded.settings.ascii)
    report.title("Terminal")
    size = shutil.get_terminal_size() if sys.stdout.isatty() else None
    encoding, clipboard = sys.stdout.encoding or "unknown", start.loaded.settings.clipboard
    report.tell(terminal_findings(os.environ, encoding=encoding, size=size, clipboard=clipboard))
    report.title("Settings")
    report.tell(_settings(start, notes))
    notes.clear()
    asyncio.run(_examine_server(start, report, notes))
    return exit_codes.OK if report.well else exit_codes.FAILED


def _settings(start: Start, notes: list[str]) -> Iterator[Finding]:
    """Say which file and which profile hold."""
    loaded = start.loaded
    if not loaded.exists:
        yield Finding(
            Mark.NOTE,
            f"{loaded.file} does not exist: the defaults hold",
            "`capgo-tui config schema` prints one.",
        )
    elif notes:
        yield Finding(
            Mark.BAD, f"{loaded.file}: {len(notes)} not understood", "`capgo-tui config check` names them."
        )
    else:
        yield Finding(Mark.GOOD, f"{loaded.file}")
    yield Finding(
        Mark.GOOD,
        f"profile {start.choice.profile.name}, server {start.choice.host} by {start.choice.host_source}",
    )


async def _examine_server(start: Start, report: _Report, notes: list[str]) -> None:
    """Look for the key, then ask the server with it, or without one what can be asked without."""
    backends = CliBackends(start)
    report.title("Key")
    key: Secret | None = None
    if start.demo:
        report.add(Finding(Mark.GOOD, "the demo cloud brings its own"))
        client, _ = await backends.open_demo()
    else:
        try:
            found = find_key(start)
        except CapgoError as error:
            report.add(Finding(Mark.BAD, error.said, error.next_step))
        else:
            key = found.secret
            report.add(Finding(Mark.GOOD, f"{key.masked()} from {found.source}"))
        report.tell(Finding(Mark.NOTE, note) for note in notes)
        client = _client_without_key(start) if key is None else await backends.open_with(key)
    report.title(f"Server {start.choice.host}")
    async with client:
        async for finding in _server(client, has_key=key is not None or start.demo):
            report.add(finding)


def _client_without_key(start: Start) -> CapgoClient:
    """A connection for what needs no key."""
    from capgo_tui.api import connect  # noqa: PLC0415 - brings httpx

    return connect(start.choice.host, read_only=start.read_only)


async def _server(client: CapgoClient, *, has_key: bool) -> AsyncIterator[Finding]:
    """Ask the server three cheap things: is it there, does it take the key, how old is it."""
    try:
        well = await client.health.ok()
    except CapgoError as error:
        yield Finding(Mark.BAD, f"GET /ok: {error.said}", error.next_step)
        return
    if well:
        yield Finding(Mark.GOOD, "it answers")
    else:
        yield Finding(Mark.BAD, "something answers, but GET /ok is not as Capgo's", "Look at the host.")
    if not has_key:
        yield Finding(Mark.NOTE, "not asked whether it takes the key: there is none")
        return
    try:
        organizations = await client.get_json("/organization")
    except CapgoError as error:
        yield Finding(Mark.BAD, f"GET /organization: {error.said}", error.next_step)
    else:
        count = len(organizations) if isinstance(organizations, list) else 1
        yield Finding(
            Mark.GOOD, f"it takes the key, which sees {count} organization{'' if count == 1 else 's'}"
        )
    yield await _generation(client)
    yield await _dialect(client)


async def _dialect(client: CapgoClient) -> Finding:
    """Say which generation is spoken; nothing but reads is sent for that."""
    with suppress(CapgoError):
        await client.get_json("/app?page=0&limit=1")
    speech = client.speech
    if speech.contradicted:
        advice = f'Set `dialect = "{likely_dialect(speech)}"`, or "auto", which finds out by itself.'
        return Finding(Mark.BAD, dialect_sentence(speech), advice)
    if speech.doubted:
        return Finding(Mark.NOTE, dialect_sentence(speech), '`dialect = "auto"` finds out by itself.')
    return Finding(Mark.GOOD if speech.is_certain else Mark.NOTE, dialect_sentence(speech))


async def _generation(client: CapgoClient) -> Finding:
    """Tell old servers from new ones by how they say that there is no such path (api-seed.md 0.13)."""
    try:
        await client.get_json(_UNROUTED)
    except Refused as refused:
        # Old: the text `404 Not Found`. Since July 2025: {"error":"not_found","message":"Not found"}.
        if refused.status == 404 and refused.said.startswith("404 Not Found"):
            return Finding(Mark.NOTE, "it is a server from before July 2025")
        if refused.status == 404 and refused.code == "not_found":
            return Finding(Mark.GOOD, "it is a server of July 2025 or later")
    except CapgoError as error:
        return Finding(Mark.NOTE, f"its age cannot be told: {error.said}")
    return Finding(Mark.NOTE, "its age cannot be told: it does not say `not found` as Capgo servers do")
