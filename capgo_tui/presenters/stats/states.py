"""What is said where there are no figures to draw, and what has to be known about those that there are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from capgo_tui.presenters.stats.choice import Against, Choice, Measure, View
from capgo_tui.presenters.stats.words import day_words, days_before, period_words, range_words
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.periods import billing_cycle
from capgo_tui.rules.statistics.sums import values
from capgo_tui.services.statistics.gathering import Whose

if TYPE_CHECKING:
    from capgo_tui.services.statistics.gathering import Gathered


def nothing_to_draw(known: Gathered, choice: Choice) -> str:
    """Say why nothing is drawn; empty if something is."""
    shown = known.shown
    if not shown.length:
        return "None of these days has come yet."
    if known.created is not None and shown.last < known.created:
        day = f"{known.created.day} {known.created:%B %Y}"
        return f"The app was created on {day}.\nThere are no statistics of the days before."
    if known.subject.whose is Whose.BY_APP and not known.apps:
        return "The server does not tell this organization's apps apart."
    if known.subject.whose is not Whose.BY_APP and not _is_any(known):
        days = period_words(shown, known.today)
        return f"Nothing was counted, {days}:\nno device asked, nothing was downloaded or is stored."
    if choice.measure is Measure.PER_APP and known.app_count is None:
        return "The server lists no apps, so nobody knows how many share the storage."
    if choice.measure is Measure.SHARE and known.is_complete and not known.apps:
        reason = f"\n{known.apps_problem}" if known.apps_problem is not None else ""
        return f"The other apps of the organization cannot be read, so there is no share of it.{reason}"
    return ""


def _is_any(known: Gathered) -> bool:
    """Whether there is any figure but nought."""
    return any(
        any(values(known.days, metric, known.shown))
        for metric in (Metric.MAU, Metric.BANDWIDTH, Metric.STORAGE)
    )


def head_parts(known: Gathered, choice: Choice, billing_day: int) -> list[str]:
    """What is looked at, the most important first; what has no room is left out from the end."""
    parts = [range_words(known.range, known.today)]
    if choice.has_views:
        parts.append(_view_word(choice, known))
    if choice.against is not Against.NOTHING:
        parts.append(f"against {days_before(known, choice)}")
    if known.created is not None and known.created in known.shown and known.created != known.shown.first:
        parts.append(f"app created {day_words(known.created, known.today)}")
    if choice.measure is Measure.MAU and (anew := _begins_anew(known, billing_day)):
        parts.append(anew)
    return parts


def _begins_anew(known: Gathered, billing_day: int) -> str:
    """Say where a device is counted once more within the range; empty where that is nowhere."""
    cycle = billing_cycle(known.shown.last, billing_day)
    if cycle.first <= known.shown.first:
        return ""
    before = billing_cycle(cycle.first - timedelta(days=1), billing_day)
    if before.first > known.shown.first:
        return "MAU counts anew each cycle"
    return f"MAU counts anew on {day_words(cycle.first, known.today)}"


def _view_word(choice: Choice, known: Gathered) -> str:
    if known.subject.whose is Whose.BY_APP:
        return "by day" if choice.is_summed else "all days"
    return choice.view.value


def warning(known: Gathered, choice: Choice) -> str:
    """Say what is not right about the figures that are drawn; empty if nothing is."""
    is_level = choice.measure in {Measure.STORAGE, Measure.PER_APP}
    if known.is_anchored and is_level and choice.view is View.LEVEL:
        return (
            "The level is anchored on today's total: the server tells only changes of old days, "
            "so all of it may be too high or too low."
        )
    return ""
