"""/statistics: daily figures of an app, an organization, a person (contract/api.md 3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capgo_tui.demo import javascript_dates, schema
from capgo_tui.demo.access import may_in_app, may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.errors import Json, Refusal, invalid_body, not_found
from capgo_tui.demo.javascript import rounded
from capgo_tui.demo.rows import App
from capgo_tui.demo.tables import DayMetrics


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of a statistics route; moments are milliseconds since 1970."""

    first: int
    last: int
    plain: bool
    """`noAccumulate`: each day's own value."""
    breakdown: bool


def asked_of(call: Call) -> Asked:
    """Read and check the query; this comes before any permission.

    Raises:
        Refusal: 400 `invalid_body` with every field that is wrong.
    """
    issues: list[Json] = []
    moments: dict[str, int] = {}
    for name in ("from", "to"):
        text = call.query.get(name)
        if not text:
            issues.append(schema.custom(f"{name} is required", [name]))
            continue
        try:
            moments[name] = javascript_dates.parse(text)
        except javascript_dates.NotADate:
            issues.append(schema.custom(f"{name} must be a valid date", [name]))
    flags = [
        name for name in ("breakdown", "noAccumulate") if call.query.get(name) not in {None, "true", "false"}
    ]
    issues += [schema.custom(f"{name} must be true or false", [name]) for name in flags]
    if issues:
        raise invalid_body(schema.schema_error(issues))
    plain, breakdown = (call.query.get(name) == "true" for name in ("noAccumulate", "breakdown"))
    return Asked(moments["from"], moments["to"], plain, breakdown)


def want_app(call: Call, app_id: str) -> App:
    """Give an app whose figures the key may see.

    Raises:
        Refusal: 401 without the right; 402 where the plan is not valid.
    """
    if not may_in_app(call.world, call.key, "app.read", app_id):
        raise Refusal("no_access_to_app", "No access to app", {"data": call.key.user_id}, status=401)
    app = call.world.apps[app_id]
    want_plan(call, app.owner_org)
    return app


def want_plan(call: Call, org_id: str) -> None:
    """Refuse where the plan is not valid, or cannot be checked because the key is bound to apps only."""
    plan = call.world.organizations[org_id].plan
    unseen = plan is not None and not may_in_organization(call.key, "org.read", org_id)
    if plan == "invalid" or unseen:
        raise unpaid(org_id)


def unpaid(org_id: str) -> Refusal:
    """Answer 402 for an organization without a valid plan."""
    message = "Organization subscription required or plan invalid"
    more = {"orgId": org_id, "isPayingAndGoodPlan": False}
    return Refusal("subscription_required", message, more, status=402)


def labels(asked: Asked, now: int) -> list[int]:
    """Give the moment of each row.

    There are as many days forward from the first moment as lie between both; days ahead of now are left out.
    """
    days = rounded(abs(asked.last - asked.first) / javascript_dates.DAY)
    ahead = (now - asked.first) // javascript_dates.DAY + 1
    return [asked.first + place * javascript_dates.DAY for place in range(max(0, min(days, ahead)))]


def daily(call: Call, app_id: str, moments: Sequence[int], *, backwards: bool = False) -> list[DayMetrics]:
    """Give an app's figures of each day; a reversed range finds none."""
    days = call.world.days_of(app_id)
    nothing = DayMetrics()
    if backwards:
        return [nothing] * len(moments)
    return [(day and days.metrics(day)) or nothing for day in map(javascript_dates.day_of, moments)]


def rows(moments: Sequence[int], figures: Sequence[DayMetrics], total: int, *, plain: bool) -> list[Json]:
    """Make the rows of an answer; storage is anchored on `total`, so old ranges show a wrong level."""
    changes = sum(figure.storage for figure in figures)
    level = max(0, total - changes + figures[0].storage) if figures else 0
    made: list[Json] = []
    mau = bandwidth = 0
    for place, (moment, figure) in enumerate(zip(moments, figures, strict=True)):
        if plain:
            mau, bandwidth = figure.mau, figure.bandwidth
            storage = level if place == 0 else figure.storage
        else:
            mau, bandwidth = mau + figure.mau, bandwidth + figure.bandwidth
            level += figure.storage if place else 0
            storage = level
        made.append(
            {
                "mau": mau,
                "storage": storage,
                "storage_byte_hours": 0,
                "bandwidth": bandwidth,
                "build_time_seconds": 0,
                "date": javascript_dates.iso_text(moment),
            }
        )
    return made


def together(parts: Sequence[Sequence[DayMetrics]], length: int) -> list[DayMetrics]:
    """Add the figures of several apps up, day by day; without an app every day is empty."""
    if not parts:
        return [DayMetrics()] * length
    return [
        DayMetrics(sum(d.mau for d in day), sum(d.storage for d in day), sum(d.bandwidth for d in day))
        for day in zip(*parts, strict=True)
    ]


def of_app(call: Call) -> Answer:
    """Answer for one app."""
    asked = asked_of(call)
    app = want_app(call, call.params["id"])
    moments = labels(asked, call.instant)
    figures = daily(call, app.app_id, moments, backwards=asked.last < asked.first)
    return Answer(rows(moments, figures, app.current_storage_bytes, plain=asked.plain))


def of_organization(call: Call) -> Answer:
    """Answer for an organization, on request with every app's daily values beside."""
    asked = asked_of(call)
    org_id = call.params["id"]
    if org_id not in call.world.organizations or not may_in_organization(call.key, "org.read", org_id):
        message = "No access to organization"
        raise Refusal("no_access_to_organization", message, {"data": call.key.user_id}, status=401)
    want_plan(call, org_id)
    moments = labels(asked, call.instant)
    apps = sorted(call.world.apps_of(org_id), key=lambda app: app.app_id)
    parts = [daily(call, app.app_id, moments, backwards=asked.last < asked.first) for app in apps]
    total = sum(app.current_storage_bytes for app in apps)
    summed = rows(moments, together(parts, len(moments)), total, plain=asked.plain)
    if not asked.breakdown:
        return Answer(summed)
    by_app = [
        _of_day(app, moment, day)
        for app, part in zip(apps, parts, strict=True)
        for moment, day in zip(moments, part, strict=True)
    ]
    return Answer({"global": summed, "byApp": by_app})


def _of_day(app: App, moment: int, day: DayMetrics) -> Json:
    return {
        "app_id": app.app_id,
        "date": javascript_dates.iso_text(moment),
        "mau": day.mau,
        "storage": day.storage,
        "storage_byte_hours": 0,
        "bandwidth": day.bandwidth,
        "build_time_seconds": 0,
    }


def of_person(call: Call) -> Answer:
    """Answer with the sum over the apps that the key can reach."""
    asked = asked_of(call)
    apps = [
        app for app in call.world.apps.values() if may_in_app(call.world, call.key, "app.read", app.app_id)
    ]
    if not apps:
        message = "No organizations found"
        raise Refusal("no_organizations_found", message, {"data": call.key.user_id}, status=401)
    for org_id in dict.fromkeys(app.owner_org for app in apps):
        want_plan(call, org_id)
    moments = labels(asked, call.instant)
    figures = [daily(call, app.app_id, moments, backwards=asked.last < asked.first) for app in apps]
    parts = [
        rows(moments, part, app.current_storage_bytes, plain=asked.plain)
        for app, part in zip(apps, figures, strict=True)
    ]
    summed = []
    for day in zip(*parts, strict=True):
        row = dict(day[0])
        for name in ("mau", "storage", "bandwidth"):
            row[name] = sum(part[name] for part in day)
        summed.append(row)
    return Answer(summed)


def nowhere(call: Call) -> Answer:  # noqa: ARG001 - a handler like the others
    """Answer 404; on these paths that comes after the key was checked."""
    raise not_found()
