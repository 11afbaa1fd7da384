"""Fields whose value is picked from a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from capgo_tui.widgets.form.field import FormField, ValueT
from capgo_tui.widgets.form.options import Option
from capgo_tui.widgets.form.picker import Picker


class ChoiceField(FormField[ValueT]):
    """One of many, found by a few letters."""

    def __init__(
        self,
        name: str,
        label: str,
        initial: ValueT,
        options: Sequence[Option[ValueT]],
        *,
        empty: str = "choose…",
        hint: str = "",
        enabled_reason: str = "",
    ) -> None:
        """Make a field.

        Args:
            name: the field of the edit that it stands for.
            label: what it is called.
            initial: the value that it begins with; it need not be an option.
            options: what there is to pick.
            empty: what is shown while the value is no option.
            hint: one sentence that is shown while it has the focus.
            enabled_reason: why it cannot be changed; empty if it can.
        """
        super().__init__(name, label, initial, hint=hint, enabled_reason=enabled_reason)
        self._options = tuple(options)
        self._value = initial
        self._picker = Picker(self._options, self._places(), empty=empty, several=False)

    @property
    def options(self) -> tuple[Option[ValueT], ...]:
        """What there is to pick."""
        return self._options

    @options.setter
    def options(self, options: Sequence[Option[ValueT]]) -> None:
        self._options = tuple(options)
        self._picker.offer(self._options, self._places())

    @property
    def value(self) -> ValueT:
        """The value that is picked, from the moment on that the list is closed."""
        return self._options[self._just_picked[0]].value if self._just_picked else self._value

    @value.setter
    def value(self, value: ValueT) -> None:
        if value != self._value:
            self._value = value
            self._picker.offer(self._options, self._places())
            self.tell_changed()

    @property
    def is_changed(self) -> bool:
        """Whether it is another value."""
        return self.value != self.initial

    def make_control(self) -> Picker:
        """The list."""
        return self._picker

    @property
    def _just_picked(self) -> tuple[int, ...]:
        """What was picked and is still to be told: the next key may come before the message does."""
        return () if self._picker.is_open else self._picker.chosen

    def _places(self) -> list[int]:
        return [place for place, option in enumerate(self._options) if option.value == self._value][:1]

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        self._value = self._options[event.places[0]].value
        self.tell_changed()


class MultiChoiceField(FormField[tuple[ValueT, ...]]):
    """Any number out of many, in the order of the options."""

    def __init__(
        self,
        name: str,
        label: str,
        initial: Sequence[ValueT],
        options: Sequence[Option[ValueT]],
        *,
        empty: str = "choose…",
        hint: str = "",
        enabled_reason: str = "",
    ) -> None:
        """Make a field.

        Args:
            name: the field of the edit that it stands for.
            label: what it is called.
            initial: the values that it begins with, all of them options.
            options: what there is to pick.
            empty: what is shown while nothing is picked.
            hint: one sentence that is shown while it has the focus.
            enabled_reason: why it cannot be changed; empty if it can.
        """
        super().__init__(name, label, tuple(initial), hint=hint, enabled_reason=enabled_reason)
        self._options = tuple(options)
        self._value = tuple(initial)
        self._picker = Picker(self._options, self._places(), empty=empty, several=True)

    @property
    def options(self) -> tuple[Option[ValueT], ...]:
        """What there is to pick."""
        return self._options

    @options.setter
    def options(self, options: Sequence[Option[ValueT]]) -> None:
        self._options = tuple(options)
        self._picker.offer(self._options, self._places())

    @property
    def value(self) -> tuple[ValueT, ...]:
        """The values that are picked, from the moment on that the list is closed."""
        if self._picker.is_open or list(self._picker.chosen) == self._places():
            return self._value
        return tuple(self._options[place].value for place in self._picker.chosen)

    @value.setter
    def value(self, value: tuple[ValueT, ...]) -> None:
        if value != self._value:
            self._value = value
            self._picker.offer(self._options, self._places())
            self.tell_changed()

    @property
    def is_changed(self) -> bool:
        """Whether other values are picked; their order says nothing."""
        return {*self._places_of(self.value)} != {*self._places_of(self.initial)}

    def make_control(self) -> Picker:
        """The list."""
        return self._picker

    def _places(self) -> list[int]:
        return self._places_of(self._value)

    def _places_of(self, values: Sequence[ValueT]) -> list[int]:
        return [place for place, option in enumerate(self._options) if option.value in values]

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        event.stop()
        self._value = tuple(self._options[place].value for place in event.places)
        self.tell_changed()
