"""An alert: whose statistics are watched, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.alerts.conditions import Condition
from capgo_tui.rules.alerts.syntax import read_condition
from capgo_tui.services.statistics.reading import Kind, Scope

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.rules.alerts.checking import Verdict

EVERYTHING: Final = "*"
"""How all apps together are written."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert."""

    scope: Scope
    condition: Condition

    @property
    def target(self) -> str:
        """The app's or organization's id, raw; `*` for everything together."""
        return EVERYTHING if self.scope.kind is Kind.EVERYTHING else self.scope.id

    def __str__(self) -> str:
        """Write it as `:alert` takes it."""
        return f"{self.target}: {self.condition}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the last check of an alert."""

    alert: Alert
    verdict: Verdict
    problem: CapgoError | None = None
    """Why its statistics could not be read."""


def split_target(text: str) -> tuple[str, str]:
    """Split what is typed behind `:alert` into the target, empty where none is named, and the condition."""
    target, colon, condition = text.rpartition(":")
    return (target.strip(), condition.strip()) if colon else ("", text.strip())


def alert_of(scope: Scope, condition: str) -> Alert:
    """Make an alert of a written condition.

    Raises:
        BadCondition: it is none.
    """
    return Alert(scope, read_condition(condition))
