"""Reads what a job changed, together and at its end, and says of each row whether it is as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.errors import CapgoError
from capgo_tui.models.facts import Difference, Facts
from capgo_tui.presenters.field_changes import label_of, value_text
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.comparing import unexpected, was_made
from capgo_tui.services.journal import Entry, Outcome, State
from capgo_tui.services.plans.progress import RowResult, RowState
from capgo_tui.services.plans.reading import read_facts

if TYPE_CHECKING:
    from capgo_tui.services.journal import Journal
    from capgo_tui.services.workspace import Workspace

NOT_CHECKED: Final = "The server took it; it was not read back"
"""What is said of a row whose record could not be read at the end."""

FOUND_MADE: Final = "The answer was lost; it was read again: the change was made."
FOUND_NOT_MADE: Final = "The answer was lost; it was read again: the change was not made."


async def checked(
    workspace: Workspace, made: Mapping[int, tuple[Change[Any], RowResult]], batch: str
) -> dict[int, RowResult]:
    """Read the records of rows that were sent, and give those whose result is another one now.

    What differs from what the journal says so far is added to it.

    Args:
        workspace: the connection.
        made: the changes and results of the rows, by their place in the plan.
        batch: the plan's name in the journal.

    Raises:
        JournalProblem: the journal cannot be read or written.
    """
    try:
        facts = await read_facts(workspace, [change for change, _ in made.values()])
    except CapgoError as error:
        return {
            place: RowResult(result.state, f"{NOT_CHECKED}: {error.said}", entry=result.entry)
            for place, (_, result) in made.items()
            if result.state is RowState.DONE
        }
    news: dict[int, RowResult] = {}
    for (place, (change, result)), present in zip(made.items(), facts, strict=True):
        if result.state is RowState.UNKNOWN:
            news[place] = _settled(workspace, change, result, present, batch)
        elif broken := unexpected(change, present):
            said = f"The server said ok, but {_says(broken)}."
            _note(workspace, (batch, result.entry), State.MADE, said, present)
            news[place] = RowResult(RowState.DIFFERS, said, entry=result.entry)
    return news


def _settled(
    workspace: Workspace, change: Change[Any], result: RowResult, present: Facts | None, batch: str
) -> RowResult:
    """Say of a row whose answer was lost what its record tells."""
    made = was_made(change, present)
    if made is None:
        return result
    said = FOUND_MADE if made else FOUND_NOT_MADE
    entry = result.entry or entry_of(workspace.journal, batch, change)
    _note(workspace, (batch, entry), State.MADE if made else State.REFUSED, said, present)
    return RowResult(RowState.DONE if made else RowState.FAILED, said, entry=entry)


def entry_of(journal: Journal, batch: str, change: Change[Any]) -> str:
    """The journal's entry of a change that a plan made last; empty if there is none."""
    entries = journal.plan_entries(batch)
    return next((entry.intent.id for entry in entries if entry.intent.target == change.target), "")


def _note(
    workspace: Workspace, where: tuple[str, str], state: State, said: str, present: Facts | None
) -> None:
    """Add what was found out, given the plan and the entry; what the answer told before stays."""
    batch, entry_id = where
    entries = workspace.journal.plan_entries(batch)
    entry = next((entry for entry in entries if entry.intent.id == entry_id), None)
    if entry is not None:
        workspace.journal.write(found_out(entry, workspace.now(), state, said, present))


def found_out(entry: Entry, at: datetime, state: State, said: str, present: Facts | None) -> Outcome:
    """The line that says what reading told about a change."""
    before = entry.outcome or Outcome(id=entry.intent.id, at=at, state=state)
    return replace(before, at=at, state=state, said=said, present=present)


def _says(broken: tuple[Difference, ...]) -> str:
    """What a record says that it should not: `channel is beta, not production`."""
    return ", ".join(
        f"{label_of(each.name)} is {value_text(each.name, each.now)}, not {value_text(each.name, each.was)}"
        for each in broken
    )
