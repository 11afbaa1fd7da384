"""A user opens the program, or goes on, at the place that a link leads to."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.presenters.deep_links import read_link
from capgo_tui.presenters.places import Place
from tests.driver import User
from tests.ui.cloud import ACME, SHOP, channel_in, organization_in
from tests.ui.conftest import UserAt
from tests.ui.scans import loads_all

CANARY = "0107031b-5434-423b-ac1b-df5e095edd2a"


async def test_it_opens_on_an_app(user_at: UserAt) -> None:
    async with user_at(place=Place(SHOP)) as user:
        assert user.tab == "channels"
        assert user.sees("9 channels")
        assert user.sees("Acme Mobile › com.acme.shop › Channels")


async def test_it_opens_on_a_tab_with_a_filter_and_an_order(user_at: UserAt) -> None:
    place = Place(SHOP, tab="devices", filter="android", sort="device", descending=True)
    async with user_at(place=place) as user:
        assert user.tab == "devices"
        assert user.sees("device ▼")
        assert user.sees("android")
        assert user.sees("of 65")


@pytest.mark.parametrize("record", [CANARY, CANARY.upper(), "canary-1"])
async def test_it_opens_a_device_by_its_id_or_its_custom_id(user_at: UserAt, record: str) -> None:
    async with user_at(place=Place(SHOP, tab="devices", record=record)) as user:
        assert user.sees("device canary-1")
        assert user.sees("2 Why")
        await user.press("escape")
        assert "canary-1" in user.line_with("❯")


async def test_a_device_that_is_not_loaded_is_asked_for(user_at: UserAt, demo: Demo) -> None:
    async with user_at(budget=5000) as user:
        await user.opens("com.acme.wallet", tab="2")
        await loads_all(user)
        await user.press("G", "y", "y")
        last = user.app.clipboard
    async with user_at(place=Place("com.acme.wallet", tab="devices", record=last), budget=5000) as user:
        assert user.sees(last)
        assert user.sees("1 Fields")
        await user.press("escape")
        assert last[:17] in user.line_with("❯")
        await loads_all(user)
        assert user.sees("100,000 devices")


@pytest.mark.parametrize("by", ["name", "number"])
async def test_it_opens_a_channel_by_its_name_or_its_number(user_at: UserAt, demo: Demo, by: str) -> None:
    record = "beta" if by == "name" else str(channel_in(demo, "beta").id)
    async with user_at(place=Place(SHOP, tab="channels", record=record)) as user:
        assert user.sees("channel beta")
        await user.press("escape")
        assert "beta" in user.line_with("❯")


async def test_it_opens_on_the_members_of_an_organization(user_at: UserAt, demo: Demo) -> None:
    place = Place(org_id=organization_in(demo, ACME).id, tab="members")
    async with user_at(place=place) as user:
        assert user.sees("jonas@acme.example")


async def test_a_link_that_was_copied_leads_back_to_what_one_looked_at(user_at: UserAt) -> None:
    async with user_at() as user:
        await user.opens(SHOP, tab="2")
        await user.press("s", "s", "slash")
        await user.types("ios")
        await user.press("enter", "j", "j", "y", "l")
        copied, seen = user.app.clipboard, user.line_with("❯")
    async with user_at(place=read_link(copied)) as user:
        await user.press("escape")
        assert user.line_with("❯") == seen
        assert user.sees("device ▼")


async def test_what_there_is_not_is_said_and_one_stays_where_one_got_to(user_at: UserAt) -> None:
    async with user_at(place=Place(SHOP, tab="devices", record="nobody")) as user:
        assert "There is no device nobody among the 65 loaded." in user.told
        assert user.tab == "devices"


async def test_a_device_that_the_server_does_not_know_is_said_with_its_code(user_at: UserAt) -> None:
    unknown = "ffffffff-0000-4000-8000-000000000001"
    async with user_at(place=Place(SHOP, tab="devices", record=unknown)) as user:
        assert user.tab == "devices"
        assert user.told
        assert not user.sees("1 Fields")


async def test_a_tab_that_there_is_not_is_said(user_at: UserAt) -> None:
    async with user_at(place=Place(SHOP, tab="devcies")) as user:
        assert "There is no tab devcies; there are channels, devices, bundles" in user.told
        assert user.tab == "channels"


async def test_a_console_address_is_gone_to_from_the_command_line(user: User) -> None:
    await user.press("colon")
    await user.types(f"open https://console.capgo.app/app/{SHOP}/device/{CANARY}")
    await user.press("enter")
    assert user.sees("device canary-1")


async def test_a_wrong_link_stays_in_the_command_line_with_the_reason(user: User) -> None:
    await user.press("colon")
    await user.types("open https://example.com/x")
    await user.press("enter")
    assert user.sees("is no address of an app in the console")
    assert user.sees("open https://example.com/x")
