"""Fields with two or three states, all in sight."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive

from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.form.field import FormField, ValueT
from capgo_tui.widgets.form.value_line import ValueLine


class StateField(FormField[ValueT]):
    """One of a few states; the keys go through them."""

    STATES: Sequence[tuple[ValueT, str]] = ()
    """Each state and its word, in the order of the keys."""

    BINDINGS = [
        shown("space", "step(1, True)", "change", "field.change", "The next state", display="space"),
        quiet("enter", "step(1, True)", "field.change-too", "The next state"),
        quiet("right", "step(1, False)", "field.right", "The state to the right"),
        quiet("left", "step(-1, False)", "field.left", "The state to the left"),
    ]

    state: reactive[int] = reactive(0, init=False)
    """The place of the state among `STATES`."""

    def __init__(
        self, name: str, label: str, initial: ValueT, *, hint: str = "", enabled_reason: str = ""
    ) -> None:
        super().__init__(name, label, initial, hint=hint, enabled_reason=enabled_reason)
        self.set_reactive(StateField.state, self._place(initial))

    @property
    def value(self) -> ValueT:
        """The state."""
        return self.STATES[self.state][0]

    @value.setter
    def value(self, value: ValueT) -> None:
        self.state = self._place(value)

    @property
    def is_changed(self) -> bool:
        """Whether it is another state."""
        return self.value != self.initial

    def _place(self, value: ValueT) -> int:
        return [state for state, _ in self.STATES].index(value)

    @abstractmethod
    def draw(self) -> Content:
        """Draw the state."""

    def make_control(self) -> ValueLine:
        """The drawn states."""
        return ValueLine(self.draw)

    def watch_state(self) -> None:
        """Draw the state that holds, and tell it."""
        for line in self.query(ValueLine):
            line.refresh()
        self.tell_changed()

    def action_step(self, by: int, around: bool) -> None:
        """Go on by so many states; from the last one to the first only if asked to."""
        place = self.state + by
        last = len(self.STATES) - 1
        self.state = place % (last + 1) if around else max(0, min(last, place))

    def on_click(self, event: Click) -> None:
        """A click on the value changes it."""
        if event.widget is self._control and not self.enabled_reason:
            self.action_step(1, around=True)


class SwitchField(StateField[bool]):
    """Yes or no."""

    STATES = ((False, "no"), (True, "yes"))

    BINDINGS = [
        quiet("y", "set(1)", "field.yes", "Yes"),
        quiet("n", "set(0)", "field.no", "No"),
    ]

    def draw(self) -> Content:
        """A box and a word."""
        if self.value:
            return Content.assemble(("[x] ", "bold $text-success"), ("yes", "bold"))
        return Content.assemble(("[ ] ", "$foreground-muted"), "no")

    def action_set(self, state: int) -> None:
        """Say yes or no."""
        self.state = state


class TriField(StateField[bool | None]):
    """Leave it, on, or off: for flags that the server never tells, so that none is sent by accident."""

    STATES = ((None, "leave"), (True, "on"), (False, "off"))

    BINDINGS = [
        quiet("y", "set(1)", "field.on", "On"),
        quiet("n", "set(2)", "field.off", "Off"),
        quiet("backspace,delete", "set(0)", "field.leave", "Leave it as it is"),
    ]

    def draw(self) -> Content:
        """All three words, brackets around the one that holds."""
        parts = [
            Content.styled(f"[{word}]", "bold" if value is None else "bold $text-warning")
            if value is self.value
            else Content.styled(f" {word} ", "$foreground-muted")
            for value, word in self.STATES
        ]
        return Content(" ").join(parts)

    def action_set(self, state: int) -> None:
        """Say what it is to be."""
        self.state = state
