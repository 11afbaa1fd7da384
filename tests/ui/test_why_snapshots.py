"""Pictures of the Why: each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture


def keys_to(device: str, *more: str) -> tuple[str, ...]:
    """The keys that find a device and ask why."""
    letters = ("minus" if letter == "-" else letter for letter in device)
    return ("2", "slash", *letters, "enter", "w", *more)


@pytest.mark.parametrize("size", SIZES)
class TestWhy:
    """Each verdict."""

    def test_blocked(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The verdict in the colour of a warning, the rung that stops it with both values, the fix."""
        assert picture(snap_compare, size, *keys_to("native-two"))

    def test_failed(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What is wrong with the channel, and the key that opens it."""
        assert picture(snap_compare, size, *keys_to("bigcorp-1"))

    def test_up_to_date(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """In the colour of what is well; the ladder ends with an equals sign; no fix. All rows beside it."""
        assert picture(snap_compare, size, "2", "w")

    def test_rollout(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Both ways with their chances, the draw marked with a question mark."""
        assert picture(snap_compare, size, *keys_to("store-001"))

    def test_gets(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Every check passed, down to the address of the download."""
        assert picture(snap_compare, size, *keys_to("priya"))

    def test_depends(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What is not known is named, and what could tell it."""
        assert picture(snap_compare, size, *keys_to("lobby-kiosk"))

    def test_in_the_record(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The tab Why between Fields and JSON, over the whole width."""
        assert picture(snap_compare, size, *keys_to("native-two", "enter", "2"))


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything can be told by shape and word alone."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), *keys_to("native-two"))
