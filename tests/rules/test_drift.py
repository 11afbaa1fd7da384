"""Drift: each kind by a case made by hand, and what is not drift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.drift import Drift, Kind, drift_of
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.update_decision import Evaluator, Unseen
from tests.rules.small_world import KNOWN, app, bundle, channel, device, rolling

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
BUNDLES = tuple(bundle(number) for number in (4, 3, 2, 1))
OLD = (NOW - timedelta(days=3)).isoformat()


def drift(
    subject: Device,
    *channels: Channel,
    bundles: tuple[Bundle, ...] = BUNDLES,
    unseen: Unseen = KNOWN,
    moved: datetime | None = None,
    complete: bool = True,
) -> Drift:
    shown = channels or (channel(updated_at=OLD),)
    around = Surroundings()
    around.set_channels(shown, complete=complete)
    around.set_bundles(bundles, complete=complete)
    decision = Evaluator(
        app(), shown, bundles, unseen, channels_complete=complete, bundles_complete=complete
    ).decide(subject)
    return drift_of(subject, decision, around, NOW, moved)


def beta(number: int | None = 4, **fields: Any) -> Channel:
    return channel("beta", number, public=False, updated_at=OLD, **fields)


PAUSED = {
    "rollout_version": 4,
    "rollout_version_info": {"id": 4, "name": "1.4.0"},
    "rolloutPausedAt": OLD,
    "rolloutEnabled": True,
    "rolloutPercentageBps": 100,
}


@pytest.mark.parametrize(
    ("subject", "channels", "kinds"),
    [
        pytest.param(device(version_name="1.1.0"), (), [Kind.BEHIND], id="behind"),
        pytest.param(device(version_name="1.4.0"), (), [Kind.AHEAD], id="ahead"),
        pytest.param(device(version_name="1.3.0"), (), [], id="as it should be"),
        pytest.param(device(version_name="builtin"), (), [Kind.BUILTIN], id="on builtin"),
        pytest.param(
            device(version_name="builtin"), (channel(number=None),), [], id="builtin is what is delivered"
        ),
        pytest.param(
            device(version_name="1.2.0"),
            (channel(number=None, disableAutoUpdateUnderNative=False),),
            [Kind.AHEAD],
            id="sent back to builtin",
        ),
        pytest.param(
            device(version_name="1.0.9"), (), [Kind.BEHIND, Kind.DELETED_BUNDLE], id="a bundle that is gone"
        ),
        pytest.param(
            device(version_name="1.0.5", version_build="1.0.5"),
            (),
            [Kind.BEHIND],
            id="the native version in the place of builtin is no deleted bundle",
        ),
        pytest.param(
            device(version_name="1.3.0", channel="beta"),
            (channel(), beta(3, **PAUSED)),
            [Kind.PAUSED],
            id="override to a paused channel",
        ),
        pytest.param(
            device(version_name="builtin", channel="beta"),
            (channel(), beta(None)),
            [Kind.EMPTY],
            id="override to a channel without a bundle",
        ),
        pytest.param(
            device(version_name="1.3.0", channel="gone"),
            (channel(),),
            [Kind.DELETED],
            id="override to a channel that is no more",
        ),
        pytest.param(
            device(version_name="1.1.0", is_emulator=True),
            (channel(allow_emulator=False),),
            [Kind.BEHIND],
            id="held back by a rule, and behind all the same",
        ),
        pytest.param(device(plugin_version="4.1.0"), (), [], id="stopped before a channel is looked for"),
        pytest.param(device(), (channel(public=False),), [], id="no channel, so nothing is expected"),
        pytest.param(device(version_name=None), (), [], id="nobody says what it runs"),
    ],
)
def test_each_kind(subject: Device, channels: tuple[Channel, ...], kinds: list[Kind]) -> None:
    assert list(drift(subject, *channels).kinds) == kinds


def test_an_override_whose_bundle_was_deleted_is_an_empty_one() -> None:
    found = drift(device(version_name="1.3.0", channel="beta"), channel(), beta(9))
    assert found.kinds == (Kind.EMPTY,)


@pytest.mark.parametrize(
    ("minimum", "old"), [("1.2.0", True), ("1.1.0", False), ("soon", False), (None, False)]
)
def test_a_native_build_below_the_minimum_of_the_bundle_is_old(minimum: str | None, old: bool) -> None:
    stated = (bundle(3, min_update_version=minimum), *BUNDLES[2:])
    found = drift(device(version_name="1.3.0", version_build="1.1.0"), bundles=stated)
    assert (Kind.OLD_NATIVE in found.kinds) is old


def test_it_says_what_is_expected_and_since_when_at_least() -> None:
    changed = NOW - timedelta(hours=5)
    found = drift(device(updated_at=changed.isoformat()))
    assert found.expected == ("1.3.0",)
    assert found.since == changed


class TestRollouts:
    """A device on either bundle of a rollout is where it may be."""

    @pytest.mark.parametrize("runs", ["1.3.0", "1.4.0"])
    def test_on_one_of_the_two_is_no_drift(self, runs: str) -> None:
        found = drift(device(version_name=runs), rolling(1000))
        assert found.kinds == ()
        assert not found.unsure

    def test_behind_both_is_drift_and_both_are_expected(self) -> None:
        found = drift(device(version_name="1.1.0"), rolling(1000))
        assert found.kinds == (Kind.BEHIND,)
        assert set(found.expected) == {"1.3.0", "1.4.0"}


class TestUnknowns:
    """What cannot be seen is not taken for drift."""

    def test_platforms_that_nobody_told_leave_a_device_behind_all_the_same(self) -> None:
        assert drift(device(), unseen=Unseen()).kinds == (Kind.BEHIND,)

    def test_where_it_depends_it_is_no_drift_but_said(self) -> None:
        other = channel("Beta", 1)  # serves its platform, or production does
        found = drift(device(version_name="1.1.0"), channel(), other, unseen=Unseen())
        assert found.kinds == ()
        assert found.unsure

    def test_of_lists_that_are_not_complete_nothing_is_said_to_be_missing(self) -> None:
        found = drift(device(version_name="1.0.9", channel="gone"), complete=False)
        assert not {Kind.DELETED, Kind.DELETED_BUNDLE} & set(found.kinds)


class TestPropagation:
    """What was changed less than two minutes ago is on its way (contract/api.md 5.5)."""

    @pytest.mark.parametrize(("seconds", "counts"), [(0, False), (119, False), (120, True), (4000, True)])
    def test_a_channel_that_was_just_changed(self, seconds: int, counts: bool) -> None:
        changed = (NOW - timedelta(seconds=seconds)).isoformat()
        found = drift(device(), channel(updated_at=changed))
        assert found.kinds == (Kind.BEHIND,)
        assert found.counts is counts
        assert found.propagating is not counts

    @pytest.mark.parametrize(("seconds", "counts"), [(30, False), (130, True)])
    def test_a_device_that_was_just_moved(self, seconds: int, counts: bool) -> None:
        found = drift(device(), moved=NOW - timedelta(seconds=seconds))
        assert found.counts is counts

    def test_a_device_as_it_should_be_is_not_on_its_way_anywhere(self) -> None:
        found = drift(device(version_name="1.3.0"), channel(updated_at=NOW.isoformat()))
        assert not found.propagating

    def test_a_device_that_changed_itself_just_now_drifts(self) -> None:
        assert drift(device(updated_at=NOW.isoformat())).counts


@settings(max_examples=80, deadline=None)
@given(
    subject=st.builds(
        device,
        version_name=st.sampled_from(["1.1.0", "1.3.0", "1.4.0", "builtin", "x", "", None]),
        version_build=st.sampled_from(["1.0.0", "1", "x", "", None]),
        channel=st.sampled_from([None, "beta", "gone"]),
    ),
    bps=st.integers(0, 10000),
    known=st.booleans(),
    complete=st.booleans(),
)
def test_it_never_raises_and_a_device_up_to_date_for_sure_has_no_bundle_to_drift_from(
    subject: Device, bps: int, known: bool, complete: bool
) -> None:
    channels = (rolling(bps), beta())
    unseen = KNOWN if known else Unseen()
    found = drift(subject, *channels, unseen=unseen, complete=complete)
    decision = Evaluator(
        app(), channels, BUNDLES, unseen, channels_complete=complete, bundles_complete=complete
    ).decide(subject)
    if decision.code == "no_new_version_available":
        assert not {Kind.BEHIND, Kind.AHEAD, Kind.BUILTIN} & set(found.kinds)
