"""Puts the lines of a journal together, from the newest to the oldest.

Whatever decides about a change stands behind it: its outcome, and what took it back. So who reads from the
end knows each change fully when he meets it, however long the journal is.
"""

from __future__ import annotations

from collections.abc import Iterable

from capgo_tui.services.journal.entries import Entry, Intent, Outcome, State
from capgo_tui.services.journal.lines import Line


class Joining:
    """What the lines that were read so far say about those before them."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Outcome] = {}
        self._undone_by: dict[str, str] = {}

    def take(self, lines: Iterable[Line]) -> list[Entry]:
        """Take lines, newest first, that stand before those taken already; give their changes in that order.

        The last outcome of a change counts, as one that was unknown may have been found out later. So does
        the last undo of a change; one that was itself taken back has made the change stand again.
        """
        entries = []
        for line in lines:
            if isinstance(line, Outcome):
                self._outcomes.setdefault(line.id, line)
            elif isinstance(line, Intent):
                entries.append(self._entry(line))
        return entries

    def _entry(self, intent: Intent) -> Entry:
        undone_by = self._undone_by.pop(intent.id, "")
        entry = Entry(intent, self._outcomes.pop(intent.id, None), undone_by)
        if intent.undoes and entry.state is State.MADE and not intent.partly:
            self._undone_by.setdefault(intent.undoes, "" if undone_by else intent.id)
        return entry
