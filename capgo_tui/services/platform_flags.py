"""Which platforms a channel serves, from wherever that can be learned: `GET /channel` never says it.

The audit log holds whole rows (contract/api.md 3.3, 5.5), the journal what was set from here, and the profile
what the user knows. What is newest is right; what the profile says only fills gaps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.rules.update_decision.unseen import PLATFORMS, Platforms

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.services.journal import Journal

AUDIT: Final = "audit log"
"""Source: a whole row of the channel in the organization's audit log."""
HERE: Final = "changed from here"
"""Source: a change in the journal."""
PROFILE: Final = "profile"
"""Source: the setting `platforms`."""

_MOST_PAGES: Final = 5
"""Pages of the audit log that are read at most: 500 changes of channels."""
_MOST_BLOCKS: Final = 8
"""Blocks of the journal that are looked at, from its end: some thousand changes."""
_WRITES: Final = frozenset({"channel.create", "channel.update"})
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag of a channel, as somebody told it."""

    on: bool
    """Whether the channel serves the platform."""
    source: str
    """Who says so: `AUDIT`, `HERE` or `PROFILE`."""
    at: datetime = _LONG_AGO
    """When it was so."""


Flags = Mapping[str, Mapping[str, Flag]]
"""By channel name, then by platform."""


async def read_audited(client: CapgoClient, org_id: str, app_id: str, wanted: Collection[str]) -> Flags:
    """Read the newest row of each channel in the audit log; one that did not change in 90 days is not there.

    Args:
        client: the connection.
        org_id: the organization of the app.
        app_id: the app.
        wanted: the names of the channels that are looked for.

    Raises:
        CapgoError: the key may not read it, or it could not be read.
    """
    found: dict[str, dict[str, Flag]] = {}
    missing = set(wanted)
    pages = 0
    async for page in client.audit.pages(org_id, table="channels"):
        for entry in page.data:
            name, flags = _row(entry, app_id)
            if name is not None and name not in found:
                found[name] = flags
                missing.discard(name)
        pages += 1
        if not missing or pages >= _MOST_PAGES:
            break
    return found


def _row(entry: AuditEntry, app_id: str) -> tuple[str | None, dict[str, Flag]]:
    """The name and the flags of the channel that an entry is about; no name if it is none of this app."""
    row: Any = entry.new_record
    if not isinstance(row, dict) or row.get("app_id") != app_id or not isinstance(row.get("name"), str):
        return None, {}
    at = entry.created_at or _LONG_AGO
    return row["name"], _flags(row, AUDIT, at)


def read_journalled(journal: Journal, host: str, app_id: str) -> Flags:
    """Find the flags that were set from here, the newest of each.

    Raises:
        CapgoError: the journal cannot be read.
    """
    found: dict[str, dict[str, Flag]] = {}
    for entries in islice(journal.pages(), _MOST_BLOCKS):
        for entry in entries:
            intent = entry.intent
            target = intent.target
            if intent.action not in _WRITES or target.app_id != app_id or intent.host != host:
                continue
            if entry.state != "made" or not intent.body:
                continue
            set_here = _flags(intent.body, HERE, intent.at)
            found[target.key or target.name] = {**set_here, **found.get(target.key or target.name, {})}
    return found


def read_configured(lines: Iterable[str], app_id: str) -> Flags:
    """Find what the profile says of an app: `APP/CHANNEL: ios, android`; what is not named is off."""
    found: dict[str, dict[str, Flag]] = {}
    for line in lines:
        where, _, words = line.rpartition(":")
        app, _, channel = where.strip().partition("/")
        if app == app_id and channel:
            named = {word.strip() for word in words.split(",")}
            found[channel] = {each: Flag(each in named, PROFILE) for each in PLATFORMS}
    return found


def merge(*told: Flags) -> Flags:
    """Put what several say together: of each flag the newest."""
    merged: dict[str, dict[str, Flag]] = {}
    for flags in told:
        for name, each in flags.items():
            known = merged.setdefault(name, {})
            for platform, flag in each.items():
                if platform not in known or flag.at > known[platform].at:
                    known[platform] = flag
    return merged


def platforms_of(flags: Mapping[str, Flag]) -> Platforms:
    """The flags as the rules take them."""
    return Platforms(*(flags[each].on if each in flags else None for each in PLATFORMS))


def _flags(fields: Mapping[str, Any], source: str, at: datetime) -> dict[str, Flag]:
    return {each: Flag(fields[each], source, at) for each in PLATFORMS if isinstance(fields.get(each), bool)}
