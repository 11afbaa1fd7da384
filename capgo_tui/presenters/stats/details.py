"""One day of statistics in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.numbers import size, whole
from capgo_tui.presenters.stats.cards import NOT_KNOWN
from capgo_tui.rules.statistics.ratios import ratio

if TYPE_CHECKING:
    from capgo_tui.presenters.stats.rows import DayRow


def day_details(row: DayRow) -> list[Section]:
    """Everything that is known of a day."""
    day = row.figures
    anchored = "anchored on a later day's total" if day.is_anchored else ""
    return [
        Section(
            "Used",
            [
                Row(
                    "day",
                    f"{day.day:%A} {day.day}",
                    "UTC, so far" if "so far" in row.note else "UTC",
                ),
                Row("MAU", _text(day.mau, whole), "devices new in the billing cycle that day"),
                Row("bandwidth", _text(day.bandwidth, size), _exact(day.bandwidth)),
                Row("per user", _text(ratio(day.bandwidth, day.mau), size)),
                Row("build time", _text(day.build_seconds, lambda value: f"{whole(value)} s")),
            ],
        ),
        Section(
            "Stored",
            [
                Row("storage", _text(day.storage, size), anchored or _exact(day.storage)),
                Row("grew by", _text(day.storage_change, size), _exact(day.storage_change)),
                Row("byte hours", _text(day.byte_hours, whole)),
            ],
        ),
    ]


def day_document(row: DayRow) -> dict[str, object]:
    """The same for a program; bytes and seconds."""
    day = row.figures
    return {
        "day": day.day.isoformat(),
        "mau": day.mau,
        "bandwidth": day.bandwidth,
        "storage": day.storage,
        "storage_change": day.storage_change,
        "build_time_seconds": day.build_seconds,
        "storage_byte_hours": day.byte_hours,
    }


def _text(value: float | None, write: Callable[[float], str]) -> str:
    return NOT_KNOWN if value is None else write(value)


def _exact(value: float | None) -> str:
    return "" if value is None else f"{whole(value)} bytes"
