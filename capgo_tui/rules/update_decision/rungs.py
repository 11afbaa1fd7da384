"""Puts the records of all climbs together into one ladder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Compared, Rung, State
from capgo_tui.rules.update_decision.ladder import Path
from capgo_tui.rules.update_decision.unseen import UNKNOWN
from capgo_tui.rules.update_decision.walk import Record, Value

_MOST_VALUES: Final = 3
"""How many values a rung shows that has another one on every climb."""


def merge_rungs(paths: Sequence[Path]) -> tuple[Rung, ...]:
    """Make one ladder of all climbs.

    A rung passed on every climb that reaches it is passed, one that ends all of them failed; else it is
    unknown, as it is where something is taken for granted on it.
    """
    by_check: dict[Check, list[Record]] = {}
    for path in paths:
        for record in path.records:
            by_check.setdefault(record.check, []).append(record)
    return tuple(_rung(check, by_check.get(check, [])) for check in Check)


def _rung(check: Check, records: Sequence[Record]) -> Rung:
    if not records:
        return Rung(check, State.NOT_REACHED)
    assumed = tuple(dict.fromkeys(each for record in records for each in record.assumed))
    results = {record.passed for record in records}
    if len(results) == 2 or assumed or _several(records):
        state = State.UNKNOWN
    else:
        state = State.PASSED if records[0].passed else State.FAILED
    telling = [record for record in records if record.applies] or records[:1]
    return Rung(
        check,
        state,
        applies=any(record.applies for record in records),
        code=next((record.code for record in records if record.code), None),
        left=_compared([record.left for record in telling]),
        right=_compared([record.right for record in telling]),
        hangs_on=tuple(dict.fromkeys(each.question for record in records for each in record.hangs_on)),
        assumes=assumed,
    )


def _several(records: Sequence[Record]) -> bool:
    """Whether a check that always passes comes out differently, as the choice of a bundle does."""
    if records[0].check not in (Check.CHANNEL, Check.ROLLOUT):
        return False
    return len({record.left if record.check is Check.ROLLOUT else record.right for record in records}) > 1


def _compared(values: Sequence[Value | None]) -> Compared | None:
    """Make the values of all climbs one text."""
    distinct = dict.fromkeys(value for value in values if value is not None)
    if not distinct:
        return None
    texts = list(dict.fromkeys(_text(what) for what, _ in distinct))
    more = ["…"] if len(texts) > _MOST_VALUES else []
    return Compared(
        " or ".join(texts[:_MOST_VALUES] + more), ", ".join(dict.fromkeys(source for _, source in distinct))
    )


def _text(what: object) -> str:
    """A value as text."""
    if what is None or what is UNKNOWN:
        return "unknown"
    return what if isinstance(what, str) else str(what).lower()
