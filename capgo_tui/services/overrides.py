"""What devices were forced to from here, for servers that do not tell it (contract/api-seed.md 0.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from capgo_tui.api.verbs import Action

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.services.journal import Journal

_MOST_BLOCKS: Final = 8
"""Blocks of the journal that are looked at, from its end: some thousand changes."""
_ACTIONS: Final = frozenset({Action.SET_OVERRIDE, Action.SET_BUNDLE_OVERRIDE, Action.CLEAR_OVERRIDE})


@dataclass(frozen=True, slots=True)
class Forced:
    """What a device was forced to; both are None after its overrides were cleared."""

    bundle: str | None = None
    """A bundle, which comes before any channel."""
    channel: str | None = None
    """A channel."""


def read_overrides(journal: Journal, host: str, app_id: str) -> Mapping[str, Forced]:
    """Find what devices of an app were forced to from here, by device id, as far back as the journal is read.

    Raises:
        CapgoError: the journal cannot be read.
    """
    found: dict[str, dict[str, str | None]] = {}
    ended: set[str] = set()
    for entries in islice(journal.pages(), _MOST_BLOCKS):
        for entry in entries:
            intent = entry.intent
            device = intent.target.key
            if intent.action not in _ACTIONS or intent.target.app_id != app_id or intent.host != host:
                continue
            if entry.state != "made" or device in ended:
                continue
            known = found.setdefault(device, {})
            if intent.action == Action.CLEAR_OVERRIDE:
                ended.add(device)
                continue
            for name, value in (intent.after or {}).items():
                known.setdefault(name, value if isinstance(value, str) else None)
    return {device: Forced(each.get("bundle"), each.get("channel")) for device, each in found.items()}


def as_set_here(device: Device, overrides: Mapping[str, Forced]) -> Device:
    """The device as it was forced to from here, where neither the server nor this session tells it.

    Somebody else may have changed that since, so its channel still counts as not known.
    """
    known = overrides.get(device.device_id)
    if known is None or device.override_known or (known.bundle is None and known.channel is None):
        return device
    return device.known_to_be_forced(bundle=known.bundle or device.forced_bundle, channel=known.channel)
