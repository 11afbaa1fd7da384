"""A channel as it will be, and that no channel and no edit is too strange to say something about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.values import STRATEGIES
from capgo_tui.rules.channel_warnings import (
    WarningKind,
    channel_after,
    channel_warnings,
    deletion_warnings,
)
from tests.rules.channel_app import ALL_FLAGS, app
from tests.rules.small_world import rolling


def test_the_channel_as_it_will_be_has_what_is_given_and_keeps_the_rest() -> None:
    after = channel_after(
        rolling(500), ChannelEdit(version="1.2.0", disable_auto_update="none", ios=False), app()
    )
    assert (after.version and (after.version.id, after.version.name)) == (2, "1.2.0")
    assert (after.disable_auto_update, after.ios, after.android) == ("none", False, None)
    assert (after.name, after.rollout_version, after.rollout_percentage_bps) == ("production", 4, 500)


def test_a_rollout_that_is_over_is_gone_from_the_channel() -> None:
    after = channel_after(rolling(500), ChannelEdit(rollout_version=None), app())
    assert (after.rollout_version, after.rollout_version_info) == (None, None)
    assert (after.rollout_percentage_bps, after.rollout_enabled) == (0, False)


def test_what_is_unknown_of_a_channel_stays_unknown() -> None:
    after = channel_after(Channel.read({"id": 1, "name": "old"}), ChannelEdit(public=True), app())
    assert (after.is_builtin, after.allow_prod) == (None, None)


def test_a_new_channel_has_the_defaults_of_the_server() -> None:
    after = channel_after(None, ChannelEdit(), app(), name="qa")
    assert (after.name, after.public, after.is_builtin, after.disable_auto_update) == (
        "qa",
        False,
        True,
        "major",
    )
    assert (after.ios, after.android, after.electron, after.allow_prod) == (True, True, True, True)


ALLOWED = ("emulator", "device", "dev", "prod")


def made(fields: Any) -> ChannelEdit:
    return ChannelEdit(**fields)


FLAG = st.none() | st.booleans()
NAMES = st.sampled_from(["1.1.0", "1.2.0", "2.0.0-beta", "nightly", "builtin", "9.9.9", "\x1b[31m"])
REFERENCES = st.one_of(
    st.none(),
    st.integers(0, 5),
    NAMES,
    st.fixed_dictionaries({}, optional={"id": st.integers(0, 5), "name": NAMES}),
)
FLAGS = (*ALL_FLAGS, "public", "allow_device_self_set", *(f"allow_{who}" for who in ALLOWED))
CHANNELS = st.fixed_dictionaries(
    {"id": st.integers(0, 9), "name": st.text(max_size=5)},
    optional={
        **dict.fromkeys(FLAGS, FLAG),
        "version": REFERENCES,
        "disableAutoUpdate": st.none() | st.booleans() | st.sampled_from(STRATEGIES),
        "rollout_version": st.none() | st.integers(0, 5),
        "rollout_version_info": REFERENCES,
        "rolloutEnabled": FLAG,
        "rolloutPercentageBps": st.none() | st.integers(-5, 20_000),
        "rolloutPausedAt": st.none() | st.text(max_size=5),
    },
).map(Channel.read)
BUNDLE_NAMES = st.none() | NAMES.filter(lambda name: name != "builtin")
EDITS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(FLAGS, st.booleans()),
        "version": BUNDLE_NAMES,
        "rollout_version": BUNDLE_NAMES,
        "disable_auto_update": st.sampled_from(STRATEGIES),
        "rollout_enabled": st.booleans(),
        "rollout_percentage_bps": st.integers(0, 10_000),
        "rollout_paused_at": st.none() | st.datetimes(timezones=st.timezones()),
        "auto_pause_enabled": st.booleans(),
    },
).map(made)


@given(
    st.none() | CHANNELS, EDITS, st.lists(CHANNELS, max_size=4), st.booleans(), st.none() | st.integers(0, 9)
)
def test_no_channel_and_no_edit_is_too_strange(
    of: Channel | None, edit: ChannelEdit, others: list[Channel], complete: bool, devices: int | None
) -> None:
    near = app(*([of] if of else []), *others, complete=complete)
    found = channel_warnings(of, edit, near, name="qa", devices=devices)
    if of is not None:
        found += deletion_warnings(of, near)
        if edit.without_unchanged(of).is_empty():
            assert channel_warnings(of, edit, near) == []
    assert all(each.text.endswith(".") for each in found)
    order = list(WarningKind)
    places = [order.index(each.kind) for each in channel_warnings(of, edit, near, name="qa")]
    assert places == sorted(places)


def test_a_pause_in_an_hour_that_the_summer_time_leaves_out_is_known_again() -> None:
    paused = datetime(2008, 3, 30, 2, tzinfo=ZoneInfo("Europe/Ljubljana"))
    edit = ChannelEdit(rollout_paused_at=paused)
    assert edit.without_unchanged(channel_after(rolling(500), edit, app())).is_empty()


@given(CHANNELS, EDITS)
def test_an_edit_of_the_channel_as_it_will_be_changes_nothing_more(of: Channel, edit: ChannelEdit) -> None:
    left = edit.without_unchanged(channel_after(of, edit, app(of))).given()
    assert set(left) <= {"rollout_version"}
    assert left.get("rollout_version") is None  # which the server answers under another name
