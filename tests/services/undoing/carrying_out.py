"""Undoing as a user does who reads the plan and applies it."""

from __future__ import annotations

from typing import Any

from capgo_tui.services.changes.change import Change
from capgo_tui.services.journal import Entry
from capgo_tui.services.undoing import UndoRow, plan_undo
from capgo_tui.services.workspace import Workspace


async def carry_out(workspace: Workspace, *entries: Entry) -> list[UndoRow]:
    """Plan the undo of changes, and make all of it."""
    rows = await plan_undo(workspace, entries)
    for row in rows:
        assert row.change is not None, row.why
        done = await workspace.changes.make(row.change, batch="undo")
        assert done.broken == ()
    return rows


def only(rows: list[UndoRow]) -> Change[Any]:
    (row,) = rows
    assert row.change is not None, row.why
    return row.change


async def why_not(workspace: Workspace, *entries: Entry) -> str:
    """Why the only change cannot be taken back."""
    (row,) = await plan_undo(workspace, entries)
    assert row.change is None
    return row.why
