"""The first line, kept true: it follows the connection's budget and the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from capgo_tui.presenters.times import age
from capgo_tui.services.opening import Look
from capgo_tui.widgets.header_bar import READ_ONLY, READ_WRITE, HeaderBar

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace


class Header(HeaderBar):
    """Says where one is, how many requests went out, and how old the data is.

    It is written only when its words change: looking every second costs no byte.
    """

    def __init__(self, look: Look) -> None:
        """Make it.

        Args:
            look: the profile.
        """
        super().__init__()
        self.set_reactive(HeaderBar.profile, look.profile)
        self.set_reactive(HeaderBar.colour, look.colour)
        self._workspace: Workspace | None = None
        self._unwatch: list[Callable[[], None]] = []
        self._read_at: datetime | None = None
        self._busy = False

    def on_mount(self) -> None:
        """Count down, and grow older."""
        self.set_interval(1, self._say_budget)
        self.set_interval(15, self._say_age)

    def on_unmount(self) -> None:
        """Follow no longer."""
        for unwatch in self._unwatch:
            unwatch()

    def follow(self, workspace: Workspace) -> None:
        """Follow a connection."""
        self._workspace = workspace
        self._unwatch = [
            workspace.client.budget.watch(lambda _: self._say_budget()),
            workspace.client.watch_read_only(self._say_mode),
            workspace.watch(self._say_budget),
            workspace.client.speech.watch(self._say_dialect),
            workspace.watch_progress(self._say_budget),
        ]
        self._say_mode(workspace.client.read_only)
        self._say_dialect()
        self._say_budget()

    def show_facts(self, read_at: datetime | None, *, busy: bool) -> None:
        """Show the facts of what is in front.

        Args:
            read_at: when its data was read.
            busy: whether more is on its way.
        """
        self._read_at = read_at
        self._busy = busy
        self._say_budget()
        self._say_age()

    def _say_mode(self, read_only: bool) -> None:
        """Say whether things may be changed."""
        self.mode = READ_ONLY if read_only else READ_WRITE

    def _say_dialect(self) -> None:
        """Say of which generation an older server is."""
        from capgo_tui.presenters.dialect import dialect_mark  # noqa: PLC0415 - not before the first frame

        self.dialect = dialect_mark(self._workspace.client.speech) if self._workspace is not None else ""

    def say_alerts(self) -> None:
        """Say how many alerts fire."""
        self.alerts = self._workspace.alerts_fired if self._workspace is not None else 0

    def _say_budget(self) -> None:
        """Say how many requests went out, and count a pause down."""
        if self._workspace is None:
            return
        state = self._workspace.client.budget.state()
        self.used, self.limit = state.used, state.limit
        self.jobs = self._workspace.jobs_note
        waiting = f"{state.waiting} waiting" if state.waiting else "reading…" if self._busy else ""
        self.note = f"paused {ceil(state.paused_for)}s" if state.paused_for else waiting

    def _say_age(self) -> None:
        """Say how old the data is."""
        if self._workspace is None or self._read_at is None:
            self.age = ""
            return
        old = age(self._read_at, self._workspace.now())
        self.age = "<1m" if old == "now" else old
