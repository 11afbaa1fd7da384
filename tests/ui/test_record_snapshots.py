"""Pictures of the views of a record, at both sizes. Each docstring says what to look at."""

from __future__ import annotations

import pytest

from capgo_tui.services.opening import Look
from tests.ui.test_snapshots import SIZES, Compare, picture

LOOK = Look(profile="demo", private_api=True)
CANARY = ("2", "slash", *"canary", "enter")


@pytest.mark.parametrize("size", SIZES)
class TestRecord:
    """A record from all sides."""

    def test_json_searched(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The match where one is stands out from the others without its colour; the count on the right."""
        assert picture(snap_compare, size, "enter", "2", "slash", *"rollout", "enter", "n", "n")

    def test_history(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Newest first, fields before and after below each; how far the audit log was read stands below."""
        assert picture(snap_compare, size, "slash", *"production", "enter", "enter", "3")

    def test_log(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Problems have a sign and a colour; what each action means beside it."""
        assert picture(snap_compare, size, *CANARY, "enter", "5", look=LOOK)

    def test_log_line(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A line in full: the explanation wrapped, what else the device told."""
        keys = (*CANARY, "enter", "5", "slash", *"javascript", "enter", "enter")
        assert picture(snap_compare, size, *keys, look=LOOK)

    def test_log_off(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Why nothing is asked, and how that is switched on."""
        assert picture(snap_compare, size, *CANARY, "enter", "5")

    def test_neighbours(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Counts to the right, noughts muted; where the device itself stands in the lower border."""
        assert picture(snap_compare, size, *CANARY, "enter", "6")

    def test_compare(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What differs above in two columns, long values wrapped; what is the same once, below."""
        assert picture(snap_compare, size, *CANARY, "space", "space", "equals_sign")


def test_log_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: problems have a sign, the cursor and the active view can be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), *CANARY, "enter", "5", "j", look=LOOK)


def test_search_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: the match where one is is reversed, the others are underlined."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), "enter", "2", "slash", *"rollout", "enter", "n")
