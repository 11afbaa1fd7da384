"""/statistics/app/:app_id/bundle_usage and /native_usage (contract/api.md 3.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice

from capgo_tui.demo import javascript_dates
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.statistics import Asked, asked_of, want_app
from capgo_tui.demo.errors import Json

Counts = Callable[[date], dict[str, int]]

ROWS = 1000
"""How many rows (a day and a name each) the database gives; the days behind them look empty."""


def of_bundles(call: Call) -> Answer:
    """Answer which share of the devices ran which bundle, day by day, the last day included."""
    asked = asked_of(call)
    app = want_app(call, call.params["id"])
    return Answer(shares(call, asked, call.world.days_of(app.app_id).bundles))


def of_natives(call: Call) -> Answer:
    """Answer which share of the devices had which native version."""
    asked = asked_of(call)
    app = want_app(call, call.params["id"])
    answer = shares(call, asked, call.world.days_of(app.app_id).natives)
    latest = max(answer["datasets"], key=lambda series: series["data"][-1], default=None)
    name, share = (latest["label"], latest["data"][-1]) if latest else ("", 0)
    return Answer({**answer, "latestVersion": {"name": name, "percentage": f"{share:.1f}"}})


def shares(call: Call, asked: Asked, counts: Counts) -> Json:
    """Work out the percentages of each day, with the counts behind them."""
    days = _days(asked)
    filled = _filled(days, counts, call.now.date())
    names = list(dict.fromkeys(name for day in filled for name in day))
    shares = [_percentages(day, names) for day in filled]
    return {
        "labels": [day.isoformat() for day in days],
        "datasets": [
            {
                "label": name,
                "data": [share[name] for share in shares],
                "metaCounts": [day.get(name, 0) for day in filled],
            }
            for name in names
        ],
    }


def _days(asked: Asked) -> list[date]:
    first, last = javascript_dates.day_of(asked.first), javascript_dates.day_of(asked.last)
    if first is None or last is None:
        return []
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def _filled(days: list[date], counts: Counts, today: date) -> list[dict[str, int]]:
    """Repeat the day before where a day has no data; today, which is not over, stays empty."""
    filled: list[dict[str, int]] = []
    left = ROWS
    for day in days:
        found = dict(islice(((name, count) for name, count in counts(day).items() if count), left))
        left -= len(found)
        if not found and filled and day != today:
            found = filled[-1]
        filled.append(found)
    return filled


def _percentages(day: dict[str, int], names: list[str]) -> dict[str, float]:
    """Share 100.0 out in tenths, so that a day with data adds up."""
    total = sum(day.values())
    if not total:
        return dict.fromkeys(names, 0)
    exact = {name: day.get(name, 0) * 1000 / total for name in names}
    tenths = {name: int(share) for name, share in exact.items()}
    missing = 1000 - sum(tenths.values())
    for name in sorted(exact, key=lambda name: tenths[name] - exact[name])[:missing]:
        tenths[name] += 1
    return {name: share // 10 if share % 10 == 0 else share / 10 for name, share in tenths.items()}
