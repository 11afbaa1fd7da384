"""What every field of a form has: a label, a value, a mark if it changed, and a line for what is wrong."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, DescendantBlur, DescendantFocus
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet

ValueT = TypeVar("ValueT")

GUTTER = 4
"""Cells before a label: the sign of the focus, the sign of a change, a blank behind each."""

CONTROL = "field-control"
"""The class of the one widget of a field that takes the focus."""


GO: list[BindingType] = [
    quiet("down", "go(1)", "field.next", "The next field"),
    quiet("up", "go(-1)", "field.previous", "The field before"),
]
"""The keys that go from field to field."""


class FormField(Widget, Generic[ValueT]):
    """One line: label left, value right; below it a note, if there is one to give.

    The note is, in this order: what is wrong, why it cannot be changed, or the hint while it has the focus.
    """

    DEFAULT_CSS = """
    FormField {
        layout: vertical;
        height: auto;
        text-wrap: nowrap;
        .field-control { width: 1fr; }
        .field-note { height: auto; width: 1fr; color: $text-muted; }
        &.-problem .field-note { color: $text-error; }
        &:focus-within { background: $panel; }
    }
    """

    BINDINGS = [*GO]

    enabled_reason: reactive[str] = reactive("", init=False)
    """Why it cannot be changed, as a sentence; empty if it can."""

    @dataclass
    class Changed(Message):
        """The value is another."""

        field: FormField[Any]

    @dataclass
    class Left(Message):
        """The focus went elsewhere."""

        field: FormField[Any]

    def __init__(
        self, name: str, label: str, initial: ValueT, *, hint: str = "", enabled_reason: str = ""
    ) -> None:
        """Make a field.

        Args:
            name: the field of the edit that it stands for; `Misused.field` names it.
            label: what it is called.
            initial: the value that it begins with.
            hint: one sentence that is shown while it has the focus.
            enabled_reason: why it cannot be changed; empty if it can.
        """
        super().__init__(name=name, id=f"field-{name.replace('_', '-')}")
        self.label = label
        self.hint = hint
        self.label_cells = len(label) + GUTTER
        """Cells of the column of labels; a form gives all its fields the same."""
        self._initial = initial
        self._problem = ""
        self._noted = ""
        self._control: Widget | None = None
        self._note: Static | None = None
        self.set_reactive(FormField.enabled_reason, enabled_reason)

    @property
    def name(self) -> str:
        """The field of the edit that it stands for."""
        return self._name or ""

    @property
    @abstractmethod
    def value(self) -> ValueT:
        """What is chosen or typed.

        Raises:
            Misused: what is typed is no such value; `field` is this field's name.
        """

    @value.setter
    @abstractmethod
    def value(self, value: ValueT) -> None: ...

    @property
    def initial(self) -> ValueT:
        """The value that it began with."""
        return self._initial

    @property
    @abstractmethod
    def is_changed(self) -> bool:
        """Whether it stands otherwise than it began."""

    @abstractmethod
    def make_control(self) -> Widget:
        """Give the widget that takes the focus."""

    def live_problem(self) -> str:
        """What is wrong with the value, whoever asks; empty if nothing is."""
        return ""

    def renew(self, initial: ValueT) -> None:
        """Begin with another value; one that the user has changed stays as the user wants it."""
        changed = self.is_changed
        self._initial = initial
        if not changed:
            self.value = initial
        self.show_state()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with it; an empty text says that nothing is."""
        self._problem = text
        self.show_state()

    def compose(self) -> ComposeResult:
        """The value; the label is drawn beside it, and the note comes when there is one."""
        self._control = self.make_control()
        self._control.add_class(CONTROL)
        self._beside(self._control)
        yield self._control

    def on_mount(self) -> None:
        """Draw it for the first time."""
        self.show_state()

    def show_state(self) -> None:
        """Draw label and note anew."""
        if self._control is None:
            return  # it is drawn when it is mounted
        self._control.disabled = bool(self.enabled_reason)
        self.refresh()
        problem = self._problem or self.live_problem()
        if problem:
            text = f"✗ {clean(problem)}"
        elif self.enabled_reason:
            text = f"⊘ {clean(self.enabled_reason)}"
        else:
            text = clean(self.hint) if self.has_focus_within else ""
        self.set_class(bool(problem), "-problem")
        if text != self._noted:
            self._noted = text
            self._show_note(text)

    def _show_note(self, text: str) -> None:
        if self._note is None:
            self._note = Static(classes="field-note")
            self._beside(self._note)
            self.mount(self._note)
        self._note.update(Content(text))
        self._note.display = bool(text)

    def _beside(self, widget: Widget) -> None:
        """Leave room for the label."""
        widget.styles.margin = (0, 0, 0, self.label_cells)

    def render(self) -> Content:
        """The label, with the signs of the focus and of a change before it."""
        focused = self.has_focus_within
        label = Content(clean(self.label)).truncate(self.label_cells - GUTTER, ellipsis=True)
        return Content.assemble(
            ("❯ " if focused else "  ", "bold $text-accent"),
            ("* " if self.is_changed else "  ", "bold $text-warning"),
            label.stylize("bold" if focused else "$foreground-muted"),
        )

    def focus(self, scroll_visible: bool = True) -> FormField[ValueT]:
        """Give the focus to the widget that takes it."""
        if self._control is not None:
            self._control.focus(scroll_visible)
        return self

    def action_go(self, by: int) -> None:
        """Go to another field of the form."""
        if by > 0:
            self.screen.focus_next(f".{CONTROL}")
        else:
            self.screen.focus_previous(f".{CONTROL}")

    def tell_changed(self) -> None:
        """Draw the mark, and tell that the value is another."""
        self._problem = ""
        self.show_state()
        if self.is_attached:
            self.post_message(self.Changed(self))

    def watch_enabled_reason(self) -> None:
        """Dim it, or not."""
        self.show_state()

    @on(DescendantFocus)
    def _focused(self) -> None:
        self.show_state()

    @on(DescendantBlur)
    def _blurred(self) -> None:
        self.show_state()
        self.post_message(self.Left(self))

    def on_click(self, event: Click) -> None:
        """A click on the label or the note goes to the field."""
        if event.widget is not self._control and not self.enabled_reason:
            self.focus()


class Heading(Static):
    """A title over the fields that follow."""

    DEFAULT_CSS = """
    Heading { height: auto; margin: 1 0 0 0; padding: 0 0 0 2; color: $text-accent; text-style: bold; }
    """

    def __init__(self, text: str) -> None:
        """Make a title.

        Args:
            text: the title, raw.
        """
        super().__init__(Content(clean(text)))
