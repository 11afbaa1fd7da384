"""Judges the keys of the settings: which of them can be used, and what is wrong with the others."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from textual.keys import Keys, key_to_character

from capgo_tui.cli.key_catalogue import (
    CONFIRMING,
    DESTRUCTIVE,
    Declared,
    are_together,
    every_binding,
    scope_of,
)
from capgo_tui.config import Problem
from capgo_tui.widgets.bindings import long_name, off_key

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_KNOWN = frozenset(key.value for key in Keys)
_PRINTABLE = frozenset({"comma", *map(long_name, string.punctuation.replace(",", ""))})
_THE_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that a terminal cannot tell from others."""

Keymap = dict[str, str]
"""Keys by the id of what they do, as `App.set_keymap` takes them."""


@dataclass(frozen=True)
class KeySettings:
    """What comes of the keys of the settings."""

    keymap: Keymap
    problems: tuple[Problem, ...]
    """What is left out, and why."""


def judge_keys(wanted: Mapping[str, str]) -> KeySettings:
    """Look at each key that is wanted; what cannot be is left out, and the key is as it was.

    Args:
        wanted: keys by the id of what they do; empty for none.
    """
    if not wanted:
        return KeySettings({}, ())
    declared = every_binding()
    usual: dict[str, tuple[str, ...]] = {}
    for each in declared:
        usual[each.id] = tuple(dict.fromkeys((*usual.get(each.id, ()), *each.keys)))
    said = {name: problem for name in wanted if (problem := _misread(name, wanted[name], usual))}
    taken = {name: _split(keys) for name, keys in wanted.items() if name not in said}
    while found := next(_in_the_way(taken, usual), None):  # each left out may leave its key to another
        name, problem = found
        said[name] = problem
        del taken[name]
    keymap = {name: ",".join(keys) or off_key(name) for name, keys in taken.items()}
    return KeySettings(
        {**_beside(keymap, declared), **keymap}, tuple(Problem(f'keys."{name}"', said[name]) for name in said)
    )


def usual_keys() -> Iterator[str]:
    """Every line that can stand below `[keys]`, as it is without it."""
    lines: dict[str, str] = {}
    for each in sorted(every_binding(), key=lambda declared: declared.scope):
        line = f"{json.dumps(each.id)} = {json.dumps(','.join(each.keys))}"
        lines.setdefault(line, f"# {line.ljust(48)} # {each.binding.tooltip}")
    yield from lines.values()


def _split(keys: str) -> tuple[str, ...]:
    """Textual's names of the keys in a setting."""
    return tuple(dict.fromkeys(long_name(key.strip()) for key in keys.split(",") if key.strip()))


def _misread(name: str, keys: str, usual: Mapping[str, tuple[str, ...]]) -> str:
    """What is wrong with a setting by itself; empty for nothing."""
    if name not in usual:
        near = get_close_matches(name, usual, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "`capgo-tui config keys` lists all"
        return f"is nothing that a key can do; {hint}"
    return next((said for key in _split(keys) if (said := _unusable(name, key))), "")


def _unusable(name: str, key: str) -> str:
    """Why a key cannot do that; empty if it can."""
    *modifiers, last = key.split("+")
    if not set(modifiers) <= _MODIFIERS or (key not in _KNOWN and not _is_key(last)):
        return f"has {key!r}, which is no key; write keys as M, ctrl+o, f5, space, question_mark or ?"
    if modifiers == ["shift"] and len(last) == 1:
        return f"has {key!r}; write {last.upper()!r}"
    if key in _THE_SAME:
        return f"has {key!r}, which a terminal cannot tell from {_THE_SAME[key]}; choose another"
    if name in DESTRUCTIVE and "ctrl" in modifiers:
        return f"has {key!r}; what deletes is on no ctrl-key, choose another"
    return ""


def _is_key(last: str) -> bool:
    return last in _KNOWN or last in _PRINTABLE or key_to_character(last) is not None


def _in_the_way(
    taken: Mapping[str, tuple[str, ...]], usual: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Each setting whose key does something else in the same place, with the sentence about it."""
    now = {**usual, **taken}
    for name, keys in reversed(list(taken.items())):
        for other, others in now.items():
            both = set(keys) & set(others) - (set(usual[name]) & set(usual[other]))
            if other == name or not both:
                continue
            key = min(both)
            if are_together(scope_of(name), scope_of(other)):
                yield name, f"has {key!r}, which is {other} in the same place; choose another, or move that"
            elif _would_confirm(name, other) or _would_confirm(other, name):
                yield name, f"has {key!r}, which is {other}: one key cannot ask for it and confirm it"


def _would_confirm(asking: str, confirming: str) -> bool:
    return asking in DESTRUCTIVE and confirming in CONFIRMING


def _beside(keymap: Keymap, declared: tuple[Declared, ...]) -> Keymap:
    """What shares keys with something that is moved, and would lose them with that.

    What has the very same keys is its other half, as `dialog.why-not` of `dialog.save`, and moves with it;
    what has one in common is told its own again.
    """
    beside: Keymap = {}
    for moved in declared:
        if moved.id not in keymap:
            continue
        for each in declared:
            if each.owner == moved.owner and each.id not in keymap and set(each.keys) & set(moved.keys):
                is_twin = set(each.keys) == set(moved.keys)
                beside[each.id] = keymap[moved.id] if is_twin else ",".join(each.keys)
    return beside
