"""The organizations and apps of a key, whatever the server lists and refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.errors import Refused
from capgo_tui.secret import Secret
from capgo_tui.services.estate import Estate, read_estate
from capgo_tui.services.workspace import Workspace

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)


@pytest.fixture
def demo() -> Demo:
    return Demo(clock=lambda: NOW)


async def no_wait(_seconds: float) -> None:
    return None


def client_of(demo: Demo, key: str = "super admin") -> CapgoClient:
    return connect(key=Secret(demo.keys[key]), asgi=demo.app, budget=1000, sleep=no_wait)


@pytest.fixture
async def workspace(demo: Demo) -> AsyncIterator[Workspace]:
    async with client_of(demo) as client:
        yield Workspace(client, demo.clock)


def names(estate: Estate) -> list[str | None]:
    return [organization.name for organization in estate.organizations]


async def test_organizations_come_by_name_and_apps_by_id(demo: Demo) -> None:
    async with client_of(demo) as client:
        estate = await read_estate(client)
    assert names(estate)[:4] == ["Acme Mobile", "Contoso Travel", "Fabrikam Labs", "Northwind Traders"]
    assert [app.app_id for app in estate.organizations[0].apps] == sorted(
        app.app_id for app in estate.organizations[0].apps
    )
    assert estate.organizations[2].apps == ()
    assert estate.problems == ()


async def test_more_than_fifty_organizations_are_all_there(demo: Demo) -> None:
    async with client_of(demo, "agency") as client:
        estate = await read_estate(client)
    assert len(estate.organizations) == 57
    assert all(names(estate))


async def test_a_key_for_one_app_sees_it_under_an_organization_without_a_name(demo: Demo) -> None:
    async with client_of(demo, "app only") as client:
        estate = await read_estate(client)
    assert len(estate.apps) == 1
    assert estate.organizations[0].name is None


async def test_a_refused_list_of_apps_leaves_those_of_the_settings(demo: Demo) -> None:
    demo.faults.next("/app", 403, times=9)
    async with client_of(demo) as client:
        estate = await read_estate(client, ["com.acme.shop"])
    assert [app.app_id for app in estate.apps] == ["com.acme.shop"]
    assert "Acme Mobile" in names(estate)
    assert len(estate.problems) == 1


async def test_a_refused_list_of_organizations_leaves_the_apps(demo: Demo) -> None:
    demo.faults.next("/organization", 500, times=99)
    async with client_of(demo) as client:
        estate = await read_estate(client)
    assert len(estate.apps) == 9
    assert len(estate.problems) == 1


async def test_nothing_at_all_is_an_error(demo: Demo) -> None:
    demo.faults.next("/", 500, times=99)
    async with client_of(demo) as client:
        with pytest.raises(Refused):
            await read_estate(client)


async def test_a_wrong_key_is_tried_once(demo: Demo) -> None:
    async with connect(key=Secret("00000000-0000-4000-8000-000000000000"), asgi=demo.app) as client:
        with pytest.raises(Refused, match="invalid_apikey"):
            await read_estate(client)
        assert client.requests.sent == 1


async def test_what_came_with_the_tree_is_not_asked_for_again(workspace: Workspace) -> None:
    estate = await workspace.read_estate()
    spent = workspace.client.requests.sent
    acme = workspace.organization(estate.organizations[0].org_id)
    await acme.record.read()
    assert acme.record.records[0].name == "Acme Mobile"
    assert workspace.app("com.acme.shop").record is not None
    assert workspace.client.requests.sent == spent


async def test_lists_of_an_app_join_with_each_other(workspace: Workspace) -> None:
    await workspace.read_estate()
    shop = workspace.app("com.acme.shop")
    assert await shop.read_neighbours() == []
    await shop.devices.read()
    await shop.read_usage()
    around = shop.around
    assert (around.channels_complete, around.bundles_complete, around.devices_complete) == (True, True, True)
    assert around.devices_on_channel("beta") > 0
    assert around.share_today is not None
    assert sum(around.share_today.values()) == pytest.approx(100, abs=0.5)


async def test_what_may_not_be_read_stays_unknown_and_is_said(workspace: Workspace, demo: Demo) -> None:
    shop = workspace.app("com.acme.shop")
    demo.faults.next("/bundle", 500, times=9)
    errors = await shop.read_neighbours()
    assert [type(error) for error in errors] == [Refused]
    assert (shop.around.channels_complete, shop.around.bundles_complete) == (True, False)
    demo.faults.next("/statistics", 402, times=9)
    await shop.read_usage()
    assert shop.around.share_today is None


async def test_the_same_app_is_kept_once(workspace: Workspace) -> None:
    assert workspace.app("com.acme.shop") is workspace.app("com.acme.shop")
    assert workspace.organization("o") is workspace.organization("o")
