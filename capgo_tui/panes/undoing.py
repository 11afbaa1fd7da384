"""Plans what takes changes back, for whichever screen wants it; shows nothing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Final

from textual import work
from textual.widget import Widget

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.messages import ShowPlan
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.services.journal import Entry
    from capgo_tui.services.plans.plan import Plan
    from capgo_tui.services.workspace import Workspace

_LONGEST: Final = 400
"""Characters of a reason; it may hold names that somebody else chose."""


class Undoing(Widget):
    """Reads what undo needs, and asks for the plan to be shown; nothing is sent before it is applied."""

    DEFAULT_CSS = "Undoing { display: none; }"

    workspace: Workspace | None = None
    """The connection; without one there is nothing to take back."""

    @work(exclusive=True, group="load")
    async def undo_last(self) -> None:
        """Take the last change back."""
        from capgo_tui.services.undoing import plan_last_undo  # noqa: PLC0415 - not before it is asked for

        if self.workspace is not None:
            await self._show(plan_last_undo(self.workspace))

    @work(exclusive=True, group="load")
    async def redo_last(self) -> None:
        """Make the change again that was taken back last."""
        from capgo_tui.services.undoing import plan_last_redo  # noqa: PLC0415

        if self.workspace is not None:
            await self._show(plan_last_redo(self.workspace))

    @work(exclusive=True, group="load")
    async def take_back(self, entries: Sequence[Entry]) -> None:
        """Take some changes back."""
        from capgo_tui.services.undoing import plan_of_undo  # noqa: PLC0415

        if self.workspace is not None:
            await self._show(plan_of_undo(self.workspace, entries))

    async def _show(self, planning: Awaitable[Plan]) -> None:
        """Have the plan shown; where it has nothing to send, say why in a sentence."""
        try:
            plan = await planning
        except Misused as error:
            self._say(str(error))
        except CapgoError as error:
            self.notify(clean(str(error), _LONGEST), severity="error", markup=False)
        else:
            if len(plan.rows) == 1 and plan.rows[0].change is None:
                self._say(f"{plan.title}: {plan.rows[0].skipped}.")
            else:
                self.post_message(ShowPlan(plan))

    def _say(self, text: str) -> None:
        self.notify(clean(text, _LONGEST), severity="warning", markup=False)
