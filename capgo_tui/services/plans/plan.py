"""A plan: what several changes would do, row by row, before anything of it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.rules.protection import protecting_name
from capgo_tui.services.changes.change import Change
from capgo_tui.services.plans.reading import checking_cost, looking_cost

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_RECENT: Final = 20
"""Requests whose time tells how long the next ones take."""
_SLOW: Final = 0.3
"""Seconds that a request takes where none was made yet."""


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One target: what it is now, what it will be, by which change; all texts are raw."""

    label: str
    """What a user calls the target."""
    now: str
    """What it is now."""
    then: str
    """What it will be; what it is now where it is skipped."""
    change: Change[Any] | None
    """What is sent; None where there is nothing to send."""
    skipped: str = ""
    """Why it is not sent; empty if it is."""
    key: str = ""
    """What the server knows the target by."""
    not_before: datetime | None = None
    """Until when the server would refuse it, so that a job waits for it (contract/api.md 2.4)."""
    otherwise: Change[Any] | None = None
    """The same by a request that needs less of a right, for a key that was refused the first."""
    left_out: bool = False
    """Whether the user took it out."""

    @property
    def goes(self) -> bool:
        """Whether it is sent."""
        return self.change is not None and not self.skipped and not self.left_out


@dataclass(frozen=True, slots=True)
class Cost:
    """What applying a plan takes."""

    changes: int
    """Rows that are sent."""
    writes: int
    """Requests that change something; more than rows where one takes two."""
    checks: int
    """Requests that read around them, and afterwards whether all is as it should be."""
    seconds: float
    """How long that takes within the request budget, in seconds; an estimate."""

    @property
    def requests(self) -> int:
        """All requests."""
        return self.writes + self.checks


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Several changes, as a user decides about them. Nothing is sent by making one."""

    title: str
    """What it does, as a short sentence without a full stop; raw."""
    rows: tuple[PlanRow, ...]
    """One for each target, also those that are skipped."""
    workspace: Workspace = field(repr=False, compare=False)
    """The connection that it is for."""
    made_at: datetime
    """When its records were read."""
    again: Callable[[Sequence[PlanRow]], Awaitable[Plan]] = field(repr=False, compare=False)
    """Reads the targets of some rows again, and plans the same for them."""
    remarks: tuple[str, ...] = ()
    """What to know before, about the plan as a whole."""

    @property
    def going(self) -> tuple[PlanRow, ...]:
        """The rows that are sent."""
        return tuple(row for row in self.rows if row.goes)

    @property
    def changes(self) -> tuple[Change[Any], ...]:
        """What is sent."""
        return tuple(row.change for row in self.rows if row.goes and row.change is not None)

    @property
    def writes(self) -> int:
        """How many requests that is: some changes need one before."""
        return sum(len(change.writes) for change in self.changes)

    @property
    def cost(self) -> Cost:
        """What applying it takes now."""
        changes = self.changes
        checks = checking_cost(self.workspace, changes) + looking_cost(self.workspace, changes)
        waits = [row.not_before - self.workspace.now() for row in self.going if row.not_before is not None]
        longest = max((wait.total_seconds() for wait in waits), default=0.0)
        seconds = max(estimated_seconds(self.workspace, self.writes + checks), longest)
        return Cost(len(changes), self.writes, checks, seconds)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before, each once; what holds for one target only names it."""
        told = Counter(warning for change in self.changes for warning in change.warnings)
        named = {warning: row.label for row in self.going for warning in _warnings(row)}
        several = len(self.changes) > 1
        return (
            *self.remarks,
            *(f"{named[text]}: {text}" if several and count == 1 else text for text, count in told.items()),
        )

    @property
    def final(self) -> tuple[str, ...]:
        """Why parts of it cannot be taken back, each once."""
        return tuple(dict.fromkeys(change.final for change in self.changes if change.final))

    @property
    def typed(self) -> tuple[str, ...]:
        """What has to be typed before it is applied.

        For what cannot be undone the name, or app and number where it is several; and each name that the
        profile protects.
        """
        asking = [change for change in self.changes if change.typed]
        texts = [_typed_for(asking)] if asking else []
        for name in _protected_names(self.changes, self.workspace.protected):
            if not any(name in text.split() for text in texts):
                texts.append(name)
        return tuple(texts)

    @property
    def why_typed(self) -> str:
        """Why, as sentences."""
        whys = dict.fromkeys(change.why_typed for change in self.changes if change.typed and change.why_typed)
        names = _protected_names(self.changes, self.workspace.protected)
        protects = [f"The profile protects {', '.join(names)}."] if names else []
        return " ".join([*whys, *protects])

    def toggled(self, place: int) -> Plan:
        """The plan without a row, or with it again.

        Args:
            place: which row, from 0; one that has nothing to send stays as it is.
        """
        rows = list(self.rows)
        if rows[place].change is not None and not rows[place].skipped:
            rows[place] = replace(rows[place], left_out=not rows[place].left_out)
        return replace(self, rows=tuple(rows))


def estimated_seconds(workspace: Workspace, requests: int) -> float:
    """How long so many requests take: as long as the last ones did, or as the budget lets them out."""
    if not requests:
        return 0.0
    took = [exchange.ms for exchange in workspace.client.requests if exchange.ms is not None][-_RECENT:]
    each = sum(took) / len(took) / 1000 if took else _SLOW
    return max(workspace.client.budget.seconds_for(requests), requests * each)


def _warnings(row: PlanRow) -> tuple[str, ...]:
    return row.change.warnings if row.change is not None else ()


def _typed_for(changes: Sequence[Change[Any]]) -> str:
    if len(changes) == 1:
        return changes[0].typed
    target = changes[0].target
    return f"{target.app_id or target.kind + 's'} {len(changes)}"


def _protected_names(changes: Iterable[Change[Any]], patterns: Sequence[str]) -> list[str]:
    found = (protecting_name(change.names(), patterns) for change in changes)
    return list(dict.fromkeys(name for name in found if name))
