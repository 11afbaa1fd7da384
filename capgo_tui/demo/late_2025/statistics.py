"""/statistics of November 2025: plain rows, `noAccumulate`, `breakdown` (contract/api-seed.md 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from capgo_tui.demo import javascript_dates
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current import statistics as today
from capgo_tui.demo.current import usage
from capgo_tui.demo.early_2025 import api_keys
from capgo_tui.demo.early_2025.denials import pretty
from capgo_tui.demo.early_2025.rights import may_in_app, may_in_organization
from capgo_tui.demo.early_2025.statistics import METRICS, of_apps, of_organizations, organizations_of, plain
from capgo_tui.demo.errors import Json, Refusal, invalid_body
from capgo_tui.demo.rows import App


@dataclass(frozen=True, slots=True)
class Asked:
    """The query."""

    range: today.Asked
    """What is asked for, in the terms of today."""
    moments: Sequence[int]
    """The moment of each row, in milliseconds since 1970."""

    @property
    def backwards(self) -> bool:
        """Whether `to` lies before `from`."""
        return self.range.last < self.range.first


def asked_of(call: Call) -> Asked:
    """Read and check the query; any text but the empty one switches a flag on.

    Raises:
        Refusal: 400 `invalid_body`.
    """
    moments: dict[str, int] = {}
    issues: list[Json] = []
    for name in ("from", "to"):
        try:
            moments[name] = javascript_dates.parse(call.query.get(name, ""))
        except javascript_dates.NotADate:
            issue = {"expected": "date", "code": "invalid_type", "received": "Invalid Date"}
            issues.append({**issue, "path": [name], "message": "Invalid input"})
    if issues:
        raise invalid_body({"name": "$ZodError", "message": pretty(issues)})
    plain_days, breakdown = (bool(call.query.get(name)) for name in ("noAccumulate", "breakdown"))
    asked = today.Asked(moments["from"], moments["to"], plain_days, breakdown)
    return Asked(asked, today.labels(asked, call.instant))


def _want_app(call: Call, told: object) -> App:
    app_id = call.params["id"]
    if not may_in_app(call.world, call.key, "read", app_id):
        message = "No access to app with this apikey"
        raise Refusal("no_access_to_app", message, {"data": told}, status=401)
    app = call.world.apps[app_id]
    _want_plan(call, app.owner_org)
    return app


def _want_plan(call: Call, org_id: str) -> None:
    if call.world.organizations[org_id].plan == "invalid":
        raise today.unpaid(org_id)


def _who(call: Call) -> Json:
    """Tell who asks, as a refusal does: with the whole row of the key, its secret included."""
    return {"userId": call.key.user_id, "authType": "apikey", "apikey": api_keys.whole(call.key)}


def of_app(call: Call) -> Answer:
    """Answer for one app."""
    asked = asked_of(call)
    app = _want_app(call, _who(call))
    return Answer(
        of_apps(call, [app], asked.moments, day_by_day=asked.range.plain, backwards=asked.backwards)
    )


def of_organization(call: Call) -> Answer:
    """Answer for an organization, on request with every app's daily values beside."""
    asked = asked_of(call)
    org_id = call.params["id"]
    if not may_in_organization(call.world, call.key, "read", org_id):
        message = "No access to organization"
        raise Refusal("no_access_to_organization", message, {"data": call.key.user_id}, status=401)
    _want_not_limited(call)
    _want_plan(call, org_id)
    found = of_organizations(
        call, [org_id], asked.moments, day_by_day=asked.range.plain, backwards=asked.backwards
    )
    if not asked.range.breakdown:
        return Answer(found)
    return Answer({"global": found, "byApp": by_app(call, org_id, asked)})


def _want_not_limited(call: Call) -> None:
    if call.key.limited_to_apps:
        apps = ", ".join(call.key.limited_to_apps)
        message = f"You can't access this organization. This API key is limited to these apps: {apps}"
        raise Refusal("no_access_to_organization", message, {"data": call.key.user_id}, status=401)


def by_app(call: Call, org_id: str, asked: Asked, date: Callable[[int], str] = plain) -> list[Json]:
    """Give every app's own rows, which add up as the others do; storage lacks what was there before."""
    return [
        {"app_id": app.app_id, "date": date(moment), **dict(zip(METRICS, row, strict=True))}
        for app in sorted(call.world.apps_of(org_id), key=lambda app: app.app_id)
        for moment, row in zip(asked.moments, _unanchored(call, app, asked), strict=True)
    ]


def _unanchored(call: Call, app: App, asked: Asked) -> list[tuple[int, ...]]:
    days = today.daily(call, app.app_id, asked.moments, backwards=asked.backwards)
    columns: list[list[int]] = [[getattr(day, name) for day in days] for name in METRICS]
    if not asked.range.plain:
        columns = [list(accumulate(column)) for column in columns]
    return list(zip(*columns, strict=True))


def of_person(call: Call) -> Answer:
    """Answer with the sum over the organizations of the key's owner."""
    asked = asked_of(call)
    org_ids = organizations_of(call)
    if not org_ids:
        message = "No organizations found"
        raise Refusal("no_organizations_found", message, {"data": call.key.user_id}, status=401)
    for org_id in org_ids:
        _want_plan(call, org_id)
    return Answer(
        of_organizations(
            call, org_ids, asked.moments, day_by_day=asked.range.plain, backwards=asked.backwards
        )
    )


def of_bundles(call: Call) -> Answer:
    """Answer which share of the devices ran which bundle; a refusal tells the key."""
    asked = asked_of(call)
    app = _want_app(call, call.key.key)
    answer = usage.shares(call, asked.range, call.world.days_of(app.app_id).bundles)
    lines = [{name: line[name] for name in ("label", "data")} for line in answer["datasets"]]
    return Answer({"labels": answer["labels"], "datasets": lines})
