"""What a change would do, before it is made: plain data for the side panel of a dialog."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeRow:
    """One value that changes; raw text, so whoever shows it cleans it."""

    label: str
    """What it is called, as the form calls it."""
    was: str
    """The value now, as a user reads it."""
    becomes: str
    """The value afterwards."""


@dataclass(frozen=True)
class Preview:
    """A change as it would be sent; all texts are raw."""

    changes: tuple[ChangeRow, ...] = ()
    """What changes, in the order of the form."""
    request: str = ""
    """Method and path, then the JSON body on lines of its own; empty if there is nothing to send."""
    warnings: tuple[str, ...] = ()
    """What a user should know before saving, a sentence each."""
    final: str = ""
    """Why it cannot be undone, as a sentence; empty if it can."""
    typed: tuple[str, ...] = ()
    """Names that must be typed before it is sent; none if it needs no such care."""
    why_typed: str = ""
    """Why they must be typed, as a sentence."""
