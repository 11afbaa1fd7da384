"""Create or update by name, one public channel per platform, rollouts (contract/api.md 3.6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.demo.conftest import Asker, Reply

APP = "com.acme.shop"


async def _post(acme: Asker, channel: Any, **fields: Any) -> Reply:
    return await acme("POST", "/channel", {"app_id": APP, "channel": channel, **fields})


async def _read(acme: Asker, channel: str) -> dict[str, Any]:
    row: dict[str, Any] = (await acme("GET", f"/channel?app_id={APP}&channel={channel}")).body
    return row


async def test_a_new_channel_has_the_defaults(acme: Asker) -> None:
    assert (await _post(acme, "qa")).body == {"status": "ok"}
    row = await _read(acme, "qa")
    flags = {"public": False, "disableAutoUpdate": "major", "disableAutoUpdateUnderNative": True}
    flags |= {"allow_device_self_set": False, "allow_emulator": True, "allow_device": True}
    assert {name: row[name] for name in flags} == flags
    assert row["version"] is None
    made = acme.demo.world.channel_named(APP, "qa")
    assert made is not None
    assert (made.ios, made.android, made.electron) == (True, True, True)


async def test_a_new_channel_with_a_version_tells_its_number(acme: Asker) -> None:
    body = (await _post(acme, "qa", version="1.2.0")).body
    assert body["public"] is False
    assert body["id"] in acme.demo.world.channels


async def test_platforms_are_never_shown(acme: Asker) -> None:
    await _post(acme, "beta", ios=False)
    assert not {"ios", "android", "electron"} & (await _read(acme, "beta")).keys()


async def test_what_is_left_out_stays(acme: Asker) -> None:
    before = await _read(acme, "beta")
    acme.clock.pass_(5)
    await _post(acme, "beta", disableAutoUpdate="none", name="renamed")
    after = await _read(acme, "beta")
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"disableAutoUpdate", "updated_at"}


@pytest.mark.parametrize("version", [None, "", "builtin", "unknown"])
async def test_four_words_unlink_the_bundle(acme: Asker, version: str | None) -> None:
    await _post(acme, "beta", version=version)
    assert (await _read(acme, "beta"))["version"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "9.9.9"},
        {"disableAutoUpdate": "metadata"},
        {"disableAutoUpdate": True},
        {"disableAutoUpdate": ["major"]},
        {"public": "maybe"},
        {"ios": None},
        {"rolloutEnabled": "yes"},
        {"rolloutPausedAt": "soon"},
    ],
)
async def test_a_value_that_the_database_refuses_is_a_500(acme: Asker, fields: dict[str, Any]) -> None:
    before = await _read(acme, "beta")
    assert (await _post(acme, "beta", **fields)).code == (500, "unknown_error")
    assert await _read(acme, "beta") == before


@pytest.mark.parametrize("name", [None, "", 5, ["x"]])
async def test_a_channel_needs_a_name(acme: Asker, name: Any) -> None:
    assert (await _post(acme, name)).code == (500, "unknown_error")


async def test_an_unknown_bundle_makes_no_channel(acme: Asker) -> None:
    assert (await _post(acme, "qa", version="9.9.9")).code == (400, "cannot_find_version")
    assert acme.demo.world.channel_named(APP, "qa") is None


async def test_a_deleted_bundle_is_unknown(acme: Asker) -> None:
    await acme("DELETE", f"/bundle?app_id={APP}&version=1.1.0")
    assert (await _post(acme, "qa", version="1.1.0")).code == (400, "cannot_find_version")


async def test_one_channel_is_public_for_each_platform(acme: Asker) -> None:
    await _post(acme, "production", ios=True, android=False, electron=False)
    await _post(acme, "beta", public=True, ios=False, electron=False)
    assert (await _read(acme, "production"))["public"]
    await _post(acme, "desk", public=True, ios=False, android=False)
    assert [(await _read(acme, name))["public"] for name in ("production", "beta", "desk")] == [
        True,
        True,
        True,
    ]
    await _post(acme, "everywhere", public=True)
    assert [(await _read(acme, name))["public"] for name in ("production", "beta", "desk")] == [
        False,
        False,
        False,
    ]


async def test_a_public_channel_that_gains_a_platform_takes_it_from_the_other(acme: Asker) -> None:
    await _post(acme, "production", ios=True, android=False, electron=False)
    await _post(acme, "beta", public=True, ios=False, electron=False)
    await _post(acme, "beta", ios=True)
    assert not (await _read(acme, "production"))["public"]


async def test_going_public_for_one_phone_only_leaves_electron_out(acme: Asker) -> None:
    await _post(acme, "phone", public=True, ios=True, android=False)
    phone = acme.demo.world.channel_named(APP, "phone")
    assert phone is not None
    assert phone.electron is False


async def test_deleting_a_channel_takes_its_overrides(acme: Asker) -> None:
    await acme("POST", "/device", {"app_id": APP, "device_id": "d", "channel": "beta"})
    await acme("DELETE", f"/channel?app_id={APP}&channel=beta")
    assert acme.demo.world.overrides == {}


async def test_a_rollout_begins_is_promoted_and_resets(acme: Asker) -> None:
    old = await _read(acme, "production")
    await _post(acme, "production", rolloutVersion="1.2.0", rolloutPercentage=12.5, rolloutEnabled=True)
    row = await _read(acme, "production")
    assert (row["rollout_version"], row["rollout_version_info"]) == (103, {"name": "1.2.0", "id": 103})
    assert (row["rolloutPercentageBps"], row["rolloutEnabled"]) == (1250, True)
    assert row["rollout_id"] != old["rollout_id"]
    assert (await acme("GET", f"/app/{APP}")).body["rollout_channel_count"] == 1
    await _post(acme, "production", promoteToStable=True)
    row = await _read(acme, "production")
    assert (row["version"]["name"], row["rollout_version"], row["rolloutPercentageBps"]) == ("1.2.0", None, 0)
    assert (await acme("GET", f"/app/{APP}")).body["rollout_channel_count"] == 0


async def test_a_rollback_keeps_the_stable_bundle(acme: Asker) -> None:
    await _post(
        acme, "production", rollout_version="1.2.0", rollout_percentage_bps=10000, rollout_enabled=True
    )
    await _post(acme, "production", rollback=True)
    row = await _read(acme, "production")
    assert (row["version"]["name"], row["rollout_version"], row["rolloutEnabled"]) == ("1.0.0", None, False)


async def test_a_paused_rollout_is_named_by_its_app(acme: Asker) -> None:
    await _post(acme, "production", rolloutVersion="1.2.0", rolloutPercentageBps=500, rolloutEnabled=True)
    await _post(acme, "production", rolloutPausedAt="2026-11-20T10:00:00Z", rolloutPauseReason="crashes")
    row = await _read(acme, "production")
    assert (row["rolloutPausedAt"], row["rolloutPauseReason"]) == ("2026-11-20T10:00:00+00:00", "crashes")
    app = (await acme("GET", f"/app/{APP}")).body
    assert (app["rollout_channel_count"], app["rollout_paused_version_names"]) == (0, ["1.2.0"])


async def test_the_percentage_alone_keeps_the_rollouts_id(acme: Asker) -> None:
    await _post(acme, "production", rolloutVersion="1.2.0", rolloutPercentageBps=500, rolloutEnabled=True)
    before = await _read(acme, "production")
    await _post(acme, "production", rolloutPercentage=50)
    assert (await _read(acme, "production"))["rollout_id"] == before["rollout_id"]


@pytest.mark.parametrize(
    ("channel", "fields", "code"),
    [
        ("production", {"rolloutPercentage": 100.5}, "invalid_rollout_percentage"),
        ("production", {"rolloutPercentage": "10"}, "invalid_rollout_percentage"),
        ("production", {"rolloutPercentageBps": 10001}, "invalid_rollout_percentage"),
        ("production", {"rolloutPercentageBps": 0.5}, "invalid_rollout_percentage"),
        ("production", {"autoPauseConfidence": 1}, "invalid_auto_pause_confidence"),
        ("production", {"autoPauseAction": "stop"}, "invalid_auto_pause_action"),
        ("production", {"rolloutCacheTtlSeconds": -1}, "invalid_rollout_config"),
        ("production", {"rolloutVersion": "9.9.9"}, "cannot_find_version"),
        ("production", {"rolloutEnabled": True}, "missing_rollout_version"),
        ("production", {"promoteToStable": True}, "missing_rollout_version"),
        ("brand-new", {"rolloutVersion": "1.2.0"}, "cannot_find_channel"),
        ("brand-new", {"rollback": True}, "cannot_find_channel"),
    ],
)
async def test_a_rollout_is_checked(acme: Asker, channel: str, fields: dict[str, Any], code: str) -> None:
    assert (await _post(acme, channel, **fields)).code == (400, code)


async def test_a_rollout_needs_a_stable_bundle(acme: Asker) -> None:
    await _post(acme, "qa")
    assert (await _post(acme, "qa", rolloutVersion="1.2.0")).code == (400, "missing_stable_version")
    assert (await _post(acme, "qa", version="1.0.0", rolloutVersion="1.2.0")).status == 200


async def test_a_rollout_target_can_be_taken_away(acme: Asker) -> None:
    await _post(acme, "production", rolloutVersion="1.2.0", rolloutPercentage=10, rolloutEnabled=True)
    await _post(acme, "production", rolloutVersion=None)
    row = await _read(acme, "production")
    assert (row["rollout_version"], row["rolloutEnabled"], row["rolloutPercentageBps"]) == (None, False, 0)


async def test_channels_come_oldest_first_and_rewritten_ones_last_among_equals(acme: Asker) -> None:
    for channel in acme.demo.world.channels.values():
        channel.created_at = acme.clock.now
    await _post(acme, "production", disableAutoUpdate="none")
    rows = (await acme("GET", f"/channel?app_id={APP}")).body
    assert [row["name"] for row in rows] == ["beta", "production"]
