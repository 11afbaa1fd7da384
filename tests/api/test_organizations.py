"""Organizations as the demo cloud and old servers know them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, RefusalKind, Refused, Unexpected
from capgo_tui.models import App, Organization
from tests.api.old_server import JANUARY, old_server
from tests.api.servers import NO_RIGHT, Asked, Reply, Scripted, client_of

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"
APP_ONLY = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a93"


async def test_organizations_are_listed_and_opened(client: CapgoClient) -> None:
    (listed,) = await client.organizations.read_all()
    assert (listed.id, listed.name, listed.website) == (ORG, "Acme Mobile", None)
    assert await client.organizations.read(ORG) == listed


async def test_the_organization_of_a_key_for_one_app_is_known_by_its_id(acme: Demo) -> None:
    async with client_of(acme.app, key=APP_ONLY) as client:
        assert await client.organizations.read_all() == [Organization(id=ORG)]
        assert [app.app_id for app in await client.apps.read_all()] == [SHOP]


async def test_an_unknown_organization_is_refused(client: CapgoClient) -> None:
    with pytest.raises(Refused) as caught:
        await client.organizations.read("3f6c1b2a-0000-4000-8000-000000000000")
    assert (caught.value.code, caught.value.kind) == ("invalid_org_id", RefusalKind.NO_RIGHT)
    with pytest.raises(Misused):
        await client.organizations.read("")


def cloud_of(organizations: Reply, apps: Reply, one: Reply = NO_RIGHT) -> Scripted:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/app":
            return apps
        if "orgId" in asked.query:
            return Reply({"id": asked.query["orgId"], "name": "found"}) if one is FOUND else one
        return organizations

    return Scripted(answer)


FOUND = Reply()


async def test_organizations_beyond_the_first_fifty_are_found_through_their_apps() -> None:
    listed = [{"id": f"org-{number}", "name": f"{number}"} for number in range(50)]
    apps = [{"app_id": f"com.app.a{number}", "owner_org": f"org-{number % 60}"} for number in range(100)]
    server = cloud_of(Reply(listed), Reply([*apps, {"app_id": "com.lost"}]), FOUND)
    organizations = await client_of(server).organizations.read_all()
    assert {organization.id for organization in organizations} == {f"org-{number}" for number in range(60)}
    assert organizations[-1].name == "found"
    assert len(server.asked) == 12


async def test_apps_that_were_read_before_are_not_asked_for_again() -> None:
    server = cloud_of(Reply([]), Reply([]), FOUND)
    organizations = await client_of(server).organizations.read_all([App(app_id="a", owner_org="o")])
    assert organizations == [Organization(id="o", name="found")]
    assert [asked.path for asked in server.asked] == ["/organization", "/organization"]


async def test_a_refused_list_of_organizations_is_made_good_by_the_apps() -> None:
    server = cloud_of(NO_RIGHT, Reply([{"app_id": "a", "owner_org": "o"}]))
    assert await client_of(server).organizations.read_all() == [Organization(id="o")]


BROKEN = Reply({"error": "unknown_error", "message": "Unknown error", "moreInfo": {}}, 500)


async def test_a_list_that_the_server_failed_to_give_is_not_passed_off_as_complete() -> None:
    with pytest.raises(Refused, match="unknown_error"):
        await client_of(cloud_of(BROKEN, Reply([{"app_id": "a", "owner_org": "o"}]))).organizations.read_all()
    with pytest.raises(Refused, match="unknown_error"):
        await client_of(
            cloud_of(Reply([]), Reply([{"app_id": "a", "owner_org": "o"}]), BROKEN)
        ).organizations.read_all()


@pytest.mark.parametrize(
    "apps", [Reply([]), Reply({"error": "cannot_get_apps", "message": "x", "moreInfo": {}}, 400)]
)
async def test_a_refused_list_that_nothing_makes_good_is_refused(apps: Reply) -> None:
    with pytest.raises(Refused, match="invalid_org_id"):
        await client_of(cloud_of(NO_RIGHT, apps)).organizations.read_all()


async def test_refused_apps_leave_the_organizations_that_are_listed() -> None:
    server = cloud_of(Reply([{"id": "o"}]), NO_RIGHT)
    assert await client_of(server).organizations.read_all() == [Organization(id="o")]


@pytest.mark.parametrize(
    ("organizations", "apps"), [(Reply("<html>"), Reply([])), (Reply([]), Reply("<html>"))]
)
async def test_an_answer_that_is_none_is_not_hidden(organizations: Reply, apps: Reply) -> None:
    with pytest.raises(Unexpected):
        await client_of(cloud_of(organizations, apps)).organizations.read_all()


async def test_an_old_server_lists_its_organizations() -> None:
    (organization,) = await client_of(old_server(JANUARY)).organizations.read_all()
    assert organization.name == "Acme Mobile"
    assert organization.created_at == datetime(2026, 1, 1, tzinfo=UTC)
