"""The command of the watch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.services.watch import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capgo_tui.screens.main import MainScreen

OFF = "off"
_SPAN = re.compile(r"(\d{1,5})\s*(s|m|h|)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


def _watch(screen: MainScreen, words: str) -> None:
    """Watch what is in front, at an interval if one is named, or end it."""
    if words == OFF:
        screen.watching.stop()
        return
    if screen.pane is None:
        raise Misused("Nothing is in front that could be watched.", next_step=":app ID opens an app.")
    screen.watching.start(_seconds(words) if words else None)


def _seconds(words: str) -> int:
    """Read an interval: `30s`, `2m`, `45`.

    Raises:
        Misused: it is none, or too short or too long.
    """
    match = _SPAN.fullmatch(words)
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not LEAST <= seconds <= MOST:
        raise Misused(f":watch takes {LEAST}s to 24h, such as 30s or 2m, or {OFF}; not {words}.")
    return seconds


def _spans(_: MainScreen) -> Iterable[Candidate]:
    """What can be typed behind it."""
    yield Candidate("30s", "every half minute")
    yield Candidate("2m", "every two minutes")
    yield Candidate(OFF, "end it")


WATCH_COMMANDS: tuple[Command, ...] = (
    Command(
        "watch",
        f"[30s|{OFF}]",
        "Look at what is in front again and again, and mark what changed",
        _watch,
        _spans,
    ),
)
"""What `:` takes about it."""
