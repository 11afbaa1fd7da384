"""Lines of a journal, as changes leave them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.journal import Ended, Intent, Outcome, Planned, State

AT = datetime(2026, 11, 21, 22, tzinfo=UTC)
BETA = Target(Kind.CHANNEL, "beta", "beta", app_id="com.acme.shop", org_id="o")
MOVED = Target(Kind.DEVICE, "a1b2", "user-2", app_id="com.acme.shop", org_id="o")


def intent(name: str, **more: Any) -> Intent:
    """The line before a change of the channel beta."""
    line = Intent(
        id=name,
        at=AT,
        profile="acme",
        host="https://api.capgo.app",
        action="channel.update",
        title="Change channel beta",
        target=BETA,
        before={"version": "1.0.0", "public": False, "auto_pause_confidence": 0.95},
        after={"version": "1.2.0"},
        method="POST",
        request="/channel",
        body={"app_id": "com.acme.shop", "channel": "beta", "version": "1.2.0"},
    )
    return replace(line, **more)


def made(name: str, **more: Any) -> Outcome:
    """The line after it."""
    return replace(Outcome(id=name, at=AT, state=State.MADE, present={"version": "1.2.0"}), **more)


def planned(name: str, *rows: str) -> Planned:
    """The line before a plan."""
    return Planned(id=name, at=AT, profile="acme", host="https://api.capgo.app", title="Move", rows=rows)


def ended(name: str, left: int = 0) -> Ended:
    """The line after it."""
    return Ended(id=name, at=AT, left=left)
