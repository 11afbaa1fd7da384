"""What the journal tells about the records of a few changes: what else was done to them, before and since."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from capgo_tui.models.facts import Fact, Facts
from capgo_tui.services.changes.target import Kind
from capgo_tui.services.journal import Entry, State

if TYPE_CHECKING:
    from capgo_tui.services.journal import Journal

LOOK_BACK: Final = 5000
"""How many changes behind the ones in question are looked at; what they do not tell stays unknown."""


Identity: TypeAlias = tuple[Kind, str, str]
"""What a record is told apart by."""


class NotTold:
    """The kind of `NOT_TOLD`."""


NOT_TOLD: Final = NotTold()
"""What stands for a value that the journal does not have."""


class History:
    """The changes that the server took of some records, newest first, as far as was looked."""

    def __init__(self, entries: Iterable[Entry], wanted: Collection[str]) -> None:
        """Sort them.

        Args:
            entries: changes, newest first.
            wanted: the ids of those in question.
        """
        self._by_target: dict[tuple[str, Identity], list[Entry]] = {}
        self.found: dict[str, Entry] = {}
        """The changes in question, as the journal has them now."""
        for entry in entries:
            self._by_target.setdefault((entry.intent.host, entry.intent.target.identity), []).append(entry)
            if entry.intent.id in wanted:
                self.found[entry.intent.id] = entry

    def since(self, entry: Entry) -> list[Entry]:
        """What this program did to the same record since, oldest first, and what of it still stands."""
        later: list[Entry] = []
        for other in self._of(entry):
            if other.intent.id == entry.intent.id:
                break
            later.append(other)
        undone = {other.intent.id for other in later if other.undone_by}
        return [
            other
            for other in reversed(later)
            if other.intent.id not in undone and other.intent.undoes not in undone
        ]

    def expected(self, entry: Entry) -> Facts | None:
        """What the record should say now, if nobody else has changed it."""
        state = left_by(entry)
        older = list(self._of(entry))
        place = next((at for at, other in enumerate(older) if other.intent.id == entry.intent.id), 0)
        for other in reversed(older[:place]):
            left, is_new = left_by(other), other.intent.before is None
            state = left if left is None or is_new else {**(state or {}), **left}
        return state

    def known_before(self, entry: Entry, name: str) -> Fact | NotTold:
        """What a field said before a change whose own line does not tell it, by the lines before that one."""
        is_older = False
        for other in self._of(entry):
            if is_older:
                left = left_by(other)
                if left is None:
                    return NOT_TOLD
                if name in left:
                    return left[name]
            is_older = is_older or other.intent.id == entry.intent.id
        return NOT_TOLD

    def _of(self, entry: Entry) -> Sequence[Entry]:
        known = self._by_target.get((entry.intent.host, entry.intent.target.identity), ())
        return [other for other in known if other.state is State.MADE or other.intent.id == entry.intent.id]


def left_by(entry: Entry) -> Facts | None:
    """What the record said after a change; None if it was gone.

    Where it was not read back, or not all of it can be, what was asked for counts.
    """
    intent, outcome = entry.intent, entry.outcome
    if intent.after is None:
        return None
    present = outcome.present if outcome is not None else None
    return {**(intent.before or {}), **intent.after, **(present or {})}


async def read_history(journal: Journal, entries: Sequence[Entry]) -> History:
    """Look back in the journal as far as the oldest of some changes, and a stretch further.

    Raises:
        JournalProblem: it cannot be read.
    """
    wanted = {entry.intent.id for entry in entries}
    targets = {entry.intent.target.identity for entry in entries}

    def read() -> History:
        seen = _looked_at(journal, wanted)
        return History((entry for entry in seen if entry.intent.target.identity in targets), wanted)

    return await asyncio.to_thread(read)


def _looked_at(journal: Journal, wanted: Collection[str]) -> Iterator[Entry]:
    missing, further = set(wanted), 0
    for page in journal.pages():
        for entry in page:
            yield entry
            missing.discard(entry.intent.id)
            further += not missing
        if further > LOOK_BACK:
            return
