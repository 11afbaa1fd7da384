"""What became of one bundle, in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.presenters.adoption import day_text, days_text, eta_text, first_seen_text, peak_text
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.presenters.times import NONE, UNKNOWN
from capgo_tui.rules.statistics.outlook import Outlook

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.adoption import Adoption, Course, Milestone


def adoption_details(course: Course, adoption: Adoption, *, stuck: int | None) -> Sequence[Section]:
    """The record of a bundle, or native build, and every day of it, the latest first.

    Args:
        course: what became of it.
        adoption: the days.
        stuck: how many of the loaded devices are stuck on it; None where that is not known.
    """
    now = adoption.latest
    rows = [
        Row("released", UNKNOWN if course.released is None else course.released.isoformat()),
        Row(
            "first seen", first_seen_text(course), "≤: it may have been earlier" if course.seen_before else ""
        ),
        Row("share", percent(course.share(now)), _so_far(adoption, now)),
        Row("last whole day", percent(course.share(adoption.last_whole))),
        Row("devices", whole(course.count(now))),
        Row("peak", peak_text(course)),
        Row("to 50%", days_text(course.half), _when(course.half)),
        Row("to 90%", days_text(course.most), _when(course.most)),
        Row("next", eta_text(course)),
        Row("stuck devices", UNKNOWN if stuck is None else whole(stuck), "among those loaded"),
    ]
    days = [
        Row(
            day.isoformat(),
            NONE if share is None else percent(share),
            "repeats the day before: no data" if day in adoption.repeated else _devices(count),
        )
        for day, share, count in zip(adoption.days, course.shares, course.counts, strict=True)
    ]
    return [Section("Adoption", rows), Section("Days", days[::-1])]


def _so_far(adoption: Adoption, place: int | None) -> str:
    if place is None:
        return ""
    return "today so far" if place == adoption.today else f"on {day_text(adoption.days[place])}"


def _when(milestone: Milestone) -> str:
    """The day on which it was reached, or is expected to be."""
    if milestone.outlook is Outlook.EXPECTED and milestone.expected is not None:
        return f"expected on {milestone.expected.isoformat()}"
    if milestone.day is None:
        return milestone.outlook.value
    return f"{'on' if not milestone.at_most else 'by'} {milestone.day.isoformat()}"


def _devices(count: int | None) -> str:
    return "" if count is None else f"{whole(count)} device{'' if count == 1 else 's'}"
