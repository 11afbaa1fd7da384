"""Pictures of drift: each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture


@pytest.mark.parametrize("size", SIZES)
class TestDrift:
    """Devices that are not as their channel wants them."""

    def test_the_kinds(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Every kind with its count and a sentence; kinds without a device are muted."""
        assert picture(snap_compare, size, "2", "d")

    def test_the_devices(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Columns of their own: the drift, the bundle now and the one expected, since when; counts above."""
        assert picture(snap_compare, size, "2", "d", "enter")
