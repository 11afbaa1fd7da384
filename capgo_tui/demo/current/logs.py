"""/private/stats and its relatives: the device log (contract/api.md 4)."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from capgo_tui.demo import javascript_dates, schema, timestamps
from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.actions import ACTIONS
from capgo_tui.demo.errors import Json, Refusal
from capgo_tui.demo.rows import LogRow

MOST = 50_000
"""Rows of one answer at most."""

_SORTABLE = ("created_at", "app_id", "device_id", "action", "version_name")


def _ordering(value: Any, path: schema.Path) -> list[Json]:
    if not isinstance(value, dict):
        return [schema.wrong_type("object", value, path)]
    return [
        *schema.one_of(*_SORTABLE)(value.get("key", schema.MISSING), [*path, "key"]),
        *schema.optional(schema.one_of("asc", "desc"))(
            value.get("sortable", schema.MISSING), [*path, "sortable"]
        ),
    ]


def _moment(value: Any, path: schema.Path) -> list[Json]:
    return [] if isinstance(value, str | int | float) else [schema.wrong_type("string", value, path)]


_READ = {
    "appId": schema.string(),
    "devicesId": schema.optional(schema.array(schema.uuid)),
    "search": schema.optional(schema.string()),
    "order": schema.optional(schema.array(_ordering)),
    "rangeStart": schema.optional(_moment),
    "rangeEnd": schema.optional(_moment),
    "limit": schema.optional(schema.integer(1, MOST)),
    "actions": schema.optional(schema.array(schema.one_of(*ACTIONS))),
}
_EXPORT = {**_READ, "format": schema.optional(schema.one_of("csv", "json"))}
_INSIGHTS = {
    "appId": schema.string(),
    "days": schema.optional(schema.number),
    "actions": schema.optional(schema.array(schema.one_of(*ACTIONS))),
}


def want_app(call: Call, right: str, app_id: str) -> None:
    """Refuse a key without a right in an app."""
    if not may_in_app(call.world, call.key, right, app_id):
        raise Refusal("app_access_denied", "You can't access this app", {"app_id": app_id})


def read(call: Call) -> Answer:
    """Give lines of an app's log."""
    return Answer([_shown(row) for row in _found(call, schema.checked(_READ, call.body()))])


def _shown(row: LogRow) -> Json:
    return {
        "created_at": timestamps.rest(row.created_at),
        "action": row.action,
        "device_id": row.device_id,
        "app_id": row.app_id,
        "id": row.id,
        "version_name": row.version_name,
        "metadata": row.metadata,
    }


def _found(call: Call, asked: Json) -> list[LogRow]:
    want_app(call, "app.read_logs", asked["appId"])
    wanted = _wanted(asked)
    rows = [row for row in call.world.logs.get(asked["appId"], ()) if wanted(row)]
    orders = asked.get("order") or [{"key": "created_at", "sortable": "desc"}]
    for order in reversed(orders):
        rows.sort(key=lambda row: _key(row, order["key"]), reverse=order.get("sortable", "asc") == "desc")
    return rows[: int(asked.get("limit", 1000))]


def _key(row: LogRow, name: str) -> Any:
    return getattr(row, name)


def _wanted(asked: Json) -> Callable[[LogRow], bool]:
    devices = {device_id.lower() for device_id in asked.get("devicesId") or ()}
    actions, search = set(asked.get("actions") or ()), (asked.get("search") or "").lower()
    start, end = _bound(asked.get("rangeStart")), _bound(asked.get("rangeEnd"))

    def wanted(row: LogRow) -> bool:
        return (
            (not devices or row.device_id in devices)
            and (not actions or row.action in actions)
            and (
                not search
                or any(search in text.lower() for text in (row.device_id, row.action, row.version_name))
            )
            and (start is None or row.created_at >= start)
            and (end is None or row.created_at < end)
        )

    return wanted


def _bound(given: Any) -> datetime | None:
    if given is None or given == "":
        return None
    if isinstance(given, str) and not given.isdecimal():
        try:
            moment = javascript_dates.parse(given)
        except javascript_dates.NotADate:
            return None
    else:
        moment = int(given)
    return datetime.fromtimestamp(moment / 1000, UTC)


def export(call: Call) -> Answer:
    """Give lines of an app's log as one text."""
    asked = schema.checked(_EXPORT, call.body())
    kind = asked.pop("format", "csv")
    rows = [_shown(row) for row in _found(call, asked)]
    if kind == "json":
        data = json.dumps(rows)
    else:
        written = io.StringIO()
        columns = ("created_at", "app_id", "device_id", "action", "version_name", "metadata")
        table = csv.DictWriter(written, columns, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        data = written.getvalue()
    return Answer(
        {"format": kind, "data": data, "limit": int(asked.get("limit", 1000)), "rowCount": len(rows)}
    )


def insights(call: Call) -> Answer:
    """Count an app's log by action, day, bundle and device."""
    asked = schema.checked(_INSIGHTS, call.body())
    days = asked.get("days", 7)
    if days not in {1, 3, 7, 30}:
        issue = {"code": "invalid_union", "errors": [], "path": ["days"], "message": "Invalid input"}
        raise Refusal("invalid_body", "Invalid body", {"error": schema.schema_error([issue])})
    today = call.now.replace(hour=0, minute=0, second=0, microsecond=0)
    start, end = today - timedelta(days=int(days) - 1), today + timedelta(days=1)
    span = {"rangeStart": timestamps.driver(start), "rangeEnd": timestamps.driver(end), "limit": MOST}
    rows = _found(call, {"appId": asked["appId"], "actions": asked.get("actions"), **span})
    labels = [(start + timedelta(days=place)).date().isoformat() for place in range(int(days))]
    by_day = Counter((row.created_at.date().isoformat(), row.action) for row in rows)
    actions = Counter(row.action for row in rows)
    summary = {
        "total": len(rows),
        "device_count": len({row.device_id for row in rows}),
        "action_count": len(actions),
    }
    return Answer(
        {
            "summary": summary,
            "actions": [_counted(rows, "action", action) for action, _ in actions.most_common()],
            "daily": [
                {"date": day, "action": action, "count": count}
                for (day, action), count in sorted(by_day.items())
            ],
            "versions": [_counted(rows, "version_name", name) for name, _ in _most(rows, "version_name")],
            "devices": [_counted(rows, "device_id", name) for name, _ in _most(rows, "device_id")[:50]],
            "period": {
                "requested_days": int(days),
                "start": timestamps.driver(start),
                "end": timestamps.driver(end),
                "labels": labels,
            },
        }
    )


def _most(rows: list[LogRow], column: str) -> list[tuple[str, int]]:
    return Counter(str(getattr(row, column)) for row in rows).most_common()


def _counted(rows: list[LogRow], column: str, value: str) -> Json:
    own = [row for row in rows if getattr(row, column) == value]
    return {column: value, "count": len(own), "device_count": len({row.device_id for row in own})}
