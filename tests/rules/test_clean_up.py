"""Which bundles can be cleaned up: never one that a channel may point at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.errors import Misused
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.clean_up import CleanUpRow, CleanUpRule, Verdict, plan_clean_up
from capgo_tui.rules.surroundings import Surroundings

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
ALL_UNUSED = "no channel points at it, no device runs it"


def made(number: int, days: float | None, **fields: Any) -> Bundle:
    """A bundle that is some days old, or of unknown age."""
    at = None if days is None else (NOW - timedelta(days=days)).isoformat()
    return Bundle.read({"id": number, "name": f"1.{number}.0", "created_at": at, **fields})


def channel(name: str, **fields: Any) -> Channel:
    return Channel.read({"id": 1, "name": name, "version": None, **fields})


def around(*channels: Channel, runs: tuple[str, ...] = (), complete: bool = True) -> Surroundings:
    near = Surroundings()
    near.set_channels(channels, complete=complete)
    devices = [
        Device.read({"device_id": str(place), "version_name": name}) for place, name in enumerate(runs)
    ]
    near.set_devices(devices, complete=complete)
    return near


def reasons(found: list[CleanUpRow]) -> dict[str, tuple[str, str]]:
    return {each.bundle.name: (each.verdict.value, each.reason) for each in found}


def test_every_bundle_has_a_verdict_and_its_reason_newest_first() -> None:
    production = channel("production", version={"id": 3, "name": "1.3.0"})
    beta = channel("beta", version={"id": 3, "name": "1.3.0"}, rollout_version=4)
    bundles = [made(1, 90), made(3, 30), made(5, 5), made(4, 10), made(2, 60), made(6, None), made(7, 1)]
    near = around(production, beta, runs=("1.2.0",) * 12)
    found = plan_clean_up(bundles, near, CleanUpRule(keep_newest=1, older_than=timedelta(days=7)), NOW)
    assert list(reasons(found).items()) == [
        ("1.7.0", ("keep", "the newest")),
        ("1.5.0", ("keep", "younger than 7 days")),
        ("1.4.0", ("keep", "rollout of beta")),
        ("1.3.0", ("keep", "linked to production, linked to beta")),
        ("1.2.0", ("keep", "still run by 12 loaded devices")),
        ("1.1.0", ("delete", ALL_UNUSED)),
        ("1.6.0", ("keep", "nobody knows when it was made")),
    ]


def test_used_bundles_go_only_if_that_is_said() -> None:
    near = around(runs=("1.1.0", "1.2.0", "1.2.0"))
    found = plan_clean_up([made(2, 1), made(1, 2)], near, CleanUpRule(including_used=True), NOW)
    assert reasons(found) == {
        "1.2.0": ("delete", "no channel points at it; 2 loaded devices still run it"),
        "1.1.0": ("delete", "no channel points at it; 1 loaded device still runs it"),
    }


def test_the_newest_are_counted_with_the_linked_ones_among_them() -> None:
    near = around(channel("production", version={"id": 3, "name": "1.3.0"}))
    found = plan_clean_up(
        [made(number, 10 - number) for number in (1, 2, 3)], near, CleanUpRule(keep_newest=2), NOW
    )
    assert reasons(found) == {
        "1.3.0": ("keep", "linked to production"),
        "1.2.0": ("keep", "among the newest 2"),
        "1.1.0": ("delete", ALL_UNUSED),
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 1},
        {"version": "1.1.0"},
        {"version": {"id": 1}},
        {"version": {"name": "1.1.0"}},
        {"rollout_version": 1},
        {"rollout_version_info": {"name": "1.1.0"}},
        {"rollout_version_info": {"id": 1}},
    ],
)
def test_a_link_is_seen_by_number_or_by_name(fields: dict[str, Any]) -> None:
    (found,) = plan_clean_up(
        [made(1, 99)], around(channel("prod", **fields)), CleanUpRule(including_used=True), NOW
    )
    assert found.verdict is Verdict.KEEP
    assert found.reason.endswith(" prod")


def test_nothing_goes_while_a_channel_may_be_missing() -> None:
    near = around(channel("production", version={"id": 2, "name": "1.2.0"}), complete=False)
    found = reasons(plan_clean_up([made(1, 90), made(2, 80)], near, CleanUpRule(), NOW))
    assert found["1.1.0"] == ("keep", "not all channels are loaded: one that is not may point at it")
    assert found["1.2.0"] == ("keep", "linked to production")


def test_nothing_goes_while_a_channel_does_not_say_its_bundle() -> None:
    silent = Channel.read({"id": 1, "name": "old"})
    (found,) = plan_clean_up([made(1, 90)], around(silent), CleanUpRule(), NOW)
    assert (found.verdict, found.reason) == (Verdict.KEEP, "old does not say which bundle it points at")


def test_devices_that_are_not_loaded_are_said() -> None:
    near = Surroundings()
    near.set_channels([], complete=True)
    (found,) = plan_clean_up([made(1, 90)], near, CleanUpRule(), NOW)
    assert found.verdict is Verdict.DELETE
    assert found.reason.endswith("no loaded device runs it (not all are loaded)")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "builtin"}, "stands for the bundle built into the app"),
        ({"name": "unknown"}, "stands for the bundle built into the app"),
        ({"deleted": True}, "deleted already"),
    ],
)
def test_what_is_no_bundle_to_delete_stays(fields: dict[str, Any], reason: str) -> None:
    (found,) = plan_clean_up([made(1, 90, **fields)], around(), CleanUpRule(including_used=True), NOW)
    assert (found.verdict, found.reason) == (Verdict.KEEP, reason)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(days=30), "30 days"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(seconds=90), "90 seconds"),
    ],
)
def test_an_age_is_said_in_whole_units(age: timedelta, words: str) -> None:
    (found,) = plan_clean_up([made(1, 0)], around(), CleanUpRule(older_than=age), NOW)
    assert found.reason == f"younger than {words}"


def test_a_bundle_of_exactly_the_age_goes_and_one_from_the_future_stays() -> None:
    rule = CleanUpRule(older_than=timedelta(days=2))
    found = reasons(plan_clean_up([made(1, 2), made(2, -3)], around(), rule, NOW))
    assert found["1.1.0"][0] == "delete"
    assert found["1.2.0"] == ("keep", "younger than 2 days")


@pytest.mark.parametrize("wrong", [{"keep_newest": -1}, {"older_than": timedelta(days=-1)}])
def test_a_rule_below_zero_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(Misused) as caught:
        CleanUpRule(**wrong)
    assert caught.value.field in wrong


NUMBERS = st.integers(1, 6)
NAMES = NUMBERS.map(lambda number: f"1.{number}.0")
REFERENCES = st.one_of(
    st.none(),
    NUMBERS,
    NAMES,
    NUMBERS.map(lambda number: {"id": number, "name": f"1.{number}.0"}),
)
CHANNELS = st.fixed_dictionaries(
    {"id": NUMBERS, "name": st.text()},
    optional={
        "version": REFERENCES,
        "rollout_version": st.none() | NUMBERS,
        "rollout_version_info": REFERENCES,
    },
).map(Channel.read)
BUNDLES = st.lists(st.tuples(NUMBERS, st.none() | st.integers(-5, 400)), unique_by=lambda pair: pair[0]).map(
    lambda pairs: [made(number, days) for number, days in pairs]
)
RULES = st.builds(
    CleanUpRule,
    keep_newest=st.integers(0, 4),
    older_than=st.none() | st.timedeltas(timedelta(0), timedelta(days=99)),
    including_used=st.booleans(),
)


@given(BUNDLES, st.lists(CHANNELS), st.lists(NAMES), st.booleans(), RULES)
def test_no_bundle_goes_that_a_channel_points_at_or_may_point_at(
    bundles: list[Bundle], channels: list[Channel], runs: list[str], complete: bool, rule: CleanUpRule
) -> None:
    found = plan_clean_up(bundles, around(*channels, runs=tuple(runs), complete=complete), rule, NOW)
    assert {each.bundle.id for each in found} == {bundle.id for bundle in bundles}
    assert all(each.reason for each in found)
    going = [each.bundle for each in found if each.verdict is Verdict.DELETE]
    if not complete or any(channel.is_builtin is None for channel in channels):
        assert not going
    for channel in channels:
        numbers = {channel.rollout_version}
        names = set()
        for reference in (channel.version, channel.rollout_version_info):
            if reference is not None:
                numbers.add(reference.id)
                names.add(reference.name)
        assert not [bundle for bundle in going if bundle.id in numbers or bundle.name in names]
    if not rule.including_used:
        assert not {bundle.name for bundle in going} & set(runs)
    kept = [each.bundle for each in found if each.bundle.created_at is not None][: rule.keep_newest]
    assert not {bundle.id for bundle in kept} & {bundle.id for bundle in going}
