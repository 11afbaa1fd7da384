"""Every key of the screens, and which of them can be pressed at the same time."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import capgo_tui

PACKAGES = ("widgets", "modals", "panes", "screens", "app")
"""Where bindings are declared."""

_ROWS = ("table", "list", "main", "app")
_TYPING = ("field", "picker", "pager", "dialog")

PLACES: tuple[frozenset[str], ...] = (
    frozenset({"tree", "main", "app"}),
    *(frozenset({name, "beside", *_ROWS}) for name in ("devices", "bundles", "members", "keys")),
    frozenset({"devices", "beside", "pager", "main", "app"}),
    *(frozenset({name, "table", "list", "app"}) for name in ("journal", "api-log")),
    frozenset({"channels", "matrix", "beside", *_ROWS}),
    frozenset({"stats", "chart", *_ROWS}),
    frozenset({"adoption", "chart", *_ROWS}),
    frozenset({"organization", "pager", "main", "app"}),
    frozenset({"detail", "pager", "app"}),
    frozenset({"detail", "table", "list", "app"}),
    frozenset({"plan", "table", "app"}),
    frozenset({"filter", "list", "main", "app"}),
    frozenset({"command", "main", "app"}),
    frozenset({"drift", "table", "dialog"}),
    frozenset({"copy", *_TYPING}),
    frozenset({"secret", *_TYPING}),
    frozenset({"help", "pager"}),
)
"""Scopes whose keys can be pressed at the same time, and so have to differ; a scope is with itself anyway."""

DESTRUCTIVE = frozenset(
    {
        "bundles.delete",
        "channels.delete",
        "channels.roll-back",
        "devices.clear",
        "keys.delete",
        "keys.new-secret",
        "members.remove",
        "organization.delete",
        "tree.delete",
    }
)
"""What deletes, or takes something from devices: never on ctrl, where a slip of the finger is enough."""

CONFIRMING = frozenset({"dialog.yes", "dialog.save", "secret.saved"})
"""What sends a change: never on the key that asked for it."""


@dataclass(frozen=True)
class Declared:
    """A binding, and the class that declares it."""

    owner: str
    """The name of the class."""
    binding: Binding

    @property
    def id(self) -> str:
        """`<scope>.<verb>`."""
        return self.binding.id or ""

    @property
    def scope(self) -> str:
        """The first part of its id."""
        return scope_of(self.id)

    @property
    def keys(self) -> tuple[str, ...]:
        """Textual's names of its keys."""
        return tuple(key.strip() for key in self.binding.key.split(","))


def scope_of(name: str) -> str:
    """The first part of a binding's id."""
    return name.partition(".")[0]


@cache
def every_binding() -> tuple[Declared, ...]:
    """All bindings that the program declares, in the order of the modules; imports all of its screens."""
    for name in PACKAGES:
        module = import_module(f"capgo_tui.{name}")
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"capgo_tui.{name}."):
            import_module(found.name)
    classes = dict.fromkeys(_below(DOMNode))
    return tuple(
        Declared(each.__name__, Binding(*binding) if isinstance(binding, tuple) else binding)
        for each in classes
        if each.__module__.partition(".")[0] == capgo_tui.__name__
        for binding in each.__dict__.get("BINDINGS", ())
    )


def _below(of: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in of.__subclasses__():
        yield each
        yield from _below(each)


def are_together(one: str, other: str) -> bool:
    """Whether keys of two scopes can be pressed at the same time."""
    return one == other or any({one, other} <= place for place in PLACES)
