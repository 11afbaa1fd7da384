"""/channel: S2-74 to S2-108."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from capgo_tui.demo.rows import Channel
from tests.demo.old_servers import ANA, DEVICE, EMPTY, ORG, SHOP, Server
from tests.statements import states

LIST, BETA = f"GET /channel?app_id={SHOP}", f"GET /channel?app_id={SHOP}&channel=beta"
SEED_FIELDS = {
    *("id", "created_at", "name", "app_id", "version", "created_by", "updated_at", "public"),
    *("disableAutoUpdateUnderNative", "disableAutoUpdate", "allow_emulator", "allow_dev"),
}


def row(server: Server, name: str) -> Channel:
    """Give the row of a channel, with the columns that no answer shows."""
    found = server.demo.world.channel_named(SHOP, name)
    assert found is not None
    return found


def many(server: Server, count: int) -> None:
    """Add channels, each a minute younger than the one before."""
    beta = row(server, "beta")
    for number in range(count):
        made = replace(beta, id=5000 + number, name=f"pr-{number}")
        made.created_at = beta.created_at + timedelta(minutes=number + 1)
        server.demo.world.channels[made.id] = made


@states("S2-74", "S2-75", "S2-76", "S2-77", "S2-87")
async def test_a_post_updates_the_channel_of_that_name_or_creates_it(old: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.1.0"}
    assert await old.json("POST /channel", body) == {"status": "ok"}
    assert (await old.json(BETA))["version"]["name"] == "1.1.0"
    assert await old.json("POST /channel", {**body, "channel": "qa"}) == {"status": "ok"}
    assert [channel["name"] for channel in await old.json(LIST)] == ["production", "beta", "qa"]


@states("S2-76")
async def test_a_post_to_another_app_is_refused(old: Server) -> None:
    body = {"app_id": "com.none", "channel": "beta"}
    assert (await old.refusal("POST /channel", body))[1] == {
        "status": "You can't access this app",
        "app_id": "com.none",
    }


@states("S2-77")
async def test_a_post_without_a_name_is_refused(seed: Server, early: Server) -> None:
    body = {"app_id": SHOP, "version": "1.1.0"}
    assert (await seed.refusal("POST /channel", body))[0] == 400
    assert await early.refusal("POST /channel", body) == (
        500,
        {"status": "Cannot create channel", "error": "{}"},
    )


@states("S2-78")
async def test_a_version_that_is_left_out_stays_on_the_page_and_was_unlinked_in_truth(
    seed: Server, early: Server
) -> None:
    body = {"app_id": SHOP, "channel": "beta", "allow_dev": False}
    await seed.json("POST /channel", body)
    assert (await seed.json(BETA))["version"] == {"id": 103, "name": "1.2.0"}
    await early.json("POST /channel", body)
    assert (await early.json(BETA))["version"] == {"id": 12, "name": "unknown"}


@states("S2-78")
async def test_an_unknown_version_is_refused_and_changes_nothing(old: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "9.9.9", "public": True}
    status, said = await old.refusal("POST /channel", body)
    assert (status, said["status"]) == (400, "Cannot find version")
    assert (await old.json(BETA))["public"] is False


@states("S2-78")
async def test_without_bundles_the_real_server_makes_no_channel_at_all(seed: Server, early: Server) -> None:
    body = {"app_id": EMPTY, "channel": "first"}
    await seed.json("POST /channel", body)
    assert (await early.refusal("POST /channel", body))[1]["status"] == "Cannot find version"


@pytest.mark.parametrize(
    ("statement", "field", "column", "value"),
    [
        ("S2-79", "public", "public", True),
        ("S2-80", "disableAutoUpdateUnderNative", "disable_auto_update_under_native", False),
        ("S2-81", "disableAutoUpdate", "disable_auto_update", "minor"),
        ("S2-82", "ios", "ios", False),
        ("S2-83", "android", "android", False),
        ("S2-84", "allow_device_self_set", "allow_device_self_set", True),
        ("S2-85", "allow_emulator", "allow_emulator", False),
        ("S2-86", "allow_dev", "allow_dev", False),
    ],
)
async def test_a_post_sets_this_field_and_no_other(
    old: Server, statement: str, field: str, column: str, value: object
) -> None:
    columns = ("public", "ios", "android", "allow_device_self_set", "allow_emulator", "allow_dev")
    before = {name: getattr(row(old, "beta"), name) for name in columns}
    await old.json("POST /channel", {"app_id": SHOP, "channel": "beta", "version": "1.2.0", field: value})
    assert getattr(row(old, "beta"), column) == value, statement
    after = {name: getattr(row(old, "beta"), name) for name in columns}
    assert {**after, column: value} == {**before, column: value}


@states("S2-81")
@pytest.mark.parametrize("strategy", ["major", "minor", "version_number", "none"])
async def test_four_strategies_are_known(old: Server, strategy: str) -> None:
    body = {"app_id": SHOP, "channel": "qa", "version": "1.2.0", "disableAutoUpdate": strategy}
    await old.json("POST /channel", body)
    assert row(old, "qa").disable_auto_update == strategy


@states("S2-81")
async def test_the_strategy_patch_worked_although_the_page_does_not_know_it(
    seed: Server, early: Server
) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "disableAutoUpdate": "patch"}
    assert (await seed.refusal("POST /channel", body))[0] == 400
    await early.json("POST /channel", body)
    assert (await early.json(BETA))["disableAutoUpdate"] == "patch"


@states("S2-81")
async def test_a_strategy_that_is_none_is_refused_in_the_words_of_the_database(early: Server) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "disableAutoUpdate": "never"}
    status, said = await early.refusal("POST /channel", body)
    assert (status, said["status"]) == (400, "Cannot create channel")
    assert "disable_update" in said["error"]


@states("S2-79", "S2-82")
@pytest.mark.parametrize(("text", "value"), [("true", True), ("off", False)])
async def test_the_real_database_read_texts_as_truth_values(early: Server, text: str, value: bool) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "public": text, "ios": text}
    await early.json("POST /channel", body)
    assert (row(early, "beta").public, row(early, "beta").ios) == (value, value)


@states("S2-79")
async def test_a_flag_that_is_no_truth_value_is_refused(old: Server) -> None:
    for value in ("maybe", None):
        body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "public": value}
        assert (await old.refusal("POST /channel", body))[0] == 400


@states("S2-87")
async def test_a_post_that_changes_nothing_was_a_500_where_the_caller_made_the_channel(
    seed: Server, early: Server
) -> None:
    body = {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "public": False}
    assert await seed.json("POST /channel", body) == {"status": "ok"}
    nothing = (500, {"status": "Cannot create channel", "error": "{}"})
    assert await early.refusal("POST /channel", body) == nothing
    row(early, "beta").created_by = "somebody else"
    assert await early.json("POST /channel", body) == {"status": "ok"}
    assert row(early, "beta").created_by == ANA
    assert await early.refusal("POST /channel", body) == nothing


@states("S2-88", "S2-89", "S2-90", "S2-91")
async def test_channels_come_by_fifty_oldest_first(seed: Server, early: Server) -> None:
    for server in (seed, early):
        many(server, 118)
    pages = [[c["name"] for c in await seed.json(f"{LIST}&page={page}")] for page in range(4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert pages[0][:3] == ["production", "beta", "pr-0"]
    real = [[c["name"] for c in await early.json(f"{LIST}&page={page}")] for page in range(4)]
    assert [len(page) for page in real] == [50, 70, 20, 0], "from page 1 on the real pages overlap"
    assert set(real[2]) < set(real[1])
    assert real[0] == pages[0] == [c["name"] for c in await early.json(LIST)]


@states("S2-89")
async def test_without_an_app_there_are_no_channels(old: Server) -> None:
    assert await old.refusal("GET /channel") == (400, {"status": "You can't access this app"})
    assert await old.json(f"GET /channel?app_id={EMPTY}") == []


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-92", "id", 1012),
        ("S2-93", "created_at", "2026-01-03T03:04:05+00:00"),
        ("S2-94", "name", "beta"),
        ("S2-95", "app_id", SHOP),
        ("S2-96", "version", {"id": 103, "name": "1.2.0"}),
        ("S2-97", "created_by", ANA),
        ("S2-98", "updated_at", "2026-04-02T03:04:05+00:00"),
        ("S2-99", "public", False),
        ("S2-100", "disableAutoUpdateUnderNative", True),
        ("S2-102", "allow_emulator", True),
        ("S2-103", "allow_dev", True),
    ],
)
async def test_a_channel_has_this_field(old: Server, statement: str, field: str, value: Any) -> None:
    assert (await old.json(LIST))[1][field] == value, statement


@states("S2-92", "S2-104", "S2-105")
async def test_a_channel_has_twelve_fields_in_the_list_and_alone(seed: Server) -> None:
    listed = (await seed.json(LIST))[1]
    assert set(listed) == SEED_FIELDS
    assert await seed.json(BETA) == listed


@states("S2-104", "S2-105")
async def test_the_real_one_had_another_field_in_lists_and_one_less_alone(early: Server) -> None:
    listed = (await early.json(LIST))[1]
    assert set(listed) == SEED_FIELDS | {"allow_device_self_set"}
    assert set(listed) - set(await early.json(BETA)) == {"allow_dev"}


@states("S2-104")
async def test_an_unknown_name_is_an_error_that_speaks_of_a_version(old: Server) -> None:
    status, said = await old.refusal(f"{LIST}&channel=nope")
    assert (status, said["status"]) == (400, "Cannot find version")


@states("S2-101")
async def test_of_the_strategy_the_page_shows_whether_there_is_one_and_the_real_server_the_word(
    seed: Server, early: Server
) -> None:
    assert [c["disableAutoUpdate"] for c in await early.json(LIST)] == ["major", "major"]
    row(seed, "beta").disable_auto_update = "none"
    assert [c["disableAutoUpdate"] for c in await seed.json(LIST)] == [True, False]


@states("S2-106", "S2-107", "S2-108")
async def test_a_channel_is_deleted_by_query_with_its_overrides(old: Server) -> None:
    await old.json("POST /device", {"app_id": SHOP, "device_id": DEVICE, "channel": "beta"})
    assert await old.json(f"DELETE /channel?app_id={SHOP}&channel=beta") == {"status": "ok"}
    assert [channel["name"] for channel in await old.json(LIST)] == ["production"]
    assert old.demo.world.overrides == {}


@states("S2-107")
async def test_deleting_needs_a_name_that_exists_and_the_right_to(old: Server) -> None:
    line = f"DELETE /channel?app_id={SHOP}"
    assert (await old.refusal(line))[1]["status"] == "You must provide a channel name"
    assert (await old.refusal(f"{line}&channel=nope"))[1]["status"] == "Cannot find channel"
    member = old.demo.world.member(ORG, "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e22")
    assert member is not None
    member.user_right = "write"
    refused = await old.refusal(f"{line}&channel=beta", key="ben")
    assert refused[1]["status"] == "You can't access this app"
