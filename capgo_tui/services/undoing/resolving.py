"""Finds out what became of changes of which the journal does not know it, by reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from capgo_tui.services.changes.comparing import was_made
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.plans.checking import found_out
from capgo_tui.services.undoing.records import facts, read_records

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

UNCLEAR: Final = frozenset({State.UNFINISHED, State.UNKNOWN})
"""States that only reading can change."""

_MADE: Final = "It was read again: the change was made."
_NOT_MADE: Final = "It was read again: the change was not made."


async def resolve(workspace: Workspace, entries: Sequence[Entry]) -> list[Entry]:
    """Read the records of changes that may have been made, and write down what they tell.

    Args:
        workspace: the connection; changes on another server stay as they are.
        entries: the changes; those of which it is known what became of them stay as they are.

    Returns:
        The same changes in the same order, as far as that is known now.

    Raises:
        CapgoError: a record cannot be read, or the journal not be written.
    """
    asked = [
        entry
        for entry in entries
        if entry.state in UNCLEAR and entry.intent.host == workspace.client.host and _can_be_found(entry)
    ]
    records = await read_records(workspace, [entry.intent.target for entry in asked])
    news: dict[str, Entry] = {}
    for entry in asked:
        present = facts(records[entry.intent.target])
        made = was_made(entry.intent, present)
        if made is None:
            continue
        state, said = (State.MADE, _MADE) if made else (State.REFUSED, _NOT_MADE)
        outcome = found_out(entry, workspace.now(), state, said, present)
        workspace.journal.write(outcome)
        news[entry.intent.id] = replace(entry, outcome=outcome)
    return [news.get(entry.intent.id, entry) for entry in entries]


def _can_be_found(entry: Entry) -> bool:
    """Whether the server knows the record by a name; what was being made may have none yet."""
    return bool(entry.intent.target.key)
