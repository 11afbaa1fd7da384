"""How keys are declared: once, with the id and the sentence that footer, palette, help and README use."""

from __future__ import annotations

from textual.binding import Binding


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
