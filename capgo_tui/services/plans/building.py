"""What plans are made of: a row for each target, also where it is skipped, and why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.models.facts import differences
from capgo_tui.presenters.field_changes import change_rows
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.comparing import was_made
from capgo_tui.services.changes.target import Kind
from capgo_tui.services.plans.plan import Plan, PlanRow
from capgo_tui.services.plans.reading import read_facts

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

GONE: Final = "no longer there"
"""Why a target that was deleted is skipped."""
THERE: Final = "already so"
"""Why a target that is as wanted is skipped."""
NO_OVERRIDE: Final = "no override"
"""What stands for the channel of a device that has none."""

_SPEAK_FOR_THEMSELVES: Final = frozenset({"version", "channel"})
"""Fields whose values need no name beside them."""


def going_row(
    workspace: Workspace,
    change: Change[Any],
    *,
    now: str = "",
    then: str = "",
    not_before: datetime | None = None,
    otherwise: Change[Any] | None = None,
) -> PlanRow:
    """A row for a change, skipped if the key was refused such a change before.

    Args:
        workspace: the connection, and what was refused over it.
        change: what is to be done.
        now: what the target is now; empty to say it from the change.
        then: what it will be; empty as before.
        not_before: until when the server would refuse it.
        otherwise: the same by a request that needs less of a right.
    """
    if otherwise is not None:
        otherwise = replace(otherwise, title=change.title)  # the journal tells by it which rows were begun
        if _refused(workspace, change):
            change, otherwise = otherwise, None
    was, becomes = now_and_then(change)
    code = _refused(workspace, change)
    return PlanRow(
        label=change.target.name,
        now=now or was,
        then=then or becomes,
        change=change,
        skipped=f"refused before: {code}" if code else "",
        key=change.target.key,
        not_before=not_before,
        otherwise=otherwise,
    )


def skipped_row(label: str, key: str, now: str, why: str) -> PlanRow:
    """A row for a target that there is nothing to do about."""
    return PlanRow(label=label, key=key, now=now, then="", change=None, skipped=why)


def counted(labels: Sequence[str], nouns: str) -> str:
    """The one target by its name, several by their number: `priya`, `5 devices`."""
    return labels[0] if len(labels) == 1 else f"{len(labels)} {nouns}"


def now_and_then(change: Change[Any]) -> tuple[str, str]:
    """What a target is and will be, in few words; raw."""
    if change.after is None:
        return "there", "deleted"
    rows = change_rows(change.rows)
    names = [difference.name for difference in change.rows]
    if change.target.kind is Kind.DEVICE:
        none = {"none": NO_OVERRIDE}
        return none.get(rows[0].was, rows[0].was), none.get(rows[0].becomes, rows[0].becomes)
    alone = len(rows) == 1 and names[0] in _SPEAK_FOR_THEMSELVES
    was = ", ".join(row.was if alone else f"{row.label} {row.was}" for row in rows)
    becomes = ", ".join(row.becomes if alone else f"{row.label} {row.becomes}" for row in rows)
    return "not there" if change.before is None else was, becomes


# From changes that are there -----------------------------------------------------------------


def plan_of(
    workspace: Workspace,
    title: str,
    changes: Iterable[Change[Any]],
    *,
    skipped: Sequence[PlanRow] = (),
    again: Callable[[Sequence[PlanRow]], Awaitable[Plan]] | None = None,
) -> Plan:
    """A plan of any changes, such as those that take others back. Nothing is read.

    Args:
        workspace: the connection.
        title: what it does, as a short sentence without a full stop.
        changes: what is to be done.
        skipped: rows for targets that nothing is done about.
        again: plans the same for some rows; None makes the same changes again of what was not made, as
            long as nobody changed it otherwise.
    """
    rows = (*(going_row(workspace, change) for change in changes), *skipped)

    async def read_again(rows: Sequence[PlanRow]) -> Plan:
        kept = [row.change for row in rows if row.change is not None]
        facts = await read_facts(workspace, kept)
        now = [
            _as_read(workspace, change, was_made(change, fact), fact)
            for change, fact in zip(kept, facts, strict=True)
        ]
        return replace(plan_of(workspace, title, (), again=again), rows=tuple(now))

    return Plan(
        title=title,
        rows=rows,
        workspace=workspace,
        made_at=workspace.now(),
        again=again or read_again,
    )


def _as_read(workspace: Workspace, change: Change[Any], made: bool | None, facts: Any) -> PlanRow:
    """A row for a change that was read again."""
    row = going_row(workspace, change)
    if made:
        return replace(row, change=None, skipped=THERE)
    if facts is None and change.before is not None:
        return replace(row, change=None, skipped=GONE)
    changed = [each.name for each in differences(change.before, facts)] if change.before is not None else []
    if changed:
        return replace(row, change=None, skipped=f"changed since by somebody: {', '.join(changed)}")
    return row


def _refused(workspace: Workspace, change: Change[Any]) -> str:
    return workspace.permissions.refused(change.write.action, change.target.scope)
