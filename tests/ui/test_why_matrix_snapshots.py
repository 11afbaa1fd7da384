"""Pictures of the why-matrix: each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture


@pytest.mark.parametrize("size", SIZES)
class TestWhyMatrix:
    """A channel's devices by how their checks end."""

    def test_beside_the_channels(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Beside the table, below it at 80 columns; most devices first, each line with share and bar."""
        assert picture(snap_compare, size, "w")

    def test_a_line(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The lines have the focus; the one under the cursor is told in full below them, with its code."""
        assert picture(snap_compare, size, "w", "tab", "j", "j", "j")

    def test_the_devices_of_a_line(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Devices shows these alone; the line above says which, and how to see all."""
        assert picture(snap_compare, size, "w", "tab", "j", "enter")


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything can be told by shape and word alone."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), "w", "tab", "j", "enter")
