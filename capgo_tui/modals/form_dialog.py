"""A form with a side panel that follows it: what would change, and the exact request."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.modals.dialog import Dialog
from capgo_tui.modals.lacking import Lacks
from capgo_tui.presenters.preview import Preview
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Form, FormField, Heading
from capgo_tui.widgets.form.typed_names import TypedNames
from capgo_tui.widgets.preview_view import NOTHING, PreviewView

EditT = TypeVar("EditT")
DoneT = TypeVar("DoneT")

WIDE = 100
"""From so many columns on the side panel stands beside the form."""

LEAST_ROWS = 22
"""Rows of a dialog with few fields: the panel needs them."""

ROWS_AROUND = 14
"""Rows beyond those of the form: borders, keys, what goes wrong, a hint or the better part of a list."""

FEW_ROWS = 3
"""Rows of a form that leaves room for the panel below it on a narrow terminal."""

LULL = 0.05
"""Seconds without a change before the side panel follows."""


class FormDialog(Dialog[DoneT], Generic[EditT, DoneT]):
    """Fields at the left, at the right what they would do; names to type below, where there are some."""

    DEFAULT_CSS = """
    FormDialog {
        #dialog-box { width: 94%; max-width: 136; }
        #form-body { height: 1fr; layout: horizontal; }
        Form { width: 1fr; height: 100%; }
        PreviewView { width: 42%; height: 100%; }
        #form-summary { height: 1; padding: 0 1; margin: 1 0 0 0; color: $text-muted; display: none; }
        &.-narrow {
            #dialog-box { width: 100%; padding: 0 1; }
            PreviewView { display: none; width: 1fr; border-left: none; }
            #form-summary { display: block; }
            KeyBar { margin: 0; }
        }
        &.-narrow.-panel {
            Form { display: none; }
            PreviewView { display: block; }
        }
        &.-stacked {
            #form-body { layout: vertical; }
            Form { width: 1fr; height: auto; max-height: 60%; }
            PreviewView { display: block; width: 1fr; height: 1fr; margin: 1 0 0 0; }
            #form-summary { display: none; }
        }
    }
    """

    BINDINGS = [shown("f2", "panel", "request", "dialog.request", "What would be sent; again for the form")]

    def __init__(self, title: str, *, opened_by: str = "") -> None:
        """Make a dialog.

        Args:
            title: what it is about, raw.
            opened_by: the key that opens it.

        Raises:
            ValueError: the key that opens it would also confirm it.
        """
        super().__init__(title, opened_by=opened_by)
        self.first_field = ""
        """The name of the field that has the focus at first; empty for the first one."""
        self.lacks = Lacks()
        """What the server does not know."""
        self._left: set[str] = set()
        self._marked: FormField[Any] | None = None
        self._before: Widget | None = None
        self._lull: Timer | None = None

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Give the fields and their headings, from the top down."""
        return ()

    @abstractmethod
    def edit(self) -> EditT:
        """Make the edit of what the fields say.

        Raises:
            Misused: a field holds what cannot be sent; `field` is its name.
        """

    @abstractmethod
    def preview(self, edit: EditT) -> Preview:
        """Say what an edit would do.

        Raises:
            Misused: it cannot be sent; `field` is the name of the field that is wrong.
        """

    def changed(self) -> None:
        """Let fields depend on each other; called after each change, before the preview."""

    def body(self) -> Iterable[Widget]:
        """Form and panel, names to type, a line for where there is no room for the panel."""
        parts = self.fields()
        self.lacks.dim(parts)
        self.form = Form(parts)
        yield Container(self.form, PreviewView(), id="form-body")
        yield TypedNames()
        yield Static(id="form-summary")

    def on_mount(self) -> None:
        """Show what would be sent as it stands."""
        self.call_later(self.show_preview)

    def first_focus(self) -> None:
        """Begin with the field that was asked for, or the first one."""
        field = self.form.fields.get(self.first_field)
        if field is None:
            self.form.focus_first()
        else:
            field.focus()

    @property
    def is_dirty(self) -> bool:
        """Whether a field stands otherwise than it began."""
        return self.form.is_changed

    @property
    def is_at_rest(self) -> bool:
        """Whether it hears, and the panel shows what the fields say."""
        return super().is_at_rest and self._lull is None

    def standing(self) -> Content:
        """What is said above the keys as long as there is nothing else to say."""
        return Content("")

    # The preview ---------------------------------------------------------------------------

    @on(FormField.Changed)
    def _field_changed(self, event: FormField.Changed) -> None:
        event.stop()
        self.unmark()
        self.changed()
        self.tell(self.standing())
        if self._lull is not None:
            self._lull.stop()
        self._lull = self.set_timer(LULL, self.show_preview)

    @on(FormField.Left)
    async def _field_left(self, event: FormField.Left) -> None:
        event.stop()
        if event.field.is_changed:
            self._left.add(event.field.name)
            if self._lull is None:
                await self.show_preview()

    async def show_preview(self) -> None:
        """Look at the fields, and let panel, names to type and summary follow the fields."""
        self._lull = None
        preview, why_none = None, NOTHING
        try:
            preview = self.draft()[1]
        except Misused as error:
            field = self.form.fields.get(error.field)
            if field is not None and field.name in self._left:
                self._mark(field, error)
            if field is not None and (self.form.is_changed or field.name in self._left):
                why_none = f"Not ready to be sent: look at “{field.label}”."
            elif self.form.is_changed:
                why_none = str(error)
        await self.follow(preview, why_none)

    async def follow(self, preview: Preview | None, why_none: str = NOTHING) -> None:
        """Let panel, names to type and summary show a preview.

        Args:
            preview: what would be done; None if there is nothing to send.
            why_none: what is said then, as a sentence.
        """
        panel = self.query_one(PreviewView)
        panel.preview, panel.why_none = preview, why_none
        self.query_one("#form-summary", Static).update(_summary(preview, why_none), layout=False)  # one line
        wanted = preview if preview is not None and preview.request else Preview()
        await self.query_one(TypedNames).ask(wanted.typed, wanted.why_typed)

    def draft(self) -> tuple[EditT, Preview]:
        """The edit and what it would do.

        Raises:
            Misused: it cannot be sent.
        """
        edit = self.edit()
        return edit, self.preview(edit)

    def mark(self, error: CapgoError) -> None:
        """Show an error at the field that it is about, go there, and take every other mark away."""
        field = self.form.fields.get(getattr(error, "field", ""))
        self.unmark()
        if field is not None:
            self._left.add(field.name)
            self._mark(field, error)
            self.remove_class("-panel")
            field.focus()

    def _mark(self, field: FormField[Any] | None, error: CapgoError) -> None:
        self.unmark()
        if field is not None:
            field.show_problem(str(error))
            self._marked = field

    def unmark(self) -> None:
        """Take the mark of an error away, for it was about what is another by now."""
        if self._marked is not None:
            self._marked.show_problem("")
            self._marked = None

    # The panel -----------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Go back from the panel to the form, or close."""
        if self.has_class("-panel"):
            self.action_panel()
        else:
            super().action_cancel()

    def action_panel(self) -> None:
        """Go to what would be sent, or back to the form."""
        panel = self.query_one(PreviewView)
        to_form = self.has_class("-panel") or panel.has_focus
        hides_form = self.has_class("-narrow") and not self.has_class("-stacked")
        self.set_class(not to_form and hides_form, "-panel")
        if not to_form:
            self.remember_focus()
            panel.focus()
        else:
            self.return_focus()

    def on_resize(self, event: Resize) -> None:
        """Put the panel beside the form where there is room."""
        narrow = event.size.width < WIDE
        self.set_class(narrow, "-narrow")
        if not narrow:
            self.remove_class("-panel")
        self.fit(event.size.height, narrow=narrow)

    def fit(self, rows: int, *, narrow: bool) -> None:
        """Give the dialog a height that stays while its contents change.

        Args:
            rows: the height of the terminal.
            narrow: whether there is no room for the panel beside the form.
        """
        self.set_class(narrow and self.form.rows <= FEW_ROWS, "-stacked")
        wanted = max(LEAST_ROWS, self.form.rows + ROWS_AROUND)
        self.query_one("#dialog-box").styles.height = rows if narrow else min(wanted, rows - 2)

    def remember_focus(self) -> None:
        """Know where one is now, for `return_focus`."""
        self._before = self.focused

    def return_focus(self) -> None:
        """Go back to where one was."""
        if self._before is not None and self._before.is_attached:
            self._before.focus()
        else:
            self.first_focus()


def _summary(preview: Preview | None, why_none: str) -> Content:
    """One line for where the panel has no place: how much changes, and what would be sent."""
    if preview is None or not preview.request:
        return Content(clean(why_none))
    count = len(preview.changes)
    parts = [f"{count} change{'' if count == 1 else 's'}"] if count else []
    parts.append(clean(preview.request.partition("\n")[0]))
    words = Content.styled(" · ".join(parts), "$foreground-muted")
    if preview.final:
        words = Content.styled("✗ cannot be undone  ", "bold $text-error") + words
    if count := len(preview.warnings):
        words = (
            Content.styled(f"⚠ {count} warning{'' if count == 1 else 's'}  ", "bold $text-warning") + words
        )
    return words
