"""/statistics of both pages (S0-01 to S0-53, S2-58 to S2-73)."""

from __future__ import annotations

from capgo_tui.demo import javascript_dates
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current import statistics as today
from capgo_tui.demo.current import usage
from capgo_tui.demo.early_2025 import statistics
from capgo_tui.demo.early_2025.denials import says
from capgo_tui.demo.early_2025.rights import may_in_app, may_in_organization
from capgo_tui.demo.errors import Denial, Json
from capgo_tui.demo.late_2025 import statistics as late_2025
from capgo_tui.demo.rows import App

_WORDS = {"graph": {None, *statistics.METRICS}, "breakdown": {None, "true", "false"}}
_WORDS["noAccumulate"] = _WORDS["breakdown"]


def _invalid_body() -> Denial:
    return says("Invalid body", error="Invalid date format or missing parameters")


def _asked_of(call: Call) -> today.Asked:
    """Read and check the query.

    Raises:
        Denial: 400 `Invalid body`.
    """
    try:
        first, last = (javascript_dates.parse(call.query.get(name, "")) for name in ("from", "to"))
    except javascript_dates.NotADate as error:
        raise _invalid_body() from error
    if any(call.query.get(name) not in words for name, words in _WORDS.items()):
        raise _invalid_body()
    plain, breakdown = (call.query.get(name) == "true" for name in ("noAccumulate", "breakdown"))
    return today.Asked(first, last, plain, breakdown)


def _moments(call: Call, asked: today.Asked, status: str) -> list[int]:
    if asked.last < asked.first:
        raise says(status, code=500, error="The end lies before the beginning")
    return today.labels(asked, call.instant)


def _day(moment: int) -> str:
    return javascript_dates.iso_text(moment)[:10]


def _shown(call: Call, rows: list[Json], name: str) -> Answer:
    metric = call.query.get("graph")
    return statistics.drawn(metric, rows, name) if metric else Answer(rows)


def _want_app(call: Call) -> App:
    app_id = call.params["id"]
    if not may_in_app(call.world, call.key, "read", app_id):
        raise says("You can't access this app", error="Insufficient permissions to access statistics")
    return call.world.apps[app_id]


def of_app(call: Call) -> Answer:
    """Answer for one app: rows, or with `graph` a picture."""
    asked = _asked_of(call)
    app = _want_app(call)
    moments = _moments(call, asked, "Cannot get app statistics")
    return _shown(call, statistics.of_apps(call, [app], moments, date=_day), app.app_id)


def of_organization(call: Call) -> Answer:
    """Answer for an organization: rows, on request day by day or by app, or a picture."""
    asked = _asked_of(call)
    org_id = call.params["id"]
    if not may_in_organization(call.world, call.key, "read", org_id) or call.key.limited_to_apps:
        error = "Insufficient permissions to access organization statistics"
        raise says("You can't access this organization", error=error)
    moments = _moments(call, asked, "Cannot get organization statistics")
    rows = statistics.of_organizations(call, [org_id], moments, day_by_day=asked.plain, date=_day)
    if not asked.breakdown or call.query.get("graph"):
        return _shown(call, rows, org_id)
    by_app = late_2025.by_app(call, org_id, late_2025.Asked(asked, moments), date=_day)
    return Answer({"global": rows, "byApp": by_app})  # the page shows no shape of it


def of_person(call: Call) -> Answer:
    """Answer with the sum over the organizations of the key's owner: rows, or a picture."""
    asked = _asked_of(call)
    org_ids = statistics.organizations_of(call)
    if not org_ids:
        raise says("No organizations found", code=404, error="No organizations found")
    moments = _moments(call, asked, "Cannot get user statistics")
    return _shown(call, statistics.of_organizations(call, org_ids, moments, date=_day), "all organizations")


def of_bundles(call: Call) -> Answer:
    """Answer which share of the devices ran which bundle on each day."""
    asked = _asked_of(call)
    app = _want_app(call)
    found = usage.shares(call, asked, call.world.days_of(app.app_id).bundles)
    lines = [{name: line[name] for name in ("label", "data")} for line in found["datasets"]]
    return Answer({"labels": found["labels"], "datasets": lines})
