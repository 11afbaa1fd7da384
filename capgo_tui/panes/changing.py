"""What every pane does around a dialog: open it, say what came of it, and show what was read."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.widget import Widget

from capgo_tui.errors import CapgoError
from capgo_tui.messages import ShowPlan
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import key_shown

if TYPE_CHECKING:
    from capgo_tui.modals.dialog import Dialog
    from capgo_tui.services.changes.change import Change, Done
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.plans.plan import Plan
    from capgo_tui.services.workspace import Workspace

ResultT = TypeVar("ResultT")


class Changing(Widget):
    """A pane whose keys change something."""

    workspace: Workspace | None

    @abstractmethod
    def show_changes(self) -> None:
        """Show what is loaded, as a change has read some of it again."""

    @property
    def connection(self) -> Workspace:
        """The connection; nothing is shown, and nothing can be changed, without one."""
        if self.workspace is None:
            raise RuntimeError("a pane without a connection changes nothing")
        return self.workspace

    async def loaded(self, *lists: Listing[Any]) -> bool:
        """Read what a dialog chooses from, if it is not there yet; say why if it cannot be read."""
        try:
            for listing in lists:
                await listing.read()
        except CapgoError as error:
            self.notify(clean(str(error)), severity="error", markup=False)
            return False
        return True

    async def ask(self, dialog: Dialog[ResultT]) -> ResultT | None:
        """Open a dialog and wait for what comes of it; None if it was left.

        A dialog reads the record again before it sends, so what is loaded may be news even then.
        """
        result: ResultT | None = await self.app.push_screen_wait(dialog)
        self.show_changes()
        return result

    async def change(self, dialog: Dialog[Done[Any]]) -> Done[Any] | None:
        """Open a dialog that changes something, and say what came of it."""
        done = await self.ask(dialog)
        if done is not None:
            await self.tell(done)
        return done

    async def confirm(
        self, make: Callable[[], Change[Any]], text: str, *, opened_by: str
    ) -> Done[Any] | None:
        """Ask before a change that has nothing to fill in, then make it.

        Args:
            make: makes the change of what is loaded now.
            text: what is asked, as a sentence; raw.
            opened_by: the key that asked for it.
        """
        from capgo_tui.modals.confirm_dialog import ConfirmDialog  # noqa: PLC0415 - not before something is changed
        from capgo_tui.services.changes.saving import Saving  # noqa: PLC0415

        try:
            title = make().title
        except CapgoError as error:  # there is nothing to ask: it cannot be done at all
            self.refuse(error)
            return None
        saver = Saving[None, None, Any](self.connection, lambda _record, _edit: make(), None)
        return await self.change(ConfirmDialog(title, text, saver, None, opened_by=opened_by))

    async def plan(self, planning: Awaitable[Plan]) -> None:
        """Make a plan of several changes and show it; nothing is sent before it is applied there.

        Args:
            planning: reads again what the plan is about, and makes it.
        """
        try:
            plan = await planning
        except CapgoError as error:
            self.refuse(error)
            return
        self.show_changes()
        self.show_plan(plan)

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; nothing is sent before it is applied there."""
        self.post_message(ShowPlan(plan))

    def refuse(self, error: CapgoError) -> None:
        """Say why something cannot be done; nothing was sent for it."""
        self.notify(clean(str(error), 400), severity="error", markup=False, timeout=15)

    async def tell(self, done: Done[Any]) -> None:
        """Say that a change was made; offer to mend what it broke."""
        title = clean(done.change.title, 100)
        if not done.broken:
            undo = "" if done.change.final else f" {key_shown(self, 'main.undo', 'u')} takes it back."
            note = f" {clean(done.note)}" if done.note else ""
            self.notify(
                f"{title}: done.{note}{undo}",
                severity="warning" if done.note else "information",
                markup=False,
            )
            return
        self.notify(f"{title}: {clean(done.note)}", severity="warning", markup=False, timeout=15)
        repair = done.change.repair(done.broken) if done.change.repair is not None else None
        if repair is not None:
            lost = ", ".join(clean(str(each.was), 60) for each in done.broken if each.name == "version")
            await self.confirm(
                lambda: repair,
                f"The server dropped the bundle {lost} without being asked to. Link it again?",
                opened_by="",
            )
