"""A user loads all devices of an app: asked first, in the background, stopped and gone on with."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt
from tests.ui.scans import WALLET, Gate, loads_all, scan_ends, workspace_of


async def goes_to_wallet(user: User) -> None:
    await user.opens(WALLET, tab="2")
    assert user.sees("5,000 devices loaded · more on server")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_its_cost_is_said_before_anything_is_loaded(user_at: UserAt, width: int, height: int) -> None:
    async with user_at(width, height) as user:
        await goes_to_wallet(user)
        await user.press("L")
        assert user.sees("Load all devices of com.acme.wallet")
        assert user.sees("There are at least")
        assert user.sees("5,000 are loaded")
        before = user.requests
        await user.press("escape")
        assert user.requests == before
        assert user.sees("5,000 devices loaded · more on server")


async def test_with_private_routes_the_cost_is_exact(user_at: UserAt) -> None:
    async with user_at(look=Look(profile="test", private_api=True)) as user:
        await goes_to_wallet(user)
        await user.press("L")
        assert user.sees("There are 100,000 devices;")
        assert user.sees("rest takes 95")


async def test_at_its_end_one_line_says_where_they_stand(user_at: UserAt) -> None:
    async with user_at(budget=5000) as user:
        await goes_to_wallet(user)
        await loads_all(user)
        assert user.sees("100,000 devices")
        assert not user.sees("more on server")
        assert "100,000 devices: " in user.told
        assert " behind" in user.told
        assert not user.sees("load all")


async def test_the_header_says_how_far_it_is_and_keys_work_meanwhile(user_at: UserAt, demo: Demo) -> None:
    gate = Gate(demo)
    async with user_at() as user:
        await goes_to_wallet(user)
        gate.shut()
        await user.press("L", "y")
        assert "scan 5,000" in user.screen.splitlines()[0]
        await user.press("G", "w")
        assert user.sees("up to date") or user.sees("gets") or user.sees("depends")
        await user.press("r")
        assert "being loaded just now" in user.told
        workspace_of(user).scans.start(workspace_of(user).app(WALLET)).cancel()
        gate.let_through()
        await scan_ends(user)
        assert "scan" not in user.screen.splitlines()[0]


async def test_the_same_key_stops_it_and_goes_on_from_there(user_at: UserAt, demo: Demo) -> None:
    gate = Gate(demo)
    async with user_at(budget=5000) as user:
        await goes_to_wallet(user)
        gate.shut()
        await user.press("L", "y", "L")
        gate.let_through()
        await scan_ends(user)
        assert "6,000 devices of com.acme.wallet are loaded, not all. It was stopped." in user.told
        assert len(workspace_of(user).app(WALLET).devices.records) == 6000
        before = user.requests
        await loads_all(user)
        assert user.sees("100,000 devices")
        assert user.requests == before + 95


async def test_it_goes_on_in_another_tab_and_another_app(user_at: UserAt, demo: Demo) -> None:
    gate = Gate(demo)
    async with user_at(budget=5000) as user:
        await goes_to_wallet(user)
        gate.shut()
        await user.press("L", "y", "1")
        await user.opens(SHOP, tab="3")
        assert user.sees("18 bundles")
        assert "scan 5,000" in user.screen.splitlines()[0]
        gate.let_through()
        await scan_ends(user)
        assert "100,000 devices: " in user.told
        await user.opens(WALLET, tab="2")
        assert user.sees("100,000 devices")


async def test_what_breaks_it_is_said_and_nothing_is_lost(user_at: UserAt, demo: Demo) -> None:
    async with user_at(budget=5000) as user:
        await goes_to_wallet(user)
        order(demo.faults, ["status=403@/device:GETx1"])
        await loads_all(user)
        assert "5,000 devices of com.acme.wallet are loaded, not all." in user.told
        assert "403" in user.told
        assert len(workspace_of(user).app(WALLET).devices.records) == 5000


async def test_the_command_does_it_from_anywhere(user_at: UserAt) -> None:
    async with user_at(budget=5000) as user:
        await user.opens(WALLET)
        await user.press("colon")
        await user.types("scan")
        await user.press("enter")
        assert user.sees("Load all devices of com.acme.wallet")
        await user.press("y")
        await scan_ends(user)
        assert user.sees("100,000 devices")


async def test_where_all_are_loaded_it_says_so(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("colon")
    await user.types("scan")
    await user.press("enter")
    assert "All 65 devices are loaded." in user.told
