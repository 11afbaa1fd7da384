"""Plans that were begun and never ended, because the program was closed or killed: what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final

from capgo_tui.safe_text import clean
from capgo_tui.services.changes.comparing import was_made
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.journal.entries import Batch, Ended
from capgo_tui.services.plans.checking import FOUND_MADE, FOUND_NOT_MADE, found_out
from capgo_tui.services.plans.reading import can_read, facts_of
from capgo_tui.services.plans.running_marks import forget_mark, is_running

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_UNCLEAR: Final = frozenset({State.UNFINISHED, State.UNKNOWN})


@dataclass(frozen=True)
class Unfinished:
    """A plan without an end."""

    batch: Batch
    """What the journal has of it."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was begun of it; of a target that was tried more than once the last."""
        return tuple({entry.intent.target: entry for entry in self.batch.entries}.values())

    @property
    def made(self) -> tuple[Entry, ...]:
        """What the server took."""
        return self._in({State.MADE})

    @property
    def refused(self) -> tuple[Entry, ...]:
        """What was not made."""
        return self._in({State.REFUSED})

    @property
    def unclear(self) -> tuple[Entry, ...]:
        """What may have been made: `find_out` reads it."""
        return self._in(_UNCLEAR)

    @property
    def not_begun(self) -> tuple[str, ...]:
        """What was never sent, in words; raw."""
        begun = Counter(entry.intent.title for entry in self.entries)
        return tuple((Counter(self.batch.plan.rows) - begun).elements())

    @property
    def sentence(self) -> str:
        """What it is and how far it came, for the next start."""
        counts = (
            (len(self.made), "made"),
            (len(self.refused), "refused"),
            (len(self.unclear), "unknown"),
            (len(self.not_begun), "not begun"),
        )
        came = ", ".join(f"{count} {word}" for count, word in counts if count)
        plan = self.batch.plan
        began = f"{plan.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return f"A plan of {began} is unfinished: {clean(plan.title)}, {came}. J shows it."

    def _in(self, states: set[State] | frozenset[State]) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state in states)


def unfinished_plans(workspace: Workspace) -> list[Unfinished]:
    """The plans of this profile and server that nobody is at work on, and that have no end; oldest first.

    Raises:
        JournalProblem: the journal cannot be read.
    """
    return [
        Unfinished(batch)
        for batch in workspace.journal.unfinished()
        if (batch.plan.profile, batch.plan.host) == (workspace.profile, workspace.client.host)
        and not is_running(workspace.journal, batch.plan.id)
        and batch.plan.id not in {job.id for job in workspace.jobs.running}
    ]


async def find_out(workspace: Workspace, plan: Unfinished) -> Unfinished:
    """Read the records of which nobody knows whether they were changed, and write down what they tell.

    Raises:
        CapgoError: they cannot be read.
    """
    unclear = [entry for entry in plan.unclear if can_read(entry.intent.target)]
    facts = await facts_of(workspace, [entry.intent.target for entry in unclear])
    for entry, present in zip(unclear, facts, strict=True):
        made = was_made(entry.intent, present)
        if made is not None:
            state, said = (State.MADE, FOUND_MADE) if made else (State.REFUSED, FOUND_NOT_MADE)
            workspace.journal.write(found_out(entry, workspace.now(), state, said, present))
    workspace.tell_changed()
    batches = {batch.plan.id: batch for batch in workspace.journal.batches()}
    return Unfinished(batches.get(plan.batch.plan.id, plan.batch))


def mark_seen(workspace: Workspace, plan: Unfinished) -> None:
    """Write its end, so that no later start speaks of it.

    Raises:
        JournalProblem: the journal cannot be written.
    """
    ended = Ended(id=plan.batch.plan.id, at=workspace.now(), left=len(plan.not_begun))
    workspace.journal.write(ended)
    forget_mark(workspace.journal, plan.batch.plan.id)
