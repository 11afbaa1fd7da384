"""How the adoption of bundles looks in tables: shares, how fast they rose, and what is to be expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, SortKey, Tone
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.presenters.sparkline import sparkline
from capgo_tui.presenters.stats.words import day_words
from capgo_tui.presenters.times import NONE, UNKNOWN
from capgo_tui.rules.statistics.outlook import Outlook

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.adoption import Adoption, Course, Milestone

AT_MOST: Final = "≤"
"""Stands before what may have been sooner."""
_TREND: Final = 8
"""Cells of a sparkline."""
_FEW: Final = 5.0
"""Percent below which an old bundle that does not move is nothing to look at."""
_TONES: Final = {
    Outlook.REACHED: Tone.GOOD,
    Outlook.EXPECTED: Tone.PLAIN,
    Outlook.STALLED: Tone.WARN,
    Outlook.FALLING: Tone.MUTED,
    Outlook.UNKNOWN: Tone.MUTED,
}
_URGENCY: Final = (Outlook.EXPECTED, Outlook.STALLED, Outlook.UNKNOWN, Outlook.FALLING, Outlook.REACHED)


@dataclass(frozen=True)
class AdoptionFacts:
    """What the columns read beside a course."""

    adoption: Adoption
    place: int | None
    """The day whose shares are shown, as a place among the days; None for the latest that is known."""
    stuck: Mapping[str, int] | None = None
    """How many of the loaded devices are stuck on which bundle; None where no device is loaded."""
    is_native: bool = False
    """Whether native builds are shown, of which no release is known, and no device can be stuck on one."""
    ascii_only: bool = False
    is_tight: bool = False
    """Whether there is no room for the trend, which the chart above tells too."""

    @property
    def at_most(self) -> str:
        """What stands before what may have been sooner."""
        return "<=" if self.ascii_only else AT_MOST

    @property
    def shown(self) -> int | None:
        """The place whose shares are shown."""
        return self.adoption.latest if self.place is None else self.place

    @property
    def share_title(self) -> str:
        """The heading of the shares: the day that they are of."""
        place = self.shown
        if place is None or not 0 <= place < len(self.adoption.days):
            return "share"
        return "today" if place == self.adoption.today else day_text(self.adoption.days[place])


def day_text(day: date | None, beside: date | None = None) -> str:
    """Write a day as `22 Nov`; with its year where it lies in another year than the day beside it."""
    return UNKNOWN if day is None else day_words(day, beside)


def days_text(milestone: Milestone, at_most: str = AT_MOST) -> str:
    """How long it took: `4d`, `≤30d` where it may have been less, a dash where it was not reached."""
    if milestone.outlook is not Outlook.REACHED:
        return NONE
    if milestone.days is None:
        return "early" if milestone.at_most else UNKNOWN
    return f"{at_most}{milestone.days}d" if milestone.at_most else f"{milestone.days}d"


def next_milestone(course: Course) -> Milestone:
    """The level that a bundle reaches next, or the last one."""
    return course.half if course.half.outlook is not Outlook.REACHED else course.most


def eta_text(course: Course, today: date | None = None) -> str:
    """What is to be expected next: `50% ~ 30 Nov`, `stalled`, `reached` once all is."""
    milestone = next_milestone(course)
    if milestone.outlook is Outlook.EXPECTED:
        return f"{milestone.level:.0f}% ~ {day_text(milestone.expected, today)}"
    return str(milestone.outlook.value)


def first_seen_text(course: Course, today: date | None = None, at_most: str = AT_MOST) -> str:
    """The first day on which a device ran it: `3 Nov`, `≤ 24 Oct` where it may have been earlier."""
    text = day_text(course.first_seen, today)
    return f"{at_most} {text}" if course.seen_before else text


def peak_text(course: Course) -> str:
    """Its largest share and when: `96.7% on 18 Nov 2026`."""
    if course.peak is None:
        return NONE
    return f"{percent(course.peak.share)} on {day_text(course.peak.day)} {course.peak.day.year}"


def adoption_columns(facts: AdoptionFacts) -> tuple[Column[Course], ...]:
    """The columns of the Adoption table."""
    place, today = facts.shown, facts.adoption.days[-1] if facts.adoption.days else None
    rank = {course.name: -place for place, course in enumerate(facts.adoption.courses)}
    name: Column[Course] = Column(
        "bundle",
        "native build" if facts.is_native else "bundle",
        text=lambda c: c.name,
        sort=lambda c: rank.get(c.name),
        width=11,
        grow=True,
    )
    shares: tuple[Column[Course], ...] = (
        _number("share", facts.share_title, 6, lambda c: c.share(place), lambda c: percent(c.share(place))),
        _number(
            "devices",
            "devices",
            7,
            lambda c: c.count(place),
            lambda c: whole(c.count(place)),
            level=Level.MEDIUM,
        ),
        Column(
            "trend",
            "trend",
            text=lambda c: sparkline(c.shares, _TREND, ascii_only=facts.ascii_only),
            sort=lambda c: c.peak.share if c.peak is not None else None,
            level=Level.MEDIUM if facts.is_tight else Level.NARROW,
            width=_TREND,
            tone=lambda _: Tone.ACCENT,
        ),
    )
    speed: tuple[Column[Course], ...] = (
        Column(
            "first_seen",
            "since",
            text=lambda c: first_seen_text(c, today, facts.at_most),
            sort=lambda c: None if c.first_seen is None else c.first_seen.toordinal(),
            level=Level.MEDIUM,
            width=8,
            right=True,
            value=lambda c: _iso(c.first_seen),
        ),
        _milestone_column("half", facts, lambda c: c.half),
        _milestone_column("most", facts, lambda c: c.most),
        Column(
            "peak",
            "peak",
            text=lambda c: NONE if c.peak is None else percent(c.peak.share),
            sort=lambda c: None if c.peak is None else c.peak.share,
            level=Level.MEDIUM,
            width=6,
            right=True,
        ),
        Column(
            "eta",
            "ETA",
            text=lambda c: eta_text(c, today),
            sort=_eta_order,
            width=15,
            tone=lambda c: _eta_tone(c, facts),
        ),
    )
    days = (
        _day_column("peak_day", "peak on", lambda c: c.peak.day if c.peak is not None else None),
        _day_column("half_day", "50% on", lambda c: c.half.day or c.half.expected),
        _day_column("most_day", "90% on", lambda c: c.most.day or c.most.expected),
    )
    if facts.is_native:
        return (name, *shares, *speed, *days)
    released = _day_column("released", "released", lambda c: c.released)
    return (name, *shares, *speed, _stuck_column(facts), released, *days)


def adoption_document(course: Course, adoption: Adoption) -> dict[str, object]:
    """A course as JSON."""
    return {
        "name": course.name,
        "released": _iso(course.released),
        "first_seen": _iso(course.first_seen),
        "first_seen_is_at_most": course.seen_before,
        "peak": None if course.peak is None else {"percent": course.peak.share, "day": _iso(course.peak.day)},
        "to_50": _milestone_document(course.half),
        "to_90": _milestone_document(course.most),
        "days": [
            {"day": _iso(day), "percent": share, "devices": count}
            for day, share, count in zip(adoption.days, course.shares, course.counts, strict=True)
        ],
    }


def _milestone_document(milestone: Milestone) -> dict[str, object]:
    return {
        "day": _iso(milestone.day),
        "days": milestone.days,
        "is_at_most": milestone.at_most,
        "outlook": milestone.outlook.value,
        "expected": _iso(milestone.expected),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(
    key: str,
    title: str,
    width: int,
    read: Callable[[Course], float | None],
    text: Callable[[Course], str],
    *,
    level: Level = Level.NARROW,
) -> Column[Course]:
    return Column(
        key, title, text=text, sort=read, level=level, width=max(width, len(title)), right=True, value=read
    )


def _milestone_column(key: str, facts: AdoptionFacts, read: Callable[[Course], Milestone]) -> Column[Course]:
    """A column of days, from the fastest to the slowest; what was not reached comes last."""

    def order(course: Course) -> SortKey | None:
        milestone = read(course)
        return None if milestone.day is None else (milestone.days is None, milestone.days or 0)

    def value(course: Course) -> int | str | None:
        """A number only where it is exact."""
        milestone = read(course)
        return days_text(milestone, facts.at_most) if milestone.at_most else milestone.days

    level = "50%" if key == "half" else "90%"
    return Column(
        key,
        f">{level}" if facts.ascii_only else f"→{level}",
        text=lambda c: days_text(read(c), facts.at_most),
        sort=order,
        width=5,
        right=True,
        tone=lambda c: Tone.MUTED if read(c).day is None else Tone.PLAIN,
        value=value,
    )


def _eta_tone(course: Course, facts: AdoptionFacts) -> Tone:
    """What stalls is a warning only if it is new, or many have it: the last devices keep old bundles."""
    word = next_milestone(course).outlook
    known = [share for share in course.shares if share is not None]
    if word is Outlook.STALLED and (facts.is_native or (course.seen_before and known[-1] < _FEW)):
        return Tone.MUTED
    return _TONES[word]


def _eta_order(course: Course) -> SortKey:
    milestone = next_milestone(course)
    expected = 0 if milestone.expected is None else milestone.expected.toordinal()
    return (_URGENCY.index(milestone.outlook), milestone.level, expected)


def _stuck_column(facts: AdoptionFacts) -> Column[Course]:
    """How many of the loaded devices are stuck on it."""

    def count(course: Course) -> int | None:
        return None if facts.stuck is None else facts.stuck.get(course.name, 0)

    def text(course: Course) -> str:
        known = count(course)
        return UNKNOWN if known is None else whole(known) if known else NONE

    return Column(
        "stuck",
        "stuck",
        text=text,
        sort=count,
        width=5,
        right=True,
        tone=lambda c: Tone.WARN if count(c) else Tone.MUTED,
        value=count,
    )


def _day_column(key: str, title: str, read: Callable[[Course], date | None]) -> Column[Course]:
    """A column of days in full, in wide mode."""
    return Column(
        key,
        title,
        text=lambda c: NONE if (day := read(c)) is None else day.isoformat(),
        sort=lambda c: None if (day := read(c)) is None else day.toordinal(),
        level=Level.WIDE,
        width=10,
        value=lambda c: _iso(read(c)),
    )
