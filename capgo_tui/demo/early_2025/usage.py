"""/statistics/app/:app_id/bundle_usage: days that have rows, nothing rounded (contract/api-seed.md 3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from capgo_tui.demo import javascript_dates
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import checks, graphs
from capgo_tui.demo.early_2025.statistics import want_app
from capgo_tui.demo.errors import Json
from capgo_tui.demo.tables import Days

_ASKED = {
    "from": checks.moment,
    "to": checks.moment,
    "graph": checks.optional(checks.one_of("true", "false")),
}


def of_bundles(call: Call) -> Answer:
    """Answer which share of the devices ran which bundle, as numbers or as a picture."""
    asked = checks.checked(_ASKED, call.query)
    app = want_app(call)
    first, last = (javascript_dates.day_of(javascript_dates.parse(asked[name])) for name in ("from", "to"))
    data = shares(call.world.days_of(app.app_id), first, last)
    if asked.get("graph") != "true":
        return Answer({"status": "ok", "data": data})
    series = [graphs.Series(line["label"], line["data"]) for line in data["datasets"]]
    svg = graphs.lines(f"Bundles of {app.app_id}", "%", data["labels"], series)
    return Answer(svg, media=graphs.SVG)


def shares(days: Days, first: date | None, last: date | None) -> Json:
    """Work out the percentages of the days that have rows, the last day included."""
    counted = _counted(days, first, last)
    standing: dict[str, float] = {}
    by_day: list[dict[str, float]] = []
    for counts in counted.values():
        standing = _moved_on(standing, counts)
        total = sum(standing.values())
        by_day.append({name: 100 * count / total for name, count in standing.items()})
    names = dict.fromkeys(name for counts in counted.values() for name in counts)
    return {
        "labels": [day.isoformat() for day in counted],
        "datasets": [{"label": name, "data": [share.get(name, 0) for share in by_day]} for name in names],
    }


def _counted(days: Days, first: date | None, last: date | None) -> dict[date, Mapping[str, int]]:
    if first is None or last is None:
        return {}
    wanted = (first + timedelta(days=place) for place in range((last - first).days + 1))
    counted = {day: {name: n for name, n in days.bundles(day).items() if n} for day in wanted}
    return {day: counts for day, counts in counted.items() if counts}


def _moved_on(standing: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    """Add a day's devices to what stood before; the bundles that got none lose in proportion."""
    if not standing:
        return dict(counts)
    moving = sum(counts.values()) / sum(standing.values())
    kept = {
        name: count + counts[name] if name in counts else max(0.0, count - moving * count)
        for name, count in standing.items()
    }
    return {**counts, **kept}
