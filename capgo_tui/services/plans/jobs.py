"""The jobs of a connection: those that run, and those that ended, for as long as the program is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.plan import Plan

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_KEPT: Final = 20
"""Jobs that are remembered after they ended."""
_CLOSING: Final = 5.0
"""Seconds that a request under way has when the program is closed."""


class Jobs:
    """Starts jobs and keeps them; a screen that is closed does not end one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._jobs: list[Job] = []
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._watchers: list[Callable[[Job], None]] = []

    @property
    def all(self) -> tuple[Job, ...]:
        """Oldest first."""
        return tuple(self._jobs)

    @property
    def running(self) -> tuple[Job, ...]:
        """Those that have not ended."""
        return tuple(job for job in self._jobs if not job.ended)

    @property
    def note(self) -> str:
        """How far they are, in a few letters: `job 3/5`; empty if none runs."""
        running = self.running
        done = sum(job.progress.done for job in running)
        total = sum(job.progress.total for job in running)
        word = "job" if len(running) == 1 else f"{len(running)} jobs"
        return f"{word} {done}/{total}" if running else ""

    def watch(self, tell: Callable[[Job], None]) -> Callable[[], None]:
        """Be told whenever something about any job has changed; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def start(self, plan: Plan) -> Job:
        """Apply a plan.

        Raises:
            Misused: nothing may be changed, or nothing is to be.
        """
        if self._workspace.read_only_reason:
            raise Misused("Nothing was sent: this is read-only mode.", next_step="`:rw` leaves it.")
        if not plan.going:
            raise Misused("Every row is skipped, so there is nothing to apply.")
        job = Job(plan)
        job.watch(self._told)
        self._jobs = [*self._jobs[-_KEPT:], job]
        task = self._tasks[job.id] = asyncio.create_task(job.run())
        task.add_done_callback(lambda _: self._tasks.pop(job.id, None))
        return job

    async def close(self) -> None:
        """End all: the request under way of each may finish, the rest stays unfinished in the journal."""
        for job in self.running:
            job.abandon()
        tasks = list(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_CLOSING)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _told(self, job: Job) -> None:
        for tell in tuple(self._watchers):
            tell(job)
        if job.ended:
            self._workspace.tell_changed()
