"""From changes in the journal to those that take them back, of the records as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from capgo_tui.api.verbs import Action
from capgo_tui.errors import CapgoError
from capgo_tui.models.facts import Difference, differences
from capgo_tui.presenters.field_changes import label_of, value_text
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.undoing import channels, others
from capgo_tui.services.undoing.case import Case, Inverse, Records
from capgo_tui.services.undoing.finding import NO_WAY_BACK
from capgo_tui.services.undoing.history import read_history
from capgo_tui.services.undoing.records import facts
from capgo_tui.services.undoing.resolving import resolve
from capgo_tui.services.undoing.row import UndoRow

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_UNDO: Final = "Undo: "
_REDO: Final = "Redo: "

INVERSES: Final[Mapping[str, Inverse]] = {
    Action.UPDATE_CHANNEL: channels.undo_edit,
    Action.SET_BUNDLE: channels.undo_edit,
    Action.PROMOTE_TO_STABLE: channels.undo_edit,
    Action.ROLL_BACK: channels.undo_edit,
    Action.CREATE_CHANNEL: channels.undo_create,
    Action.DELETE_CHANNEL: channels.undo_delete,
    Action.REGISTER_BUNDLE: others.undo_register,
    Action.DESCRIBE_BUNDLE: others.undo_describe,
    Action.SET_OVERRIDE: others.undo_override,
    Action.CLEAR_OVERRIDE: others.undo_override,
    Action.INVITE_MEMBER: others.undo_invite,
    Action.REMOVE_MEMBER: others.undo_remove,
    Action.UPDATE_KEY: others.undo_key,
    Action.UPDATE_APP: others.undo_app,
    Action.UPDATE_ORGANIZATION: others.undo_organization,
}
"""What takes which change back; `NO_WAY_BACK` has the others."""


async def plan_undo(workspace: Workspace, entries: Sequence[Entry]) -> list[UndoRow]:
    """Plan what takes changes back, the newest first; nothing is sent.

    Args:
        workspace: the connection.
        entries: the changes, in any order; undoing an undo makes its change again.

    Raises:
        CapgoError: the journal or a record cannot be read.
    """
    host = workspace.client.host
    history = await read_history(workspace.journal, entries)
    known = [history.found.get(entry.intent.id, entry) for entry in entries]
    places = {entry_id: place for place, entry_id in enumerate(history.found)}
    known.sort(key=lambda entry: places.get(entry.intent.id, -1))
    known = await resolve(workspace, known)
    records = Records(workspace)
    await records.read([entry.intent.target for entry in known if not why_no_undo(entry, host)])
    rows: list[UndoRow] = []
    planned: set[str] = set()
    for entry in known:
        why = why_no_undo(entry, host)
        if why:
            rows.append(UndoRow(entry=entry, change=None, why=why))
        else:
            rows += await _rows(Case(workspace, entry, records, history), planned)
            planned.add(entry.intent.id)
    return rows


def why_no_undo(entry: Entry, host: str) -> str:
    """Why a change cannot be taken back whatever its record says; empty if it may be.

    Args:
        entry: the change.
        host: the server that one is connected to.
    """
    intent = entry.intent
    if intent.host != host:
        return f"It was made on another server: {intent.host}."
    if entry.state is State.REFUSED:
        return "It was not made, so there is nothing to take back."
    if entry.undone_by:
        return "It was taken back already."
    if intent.action in NO_WAY_BACK:
        return NO_WAY_BACK[intent.action]
    if entry.state is not State.MADE:
        return "It is not known whether it was made, and reading does not tell."
    return "" if intent.action in INVERSES else "This program does not know what takes it back."


async def _rows(case: Case, planned: set[str]) -> list[UndoRow]:
    """The requests that take one change back, the last of which stands for the whole in the journal."""
    since = await _since(case, planned)
    own = [other for other in case.history.since(case.entry) if other.intent.id not in planned]
    try:
        changes = await INVERSES[case.entry.intent.action](case)
    except CapgoError as error:
        return [UndoRow(entry=case.entry, change=None, why=error.said, since=since)]
    sets = {row.name for change in changes for row in change.rows if change.target == case.target}
    touched = {each.name for each in since} | {name for other in own for name in other.intent.after or {}}
    whole = changes[-1]
    told = (*case.notes, *_told(case.target.name, since, own), *whole.warnings)
    changes[-1] = replace(whole, warnings=told)
    return [
        UndoRow(
            entry=case.entry,
            change=replace(
                change,
                title=title_of(case.entry),
                undoes=case.entry.intent.id,
                partly=place < len(changes) - 1,
            ),
            since=since,
            overwrites=bool(sets & touched),
        )
        for place, change in enumerate(changes)
    ]


async def _since(case: Case, planned: set[str]) -> tuple[Difference, ...]:
    """What somebody else changed of the record since this program changed it last."""
    if any(other.intent.id in planned for other in case.history.since(case.entry)):
        return ()  # told with the newer change of the same record, which is taken back first
    expected, present = case.history.expected(case.entry), facts(await case.records.get(case.target))
    return differences(expected, present) if expected is not None and present is not None else ()


def _told(name: str, since: Sequence[Difference], own: Sequence[Entry]) -> list[str]:
    """What was changed of the record since, as sentences."""
    told = []
    if since:
        fields = ", ".join(f"{label_of(each.name)} is {value_text(each.name, each.now)}" for each in since)
        told.append(f"Somebody else changed {name} since: {fields}.")
    if own:
        told.append(f"{name} was changed again since: {', '.join(other.intent.title for other in own)}.")
    return told


def title_of(entry: Entry) -> str:
    """What taking a change back is called: `Undo: Move user-2 to beta`; of an undo it is a redo."""
    title = entry.intent.title
    if entry.intent.undoes and title.startswith(_UNDO):
        return _REDO + title.removeprefix(_UNDO)
    return _UNDO + title.removeprefix(_REDO)
