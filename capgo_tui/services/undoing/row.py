"""One change that is to be taken back: by what, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from capgo_tui.models.facts import Difference
from capgo_tui.services.changes.change import Change
from capgo_tui.services.journal import Entry


@dataclass(frozen=True, kw_only=True)
class UndoRow:
    """One request that takes a change back, or why there is none. A change may need several."""

    entry: Entry
    """What is taken back."""
    change: Change[Any] | None
    """What is sent; its warnings say what stays and what somebody else changed. None if nothing is sent."""
    why: str = ""
    """Why nothing is sent, as a sentence; empty if something is."""
    since: tuple[Difference, ...] = ()
    """What somebody else changed of the record since."""
    overwrites: bool = False
    """Whether it sets back what was changed again since, by whomever."""
