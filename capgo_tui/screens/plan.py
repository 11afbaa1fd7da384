"""A plan on a screen of its own: what several changes would do, then what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from capgo_tui.panes.header import Header
from capgo_tui.panes.plan import PlanPane
from capgo_tui.screens.sized import SizedScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from capgo_tui.services.plans.job import Job
    from capgo_tui.services.plans.plan import Plan


class PlanScreen(SizedScreen):
    """Shows a plan; one that is being applied goes on when this is closed."""

    BINDINGS = [shown("escape", "close", "back", "plan.close", "Back; what is being applied goes on")]

    def __init__(self, plan: Plan, look: Look, crumbs: Sequence[str], job: Job | None = None) -> None:
        """Make the screen.

        Args:
            plan: what is planned.
            look: what the header says about where one is.
            crumbs: the way to it, raw.
            job: what applies it already, if so.
        """
        super().__init__()
        self._plan = plan
        self._look = look
        self._crumbs = (*crumbs, "Plan")
        self._job = job

    def compose(self) -> ComposeResult:
        """Header, plan, keys."""
        yield Header(self._look)
        yield PlanPane(self._plan, self._job)
        yield KeyBar(first="plan.apply")

    def on_mount(self) -> None:
        """Follow the connection."""
        header = self.query_one(Header)
        header.crumbs = self._crumbs
        header.follow(self._plan.workspace)

    @property
    def pane(self) -> PlanPane:
        """The plan."""
        return self.query_one(PlanPane)

    @property
    def is_at_rest(self) -> bool:
        """Whether it takes every key."""
        return all(pane.hears for pane in self.query(PlanPane))

    def action_close(self) -> None:
        """Go back; say that what is being applied goes on."""
        if self.pane.is_running:
            self.notify("It goes on behind: the header says how far it is.", markup=False, timeout=4)
        self.dismiss()
