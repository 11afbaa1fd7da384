"""What follows for channels, devices and bundles from what is loaded, and what must stay unknown."""

from __future__ import annotations

import pytest

from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.bundle_state import BundleState, bundle_state
from capgo_tui.rules.channel_problems import Problem, channel_problems
from capgo_tui.rules.device_state import DeviceState, Standing, channel_of, decided_state, device_state
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.update_decision import Evaluator, Platforms, Unseen

V1, V2, V3 = (Bundle.read({"id": n, "name": f"1.{n}.0"}) for n in (1, 2, 3))


def channel(name: str = "production", bundle: Bundle | None = V2, **fields: object) -> Channel:
    version = None if bundle is None else {"id": bundle.id, "name": bundle.name}
    return Channel.read({"id": len(name), "name": name, "version": version, "public": True, **fields})


def device(runs: str = "1.2.0", **fields: object) -> Device:
    return Device.read({"device_id": "d1", "version_name": runs, **fields})


def around(
    *channels: Channel, bundles: tuple[Bundle, ...] = (V3, V2, V1), complete: bool = True
) -> Surroundings:
    near = Surroundings()
    near.set_channels(channels, complete=complete)
    near.set_bundles(bundles, complete=complete)
    return near


# Devices


def test_a_device_without_override_is_on_the_only_public_channel() -> None:
    found = channel_of(device(), around(channel(), channel("beta", public=False)))
    assert found is not None
    assert (found.names, found.override) == (("production",), False)


def test_an_override_wins_over_the_public_channel() -> None:
    found = channel_of(device(channel="beta"), around(channel()))
    assert found is not None
    assert (found.names, found.override) == (("beta",), True)


@pytest.mark.parametrize(
    "near",
    [around(), around(channel(), complete=False)],
    ids=["none", "not all loaded"],
)
def test_the_channel_is_not_guessed(near: Surroundings) -> None:
    assert channel_of(device(), near) is None
    assert device_state(device(), near).standing is Standing.UNKNOWN


def test_of_several_public_channels_only_what_holds_for_all_is_said() -> None:
    near = around(channel(), channel("web", V3))
    found = channel_of(device(), near)
    assert found is not None
    assert found.names == ("production", "web")
    assert device_state(device("1.2.0"), near) == DeviceState(Standing.UNKNOWN)
    assert device_state(device("1.1.0"), near) == DeviceState(Standing.BEHIND)


@pytest.mark.parametrize(
    ("runs", "state"),
    [
        ("1.2.0", DeviceState(Standing.CURRENT)),
        ("1.1.0", DeviceState(Standing.BEHIND, 1)),
        ("1.3.0", DeviceState(Standing.AHEAD, 1)),
        ("builtin", DeviceState(Standing.BUILTIN)),
        ("0.9.0", DeviceState(Standing.BEHIND)),
        ("9.0.0", DeviceState(Standing.AHEAD)),
        ("nightly", DeviceState(Standing.UNKNOWN)),
    ],
)
def test_a_device_stands_where_its_bundle_stands(runs: str, state: DeviceState) -> None:
    assert device_state(device(runs), around(channel())) == state


def test_both_bundles_of_a_rollout_are_current() -> None:
    rolling = channel(rolloutEnabled=True, rollout_version=3, rollout_version_info={"id": 3, "name": "1.3.0"})
    assert device_state(device("1.3.0"), around(rolling)).standing is Standing.CURRENT
    assert device_state(device("1.2.0"), around(rolling)).standing is Standing.CURRENT


def test_a_device_on_the_built_in_bundle_is_current_on_a_channel_without_bundle() -> None:
    assert device_state(device("builtin"), around(channel(bundle=None))).standing is Standing.CURRENT


# Channels


def problems(of: Channel, near: Surroundings) -> list[Problem]:
    return channel_problems(of, near)


def test_a_channel_in_order_has_no_problem() -> None:
    assert problems(channel(), around(channel())) == []


def test_a_channel_without_a_bundle_has_a_problem_but_an_unknown_one_has_not() -> None:
    assert problems(channel(bundle=None), around()) == [Problem.NO_BUNDLE]
    assert problems(Channel.read({"id": 1, "name": "x", "public": True}), around()) == []


def test_a_bundle_that_is_gone_from_the_full_list_was_deleted() -> None:
    assert problems(channel(), around(bundles=(V1,))) == [Problem.BUNDLE_DELETED]
    assert problems(channel(), around(bundles=(V1,), complete=False)) == []


def test_the_strategy_version_number_needs_a_minimum() -> None:
    strict = channel(disableAutoUpdate="version_number")
    with_minimum = Bundle.read({"id": 2, "name": "1.2.0", "min_update_version": "1.0.0"})
    assert problems(strict, around()) == [Problem.NO_MINIMUM]
    assert problems(strict, around(bundles=(with_minimum,))) == []


def test_a_private_channel_is_unreachable_only_if_no_override_can_exist() -> None:
    private = channel(public=False, allow_device_self_set=False)
    near = around()
    assert problems(private, near) == []
    near.overrides_in_app = 0
    assert problems(private, near) == [Problem.UNREACHABLE]
    near.overrides_in_app = 1
    near.set_devices([device()], complete=True)
    assert problems(private, near) == [Problem.UNREACHABLE]
    near.set_devices([device(channel="production")], complete=True)
    assert problems(private, near) == []


def test_a_paused_rollout_is_a_problem() -> None:
    paused = channel(rollout_version=3, rolloutPausedAt="2026-01-01T00:00:00Z")
    assert problems(paused, around()) == [Problem.ROLLOUT_PAUSED]


# Bundles


def test_a_bundle_is_live_rolled_out_unused_or_never_seen() -> None:
    near = around(channel(rollout_version=3))
    assert bundle_state(V2, near) is BundleState.LIVE
    assert bundle_state(V3, near) is BundleState.ROLLOUT
    assert bundle_state(V1, near) is BundleState.UNUSED
    near.set_devices([device("1.2.0")], complete=True)
    assert bundle_state(V1, near) is BundleState.NEVER_SEEN
    near.add_devices([device("1.1.0")], complete=True)
    assert bundle_state(V1, near) is BundleState.UNUSED


def test_a_bundle_is_not_called_unused_before_the_channels_are_loaded() -> None:
    assert bundle_state(V1, around(complete=False)) is BundleState.UNKNOWN


# What the full decision comes to


def decided(of: Device, *channels: Channel, unseen: Unseen | None = None) -> DeviceState:
    file = {"r2_path": "x", "external_url": None, "key_id": None, "min_update_version": None}
    bundles = [Bundle.read({**each.raw(), **file}) for each in (V3, V2, V1)]
    decision = Evaluator(None, channels, bundles, unseen).decide(of)
    return decided_state(decision, of.version_name, around(*channels))


def phone(runs: str = "1.1.0", **fields: object) -> Device:
    whole = {
        "device_id": "00000000-0000-4000-8000-000000000001",
        "platform": "ios",
        "version_build": "1.0.0",
        "plugin_version": "8.41.0",
        "is_prod": True,
        "is_emulator": False,
        "key_id": None,
    }
    return Device.read({**whole, "version_name": runs, **fields})


def open_channel(name: str = "production", bundle: Bundle = V2, **fields: object) -> Channel:
    allowed = dict.fromkeys(("allow_prod", "allow_dev", "allow_device", "allow_emulator"), True)
    rules = {"disableAutoUpdate": "none", "disableAutoUpdateUnderNative": True, **allowed}
    return channel(name, bundle, **{**rules, **fields})


SERVED = Unseen(platforms={"production": Platforms(ios=True, android=True, electron=True)})


@pytest.mark.parametrize(
    ("runs", "fields", "state"),
    [
        ("1.2.0", {}, DeviceState(Standing.CURRENT)),
        ("1.1.0", {}, DeviceState(Standing.BEHIND, 1)),
        ("1.3.0", {}, DeviceState(Standing.AHEAD, 1)),
        ("builtin", {}, DeviceState(Standing.BUILTIN)),
        (
            "1.1.0",
            {"version_build": "3.0.0"},
            DeviceState(Standing.BLOCKED, code="disable_auto_update_under_native"),
        ),
        (
            "1.1.0",
            {"plugin_version": "4.1.0"},
            DeviceState(Standing.FAILED, code="unsupported_plugin_version"),
        ),
    ],
)
def test_a_decision_comes_to_a_word(runs: str, fields: dict[str, object], state: DeviceState) -> None:
    assert decided(phone(runs, **fields), open_channel(), unseen=SERVED) == state


def test_an_unknown_platform_flag_is_a_doubt_and_not_a_riddle() -> None:
    assert decided(phone("1.1.0"), open_channel()) == DeviceState(Standing.BEHIND, 1, if_served=True)


def test_of_two_channels_that_may_serve_it_only_what_both_say_is_said() -> None:
    both = open_channel(), open_channel("web", V3)
    assert decided(phone("1.2.0"), *both) == DeviceState(Standing.DEPENDS)
    assert decided(phone("1.1.0"), *both) == DeviceState(Standing.BEHIND, if_served=True)


def test_what_gets_nothing_whichever_strategy_it_is_is_blocked() -> None:
    unnamed = open_channel(disableAutoUpdate=True)
    above = phone("1.1.0", version_build="2.0.0")
    assert decided(above, unnamed, unseen=SERVED) == DeviceState(Standing.BLOCKED)
    assert decided(phone("1.1.0"), unnamed, unseen=SERVED) == DeviceState(Standing.DEPENDS)
