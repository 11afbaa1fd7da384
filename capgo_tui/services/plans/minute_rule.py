"""The minute between two posts of one device and one channel (contract/api.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from capgo_tui.api.verbs import Action
from capgo_tui.services.journal import Entry

MINUTE: Final = timedelta(seconds=60)
"""How long the server refuses the same device and channel, also if the first post failed."""

Moments: TypeAlias = Mapping[tuple[str, str], datetime]
"""Moments by device id and channel."""


def refused_until(entries: Iterable[Entry], host: str, app_id: str, now: datetime) -> Moments:
    """Until when the server refuses a device and a channel, as far as this program posted them.

    Args:
        entries: the journal's changes.
        host: the server.
        app_id: the app.
        now: the present time; what has passed is left out.
    """
    posted: dict[tuple[str, str], datetime] = {}
    for entry in entries:
        intent = entry.intent
        if (intent.action, intent.host, intent.target.app_id) != (Action.SET_OVERRIDE, host, app_id):
            continue
        limited = entry.outcome is not None and entry.outcome.status == 429
        if intent.at + MINUTE > now and not limited:  # what is refused for the limit does not renew it
            posted[intent.target.key, str((intent.after or {}).get("channel"))] = intent.at + MINUTE
    return posted
