"""What a server does not know, as dialogs dim it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from capgo_tui.widgets.form import ChoiceField, FormField, Heading


@dataclass(frozen=True)
class Lacks:
    """Fields and words that cannot be sent, and why."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """Why a field cannot be changed, by its name."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Why a word cannot be picked, by the name of its field and the word."""

    def dim(self, parts: Iterable[FormField[Any] | Heading]) -> None:
        """Dim them in a form that is not shown yet."""
        for part in parts:
            if isinstance(part, Heading):
                continue
            if part.name in self.fields:
                part.set_reactive(FormField.enabled_reason, self.fields[part.name])
            if isinstance(part, ChoiceField) and part.name in self.words:
                why = self.words[part.name]
                part.options = [
                    replace(option, disabled_reason=why.get(option.value, option.disabled_reason))
                    for option in part.options
                ]
