"""What this program changed, kept line by line, so that nothing is done that cannot be looked up."""

from capgo_tui.services.journal.entries import Batch, Ended, Entry, Intent, Outcome, Planned, State
from capgo_tui.services.journal.file import Journal, JournalProblem, new_id

__all__ = [
    "Batch",
    "Ended",
    "Entry",
    "Intent",
    "Journal",
    "JournalProblem",
    "Outcome",
    "Planned",
    "State",
    "new_id",
]
