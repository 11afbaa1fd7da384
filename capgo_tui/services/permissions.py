"""What this key was refused: nothing tells what a key may do, so refusals teach (contract/api.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import RefusalKind, Refused

if TYPE_CHECKING:
    from capgo_tui.api import Action

_ABOUT_THE_TARGET: Final = frozenset(
    {
        "cannot_delete_higher_priority_role",
        "cannot_update_apikey",
        "cannot_delete_apikey",
        "error_inviting_user_to_organization",
    }
)
"""Codes that may be about the record, such as the key in use itself or a role, and not about a right."""


@dataclass(frozen=True)
class Lesson:
    """An action that was refused."""

    action: Action
    """What was to be done."""
    scope: str
    """The app or the organization in which."""
    code: str
    """The server's code."""


class Permissions:
    """What was refused over this connection, until it is forgotten."""

    def __init__(self) -> None:
        self._lessons: dict[tuple[Action, str], Lesson] = {}

    def __iter__(self) -> Iterator[Lesson]:
        return iter(self._lessons.values())

    def learn(self, action: Action, scope: str, error: Refused) -> None:
        """Remember a refusal, if it says that the key has no right."""
        if error.kind is RefusalKind.NO_RIGHT and error.code not in _ABOUT_THE_TARGET:
            self._lessons[action, scope] = Lesson(action, scope, error.code)

    def unlearn(self, action: Action, scope: str) -> None:
        """Forget a refusal, as the server took the same action now."""
        self._lessons.pop((action, scope), None)

    def refused(self, action: Action, scope: str) -> str:
        """The code with which an action was refused there; empty if it was not."""
        lesson = self._lessons.get((action, scope))
        return lesson.code if lesson is not None else ""

    def forget(self) -> None:
        """Forget everything, as after the key was given more rights."""
        self._lessons.clear()
