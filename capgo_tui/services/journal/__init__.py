"""What this program changed, kept line by line, so that nothing is done that cannot be looked up."""

from capgo_tui.services.journal.entries import Entry, Intent, Outcome, Planned, State
from capgo_tui.services.journal.file import Journal, JournalProblem

__all__ = ["Entry", "Intent", "Journal", "JournalProblem", "Outcome", "Planned", "State"]
