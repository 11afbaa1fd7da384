"""What devices report: every action that the server knows is in a group and explained."""

from __future__ import annotations

import pytest

from capgo_tui.demo.current.actions import ACTIONS
from capgo_tui.rules.device_actions import MEANINGS, PROBLEMS, Group, group_of, meaning_of


def test_every_action_of_the_server_is_grouped_and_explained_in_a_sentence() -> None:
    assert len(ACTIONS) == 91
    assert set(MEANINGS) == set(ACTIONS)
    assert [action for action in ACTIONS if not meaning_of(action).endswith((".", "?"))] == []


@pytest.mark.parametrize(
    ("action", "group"),
    [
        ("noNew", Group.NORMAL),
        ("download_30", Group.DOWNLOAD),
        ("checksum_fail", Group.DOWNLOAD_FAILED),
        ("update_fail", Group.INSTALL_FAILED),
        ("keyMismatch", Group.REFUSED),
        ("app_anr", Group.CRASH),
    ],
)
def test_the_groups_are_those_of_the_contract(action: str, group: Group) -> None:
    assert group_of(action) is group


def test_what_is_new_is_of_no_group_and_no_problem() -> None:
    assert group_of("teleported") is group_of(None) is Group.OTHER
    assert meaning_of("teleported") == ""
    assert Group.OTHER not in PROBLEMS
