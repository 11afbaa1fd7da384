"""Every endpoint against every kind of role (contract/api.md 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from capgo_tui.demo.world import people
from tests.demo.conftest import Asker

ROLES = (
    *("super admin", "org admin", "org member", "billing admin", "key manager", "org reader", "app admin"),
    *("developer", "uploader", "reader", "preview", "app only", "channel only"),
)

OWNERS = {"super admin"}
ADMINS = OWNERS | {"org admin"}
AT_ACME = {
    *ADMINS,
    *(
        "org member",
        "billing admin",
        "key manager",
        "org reader",
        "app admin",
        "developer",
        "uploader",
        "reader",
    ),
    "preview",
}
MEMBERS = AT_ACME - {"billing admin", "key manager", "org reader"}
APP_OWNERS = {"app admin", "app only"}
READERS = ADMINS | APP_OWNERS | {"developer", "uploader", "reader"}
BUILDERS = ADMINS | APP_OWNERS | {"developer"}

ORG, SHOP = people.ACME, people.SHOP
BETA, VERSION, DAYS = 20_001, 20_000, "from=2026-11-01&to=2026-11-03"
DEVICE = "ffffffff-0000-4000-8000-00000000000f"


@dataclass(frozen=True)
class Endpoint:
    """A request, who may make it, and what the others hear."""

    method: str
    path: str
    allowed: set[str]
    refusal: tuple[int, str]
    body: Any = ...

    def __str__(self) -> str:
        fields = "" if self.body is ... else " " + "+".join(self.body)
        return f"{self.method} {self.path.partition('?')[0]}{fields}"


ENDPOINTS = (
    Endpoint("GET", f"/organization?orgId={ORG}", AT_ACME, (400, "invalid_org_id")),
    Endpoint("POST", "/organization", OWNERS, (403, "permission_denied"), {"name": "Another"}),
    Endpoint("PUT", "/organization", ADMINS, (400, "cannot_access_organization"), {"orgId": ORG}),
    Endpoint("DELETE", f"/organization?orgId={ORG}", OWNERS, (403, "invalid_org_id")),
    Endpoint("GET", f"/organization/members?orgId={ORG}", MEMBERS, (400, "cannot_access_organization")),
    Endpoint(
        *("POST", "/organization/members", ADMINS, (400, "cannot_access_organization")),
        {"orgId": ORG, "email": "guest@example.com", "invite_type": "read"},
    ),
    Endpoint(
        "DELETE",
        f"/organization/members?orgId={ORG}&email=priya@acme.example",
        ADMINS,
        (400, "cannot_access_organization"),
    ),
    Endpoint("GET", f"/organization/audit?orgId={ORG}", ADMINS, (400, "invalid_org_id")),
    Endpoint("GET", "/apikey", ADMINS | {"key manager"}, (401, "cannot_list_apikeys")),
    Endpoint("GET", "/apikey/7010", ADMINS | {"key manager"}, (401, "cannot_get_apikey")),
    Endpoint("PUT", "/apikey/7010", ADMINS | {"key manager"}, (401, "cannot_update_apikey"), {"name": "n"}),
    Endpoint("DELETE", "/apikey/7016", ADMINS | {"key manager"}, (401, "cannot_delete_apikey")),
    Endpoint("GET", f"/app?org_id={ORG}", AT_ACME, (400, "user_does_not_have_access_to_this_organization")),
    Endpoint("GET", f"/app/{SHOP}", READERS | {"preview"}, (401, "cannot_access_app")),
    Endpoint("PUT", f"/app/{SHOP}", ADMINS | APP_OWNERS, (401, "cannot_access_app"), {"name": "n"}),
    Endpoint(
        *("POST", "/app", MEMBERS | {"billing admin"}, (403, "cannot_access_organization")),
        {"app_id": "com.acme.fresh", "name": "n", "owner_org": ORG},
    ),
    Endpoint("DELETE", f"/app/{SHOP}", OWNERS, (400, "cannot_delete_app")),
    Endpoint("GET", f"/channel?app_id={SHOP}", READERS, (400, "cannot_access_app")),
    Endpoint(
        *("POST", "/channel", ADMINS | APP_OWNERS | {"channel only"}, (400, "cannot_access_app")),
        {"app_id": SHOP, "channel": "beta", "version": "1.4.2"},
    ),
    Endpoint(
        "POST",
        "/channel",
        BUILDERS | {"preview"},
        (400, "cannot_access_app"),
        {"app_id": SHOP, "channel": "x"},
    ),
    Endpoint("GET", f"/device?app_id={SHOP}", READERS, (400, "cannot_access_app")),
    Endpoint("POST", "/device", BUILDERS, (400, "cannot_access_app"), {"app_id": SHOP, "device_id": DEVICE}),
    Endpoint("DELETE", f"/device?app_id={SHOP}&device_id={DEVICE}", BUILDERS, (400, "cannot_access_app")),
    Endpoint("GET", f"/bundle?app_id={SHOP}", READERS | {"preview"}, (400, "cannot_get_bundle")),
    Endpoint(
        *(
            "DELETE",
            f"/bundle?app_id={SHOP}&version=1.0.0",
            OWNERS | APP_OWNERS,
            (400, "cannot_delete_bundle"),
        ),
    ),
    Endpoint(
        *("PUT", "/bundle", BUILDERS | {"uploader", "channel only"}, (400, "cannot_access_app")),
        {"app_id": SHOP, "version_id": VERSION, "channel_id": BETA},
    ),
    Endpoint(
        *("POST", "/bundle", BUILDERS | {"uploader", "preview"}, (400, "cannot_create_bundle")),
        {"app_id": SHOP, "version": "9.0.0", "external_url": "https://x.example/9.zip", "checksum": "f"},
    ),
    Endpoint(
        *(
            "POST",
            "/bundle/metadata",
            BUILDERS | {"uploader", "preview"},
            (400, "cannot_update_bundle_metadata"),
        ),
        {"app_id": SHOP, "version_id": VERSION, "comment": "c"},
    ),
    Endpoint("GET", f"/statistics/org/{ORG}?{DAYS}", AT_ACME, (401, "no_access_to_organization")),
    Endpoint("POST", "/private/stats", READERS, (400, "app_access_denied"), {"appId": SHOP}),
    Endpoint(
        "POST", "/private/stats/insights", READERS, (400, "app_access_denied"), {"appId": SHOP, "days": 7}
    ),
    Endpoint("POST", "/private/stats/export", READERS, (400, "app_access_denied"), {"appId": SHOP}),
    Endpoint("POST", "/private/devices", READERS, (400, "app_access_denied"), {"appId": SHOP}),
)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
@pytest.mark.parametrize("role", ROLES)
async def test_a_role_may_or_hears_the_right_refusal(ask: Asker, endpoint: Endpoint, role: str) -> None:
    reply = await ask(endpoint.method, endpoint.path, endpoint.body, key=role)
    if role in endpoint.allowed:
        assert reply.status == 200, reply.body
    else:
        assert reply.code == endpoint.refusal


@pytest.mark.parametrize("role", ROLES)
async def test_a_forced_device_wants_the_right_for_the_channel(ask: Asker, role: str) -> None:
    reply = await ask("POST", "/device", {"app_id": SHOP, "device_id": DEVICE, "channel": "beta"}, key=role)
    if role in BUILDERS | {"channel only"}:
        assert reply.status == 200
    elif role in READERS | {"preview"}:
        assert reply.code == (400, "cannot_access_channel")
    else:
        assert reply.code == (404, "channel_not_found")


@pytest.mark.parametrize("role", ROLES)
async def test_deleting_a_channel_wants_the_right_for_it(ask: Asker, role: str) -> None:
    reply = await ask("DELETE", f"/channel?app_id={SHOP}&channel=beta", key=role)
    if role in OWNERS | APP_OWNERS | {"channel only"}:
        assert reply.status == 200
    elif role in READERS | {"preview"}:
        assert reply.body["moreInfo"] == {"app_id": SHOP, "channel_id": BETA}
    else:
        assert reply.code == (400, "cannot_find_channel")


@pytest.mark.parametrize("kind", ["app/{}", "app/{}/bundle_usage", "app/{}/native_usage"])
@pytest.mark.parametrize("role", ROLES)
async def test_statistics_want_the_app_and_a_plan_that_can_be_seen(ask: Asker, kind: str, role: str) -> None:
    reply = await ask("GET", f"/statistics/{kind.format(SHOP)}?{DAYS}", key=role)
    if role == "app only":
        assert reply.code == (402, "subscription_required")
    elif role in READERS | {"preview"}:
        assert reply.status == 200
    else:
        assert reply.code == (401, "no_access_to_app")


@pytest.mark.parametrize("role", ROLES)
async def test_webhooks_are_not_for_keys_bound_to_an_app(ask: Asker, role: str) -> None:
    reply = await ask("GET", f"/webhooks?orgId={ORG}", key=role)
    if role in ADMINS:
        assert reply.body == []
    elif role in {"app admin", "developer", "uploader", "reader", "preview", "app only"}:
        assert reply.code == (400, "no_permission")
    else:
        assert reply.code == (400, "invalid_org_id")


async def test_unknown_and_forbidden_look_the_same(ask: Asker) -> None:
    for app_id in ("com.made.up", people.ORDERS):
        assert (await ask("GET", f"/app/{app_id}", key="reader")).code == (401, "cannot_access_app")
        assert (await ask("GET", f"/channel?app_id={app_id}", key="reader")).code == (
            400,
            "cannot_access_app",
        )
        assert (await ask("GET", f"/bundle?app_id={app_id}", key="reader")).code == (400, "cannot_get_bundle")


async def test_an_org_member_has_no_right_in_the_app_that_it_made(ask: Asker) -> None:
    body = {"app_id": "com.acme.fresh", "name": "Fresh", "owner_org": ORG}
    made = await ask("POST", "/app", body, key="org member")
    assert made.body["retention"] == "2592000"
    assert (await ask("GET", "/app/com.acme.fresh", key="org member")).code == (401, "cannot_access_app")


async def test_a_lapsed_plan_closes_the_statistics_and_nothing_else(ask: Asker) -> None:
    for path in (
        f"org/{people.CONTOSO}",
        f"app/{people.TRAVEL}",
        f"app/{people.TRAVEL}/bundle_usage",
        "user",
    ):
        reply = await ask("GET", f"/statistics/{path}?{DAYS}")
        assert reply.code == (402, "subscription_required")
        assert reply.body["moreInfo"] == {"orgId": people.CONTOSO, "isPayingAndGoodPlan": False}
    assert (await ask("GET", f"/device?app_id={people.TRAVEL}")).status == 200
