"""/webhooks (contract/api.md 3.10)."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlsplit

from capgo_tui.demo import javascript, schema
from capgo_tui.demo.access import is_bound_to_apps, may_in_organization
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.organizations import want_expiring_key
from capgo_tui.demo.errors import Json, Refusal
from capgo_tui.demo.paging import PAGE
from capgo_tui.demo.rows import Webhook
from capgo_tui.demo.timestamps import rest

EVENTS = ("apps", "app_versions", "channels", "org_users", "orgs")
DELIVERIES = ("legacy", "standard")

_READ = {"orgId": schema.string(), "webhookId": schema.optional(schema.string())}
_CREATE = {
    "orgId": schema.string(),
    "name": schema.string(minimum=1),
    "url": schema.string(),
    "enabled": schema.optional(schema.boolean),
    "events": schema.array(schema.string()),
    "delivery_version": schema.optional(schema.string()),
}
_UPDATE = {
    "orgId": schema.string(),
    "webhookId": schema.string(),
    "name": schema.optional(schema.string(minimum=1)),
    "url": schema.optional(schema.string()),
    "enabled": schema.optional(schema.boolean),
    "events": schema.optional(schema.array(schema.string())),
    "delivery_version": schema.optional(schema.string()),
}
_ONE = {"orgId": schema.string(), "webhookId": schema.string()}
_RETRY = {"orgId": schema.string(), "deliveryId": schema.string()}


def _want_right(call: Call, org_id: str) -> None:
    if is_bound_to_apps(call.key):
        message = "App-scoped API keys cannot manage organization webhooks"
        raise Refusal("no_permission", message, {"org_id": org_id})
    known = org_id in call.world.organizations
    if not known or not may_in_organization(call.key, "org.update_settings", org_id):
        raise Refusal("invalid_org_id", "You can't access this organization", {"org_id": org_id})
    want_expiring_key(call, org_id)


def _find(call: Call, asked: Json) -> Webhook:
    hook = call.world.webhooks.get(asked["webhookId"])
    if hook is None or hook.org_id != asked["orgId"]:
        more = {"webhookId": asked["webhookId"]}
        raise Refusal("webhook_not_found", "Webhook not found", more, status=404)
    return hook


def _shown(hook: Webhook) -> Json:
    return {
        "id": hook.id,
        "org_id": hook.org_id,
        "name": hook.name,
        "url": hook.url,
        "enabled": hook.enabled,
        "events": list(hook.events),
        "delivery_version": hook.delivery_version,
        "created_at": rest(hook.created_at),
        "updated_at": rest(hook.updated_at),
        "created_by": hook.created_by,
    }


def read(call: Call) -> Answer:
    """Give one webhook with how its deliveries went, or a page of them, newest first."""
    body = call.body_or_query()
    asked = schema.checked(_READ, body)
    _want_right(call, asked["orgId"])
    if asked.get("webhookId"):
        hook = _find(call, asked)
        return Answer({**_shown(hook), "stats_24h": {"success": 0, "failed": 0, "pending": 0}})
    hooks = [hook for hook in call.world.webhooks.values() if hook.org_id == asked["orgId"]]
    hooks.sort(key=lambda hook: hook.created_at, reverse=True)
    start = _page(body) * PAGE
    return Answer([_shown(hook) for hook in hooks[start : start + PAGE]])


def _page(body: Json) -> int:
    number = javascript.number(body.get("page", 0))
    return 0 if math.isnan(number) or number < 0 else int(number)


def _want_fields(asked: Json) -> None:
    events = asked.get("events")
    if events is not None and (not events or not set(events) <= set(EVENTS)):
        wrong = [event for event in events if event not in EVENTS]
        raise Refusal("invalid_events", "Invalid webhook events", {"invalid": wrong, "allowed": list(EVENTS)})
    if "url" in asked and not _is_public_https(asked["url"]):
        raise Refusal("invalid_url", "Webhook URL must be a public HTTPS address", {"url": asked["url"]})
    version = asked.get("delivery_version")
    if version is not None and version not in DELIVERIES:
        message = "Invalid webhook delivery version"
        raise Refusal("invalid_delivery_version", message, {"delivery_version": version})


def _is_public_https(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.hostname) and parts.hostname != "localhost"


def create(call: Call) -> Answer:
    """Create a webhook; its secret is told once."""
    asked = schema.checked(_CREATE, call.body_or_query())
    _want_right(call, asked["orgId"])
    _want_fields(asked)
    hook = Webhook(
        id=call.world.new_uuid(),
        org_id=asked["orgId"],
        name=asked["name"],
        url=asked["url"],
        enabled=asked.get("enabled", True),
        events=asked["events"],
        delivery_version=asked.get("delivery_version", "legacy"),
        created_at=call.now,
        updated_at=call.now,
        created_by=call.key.user_id,
        secret="whsec_" + call.world.new_uuid().replace("-", ""),
    )
    call.world.webhooks[hook.id] = hook
    return Answer(
        {"status": "Webhook created", "webhook": {**_shown(hook), "secret": hook.secret}}, status=201
    )


def update(call: Call) -> Answer:
    """Change a webhook."""
    asked = schema.checked(_UPDATE, call.body_or_query())
    _want_right(call, asked["orgId"])
    hook = _find(call, asked)
    changes: dict[str, Any] = {name: value for name, value in asked.items() if name not in _ONE}
    if not changes:
        raise Refusal("no_updates", "No updates provided")
    _want_fields(asked)
    for name, value in changes.items():
        setattr(hook, name, value)
    hook.updated_at = call.now
    return Answer({"status": "Webhook updated", "webhook": _shown(hook)})


def delete(call: Call) -> Answer:
    """Delete a webhook."""
    asked = schema.checked(_ONE, call.body_or_query())
    _want_right(call, asked["orgId"])
    hook = _find(call, asked)
    del call.world.webhooks[hook.id]
    return Answer({"status": "Webhook deleted", "webhookId": hook.id})


def test(call: Call) -> Answer:
    """Claim that a test event was sent; this cloud sends nothing to anybody."""
    asked = schema.checked(_ONE, call.body_or_query())
    _want_right(call, asked["orgId"])
    _find(call, asked)
    return Answer(
        {"success": True, "status": 200, "message": "Test event sent", "delivery_id": call.world.new_uuid()}
    )


def deliveries(call: Call) -> Answer:
    """Give the deliveries of a webhook: none were ever made."""
    body = call.body_or_query()
    asked = schema.checked(_ONE, body)
    _want_right(call, asked["orgId"])
    _find(call, asked)
    page = {"page": _page(body), "per_page": PAGE, "total": 0, "has_more": False}
    return Answer({"deliveries": [], "pagination": page})


def retry(call: Call) -> Answer:
    """Refuse to repeat a delivery, since there was none."""
    asked = schema.checked(_RETRY, call.body_or_query())
    _want_right(call, asked["orgId"])
    more = {"deliveryId": asked["deliveryId"]}
    raise Refusal("delivery_not_found", "Delivery not found", more, status=404)
