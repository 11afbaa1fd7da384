"""What a release manager has to know before a rollout is changed."""

from __future__ import annotations

from typing import Any

import pytest

from capgo_tui.models.channel import Channel
from capgo_tui.rules.channel_warnings import (
    WarningKind,
)
from tests.rules.channel_app import BETA, warned
from tests.rules.small_world import channel, rolling


def test_a_rollout_wants_a_stable_bundle_a_target_and_a_channel() -> None:
    empty = channel("beta", number=None, public=False, allow_device_self_set=True)
    assert WarningKind.ROLLOUT_WITHOUT_STABLE in warned(empty, rollout_version="1.4.0")
    assert warned(BETA, rollout_version="1.4.0") == {}
    assert WarningKind.ROLLOUT_WITHOUT_TARGET in warned(BETA, rollout_enabled=True)
    assert WarningKind.ROLLOUT_WITHOUT_STABLE in warned(None, rollout_percentage_bps=500)
    taken = warned(rolling(500), version=None)[WarningKind.ROLLOUT_WITHOUT_STABLE]
    assert taken.startswith("The rollout of 1.4.0 goes on")


@pytest.mark.parametrize(
    ("of", "edit", "kind", "text"),
    [
        (BETA, {"rollout_version": "1.3.0"}, WarningKind.ROLLOUT_IS_STABLE, "1.3.0 is the stable bundle too"),
        (BETA, {"rollout_version": "1.2.0"}, WarningKind.ROLLOUT_OLDER, "is older than 1.3.0"),
        (rolling(500), {"version": "1.4.0"}, WarningKind.ROLLOUT_IS_STABLE, "1.4.0 is the stable bundle too"),
    ],
)
def test_a_rollout_has_to_be_a_step_forward(
    of: Channel, edit: dict[str, Any], kind: WarningKind, text: str
) -> None:
    assert text in warned(of, **edit)[kind]


@pytest.mark.parametrize(
    ("was", "now", "kind", "words"),
    [
        (
            500,
            2000,
            WarningKind.SHARE_RAISED,
            "from 5 % to 20 %: devices draw again, for the difference alone",
        ),
        (500, 10_000, WarningKind.SHARE_RAISED, "from 5 % to 100 %: every device gets it"),
        (2000, 550, WarningKind.SHARE_LOWERED, "from 20 % to 5.5 %: every device draws again"),
        (2000, 0, WarningKind.SHARE_LOWERED, "Devices that run 1.4.0 may be sent back to 1.3.0."),
    ],
)
def test_another_share_says_who_draws_again(was: int, now: int, kind: WarningKind, words: str) -> None:
    found = warned(rolling(was), rollout_percentage_bps=now)
    assert list(found) == [kind]
    assert words in found[kind]


def test_a_first_share_or_one_of_a_rollout_that_is_off_draws_nothing_again() -> None:
    assert warned(rolling(0), rollout_percentage_bps=500) == {}
    off = channel(rollout_version=4, rolloutPercentageBps=500, rolloutEnabled=False)
    assert warned(off, rollout_percentage_bps=900) == {}
    assert warned(rolling(500), rollout_version="1.5.0", rollout_percentage_bps=900).keys() == {
        WarningKind.UNKNOWN_BUNDLE
    }


@pytest.mark.parametrize("fields", [{"rollout_enabled": False}, {"rollout_version": None}])
def test_a_rollout_that_ends_sends_devices_back(fields: dict[str, Any]) -> None:
    found = warned(rolling(500), **fields)
    assert found == {WarningKind.ROLLOUT_ENDS: "Devices that run 1.4.0 are sent back to 1.3.0."}
