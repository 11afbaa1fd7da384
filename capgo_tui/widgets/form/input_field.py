"""Fields in which a text is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widgets import Input

from capgo_tui.errors import Misused
from capgo_tui.safe_text import clean
from capgo_tui.widgets.form.field import GO, FormField, ValueT

LONGEST = 4096
"""Characters that a field takes; no field of the API holds as many."""


def no_problem(_text: str) -> str:
    """Find nothing wrong with any text."""
    return ""


class FieldInput(Input):
    """An input that holds nothing that a terminal would obey, whatever is pasted."""

    BINDINGS = [*GO]  # else they would be those of what scrolls

    def __init__(self, value: str, *, placeholder: str, password: bool, go: Callable[[int], None]) -> None:
        """Make an input.

        Args:
            value: the text that it begins with.
            placeholder: what stands in it while it is empty.
            password: whether the text is hidden.
            go: goes to another field.
        """
        super().__init__(
            value,
            placeholder=placeholder,
            password=password,
            compact=True,
            select_on_focus=False,
            max_length=LONGEST,
        )
        self.cursor_blink = False
        self.action_go = go

    def validate_value(self, value: str) -> str:
        """Leave out what has no visible form."""
        return "".join(character for character in value if character.isprintable())


class InputField(FormField[ValueT]):
    """A typed text that is read as a value; a text that is none is kept as it was typed."""

    DEFAULT_CSS = """
    InputField .field-control { background: transparent; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        initial: ValueT,
        *,
        read: Callable[[str], ValueT],
        write: Callable[[ValueT], str] = str,
        check: Callable[[str], str] = no_problem,
        placeholder: str = "",
        password: bool = False,
        submits: bool = False,
        hint: str = "",
        enabled_reason: str = "",
    ) -> None:
        """Make a field.

        Args:
            name: the field of the edit that it stands for.
            label: what it is called.
            initial: the value that it begins with.
            read: makes a value of what is typed; raises `Misused` if it is none.
            write: makes the text of a value.
            check: says at each key what is wrong with the text; empty if nothing is.
            placeholder: what stands in the field while it is empty.
            password: whether the text is hidden.
            submits: whether enter is left to the dialog; else it goes to the next field.
            hint: one sentence that is shown while it has the focus.
            enabled_reason: why it cannot be changed; empty if it can.
        """
        super().__init__(name, label, initial, hint=hint, enabled_reason=enabled_reason)
        self._read = read
        self._write = write
        self._check = check
        self._submits = submits
        self._placeholder = placeholder
        self._password = password
        self._text = self._shown(initial)
        self._input: FieldInput | None = None  # textual makes none before there is an app

    @property
    def text(self) -> str:
        """What is typed."""
        return self._text if self._input is None else self._input.value

    @property
    def value(self) -> ValueT:
        """The text, read.

        Raises:
            Misused: it is no such value.
        """
        # What cannot be shown as it is was never typed: the value itself stands behind it.
        if not self.is_changed and self.text != self._write(self._initial):
            return self._initial
        if problem := self._check(self.text):
            raise Misused(problem, field=self.name)
        try:
            return self._read(self.text)
        except Misused as error:
            error.field = self.name
            raise

    @value.setter
    def value(self, value: ValueT) -> None:
        text = self._shown(value)
        if text == self.text:
            return
        self._text = text
        if self._input is not None:
            with self._input.prevent(Input.Changed):
                self._input.value = text
        self.tell_changed()

    @property
    def is_changed(self) -> bool:
        """Whether the text is another than at the beginning."""
        return self.text != self._shown(self.initial)

    def live_problem(self) -> str:
        """What the check says of what was typed; nothing as long as nothing was."""
        return self._check(self.text) if self.is_changed else ""

    def make_control(self) -> Input:
        """The input."""
        self._input = FieldInput(
            self._text, placeholder=self._placeholder, password=self._password, go=self.action_go
        )
        return self._input

    def _shown(self, value: ValueT) -> str:
        return clean(self._write(value), LONGEST)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._text:  # an input also tells what it begins with
            self._text = event.value
            self.tell_changed()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if not self._submits:
            event.stop()
            self.action_go(1)


class TextField(InputField[str]):
    """A text, without the blanks around it."""

    def __init__(
        self,
        name: str,
        label: str,
        initial: str = "",
        *,
        read: Callable[[str], str] = str.strip,
        check: Callable[[str], str] = no_problem,
        placeholder: str = "",
        password: bool = False,
        submits: bool = False,
        hint: str = "",
        enabled_reason: str = "",
    ) -> None:
        """Make a field.

        Args:
            name: the field of the edit that it stands for.
            label: what it is called.
            initial: the text that it begins with.
            read: makes the value of what is typed; raises `Misused` if it is none.
            check: says at each key what is wrong with the text; empty if nothing is.
            placeholder: what stands in the field while it is empty.
            password: whether the text is hidden.
            submits: whether enter is left to the dialog; else it goes to the next field.
            hint: one sentence that is shown while it has the focus.
            enabled_reason: why it cannot be changed; empty if it can.
        """
        super().__init__(
            name,
            label,
            initial,
            read=read,
            check=check,
            placeholder=placeholder,
            password=password,
            submits=submits,
            hint=hint,
            enabled_reason=enabled_reason,
        )
