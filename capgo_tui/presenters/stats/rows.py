"""The numbers of a chart as rows: one for each day, or one for each app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.numbers import percent, size, whole
from capgo_tui.presenters.stats.cards import NOT_KNOWN, percent_text
from capgo_tui.presenters.stats.chart import app_totals, found_spikes, ranked_apps, spike_text
from capgo_tui.presenters.stats.choice import Against, Choice, Measure, View
from capgo_tui.presenters.stats.series import compared_values, shown_values
from capgo_tui.presenters.stats.words import days_before
from capgo_tui.rules.statistics.comparing import Change
from capgo_tui.rules.statistics.figures import DayFigures, Metric
from capgo_tui.rules.statistics.ratios import ratio
from capgo_tui.rules.statistics.sums import by_date

if TYPE_CHECKING:
    from capgo_tui.services.statistics.gathering import Gathered

RowT = TypeVar("RowT")

_TIGHT = 64
"""Cells below which a row has room for few figures only."""
_ONE_OF_A_KIND = 300
"""Days up to which a date is told without its year."""


@dataclass(frozen=True)
class DayRow:
    """One day."""

    place: int
    """Its place on the chart."""
    figures: DayFigures
    """Its own values."""
    shown: float | None
    """The value on the chart."""
    compared: float | None
    """The value that it is compared with; None where nothing is known, or nothing is compared."""
    note: str = ""
    """How it stands out: `spike 3.1×`, `so far`."""

    @property
    def day(self) -> date:
        """The UTC day."""
        return self.figures.day


@dataclass(frozen=True)
class AppRow:
    """One app of an organization, over all days of the range."""

    place: int
    app_id: str
    mau: float | None
    share: float | None
    """Of the organization's MAU, in percent."""
    bandwidth: float | None
    growth: float | None
    """Bytes by which its storage grew."""


def day_rows(known: Gathered, choice: Choice) -> tuple[DayRow, ...]:
    """Make the rows of a range, the newest day first."""
    at = by_date(known.days)
    shown, compared = shown_values(known, choice), compared_values(known, choice)
    notes = {spike.day: spike_text(spike) for spike in found_spikes(known, _spiky(choice.measure))}
    rows = []
    for place, day in enumerate(known.shown.dates()):
        note = "so far" if day == known.today else ""
        rows.append(
            DayRow(
                place,
                at.get(day, DayFigures(day)),
                shown[place],
                compared[place] if compared else None,
                ", ".join(filter(None, (note, notes.get(day, "")))),
            )
        )
    return tuple(reversed(rows))


def _spiky(measure: Measure) -> Measure:
    """The measure whose spikes are noted."""
    return Measure.BANDWIDTH if measure is Measure.PER_USER else measure


def app_rows(known: Gathered, choice: Choice) -> tuple[AppRow, ...]:
    """Make the rows of an organization's apps, as the ranking has them."""
    mau, sent = app_totals(known, Measure.MAU), app_totals(known, Measure.BANDWIDTH)
    grown = app_totals(known, Measure.STORAGE)
    everybody = sum(value for value in mau.values() if value is not None)
    rows = []
    for place, app_id in enumerate(ranked_apps(known, choice.measure)):
        part = ratio(mau[app_id], everybody)
        share = None if part is None else part * 100
        rows.append(AppRow(place, app_id, mau[app_id], share, sent[app_id], grown[app_id]))
    return tuple(rows)


def day_columns(choice: Choice, *, room: int = 80, days: int = 30) -> tuple[Column[DayRow], ...]:
    """The columns of days: every figure, what the chart adds to it, and what stands out.

    Args:
        choice: how statistics are looked at.
        room: the cells of a row: where there are few, figures that are not looked at make room for those
            that are, so that no number is cut.
        days: how many days there are: without a year beside them, dates are to be one of a kind.
    """
    added = _added(choice)
    is_tight = room < _TIGHT
    is_ratio = choice.measure is Measure.PER_USER
    beside = Level.MEDIUM if is_tight and (added or is_ratio) else Level.NARROW
    own = choice.measure.metric

    def level(metric: Metric) -> Level:
        return Level.NARROW if own is metric and not (is_tight and len(added) > 2) else beside

    is_crowded = own is not Metric.STORAGE and (len(added) > 2 or (is_ratio and bool(added)))
    columns = [
        _day_column(is_short=is_tight or bool(added), has_year=days > _ONE_OF_A_KIND),
        _number("mau", "MAU", lambda row: row.figures.mau, whole, 8, level=level(Metric.MAU)),
        _number(
            "bandwidth",
            "bandwidth",
            lambda row: row.figures.bandwidth,
            size,
            10,
            level=level(Metric.BANDWIDTH),
        ),
        _storage_column(choice, Level.MEDIUM if is_crowded else level(Metric.STORAGE)),
        _number(
            "per-user",
            "per user",
            lambda row: ratio(row.figures.bandwidth, row.figures.mau),
            size,
            9,
            level=Level.NARROW if is_ratio or not (added or is_tight) else Level.MEDIUM,
        ),
        *added,
        Column[DayRow](
            "note",
            "",
            text=lambda row: row.note,
            sort=lambda row: row.note or None,
            width=7 if is_tight else 12,
            grow=True,
            tone=lambda row: Tone.WARN if "×" in row.note or "spike" in row.note else Tone.MUTED,
        ),
    ]
    return tuple(columns)


def _day_column(*, is_short: bool, has_year: bool) -> Column[DayRow]:
    """The day: `Sat 21 Nov 2026`; short, it is `Sat 21 Nov`, or `21 Nov 2026` where years differ."""

    def text(row: DayRow) -> str:
        day = f"{row.day.day:>2} {row.day:%b}"
        if is_short:
            return f"{day} {row.day.year}" if has_year else f"{row.day:%a} {day}"
        return f"{row.day:%a} {day} {row.day.year}"

    return Column(
        "day",
        "day",
        text=text,
        sort=lambda row: row.day.toordinal(),
        width=15 if not is_short else 11 if has_year else 10,
        value=lambda row: row.day.isoformat(),
    )


def _storage_column(choice: Choice, level: Level) -> Column[DayRow]:
    if choice.measure is Measure.STORAGE and choice.view is View.DAILY:
        return _number("growth", "grew by", lambda row: row.figures.storage_change, size, 10, level=level)
    return _number("storage", "storage", lambda row: row.figures.storage, size, 10, level=level)


def _added(choice: Choice) -> list[Column[DayRow]]:
    """What the chart shows beyond each day's own figures."""
    number = choice.measure.number
    columns: list[Column[DayRow]] = []
    if choice.view is View.CUMULATIVE:
        columns.append(_number("total", "added up", lambda row: row.shown, number, 10))
    elif choice.measure in {Measure.PER_APP, Measure.SHARE}:
        title = {Measure.PER_APP: "per app"}.get(choice.measure, "share")
        columns.append(_number(choice.measure.value, title, lambda row: row.shown, number, 9))
    if choice.against is not Against.NOTHING:
        title = "a year ago" if choice.against is Against.YEAR_AGO else "before"
        columns += [
            _number("compared", title, lambda row: row.compared, number, 10),
            Column[DayRow](
                "change",
                "change",
                text=lambda row: percent_text(Change(row.shown, row.compared)),
                sort=lambda row: Change(row.shown, row.compared).percent,
                width=7,
                right=True,
                value=lambda row: Change(row.shown, row.compared).percent,
            ),
        ]
    return columns


def app_columns() -> tuple[Column[AppRow], ...]:
    """The columns of apps. The breakdown knows no levels of storage, only changes (contract/api.md 3.8)."""
    return (
        Column[AppRow](
            "app",
            "app",
            text=lambda row: row.app_id,
            sort=lambda row: row.app_id.casefold(),
            width=24,
            grow=True,
        ),
        _number("mau", "MAU", lambda row: row.mau, whole, 9),
        _number("share", "share", lambda row: row.share, percent, 7),
        _number("bandwidth", "bandwidth", lambda row: row.bandwidth, size, 10),
        _number("growth", "grew by", lambda row: row.growth, size, 10),
        _number("per-user", "per user", lambda row: ratio(row.bandwidth, row.mau), size, 9),
    )


def _number(
    key: str,
    title: str,
    read: Callable[[RowT], float | None],
    show: Callable[[float], str],
    width: int,
    *,
    level: Level = Level.NARROW,
) -> Column[RowT]:
    """A column of numbers."""

    def text(row: RowT) -> str:
        value = read(row)
        return NOT_KNOWN if value is None else show(value)

    def tone(row: RowT) -> Tone:
        return Tone.MUTED if read(row) is None else Tone.PLAIN

    return Column(key, title, text, read, level, max(width, len(title)), right=True, tone=tone, value=read)


def table_note(known: Gathered, choice: Choice) -> str:
    """Say what the compared column is, for the lower border."""
    if choice.against is Against.NOTHING:
        return ""
    return f"compared with {days_before(known, choice)}"
