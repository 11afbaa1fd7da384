"""How keys are declared: once, with the id and the sentence that footer, palette, help and README use."""

from __future__ import annotations

from textual.binding import Binding
from textual.widget import Widget

_OFF = "off-"
"""How the names of keys begin that no keyboard has."""


def off_key(name: str) -> str:
    """The key of a binding that is switched off: none that can be pressed.

    Args:
        name: the id of the binding; each has a key of its own, so that none hides another.
    """
    return f"{_OFF}{name}"


def is_off(binding: Binding) -> bool:
    """Whether the settings switched a key off."""
    return binding.key.startswith(_OFF)


def long_name(key: str) -> str:
    """Textual's name of a key: `question_mark` for `?`."""
    return next(iter(Binding.make_bindings([Binding(key, "")]))).key


def shown(
    keys: str,
    action: str,
    word: str,
    name: str,
    tooltip: str,
    *,
    display: str | None = None,
    priority: bool = False,
) -> Binding:
    """A key that the last line offers.

    Args:
        keys: textual's names of the keys, with commas between.
        action: what it runs.
        word: one word for the last line.
        name: its id, `<scope>.<verb>`.
        tooltip: what it does, as a sentence.
        display: how the key is written, where textual's own way is no help.
        priority: whether it comes before what the widget with the focus does with the key.
    """
    return Binding(keys, action, word, id=name, tooltip=tooltip, key_display=display, priority=priority)


def quiet(
    keys: str, action: str, name: str, tooltip: str, *, display: str | None = None, priority: bool = False
) -> Binding:
    """A key that the help and the palette list, and the last line does not, for everybody knows it.

    Args:
        keys: textual's names of the keys, with commas between.
        action: what it runs.
        name: its id, `<scope>.<verb>`.
        tooltip: what it does, as a sentence.
        display: how the key is written, where textual's own way is no help.
        priority: whether it comes before what the widget with the focus does with the key.
    """
    return Binding(
        keys, action, name, show=False, id=name, tooltip=tooltip, key_display=display, priority=priority
    )


def key_shown(widget: Widget, name: str, usual: str) -> str:
    """How a key is written in a sentence: as the user set it, if it was set.

    Args:
        widget: where the sentence is said.
        name: the id of the binding.
        usual: the key for everybody else, which is also said where the binding is out of reach just now.
    """
    for active in widget.screen.active_bindings.values():
        if active.binding.id == name and not is_off(active.binding):
            return widget.app.get_key_display(active.binding)
    return usual
