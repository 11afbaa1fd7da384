"""/statistics: wrapped rows, running totals, and pictures (contract/api-seed.md 3.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from capgo_tui.demo import javascript_dates
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.statistics import daily, rows, together
from capgo_tui.demo.early_2025 import checks, graphs
from capgo_tui.demo.early_2025.denials import failed, says
from capgo_tui.demo.early_2025.rights import may_in_app, may_in_organization
from capgo_tui.demo.errors import Json
from capgo_tui.demo.javascript import rounded
from capgo_tui.demo.rows import App

METRICS = ("mau", "storage", "bandwidth")

_ASKED = {
    "from": checks.moment,
    "to": checks.moment,
    "graph": checks.optional(checks.one_of(*METRICS)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The query; moments are milliseconds since 1970."""

    first: int
    last: int
    graph: str | None
    """The figure to draw."""

    def moments(self, now: int, status: str) -> list[int]:
        """Give the moment of each row: the days up to `last`, which is left out, none ahead of now.

        Raises:
            Denial: 500 where the range is reversed by a day or more.
        """
        days = rounded((self.last - self.first) / javascript_dates.DAY)
        if days < 0:
            raise failed(status)
        ahead = (now - self.first) // javascript_dates.DAY + 1
        return [self.first + place * javascript_dates.DAY for place in range(max(0, min(days, ahead)))]

    def beyond(self, moments: Sequence[int]) -> list[int]:
        """Give the day of `to`, which has no row and whose change of the stored bytes counts all the same."""
        shown = {javascript_dates.day_of(moment) for moment in moments}
        return [] if javascript_dates.day_of(self.last) in shown else [self.last]


def asked_of(call: Call) -> Asked:
    """Read and check the query.

    Raises:
        Denial: 400 `Invalid body`.
    """
    asked = checks.checked(_ASKED, call.query)
    first, last = (javascript_dates.parse(asked[name]) for name in ("from", "to"))
    return Asked(first, last, asked.get("graph"))


def want_app(call: Call) -> App:
    """Give the app of the path, if the key's owner may read it.

    Raises:
        Denial: 400 without an `error`.
    """
    app_id = call.params["id"]
    if not may_in_app(call.world, call.key, "read", app_id):
        raise says("You can't access this app")
    return call.world.apps[app_id]


def want_organization(call: Call) -> str:
    """Give the organization of the path, if the key's owner may read it and the key is not limited to apps.

    Raises:
        Denial: 400 or 401.
    """
    org_id = call.params["id"]
    if not may_in_organization(call.world, call.key, "read", org_id):
        raise says("You can't access this organization")
    if call.key.limited_to_apps:
        apps = ", ".join(call.key.limited_to_apps)
        sentence = f"You can't access this organization. This API key is limited to these apps: {apps}"
        raise says(sentence, code=401, error=sentence)
    return org_id


def organizations_of(call: Call) -> list[str]:
    """List the organizations of the key's owner that the key is not kept out of."""
    if call.key.limited_to_apps and not call.key.limited_to_orgs:
        return []
    return [o for o in call.world.organizations if may_in_organization(call.world, call.key, "read", o)]


def plain(moment: int) -> str:
    """Write the time of a row, the time of day of `from` included."""
    return javascript_dates.iso_text(moment)


def of_apps(
    call: Call,
    apps: Iterable[App],
    moments: Sequence[int],
    *,
    day_by_day: bool = False,
    backwards: bool = False,
    beyond: Sequence[int] = (),
    date: Callable[[int], str] = plain,
) -> list[Json]:
    """Make the rows of some apps together; storage is anchored on what they take today.

    Args:
        call: the request.
        apps: the apps.
        moments: the moment of each row.
        day_by_day: whether every row has the day's own values.
        backwards: whether the range is reversed, which finds nothing.
        beyond: moments without a row, the changes of whose days count for the anchor.
        date: writes the time of a row.
    """
    apps = list(apps)
    parts = [daily(call, app.app_id, moments, backwards=backwards) for app in apps]
    total = sum(app.current_storage_bytes for app in apps)
    total -= sum(day.storage for app in apps for day in daily(call, app.app_id, beyond))
    made = rows(moments, together(parts, len(moments)), total, plain=day_by_day)
    return [
        {**{name: row[name] for name in METRICS}, "date": date(moment)}
        for row, moment in zip(made, moments, strict=True)
    ]


def of_organizations(call: Call, org_ids: Iterable[str], moments: Sequence[int], **how: Any) -> list[Json]:
    """Make the rows of some organizations together; `how` is that of `of_apps`."""
    parts = [of_apps(call, call.world.apps_of(org_id), moments, **how) for org_id in org_ids]
    return [
        {**{name: sum(row[name] for row in day) for name in METRICS}, "date": day[0]["date"]}
        for day in zip(*parts, strict=True)
    ]


def drawn(metric: str, found: Sequence[Json], name: str) -> Answer:
    """Draw a figure of some rows, bytes in MB."""
    scale = 1 if metric == "mau" else 1024 * 1024
    series = graphs.Series(metric, [row[metric] / scale for row in found])
    title = f"{metric.upper() if metric == 'mau' else metric.capitalize()} of {name}"
    unit = "devices" if metric == "mau" else "MB"
    svg = graphs.lines(title, unit, [row["date"][:10] for row in found], [series])
    return Answer(svg, media=graphs.SVG)


def _wrapped(found: Sequence[Json]) -> Answer:
    return Answer({"status": "ok", "statistics": list(found)})


def of_app(call: Call) -> Answer:
    """Answer for one app, as rows or as a picture."""
    asked = asked_of(call)
    app = want_app(call)
    moments = asked.moments(call.instant, "Cannot get app statistics")
    found = of_apps(call, [app], moments, beyond=asked.beyond(moments))
    return drawn(asked.graph, found, app.app_id) if asked.graph else _wrapped(found)


def of_organization(call: Call) -> Answer:
    """Answer for an organization, as rows or as a picture."""
    asked = asked_of(call)
    org_id = want_organization(call)
    moments = asked.moments(call.instant, "Cannot get organization statistics")
    found = of_organizations(call, [org_id], moments, beyond=asked.beyond(moments))
    return drawn(asked.graph, found, org_id) if asked.graph else _wrapped(found)


def of_person(call: Call) -> Answer:
    """Answer with the sum over the owner's organizations; `graph` is checked, and then rows come."""
    asked = asked_of(call)
    org_ids = organizations_of(call)
    if not org_ids:
        raise says("No organizations found", code=404, error="No organizations found")
    moments = asked.moments(call.instant, "Cannot get user statistics")
    return _wrapped(of_organizations(call, org_ids, moments, beyond=asked.beyond(moments)))
