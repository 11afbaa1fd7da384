"""Applies a plan: one change after the other, behind the user's own requests, with a result for each row.

The journal has a line before the first change and one after the last; each change has its own two between
them. So a program that is killed in the middle leaves what it takes to say what was made (`unfinished`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.api import background
from capgo_tui.api.refusals import means_one_device
from capgo_tui.errors import CapgoError, RateLimited, RefusalKind, Refused, Unreachable
from capgo_tui.services.journal import JournalProblem
from capgo_tui.services.journal.entries import Ended, Planned
from capgo_tui.services.journal.file import new_id
from capgo_tui.services.plans.checking import checked
from capgo_tui.services.plans.pauses import Pauses
from capgo_tui.services.plans.plan import Plan, PlanRow, estimated_seconds
from capgo_tui.services.plans.progress import OPEN, TO_RETRY, Progress, RowResult, RowState, counts_text
from capgo_tui.services.plans.reading import checking_cost, looking_cost
from capgo_tui.services.plans.running_marks import marked_running

if TYPE_CHECKING:
    from capgo_tui.services.changes.change import Change

_TRIES: Final = 3
"""How often a row that is refused for a limit is sent at most."""
_UNCLEAR_IN_A_ROW: Final = 3
"""After so many rows in a row of which nobody knows what became, the server is left alone."""


class Job:
    """One plan on its way."""

    plan: Plan
    """What it applies."""
    id: str
    """Its name in the journal: the `batch` of its changes."""
    results: list[RowResult]
    """What became of each row of the plan, so far."""
    stopped_by: str
    """Why it ended before all rows were sent, as a sentence; empty if it did not."""

    def __init__(self, plan: Plan, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Make it; nothing happens before `run`.

        Args:
            plan: what to apply.
            sleep: waits for so many seconds.
        """
        self.plan = plan
        self.id = new_id()
        self.results = [_at_first(row) for row in plan.rows]
        self.stopped_by = ""
        self._stop = asyncio.Event()
        self._pauses = Pauses(self._stop, sleep, self._waits)
        self._ended = asyncio.Event()
        self._cancelled = False
        self._abandoned = False
        self._is_lost = False
        self._checking = False
        self._note = ""
        self._watchers: list[Callable[[Job], None]] = []
        self._sent: dict[int, Change[Any]] = {}
        self._tries: Counter[int] = Counter()
        self._unclear = 0
        self._taken: set[tuple[str, str]] = set()
        self._refused: dict[tuple[str, str], str] = {}

    # How far it is -------------------------------------------------------------------------

    @property
    def ended(self) -> bool:
        """Whether nothing happens any more."""
        return self._ended.is_set()

    @property
    def stopping(self) -> bool:
        """Whether it ends after the request under way."""
        return self._stop.is_set() and not self.ended

    @property
    def progress(self) -> Progress:
        """How far it is."""
        planned = [place for place, row in enumerate(self.plan.rows) if row.goes]
        left = [place for place in planned if self.results[place].state in OPEN]
        running = next((place for place in left if self.results[place].state is RowState.RUNNING), None)
        requests = 0 if self.ended else self._writes(left) + self._checks(left)
        label = self.plan.rows[running].label if running is not None else ""
        note = "reading to check" if self._checking else self._note
        seconds = estimated_seconds(self.plan.workspace, requests)
        return Progress(len(planned) - len(left), len(planned), label, requests, seconds, note)

    def _writes(self, left: Sequence[int]) -> int:
        """Requests that the rows that are left send."""
        return sum(
            len(change.writes) for place in left if (change := self.plan.rows[place].change) is not None
        )

    def _checks(self, left: Sequence[int]) -> int:
        """Requests that read around the rows that are left, and at the end."""
        workspace, plan = self.plan.workspace, self.plan
        changes = [change for place in left if (change := plan.rows[place].change) is not None]
        return looking_cost(workspace, changes) + checking_cost(workspace, plan.changes)

    @property
    def summary(self) -> str:
        """How many rows are in which state: `3 made, 1 failed, 2 skipped`."""
        return counts_text(result.state for result in self.results)

    @property
    def needs_retry(self) -> bool:
        """Whether it has ended and rows are not as wanted."""
        return self.ended and any(result.state in TO_RETRY for result in self.results)

    def watch(self, tell: Callable[[Job], None]) -> Callable[[], None]:
        """Be told whenever something about it has changed; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    # What it is told -----------------------------------------------------------------------

    def cancel(self) -> None:
        """Let the request under way finish, and send no more."""
        if not self.ended and not self._stop.is_set():
            self.stopped_by = "It was cancelled."
            self._cancelled = True
            self._stop.set()
            self._tell()

    def abandon(self) -> None:
        """Do as `cancel`, but leave it unfinished in the journal: the program is being closed."""
        self._abandoned = True
        self.cancel()

    async def wait(self) -> None:
        """Wait until it has ended."""
        await self._ended.wait()

    async def retry_failed(self) -> Plan:
        """Plan again, of records that are read again, what was not made.

        Raises:
            CapgoError: the records cannot be read.
        """
        return await self.plan.again(
            [
                row
                for row, result in zip(self.plan.rows, self.results, strict=True)
                if result.state in TO_RETRY
            ]
        )

    async def run(self) -> None:
        """Apply the plan. What goes wrong is told by `results` and `stopped_by`."""
        workspace = self.plan.workspace
        try:
            workspace.journal.write(self._planned())
            with background(), marked_running(workspace.journal, self.id):
                await self._apply()
                self._give_up_the_rest()
                if not (self._abandoned or self._is_lost):
                    await self._check()
            if not self._abandoned:
                unmade = {RowState.CANCELLED, RowState.NOT_BEGUN}
                left = sum(result.state in unmade for result in self.results)
                workspace.journal.write(Ended(id=self.id, at=workspace.now(), left=left))
        except JournalProblem as error:
            self._stop_for(error)
        finally:
            self._give_up_the_rest()
            self._ended.set()
            self._tell()

    def _planned(self) -> Planned:
        workspace = self.plan.workspace
        return Planned(
            id=self.id,
            at=workspace.now(),
            profile=workspace.profile,
            host=workspace.client.host,
            title=self.plan.title,
            rows=[change.title for change in self.plan.changes],
        )

    # Row by row ----------------------------------------------------------------------------

    async def _apply(self) -> None:
        """Send row after row until none is left or it is stopped."""
        while not self._stop.is_set():
            place = self._next()
            if place is None or not await self._turn(place):
                return
            change = self._change_of(place)
            if change is not None:
                await self._make(place, change)

    def _next(self) -> int | None:
        """The first row that may go now, else the one that may go first; None if all went."""
        now = self.plan.workspace.now()
        waiting = [
            place for place, result in enumerate(self.results) if result.state is RowState.WAITING
        ]  # in the plan's order
        due = [place for place in waiting if (self.results[place].until or now) <= now]
        return next(iter(due), None) if due else min(waiting, key=self._until, default=None)

    def _until(self, place: int) -> float:
        until = self.results[place].until
        return until.timestamp() if until is not None else 0.0

    async def _turn(self, place: int) -> bool:
        """Wait until a row may be sent; false if it was stopped meanwhile."""
        until, now = self.results[place].until, self.plan.workspace.now()
        if until is not None and until > now:
            rule = "limit of one device" if self.results[place].code else "60-second rule"
            why = f"{self.plan.rows[place].label} ({rule})"
            await self._pauses.for_seconds((until - now).total_seconds(), why)
        await self._pauses.for_room(self.plan.workspace.client.budget)
        return not self._stop.is_set()

    def _change_of(self, place: int) -> Change[Any] | None:
        """What to send for a row; None if the key was refused that for the rows before."""
        row = self.plan.rows[place]
        for change in (row.change, row.otherwise):
            if change is not None and _right(change) not in self._refused:
                return change
        code = self._refused[_right(row.change)] if row.change is not None else ""
        self._set(place, RowResult(RowState.SKIPPED, "The rows before were refused that.", code))
        return None

    async def _make(self, place: int, change: Change[Any]) -> None:
        self._set(place, RowResult(RowState.RUNNING))
        self._tries[place] += 1
        self._sent[place] = change
        changes = self.plan.workspace.changes
        try:
            done = await changes.make(change, batch=self.id, read_back=False)
        except CapgoError as error:
            self._failed(place, change, error)
        else:
            self._unclear = 0
            self._taken.add(_right(change))
            state = RowState.DIFFERS if done.broken else RowState.DONE
            self._set(place, RowResult(state, done.note, entry=done.entry))

    # How it went ---------------------------------------------------------------------------

    def _failed(self, place: int, change: Change[Any], error: CapgoError) -> None:
        """Say what became of a row, and whether to go on."""
        if isinstance(error, RateLimited) and self._tries[place] < _TRIES:
            self._put_off(place, error)
            return
        code = error.code if isinstance(error, Refused) else ""
        if isinstance(error, Refused) and error.kind is RefusalKind.NO_RIGHT:
            right = _right(change)
            if right not in self._taken:  # else it is about this target, and others may be taken
                self._refused[right] = code
            row = self.plan.rows[place]
            if row.otherwise is not None and change is row.change:
                self._set(place, RowResult(RowState.WAITING))
                return
        self._unclear = self._unclear + 1 if error.outcome_unknown else 0
        state = RowState.UNKNOWN if error.outcome_unknown else RowState.FAILED
        if isinstance(error, JournalProblem) or self.plan.workspace.read_only_reason:
            state = RowState.NOT_BEGUN
        self._set(place, RowResult(state, str(error), code))
        if self._is_pointless(error):
            self._stop_for(error)

    def _put_off(self, place: int, error: RateLimited) -> None:
        """Send a row again later: after the pause of everything, or after that of its device."""
        until = None
        if means_one_device(error):
            until = self.plan.workspace.now() + timedelta(seconds=error.retry_after)
        self._set(place, RowResult(RowState.WAITING, str(error), error.code, until))

    def _is_pointless(self, error: CapgoError) -> bool:
        """Whether the rows behind would only meet the same: no network, no journal, no login."""
        if isinstance(error, Unreachable):  # where reading worked afterwards, one answer was lost and no more
            self._is_lost = error.outcome_unknown or not error.sent
            return self._is_lost
        bad_login = isinstance(error, Refused) and error.kind is RefusalKind.BAD_LOGIN
        broken = self._unclear >= _UNCLEAR_IN_A_ROW
        forbidden = isinstance(error, JournalProblem) or bool(self.plan.workspace.read_only_reason)
        return bad_login or broken or forbidden

    def _stop_for(self, error: CapgoError) -> None:
        why = error.said if error.outcome_unknown else str(error)  # the rest is about the one row
        self.stopped_by = self.stopped_by or why
        self._stop.set()

    def _give_up_the_rest(self) -> None:
        """Say of the rows that were not sent that they are not."""
        state = RowState.CANCELLED if self._cancelled else RowState.NOT_BEGUN
        for place, result in enumerate(self.results):
            if result.state is RowState.WAITING:
                self.results[place] = RowResult(state, self.stopped_by)
            elif result.state is RowState.RUNNING:
                self.results[place] = RowResult(RowState.UNKNOWN, "It was ended before the answer came.")

    async def _check(self) -> None:
        """Read what was changed, together, and compare."""
        made = {
            place: (change, self.results[place])
            for place, change in self._sent.items()
            if self.results[place].state in {RowState.DONE, RowState.UNKNOWN}
        }
        self._checking = True
        self._tell()
        try:
            with suppress(JournalProblem):
                for place, result in (await checked(self.plan.workspace, made, self.id)).items():
                    self.results[place] = result
        finally:
            self._checking = False

    def _set(self, place: int, result: RowResult) -> None:
        self.results[place] = result
        self._tell()

    def _waits(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self._tell()

    def _tell(self) -> None:
        for tell in tuple(self._watchers):
            tell(self)


def _at_first(row: PlanRow) -> RowResult:
    if row.goes:
        return RowResult(RowState.WAITING, until=row.not_before)
    return RowResult(RowState.SKIPPED, row.skipped or "left out")


def _right(change: Change[Any]) -> tuple[str, str]:
    """What a right to make it would be for: the kind of change, and where."""
    return change.write.action, change.target.scope
