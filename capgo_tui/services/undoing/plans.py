"""Undo as a plan, so that one change and a hundred are looked at, applied and cancelled alike."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.plans.building import going_row
from capgo_tui.services.plans.minute_rule import MINUTE, Moments, refused_until
from capgo_tui.services.plans.plan import Plan, PlanRow
from capgo_tui.services.undoing.finding import NO_WAY_BACK, last_redoable, last_undoable
from capgo_tui.services.undoing.planning import plan_undo, title_of
from capgo_tui.services.undoing.row import UndoRow

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_NAMED: Final = 3
"""How many of the changes that nothing takes back are named."""
_TRIED: Final = 20
"""How many changes that cannot be taken back now are passed on the way to one that can."""


async def plan_last_undo(workspace: Workspace) -> Plan:
    """Plan the undo of the last change of this profile on this server that can be taken back now.

    Newer ones that cannot are rows of the plan that say why.

    Raises:
        Misused: there is nothing to take back.
        CapgoError: the journal or a record cannot be read.
    """
    journal, host = workspace.journal, workspace.client.host
    tried: set[str] = set()
    stuck: list[UndoRow] = []
    while True:
        found = await asyncio.to_thread(last_undoable, journal, workspace.profile, host, frozenset(tried))
        if len(tried) >= _TRIED:
            raise Misused(
                f"None of the last {len(tried)} changes can be taken back now.", next_step="J shows all."
            )
        if not found.entries:
            whys = dict.fromkeys(f"{row.entry.intent.title}: {row.why}" for row in stuck)
            raise Misused(" ".join(["There is nothing to take back.", *whys, *_passed(found.passed)]))
        rows = await plan_undo(workspace, found.entries)
        if any(row.change is not None for row in rows):
            return await _plan(workspace, rows, stuck, _passed(found.passed))
        tried |= {entry.intent.id for entry in found.entries}
        stuck += [row for row in rows if row.entry.state is not State.REFUSED]


async def plan_last_redo(workspace: Workspace) -> Plan:
    """Plan to make the change again that was taken back last.

    Raises:
        Misused: nothing was taken back.
        CapgoError: the journal or a record cannot be read.
    """
    found = await asyncio.to_thread(
        last_redoable, workspace.journal, workspace.profile, workspace.client.host
    )
    if not found.entries:
        raise Misused("There is no undo that could be taken back.")
    return await plan_of_undo(workspace, found.entries)


async def plan_of_undo(workspace: Workspace, entries: Sequence[Entry]) -> Plan:
    """Plan the undo of some changes; those that cannot be taken back are rows that say why.

    Raises:
        CapgoError: the journal or a record cannot be read.
    """
    return await _plan(workspace, await plan_undo(workspace, entries))


async def _plan(
    workspace: Workspace, rows: Sequence[UndoRow], stuck: Sequence[UndoRow] = (), remarks: Sequence[str] = ()
) -> Plan:
    entries = {row.entry.intent.id: row.entry for row in rows}
    posted = await _posted(workspace, entries.values())
    lines = [_line(workspace, row, posted) for row in rows]
    if len(entries) > 1:  # of several, what would overwrite the work of others waits for a decision
        lines = [replace(line, left_out=row.overwrites) for line, row in zip(lines, rows, strict=True)]
    others = [_line(workspace, row, {}) for row in stuck]

    async def again(kept: Sequence[PlanRow]) -> Plan:
        wanted = dict.fromkeys(line.key for line in kept)
        plan = await plan_of_undo(workspace, [entries[key] for key in wanted if key in entries])
        fresh = (replace(line, left_out=False) for line in plan.rows)  # it was decided about them
        still = (line for line in others if line.key in wanted)
        return replace(plan, rows=(*fresh, *still), remarks=tuple(remarks))

    return Plan(
        title=_title(list(entries.values())),
        rows=(*lines, *others),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
        remarks=tuple(remarks),
    )


def _line(workspace: Workspace, row: UndoRow, posted: Moments) -> PlanRow:
    """One row of the plan; its key is the entry that it is about."""
    target, key = row.entry.intent.target, row.entry.intent.id
    if row.change is None:
        return PlanRow(label=target.name, now="", then="", change=None, skipped=row.why.rstrip("."), key=key)
    channel = (row.change.after or {}).get("channel")
    not_before = posted.get((row.change.target.key, str(channel))) if channel is not None else None
    return replace(going_row(workspace, row.change, not_before=not_before), key=key)


def _title(entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        return title_of(entries[0])
    verb = "Redo" if all(title_of(entry).startswith("Redo") for entry in entries) else "Undo"
    return f"{verb} {len(entries)} changes"


def _passed(entries: Sequence[Entry]) -> list[str]:
    """What was done since that nothing takes back, as sentences."""
    told = [f"{entry.intent.title}: {NO_WAY_BACK[entry.intent.action]}" for entry in entries[:_NAMED]]
    more = len(entries) - len(told)
    return [*told, *([f"{more} more changes cannot be taken back either."] if more > 0 else [])]


async def _posted(workspace: Workspace, entries: Iterable[Entry]) -> Moments:
    """What the server would refuse for having been posted a moment ago (contract/api.md 2.4)."""
    now = workspace.now()
    latest = await asyncio.to_thread(workspace.journal.since, now - MINUTE)
    moments: Moments = {}
    for app_id in {entry.intent.target.app_id for entry in entries}:
        moments = {**moments, **refused_until(latest[::-1], workspace.client.host, app_id, now)}
    return moments
