"""How statistics are looked at, as words: `90d bandwidth organization before`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.presenters.stats.choice import Against, Choice, Measure
from capgo_tui.rules.statistics.ranges import Range, RangeKind, read_range
from capgo_tui.services.statistics.gathering import Whose

if TYPE_CHECKING:
    from collections.abc import Mapping

_RANGES: Final = {"year": RangeKind.YEAR, "month": RangeKind.MONTH, "cycle": RangeKind.BILLING}
_AGAINST: Final = {"before": Against.BEFORE, "year-ago": Against.YEAR_AGO}
_OTHER_VIEW: Final = "added-up"
FORMS: Final = (
    "Days are 30d, year, month, cycle, 2026-10; behind them may stand bandwidth, storage, added-up, before, "
    "year-ago, organization, by-app, everything."
)
"""How a look is written."""
_MEASURES: Final = {each.value: each for each in Measure}
_WHOSE: Final = {each.value: each for each in Whose}


@dataclass(frozen=True)
class StatsLook:
    """Whose statistics, and how they are looked at."""

    choice: Choice
    whose: Whose = Whose.APP


def look_text(look: StatsLook) -> str:
    """Write a look in words that `read_look` reads, its days first."""
    choice = look.choice
    words = [range_text(choice.range), choice.measure.value]
    words += [_OTHER_VIEW] if choice.is_summed else []
    words += [word for word, against in _AGAINST.items() if against is choice.against]
    words += [look.whose.value] if look.whose is not Whose.APP else []
    return " ".join(words)


def range_text(wanted: Range) -> str:
    """Write days in the word that means them also on another day: `30d`, `month`; fixed days as they are."""
    if wanted.kind is RangeKind.DAYS:
        return f"{wanted.days}d"
    return next((word for word, kind in _RANGES.items() if kind is wanted.kind), str(wanted.fixed))


def read_days(word: str, today: date, billing_day: int) -> Range:
    """Read days: `30d`, `year`, `month`, `cycle`, a month, a day, two days.

    Raises:
        Misused: they are none.
    """
    kind = _RANGES.get(word)
    if kind is RangeKind.BILLING:
        return Range(kind, billing_day=billing_day)
    return Range(kind) if kind is not None else read_range(word, today)


def read_look(text: str, look: StatsLook, today: date, billing_day: int) -> StatsLook:
    """Read words in any order; what none of them names stays as it is.

    Args:
        text: the words.
        look: how statistics are looked at now.
        today: the UTC day.
        billing_day: the day of the month on which billing cycles begin.

    Raises:
        Misused: a word is none of them.
    """
    choice, whose = look.choice, look.whose
    for word in text.split():
        if word in _MEASURES:
            choice = replace(choice, measure=_MEASURES[word], is_summed=False)
        elif word in _WHOSE:
            whose = _WHOSE[word]
        elif word in _AGAINST:
            choice = replace(choice, against=_AGAINST[word])
        elif word[:1].isdecimal() or word in _RANGES:
            choice = replace(choice, range=read_days(word, today, billing_day))
        elif word != _OTHER_VIEW:
            raise Misused(f"{word} is neither days nor a figure.", next_step=FORMS)
    if _OTHER_VIEW in text.split():
        choice = replace(choice, is_summed=True)
    return StatsLook(choice, whose)


def words_of_looks() -> Mapping[str, str]:
    """Every word beside days, and what it means."""
    return {
        **{word: measure.title for word, measure in _MEASURES.items()},
        _OTHER_VIEW: "days added up; of storage its change by day",
        "before": "against the period before",
        "year-ago": "against a year ago",
        Whose.APP.value: "of the app",
        Whose.ORGANIZATION.value: "of its organization",
        Whose.BY_APP.value: "of the organization, app by app",
        Whose.EVERYTHING.value: "of everything that the key reaches",
    }
