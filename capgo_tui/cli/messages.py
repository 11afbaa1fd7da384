"""What is said on stderr: warnings, errors and notes, cleaned and without keys."""

from __future__ import annotations

import sys

from capgo_tui.errors import CapgoError
from capgo_tui.safe_text import clean, clean_lines

LONGEST = 2000
"""The longest sentence that is repeated, in characters."""


def say(text: str) -> None:
    """Say one thing."""
    print(f"capgo-tui: {clean_lines(text, LONGEST)}", file=sys.stderr)


def say_error(error: CapgoError) -> None:
    """Say what went wrong: what was said (a refusal with its status and code), tried, and what to do."""
    say(error.said)
    for name, text in (("tried", error.tried), ("next", error.next_step)):
        if text:
            print(f"  {name}: {clean(text, LONGEST)}", file=sys.stderr)


class Progress:
    """A count on stderr that is rewritten in place, where somebody watches and nothing else moves."""

    def __init__(self, noun: str, *, shown: bool) -> None:
        self._noun = noun
        self._shown = shown

    def at(self, count: int) -> None:
        """Show how many there are by now."""
        if self._shown:
            print(f"\r{count:,} {self._noun} …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
