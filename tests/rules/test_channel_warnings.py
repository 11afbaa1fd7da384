"""What a release manager has to know before a channel is saved or deleted."""

from __future__ import annotations

from typing import Any

import pytest

from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.rules.channel_warnings import (
    WarningKind,
    channel_warnings,
    deletion_warnings,
)
from tests.rules.channel_app import ALL_FLAGS, BETA, PRODUCTION, app, kinds, warned
from tests.rules.small_world import bundle, channel

# What needs no warning


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"version": "1.4.0"},
        {"public": True},
        {"version": "1.3.0", "allow_prod": True, "disable_auto_update": "major"},
        {"allow_dev": False},
        {"disable_auto_update": "minor"},
    ],
)
def test_a_harmless_edit_is_saved_without_a_word(fields: dict[str, Any]) -> None:
    assert warned(PRODUCTION, **fields) == {}


# The default


def test_unlinking_the_public_channel_empties_the_default_and_says_whom_that_meets() -> None:
    found = channel_warnings(PRODUCTION, ChannelEdit(version=None), app(PRODUCTION), devices=12)
    assert kinds(found) == [WarningKind.EMPTIES_DEFAULT, WarningKind.UNLINKS]
    assert found[0].text == (
        "production is public: every device without an override goes back to the bundle built into the app."
    )
    assert found[1].text == (
        "production is un-linked from 1.3.0: its devices go back to the bundle built into the app. "
        "12 of the loaded devices are on it."
    )


def test_unpublishing_the_only_public_channel_leaves_devices_with_nothing() -> None:
    text = warned(PRODUCTION, app(PRODUCTION, BETA), public=False)[WarningKind.EMPTIES_DEFAULT]
    assert text == (
        "production is the only public channel: devices without an override get no update any more."
    )


def test_unpublishing_one_of_two_says_that_the_other_may_serve_other_platforms() -> None:
    text = warned(PRODUCTION, app(PRODUCTION, channel("web")), public=False)[WarningKind.EMPTIES_DEFAULT]
    assert "may get no update" in text
    assert "web stays public" in text


def test_the_only_public_channel_that_is_loaded_may_not_be_the_only_one() -> None:
    text = warned(PRODUCTION, app(PRODUCTION, complete=False), public=False)[WarningKind.EMPTIES_DEFAULT]
    assert "the only public channel that is loaded" in text


def test_publishing_a_channel_without_bundle_sends_devices_back_to_the_built_in_one() -> None:
    empty = channel("beta", number=None, public=False)
    found = warned(empty, public=True)
    assert found[WarningKind.EMPTIES_DEFAULT].startswith("beta has no bundle: once it is public")
    assert WarningKind.UNLINKS not in found


def test_a_platform_that_is_switched_off_on_the_public_channel_may_be_left_without_one() -> None:
    text = warned(PRODUCTION, ios=False)[WarningKind.EMPTIES_DEFAULT]
    assert text.startswith("Unless another public channel serves iOS, ")


# Un-publishing another


@pytest.mark.parametrize("flags", [{}, {"ios": True}, dict.fromkeys(ALL_FLAGS, True)])
def test_publishing_may_unpublish_another_as_its_platforms_cannot_be_read(flags: dict[str, bool]) -> None:
    found = warned(BETA, app(PRODUCTION, BETA), public=True, **flags)
    assert found[WarningKind.UNPUBLISHES].startswith("production may silently stop being public: ")


def test_publishing_certainly_unpublishes_a_channel_that_is_known_to_share_a_platform() -> None:
    seen = channel(ios=True, android=False, electron=False)
    found = warned(BETA, app(seen, BETA), public=True, ios=True, android=False)
    assert found == {
        WarningKind.UNPUBLISHES: (
            "production will not be public any more: a platform has only one public channel."
        )
    }


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ({"ios": True, "android": False, "electron": False}, {"ios": False}),
        # Public for one of iOS and Android alone, a channel loses Electron by the server's own rule.
        ({"ios": True, "android": False, "electron": True}, {"ios": False, "android": True}),
        (dict.fromkeys(ALL_FLAGS, False), {}),
    ],
)
def test_channels_of_other_platforms_stay_public(theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    near = app(channel(**theirs), BETA)
    assert WarningKind.UNPUBLISHES not in warned(BETA, near, public=True, **mine)


def test_a_platform_that_is_switched_on_for_a_public_channel_may_unpublish_another() -> None:
    near = app(channel(ios=False, android=True, electron=True), channel("web", ios=True))
    production = near.channels[0]
    found = warned(production, near, ios=True)
    assert found == {
        WarningKind.UNPUBLISHES: "web will not be public any more: a platform has only one public channel."
    }
    assert warned(production, near, allow_dev=False) == {}


def test_public_channels_that_are_not_loaded_may_be_unpublished_too() -> None:
    found = warned(BETA, app(BETA, complete=False), public=True)
    assert found[WarningKind.UNPUBLISHES].startswith("Not all channels are loaded: ")


def test_many_channels_are_not_all_named() -> None:
    many = [channel(f"c{'x' * place}", ios=True) for place in range(7)]
    text = warned(BETA, app(BETA, *many), public=True, ios=True)[WarningKind.UNPUBLISHES]
    assert text.startswith("c, cx, cxx, cxxx, cxxxx and 2 more will not be public any more")


# The bundle


def test_an_older_bundle_is_a_downgrade() -> None:
    found = channel_warnings(BETA, ChannelEdit(version="1.2.0"), app(BETA), devices=1)
    assert [(each.kind, each.text) for each in found] == [
        (
            WarningKind.DOWNGRADE,
            "1.2.0 is older than 1.3.0, which beta has now. 1 of the loaded devices is on it.",
        )
    ]


@pytest.mark.parametrize(("now", "then"), [("nightly", "1.1.0"), ("1.3.0", "latest"), ("1.3.0", "1.3.0+5")])
def test_versions_that_cannot_be_compared_are_no_downgrade(now: str, then: str) -> None:
    of = channel(version={"id": 9, "name": now}, public=False, allow_device_self_set=True)
    near = app(of, bundles=(bundle(9, name=now), bundle(8, name=then), bundle(7, name="1.1.0")))
    assert warned(of, near, version=then) == {}


@pytest.mark.parametrize("field", ["version", "rollout_version"])
def test_a_bundle_that_nobody_knows_is_said_with_how_sure_that_is(field: str) -> None:
    fields = {field: "9.9.9"}
    assert "There is no bundle 9.9.9" in warned(BETA, app(BETA), **fields)[WarningKind.UNKNOWN_BUNDLE]
    unsure = warned(BETA, app(BETA, complete=False), **fields)[WarningKind.UNKNOWN_BUNDLE]
    assert unsure.startswith("9.9.9 is not among the bundles that are loaded")


def test_a_channel_without_bundle_has_nothing_to_unlink() -> None:
    empty = channel("beta", number=None, public=False, allow_device_self_set=True)
    assert warned(empty, version=None) == {}
    assert WarningKind.UNLINKS in warned(Channel.read({"id": 1, "name": "beta"}), version=None)


def test_a_strategy_of_minimum_versions_wants_bundles_with_a_minimum() -> None:
    strict = channel("beta", disableAutoUpdate="version_number", public=False, allow_device_self_set=True)
    assert WarningKind.NO_MINIMUM in warned(BETA, disable_auto_update="version_number")
    assert WarningKind.NO_MINIMUM in warned(strict, version="1.2.0")
    assert warned(strict, version="1.4.0") == {}
    assert warned(strict, allow_dev=False) == {}
    found = warned(strict, rollout_version="1.2.0")
    assert "1.2.0, which is rolled out, states no minimum" in found[WarningKind.NO_MINIMUM]


def test_a_minimum_is_missed_as_soon_as_the_bundle_is_loaded() -> None:
    near = app(BETA, complete=False)
    assert WarningKind.NO_MINIMUM in warned(BETA, near, disable_auto_update="version_number")


# Devices that get nothing


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        (dict.fromkeys(ALL_FLAGS, False), WarningKind.NO_PLATFORM, "iOS, Android and Electron are all off"),
        (
            {"allow_dev": False, "allow_prod": False},
            WarningKind.NOTHING_ALLOWED,
            "Production and development",
        ),
        ({"allow_device": False, "allow_emulator": False}, WarningKind.NOTHING_ALLOWED, "Real devices and"),
    ],
)
def test_settings_that_let_nobody_through_are_said(
    fields: dict[str, Any], kind: WarningKind, words: str
) -> None:
    assert words in warned(BETA, **fields)[kind]
    assert words in warned(None, allow_device_self_set=True, **fields)[kind]


def test_two_platforms_that_are_off_leave_the_third() -> None:
    assert warned(BETA, ios=False, android=False) == {}


def test_a_private_channel_that_nobody_is_forced_to_is_unreachable() -> None:
    assert WarningKind.UNREACHABLE in warned(BETA, allow_device_self_set=False)
    for forced in (3, None):  # three devices are, or may be
        assert warned(BETA, app(BETA, forced=forced), allow_device_self_set=False) == {}


def test_a_new_channel_is_reached_by_those_who_are_moved_to_it() -> None:
    found = channel_warnings(None, ChannelEdit(version="1.3.0"), app(PRODUCTION), name="qa")
    assert kinds(found) == [WarningKind.UNREACHABLE]
    assert "moved to it" in found[0].text
    assert warned(None, allow_device_self_set=True) == {}


# Deleting


def test_deleting_the_public_channel_leaves_devices_with_nothing() -> None:
    found = deletion_warnings(PRODUCTION, app(PRODUCTION))
    assert kinds(found) == [WarningKind.EMPTIES_DEFAULT]


@pytest.mark.parametrize(
    ("forced", "words"),
    [(1, "1 loaded device is forced"), (3, "3 loaded devices are"), (None, "Not all devices")],
)
def test_deleting_a_channel_takes_its_overrides_along(forced: int | None, words: str) -> None:
    (found,) = deletion_warnings(BETA, app(BETA, forced=forced))
    assert found.kind is WarningKind.OVERRIDES_GO
    assert found.text.startswith(words)


def test_deleting_a_private_channel_that_nobody_uses_needs_no_warning() -> None:
    assert deletion_warnings(BETA, app(BETA)) == []
