"""Takes changes back that the journal has: which, by what requests, and why some cannot be.

    found = last_undoable(workspace.journal, workspace.profile, workspace.client.host)
    rows = await plan_undo(workspace, found.entries)

Nothing is sent by planning. Redo is the undo of an undo: `last_redoable`, and the same plan.
"""

from capgo_tui.services.undoing.finding import NO_WAY_BACK, Found, last_redoable, last_undoable
from capgo_tui.services.undoing.planning import plan_undo, why_no_undo
from capgo_tui.services.undoing.plans import plan_last_redo, plan_last_undo, plan_of_undo
from capgo_tui.services.undoing.resolving import UNCLEAR, resolve
from capgo_tui.services.undoing.row import UndoRow

__all__ = [
    "NO_WAY_BACK",
    "UNCLEAR",
    "Found",
    "UndoRow",
    "last_redoable",
    "last_undoable",
    "plan_last_redo",
    "plan_last_undo",
    "plan_of_undo",
    "plan_undo",
    "resolve",
    "why_no_undo",
]
