"""Names to be typed before something is done that should not happen by accident."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from capgo_tui.safe_text import clean
from capgo_tui.widgets.form.field import GUTTER, FormField
from capgo_tui.widgets.form.input_field import TextField

LABEL = "type it here"

_NO_KEY = re.compile("[\N{REPLACEMENT CHARACTER}\N{SYMBOL FOR NULL}-\N{SYMBOL FOR DELETE}]")


def typeable(name: str) -> str:
    """The name as it has to be typed: what no keyboard types is a question mark."""
    return _NO_KEY.sub("?", clean(name))


class TypedNames(Vertical):
    """Asks for each name in a field of its own; nothing is there as long as there are none."""

    DEFAULT_CSS = """
    TypedNames {
        height: auto;
        display: none;
        margin: 1 0 0 0;
        & > Static { height: auto; padding: 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._names: tuple[str, ...] = ()
        self._fields: dict[str, TextField] = {}

    async def ask(self, names: Sequence[str], why: str) -> None:
        """Ask for these names and no others; what was typed for one that stays is kept.

        Args:
            names: the names, raw.
            why: why they are asked for, as a sentence.
        """
        wanted = tuple(dict.fromkeys(name for name in names if name))
        if wanted == self._names:
            return
        typed = {name: field.text for name, field in self._fields.items()}
        self._names = wanted
        self._fields = {
            name: TextField(f"typed_{place}", LABEL, "", read=str, submits=True)
            for place, name in enumerate(wanted)
        }
        async with self.batch():
            await self.remove_children()
            await self.mount(*self._parts(why))
            for name, field in self._fields.items():
                field.value = typed.get(name, "")
        self.display = bool(wanted)

    def _parts(self, why: str) -> list[Static | FormField[str]]:
        parts: list[Static | FormField[str]] = []
        if why:
            parts.append(Static(Content.assemble(("⚠ ", "bold $text-warning"), clean(why))))
        for name, field in self._fields.items():
            field.label_cells = len(LABEL) + GUTTER + 2
            parts += [
                Static(Content.assemble("Type ", (typeable(name), "bold $text-warning"), " to confirm.")),
                field,
            ]
        return parts if self._names else []

    def first_wrong(self) -> tuple[str, TextField] | None:
        """The first name that is not typed yet as it should be, and its field."""
        for name, field in self._fields.items():
            if field.text not in {name, typeable(name)}:
                return typeable(name), field
        return None

    @property
    def first_field(self) -> TextField | None:
        """Where a user begins to type, if there is anything to type."""
        return next(iter(self._fields.values()), None)

    @property
    def is_asking(self) -> bool:
        """Whether there is a name to type."""
        return bool(self._names)
