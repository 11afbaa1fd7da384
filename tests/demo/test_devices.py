"""Cursors, orders, filters, and a hundred thousand devices that nobody makes (contract/api.md 3.9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.demo.tables import ListedDevices
from capgo_tui.demo.world import NOW, people
from capgo_tui.demo.world.many_devices import ManyDevices, Mix
from tests.demo.conftest import Asker

SHOP, WALLET = people.SHOP, people.WALLET


async def _pages(ask: Asker, query: str) -> list[list[dict[str, Any]]]:
    pages, cursor = [], ""
    while True:
        body = (await ask("GET", f"/device?{query}{cursor}")).body
        pages.append(body["data"])
        if not body["hasMore"]:
            assert "nextCursor" not in body
            return pages
        cursor = f"&cursor={quote(body['nextCursor'])}"


async def test_cursors_lead_through_every_device_once_by_id(ask: Asker) -> None:
    pages = await _pages(ask, f"app_id={SHOP}&limit=7")
    ids = [device["device_id"] for page in pages for device in page]
    assert ids == sorted(set(ids))
    assert len(ids) == len(ask.demo.world.devices[SHOP])
    assert {len(page) for page in pages[:-1]} == {7}


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_cursors_lead_through_every_device_once_by_time(ask: Asker, order: str) -> None:
    pages = await _pages(ask, f"app_id={SHOP}&limit=7&order={order}")
    times = [device["updated_at"] for page in pages for device in page]
    assert times == sorted(times, reverse=order == "desc")
    assert len({device["device_id"] for page in pages for device in page}) == len(
        ask.demo.world.devices[SHOP]
    )


@pytest.mark.parametrize("newest_first", [True, False])
def test_within_one_time_ids_rise_in_both_orders(newest_first: bool) -> None:
    shop = Mix([("1.0.0", 1)])
    devices = list(
        islice(ManyDevices("a.b", 20, shop, NOW).by_id("", changed_after=None, custom_only=False), 20)
    )
    for device in devices:
        device.updated_at = NOW
    listed = ListedDevices(devices)

    def by_time(after: tuple[datetime, str] | None) -> list[str]:
        found = listed.by_time(after, newest_first=newest_first, changed_after=None, custom_only=False)
        return [device.device_id for device in found]

    ids = by_time(None)
    assert ids == sorted(ids)
    assert by_time((NOW, ids[4])) == ids[5:]


async def test_an_order_must_be_sent_again(ask: Asker) -> None:
    first = (await ask("GET", f"/device?app_id={SHOP}&limit=5&order=desc")).body
    after = (await ask("GET", f"/device?app_id={SHOP}&limit=500&cursor={quote(first['nextCursor'])}")).body
    last_id = first["data"][-1]["device_id"]
    assert all(device["device_id"] > last_id for device in after["data"])


@pytest.mark.parametrize("cursor", ["garbage", "", "2026-07-01T10:00:00+00:00"])
async def test_a_cursor_without_a_bar_starts_over(acme: Asker, cursor: str) -> None:
    for order in ("", "&order=asc"):
        body = (await acme("GET", f"/device?app_id=com.acme.shop&limit=1&cursor={quote(cursor)}{order}")).body
        assert body["data"][0]["device_id"].endswith("1")


async def test_without_an_order_only_the_id_behind_the_bar_matters(acme: Asker) -> None:
    cursor = quote("nonsense|a1b2c3d4-0000-4000-8000-000000000002")
    body = (await acme("GET", f"/device?app_id=com.acme.shop&cursor={cursor}")).body
    assert [device["device_id"][-1] for device in body["data"]] == ["3"]


async def test_with_an_order_an_unreadable_time_is_an_empty_page(acme: Asker) -> None:
    cursor = quote("nonsense|a1b2c3d4-0000-4000-8000-000000000002")
    reply = await acme("GET", f"/device?app_id=com.acme.shop&order=asc&cursor={cursor}")
    assert (reply.status, reply.body) == (200, {"data": [], "hasMore": False})


@pytest.mark.parametrize(
    ("query", "code"),
    [
        *(("limit=0", "invalid_limit"), ("limit=-1", "invalid_limit"), ("limit=abc", "invalid_limit")),
        *(
            ("limit=2.5", "invalid_limit"),
            ("order=up", "invalid_order"),
            ("updated_at=2026-07-01", "invalid_updated_at"),
        ),
        *(
            ("updated_at=soon", "invalid_updated_at"),
            ("updated_at=2026-13-01T00:00:00Z", "invalid_updated_at"),
        ),
    ],
)
async def test_list_parameters_are_checked(acme: Asker, query: str, code: str) -> None:
    assert (await acme("GET", f"/device?app_id=com.acme.shop&{query}")).code == (400, code)


@pytest.mark.parametrize(
    "moment", ["2026-07-01T10:00:00Z", "2026-07-01 10:00:00", "2026-07-02T09:59:59.999Z"]
)
async def test_a_filter_by_time_keeps_what_changed_after_it(acme: Asker, moment: str) -> None:
    body = (await acme("GET", f"/device?app_id=com.acme.shop&updated_at={quote(moment)}")).body
    assert [device["device_id"][-1] for device in body["data"]] == ["2", "3"]


async def test_a_page_number_is_ignored(acme: Asker) -> None:
    assert len((await acme("GET", "/device?app_id=com.acme.shop&page=7")).body["data"]) == 3


async def test_a_custom_id_mode_of_false_counts_as_present(acme: Asker) -> None:
    body = (await acme("GET", "/device?app_id=com.acme.shop&customIdMode=false")).body
    assert [device["custom_id"] for device in body["data"]] == ["user-2"]


async def test_a_single_device_ignores_list_parameters(acme: Asker) -> None:
    one = "device_id=A1B2C3D4-0000-4000-8000-000000000003"
    reply = await acme("GET", f"/device?app_id=com.acme.shop&{one}&limit=0&order=up")
    assert (reply.body["version_name"], reply.body["version"]) == ("builtin", None)
    unknown = await acme("GET", "/device?app_id=com.acme.shop&device_id=FFFF")
    assert unknown.code == (404, "device_not_found")
    assert unknown.body["moreInfo"] == {"device_id": "ffff"}


async def test_the_bundle_of_a_device_may_be_deleted_but_not_unknown(ask: Asker) -> None:
    devices = (await ask("GET", f"/device?app_id={SHOP}&limit=500")).body["data"]
    numbers = {device["version_name"]: device["version"] for device in devices}
    assert numbers["1.3.2"] is not None
    assert (numbers["1.6.0-dev"], numbers["builtin"]) == (None, None)


async def test_an_override_shows_with_the_device_and_counts_ten_seconds_later(acme: Asker) -> None:
    device = {"app_id": "com.acme.shop", "device_id": "A1B2C3D4-0000-4000-8000-000000000001"}
    await acme("POST", "/device", {**device, "channel": "beta"})
    shown = (await acme("GET", "/device?app_id=com.acme.shop")).body["data"]
    assert [row.get("channel") for row in shown] == ["beta", None, None]
    counts = []
    for seconds in (0, 9.9, 0.1):
        acme.clock.pass_(seconds)
        counts.append((await acme("GET", "/app/com.acme.shop")).body["channel_device_count"])
    assert counts == [0, 0, 1]
    await acme("DELETE", f"/device?app_id=com.acme.shop&device_id={device['device_id']}")
    acme.clock.pass_(10)
    assert (await acme("GET", "/app/com.acme.shop")).body["channel_device_count"] == 0


async def test_a_device_has_one_override(acme: Asker) -> None:
    device = {"app_id": "com.acme.shop", "device_id": "new-device"}
    await acme("POST", "/channel", {"app_id": "com.acme.shop", "channel": "qa"})
    await acme("POST", "/device", {**device, "channel": "beta"})
    await acme("POST", "/device", {**device, "channel": "qa"})
    assert len(acme.demo.world.overrides) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"channel": "beta"}, "missing_device_id_or_app_id"),
        ({"app_id": "com.acme.shop"}, "missing_device_id_or_app_id"),
        ({"app_id": "nodots", "device_id": "d"}, "invalid_app_id"),
        ({"app_id": "com.acme.shop", "device_id": "d", "version_id": None}, "invalid_version_id"),
        ({"app_id": "com.acme.shop", "device_id": "d", "channel": "production"}, "public_channel_override"),
    ],
)
async def test_an_override_is_checked_in_order(acme: Asker, body: dict[str, Any], code: str) -> None:
    assert (await acme("POST", "/device", body)).code == (400, code)


async def test_a_big_page_ends_the_list(ask: Asker) -> None:
    for limit in (1000, 5000):
        body = (await ask("GET", f"/device?app_id={WALLET}&limit={limit}")).body
        assert (len(body["data"]), body["hasMore"]) == (1000, False)
    body = (await ask("GET", f"/device?app_id={WALLET}&limit=999")).body
    assert (len(body["data"]), body["hasMore"]) == (999, True)


async def test_a_hundred_thousand_devices_are_found_from_both_ends(ask: Asker) -> None:
    assert (await ask("POST", "/private/devices", {"appId": WALLET, "count": True})).body == {
        "count": 100_000
    }
    newest = (await ask("GET", f"/device?app_id={WALLET}&order=desc&limit=2")).body["data"]
    oldest = (await ask("GET", f"/device?app_id={WALLET}&order=asc&limit=2")).body["data"]
    assert (
        newest[0]["updated_at"] > newest[1]["updated_at"] > oldest[1]["updated_at"] > oldest[0]["updated_at"]
    )
    one = await ask("GET", f"/device?app_id={WALLET}&device_id={newest[0]['device_id'].upper()}")
    assert one.body == newest[0]
    almost = newest[0]["device_id"][:-1] + ("0" if newest[0]["device_id"][-1] != "0" else "1")
    assert (await ask("GET", f"/device?app_id={WALLET}&device_id={almost}")).status == 404


COUNT = 500
MANY = ManyDevices("com.many.devices", COUNT, Mix([("1.0.0", 3), ("1.1.0", 1)]), NOW)
LISTED = ListedDevices(MANY.by_id("", changed_after=None, custom_only=False))

places = st.none() | st.tuples(
    st.integers(min_value=0, max_value=COUNT - 1), st.integers(min_value=-1, max_value=1)
)
moments = st.none() | st.integers(min_value=-10, max_value=100 * 86400).map(
    lambda ago: NOW - timedelta(seconds=ago)
)


def _place(near: tuple[int, int] | None) -> tuple[datetime, str] | None:
    if near is None:
        return None
    device = LISTED.get(LISTED._ids[near[0]])
    assert device is not None
    return device.updated_at + timedelta(seconds=near[1]), device.device_id


@settings(max_examples=150, deadline=None)
@given(near=places, changed_after=moments, custom_only=st.booleans(), newest_first=st.booleans())
def test_computed_devices_behave_like_listed_ones(
    near: tuple[int, int] | None, changed_after: datetime | None, custom_only: bool, newest_first: bool
) -> None:
    after = _place(near)
    by_id = [
        [
            d.device_id
            for d in devices.by_id(
                after[1] if after else "", changed_after=changed_after, custom_only=custom_only
            )
        ]
        for devices in (MANY, LISTED)
    ]
    assert by_id[0] == by_id[1]
    by_time = [
        [
            d.device_id
            for d in devices.by_time(
                after, newest_first=newest_first, changed_after=changed_after, custom_only=custom_only
            )
        ]
        for devices in (MANY, LISTED)
    ]
    assert by_time[0] == by_time[1]


def test_computed_devices_are_found_by_their_ids_and_no_others() -> None:
    for device in LISTED.by_id("", changed_after=None, custom_only=False):
        found = MANY.get(device.device_id)
        assert found is not None
        assert found.updated_at == device.updated_at
    assert [
        MANY.get(name) for name in ("", "zzzz", "ffffffff-0000", "00000000-0000-4000-8000-000000000000")
    ] == [None] * 4
    assert len(MANY) == COUNT
