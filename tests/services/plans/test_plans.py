"""Plans out of marked records: what goes, what is skipped and why, what it costs, what must be typed."""

from __future__ import annotations

import pytest

from capgo_tui.errors import Misused
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.rules.clean_up import CleanUpRule
from capgo_tui.services.plans.bundles import clean_up, delete_bundles
from capgo_tui.services.plans.channels import edit_channels, promote_bundle
from capgo_tui.services.plans.devices import clear_overrides, move_devices
from tests.services.plans.conftest import SHOP, Desk, Desks, table


async def test_a_device_that_is_there_already_is_skipped_and_the_others_go(desk: Desk) -> None:
    plan = await move_devices(
        desk.workspace, desk.data, desk.devices("priya", "pos-17", "store-001"), desk.channel("beta")
    )
    assert plan.title == "Move 3 devices to beta"
    assert table(plan) == [
        ("priya", "beta", "", "already so"),
        ("pos-17", "legacy", "beta", ""),
        ("store-001", "no override", "beta", ""),
    ]
    assert [change.title for change in plan.changes] == ["Move pos-17 to beta", "Move store-001 to beta"]


async def test_a_public_target_becomes_clearing_the_override(desk: Desk) -> None:
    plan = await move_devices(
        desk.workspace, desk.data, desk.devices("priya", "store-001"), desk.channel("production")
    )
    assert plan.title == "Move 2 devices to production: clear the override"
    assert table(plan) == [
        ("priya", "beta", "no override", ""),
        ("store-001", "no override", "", "no override to clear"),
    ]
    assert plan.changes[0].write.method == "DELETE"
    assert "public" in " ".join(plan.warnings)


async def test_what_is_shown_is_read_again_first(desk: Desk) -> None:
    marked = desk.devices("priya", "pos-17")
    desk.demo.world.override(SHOP, marked[1].device_id, None, desk.demo.clock())
    plan = await clear_overrides(desk.workspace, desk.data, marked)
    assert table(plan) == [
        ("priya", "beta", "no override", ""),
        ("pos-17", "no override", "", "no override to clear"),
    ]


async def test_many_devices_are_read_again_by_their_list_and_one_alone(desk: Desk) -> None:
    spent = desk.requests
    await clear_overrides(desk.workspace, desk.data, desk.devices("priya", "pos-17", "mia", "jonas"))
    assert desk.requests == spent + 1
    await move_devices(desk.workspace, desk.data, desk.devices("mia", "jonas"), desk.channel("next"))
    assert desk.requests == spent + 3  # the channel and the list of devices


async def test_devices_of_a_list_that_is_not_loaded_are_read_one_by_one(desk: Desk, desk_of: Desks) -> None:
    other = desk_of(demo=desk.demo)
    plan = await clear_overrides(other.workspace, other.data, desk.devices("priya", "mia"))
    assert [row.then for row in plan.rows] == ["no override", "no override"]
    assert not other.data.devices.begun


async def test_a_channel_that_is_gone_is_said_before_anything_is_planned(desk: Desk) -> None:
    beta = desk.channel("beta")
    desk.demo.world.delete_channel(desk.demo.world.channels[beta.id])
    with pytest.raises(Misused, match="no channel beta any more"):
        await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), beta)


async def test_an_action_that_was_refused_before_is_skipped_with_the_code(desk_of: Desks) -> None:
    desk = desk_of("reader")
    await desk.reads()
    first = await desk.applies(
        await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    )
    assert first.results[0].code == "cannot_access_channel"
    plan = await move_devices(desk.workspace, desk.data, desk.devices("mia"), desk.channel("next"))
    assert table(plan) == [("mia", "beta", "next", "refused before: cannot_access_channel")]
    assert plan.changes == ()


async def test_a_device_posted_a_moment_ago_waits_for_the_rest_of_its_minute(desk: Desk) -> None:
    marked = desk.devices("pos-17", "store-001")
    await desk.applies(await move_devices(desk.workspace, desk.data, marked[:1], desk.channel("beta")))
    await desk.applies(await clear_overrides(desk.workspace, desk.data, marked[:1]))
    await desk.sleep(20)
    plan = await move_devices(desk.workspace, desk.data, marked, desk.channel("beta"))
    until = plan.rows[0].not_before
    assert until is not None
    assert (until - desk.workspace.now()).total_seconds() == 40
    assert plan.rows[1].not_before is None
    assert plan.cost.seconds == 40
    elsewhere = await move_devices(desk.workspace, desk.data, marked, desk.channel("next"))
    assert elsewhere.rows[0].not_before is None


async def test_a_bundle_is_promoted_to_several_channels(desk: Desk) -> None:
    plan = await promote_bundle(
        desk.workspace, desk.data, desk.bundles("1.5.0")[0], desk.channels("beta", "staging", "kiosk-mode")
    )
    assert plan.title == "Promote 1.5.0 to 3 channels"
    assert table(plan) == [
        ("beta", "1.5.0-rc.1", "1.5.0", ""),
        ("staging", "1.5.0", "", "already so"),
        ("kiosk-mode", "built-in", "1.5.0", ""),
    ]


async def test_one_setting_is_set_on_several_channels(desk: Desk) -> None:
    plan = await edit_channels(
        desk.workspace,
        desk.data,
        desk.channels("beta", "staging", "next"),
        ChannelEdit(disable_auto_update="none"),
    )
    assert plan.title == "Set strategy to none on 3 channels"
    assert table(plan) == [
        ("beta", "strategy none", "", "already so"),
        ("staging", "strategy major", "strategy none", ""),
        ("next", "strategy major", "strategy none", ""),
    ]
    both = ChannelEdit(disable_auto_update="minor", allow_dev=False)
    plan = await edit_channels(desk.workspace, desk.data, desk.channels("next"), both)
    assert plan.title == "Set strategy to minor and development builds to no on next"
    assert plan.rows[0].now == "strategy major, development builds yes"


async def test_several_public_channels_are_warned_about(desk: Desk) -> None:
    plan = await edit_channels(
        desk.workspace, desk.data, desk.channels("beta", "next"), ChannelEdit(public=True)
    )
    assert "only the last stays" in plan.warnings[0]


async def test_an_edit_of_nothing_is_no_plan(desk: Desk) -> None:
    with pytest.raises(Misused):
        await edit_channels(desk.workspace, desk.data, desk.channels("beta"), ChannelEdit())


async def test_bundles_that_a_channel_uses_are_not_deleted(desk: Desk) -> None:
    plan = await delete_bundles(
        desk.workspace, desk.data, desk.bundles("1.4.2", "1.5.0", "1.5.0-beta.2", "1.0.1")
    )
    assert [(row.label, row.then, row.skipped) for row in plan.rows] == [
        ("1.4.2", "", "linked to production, paused"),
        ("1.5.0", "", "linked to staging, production"),
        ("1.5.0-beta.2", "deleted", ""),
        ("1.0.1", "deleted", ""),
    ]
    assert plan.final == ("A deleted bundle cannot be brought back, and its name stays taken.",)
    assert plan.warnings == ("1.0.1: 1 of the loaded devices run it, and keep it.",)
    assert all(dict(change.write.query)["version"] for change in plan.changes)


async def test_cleaning_up_shows_what_goes_first_and_why_the_rest_is_kept(desk: Desk) -> None:
    plan = await clean_up(desk.workspace, desk.data, CleanUpRule(keep_newest=3, including_used=True))
    going = [row.label for row in plan.rows if row.goes]
    assert plan.title == f"Clean up {len(going)} unused bundles of 18"
    assert [row.label for row in plan.rows[: len(going)]] == going
    assert plan.typed == (f"{SHOP} {len(going)}",)
    kept = {row.label: row.skipped for row in plan.rows if not row.goes}
    assert kept["1.4.2"] == "linked to production, rollout of paused"
    assert kept["2.0.0-alpha.1"] == "linked to next"
    job = await desk.applies(plan)
    assert job.summary == f"{len(going)} made, {18 - len(going)} skipped"
    assert {bundle.name for bundle in desk.demo.world.bundles_of(SHOP)} == set(kept)


async def test_what_cannot_be_undone_is_typed_by_name_or_by_app_and_number(desk: Desk) -> None:
    one = await delete_bundles(desk.workspace, desk.data, desk.bundles("1.4.2", "1.0.1"))
    assert one.typed == ("1.0.1",)
    two = await delete_bundles(desk.workspace, desk.data, desk.bundles("1.5.0-beta.2", "1.0.1"))
    assert two.typed == (f"{SHOP} 2",)
    move = await move_devices(desk.workspace, desk.data, desk.devices("pos-17"), desk.channel("beta"))
    assert move.typed == ()


async def test_each_protected_name_is_typed_once(desk_of: Desks) -> None:
    desk = desk_of(protected=("beta", "st*ing", "store-*"))
    await desk.reads()
    plan = await edit_channels(
        desk.workspace,
        desk.data,
        desk.channels("staging", "next", "enterprise"),
        ChannelEdit(allow_dev=False),
    )
    assert plan.typed == ("staging",)
    assert plan.why_typed == "The profile protects staging."
    moved = await move_devices(
        desk.workspace, desk.data, desk.devices("store-001", "store-004"), desk.channel("next")
    )
    assert moved.typed == ("store-001", "store-004")


async def test_a_protected_app_is_typed_once_beside_the_number_too(desk_of: Desks) -> None:
    desk = desk_of(protected=("com.acme.*",))
    await desk.reads()
    plan = await delete_bundles(desk.workspace, desk.data, desk.bundles("1.5.0-beta.2", "1.0.1"))
    assert plan.typed == (f"{SHOP} 2",)


async def test_a_row_is_left_out_and_taken_in_again(desk: Desk) -> None:
    plan = await move_devices(
        desk.workspace, desk.data, desk.devices("priya", "pos-17", "mia"), desk.channel("next")
    )
    without = plan.toggled(1)
    assert [change.target.name for change in without.changes] == ["priya", "mia"]
    assert without.cost.writes == 2
    assert without.toggled(1).changes == plan.changes
    there = await move_devices(desk.workspace, desk.data, desk.devices("priya"), desk.channel("beta"))
    assert there.toggled(0).changes == ()


async def test_the_cost_says_what_is_changed_what_is_read_and_how_long_it_takes(desk_of: Desks) -> None:
    desk = desk_of(budget=10)
    await desk.reads()
    names = [device for device in desk.data.devices.records if device.channel is None][:20]
    plan = await move_devices(desk.workspace, desk.data, names, desk.channel("beta"))
    cost = plan.cost
    assert (cost.writes, cost.checks, cost.requests) == (20, 1, 21)
    assert cost.seconds > 120  # eight a minute are for what runs behind


async def test_what_holds_for_all_is_said_once(desk: Desk) -> None:
    app = desk.demo.world.apps[SHOP]
    app.channel_device_count = 0
    await desk.workspace.read_estate()
    plan = await move_devices(
        desk.workspace, desk.data, desk.devices("pos-17", "store-001"), desk.channel("next")
    )
    assert len(plan.warnings) == 1
    assert "first override" in plan.warnings[0]
