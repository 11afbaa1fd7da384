"""A form whose edit is saved: never twice, never over a change that was not seen, with no word lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Generic

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.modals.form_dialog import DoneT, EditT, FormDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.presenters.preview import ChangeRow, Preview
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.form import FormField
from capgo_tui.widgets.form.typed_names import TypedNames
from capgo_tui.widgets.preview_view import NOTHING, change_lines
from capgo_tui.widgets.problem_view import refusal_content


class Phase(Enum):
    """How far a save has come."""

    EDITING = "editing"
    LOOKING = "looking"
    """The record is read again."""
    STALE = "stale"
    """It was changed meanwhile; the user is asked what to do."""
    SENDING = "sending"


SENDING = "sending…"


class ChangeDialog(FormDialog[EditT, DoneT], Generic[EditT, DoneT]):
    """Changes one thing: a subclass gives the fields and makes an edit of them, a saver does the rest."""

    DEFAULT_CSS = """
    ChangeDialog {
        #change-stale {
            height: auto;
            max-height: 40%;
            overflow-y: auto;
            scrollbar-size-vertical: 1;
            margin: 1 0 0 0;
            padding: 0 1;
            display: none;
        }
    }
    """

    BINDINGS = [
        shown("ctrl+s", "confirm", "save", "dialog.save", "Send it", display="ctrl+s"),
        quiet("ctrl+s", "say_why_not", "dialog.why-not", "Why it cannot be saved"),
        shown("ctrl+r", "renew", "take theirs in", "dialog.renew", "Begin from how it is", display="ctrl+r"),
    ]

    def __init__(self, title: str, saver: Saver[EditT, DoneT], *, opened_by: str = "") -> None:
        """Make a dialog.

        Args:
            title: what is changed, raw.
            saver: previews and saves.
            opened_by: the key that opens it.

        Raises:
            ValueError: the key that opens it would also confirm it.
        """
        super().__init__(title, opened_by=opened_by)
        self.saver = saver
        self._phase = Phase.EDITING
        self._why_not = ""

    def renewed(self) -> None:
        """Begin from the record as it is now, after `Saver.renew`; what was changed here stays."""
        for part in self.fields():
            if isinstance(part, FormField):
                self.form.fields[part.name].renew(part.initial)

    def preview(self, edit: EditT) -> Preview:
        """Say what an edit would do.

        Raises:
            Misused: it cannot be sent.
        """
        return self.saver.preview(edit)

    def body(self) -> Iterable[Widget]:
        """Form and panel; below them what was changed meanwhile."""
        first, *others = super().body()
        return (first, Static(id="change-stale"), *others)

    @property
    def key_now(self) -> str:
        """The key that confirms as things stand."""
        return self.confirm_key

    @property
    def is_busy(self) -> bool:
        """Whether the server is being asked."""
        return self._phase in {Phase.LOOKING, Phase.SENDING}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the save where it can only be refused; offer the present values where there are others."""
        allowed = super().check_action(action, parameters)
        if action == "confirm" and (self._why_not or self.is_busy):
            return None
        if action == "say_why_not":
            return allowed and bool(self._why_not)
        if action == "renew":
            return allowed and self._phase is Phase.STALE
        if action == "help" and self.is_busy:
            return None
        return allowed

    # Saving --------------------------------------------------------------------------------

    async def action_confirm(self) -> None:
        """Send what the fields say, if it can be sent."""
        if self.is_busy:
            return
        if self.form.is_choosing:
            self.tell_problem("The list is open: enter takes the choice, esc closes it.")
            return
        try:
            edit, preview = self.draft()
        except Misused as error:
            self._refuse(error)
            return
        self.unmark()
        await self.follow(preview)
        wrong = self.query_one(TypedNames).first_wrong()
        if not preview.request or (self.form.fields and not preview.changes and not self.form.is_changed):
            self.tell_problem(NOTHING)
        elif wrong is not None:
            self.tell_problem(f"Type {wrong[0]} first, exactly as it is written.")
            wrong[1].focus()
        elif self._phase is Phase.STALE:
            self._enter(Phase.SENDING, SENDING)
            self._save(edit)
        else:
            self._enter(Phase.LOOKING, "looking whether it changed meanwhile…")
            self._save(edit)

    def draft(self) -> tuple[EditT, Preview]:
        """The edit and what it would do; learns whether it can be saved at all.

        Raises:
            Misused: it cannot be sent.
        """
        try:
            edit, preview = super().draft()
        except Misused:
            self._learn_why_not(self.saver.why_not())
            raise
        self._learn_why_not(self.saver.why_not(edit))
        return edit, preview

    def _learn_why_not(self, reason: str) -> None:
        if reason != self._why_not:
            self._why_not = reason
            self.refresh_bindings()
            self.tell(self.standing())

    def standing(self) -> Content:
        """Why it cannot be saved at all, if so."""
        if not self._why_not:
            return Content("")
        return Content.assemble(("⊘ ", "bold $text-warning"), (clean(self._why_not), "$text-warning"))

    def action_say_why_not(self) -> None:
        """Say why it cannot be saved."""
        self.tell_problem(self._why_not)

    @work(group="save")
    async def _save(self, edit: EditT) -> None:
        """Look whether somebody else changed it, then send; a refusal keeps all that was typed."""
        try:
            if self._phase is Phase.LOOKING:
                if rows := await self.saver.look(edit):
                    self._begin_stale(rows)
                    return
                self._enter(Phase.SENDING, SENDING)
            done = await self.saver.save(edit)
        except CapgoError as error:
            self._enter(Phase.EDITING, "")
            self._learn_why_not(self.saver.why_not(edit))
            self._refuse(error)
        else:
            self._phase = Phase.EDITING
            self.dismiss(done)

    def _enter(self, phase: Phase, note: str) -> None:
        self._end_stale()
        self._phase = phase
        self._hold(self.is_busy)
        self.tell(Content.styled(note, "$foreground-muted"))
        self.refresh_bindings()

    def _hold(self, hold: bool) -> None:
        """Keep the fields as they are sent, or give them back."""
        body, typed = self.query_one("#form-body"), self.query_one(TypedNames)
        if hold and not body.disabled:
            self.remember_focus()
        back = body.disabled and not hold
        body.disabled = typed.disabled = hold
        if back:
            self.return_focus()

    def _refuse(self, error: CapgoError) -> None:
        """Say what is wrong, at the field that it is about if it is about one."""
        self.mark(error)
        self.tell(refusal_content(error))

    # Changed meanwhile ---------------------------------------------------------------------

    def _begin_stale(self, rows: Sequence[ChangeRow]) -> None:
        self._enter(Phase.STALE, "")
        block = self.query_one("#change-stale", Static)
        title = Content.assemble(
            ("⚠ ", "bold $text-warning"), ("Changed since you opened this: shown → now", "bold")
        )
        keys = f"{self.key_now} sends yours all the same · ctrl+r takes theirs in · esc goes back"
        lines = change_lines(rows, self.query_one("#form-body").size.width)
        block.update(Content("\n").join([title, *lines]))
        block.display = True
        self.tell(keys)

    @on(FormField.Changed)
    def _changed_after_all(self) -> None:
        """Another edit is another question."""
        if self._phase is Phase.STALE:
            self._end_stale()

    def _end_stale(self) -> None:
        self._phase = Phase.EDITING
        self.query_one("#change-stale").display = False
        self.tell(self.standing())
        self.refresh_bindings()

    async def action_renew(self) -> None:
        """Begin from how it is now; what the user typed stays."""
        self.saver.renew()
        with self.prevent(FormField.Changed):
            self.renewed()
        self.changed()
        self._end_stale()
        await self.show_preview()
        self.tell("These are the present values; what you changed is as you left it.")

    # The frame -----------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Go back from the question or the panel, or close; never while an answer is awaited."""
        if self.is_busy:
            self.tell("Waiting for the answer: what comes of it would be lost.")
        elif self._phase is Phase.STALE:
            self._end_stale()
        else:
            super().action_cancel()
