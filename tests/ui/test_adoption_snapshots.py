"""Pictures of the Adoption tab: each docstring says what to look at."""

from __future__ import annotations

import pytest

from capgo_tui.services.opening import Look
from tests.ui.test_snapshots import SIZES, Compare, picture

WALLET = "com.acme.wallet"


@pytest.mark.parametrize("size", SIZES)
class TestAdoption:
    """Each view."""

    def test_stack(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The newest bundle rises from below, its release is marked, six series at most; no name is cut."""
        assert picture(snap_compare, size, "5", app_id=WALLET)

    def test_day(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A day under the cursor: its shares below the chart, and in the table under its heading."""
        assert picture(snap_compare, size, "5", *["h"] * 16, app_id=WALLET)

    def test_curve(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """One bundle against the whole; the days of half and nine tenths are marked, the release is told."""
        assert picture(snap_compare, size, "5", "down", "enter")

    def test_native(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Native builds; with long names fewer are drawn, and none is cut."""
        assert picture(snap_compare, size, "5", "n")

    def test_stuck(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The column is counted where devices are loaded, and the border says of how many."""
        assert picture(snap_compare, size, "2", "5")

    def test_empty(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """No chart, one sentence."""
        assert picture(snap_compare, size, "5", app_id="com.acme.next")

    def test_refused(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What the server said, and what it means."""
        assert picture(snap_compare, size, "5", app_id="com.contoso.travel")


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters tell the series apart, words and glyphs everything else."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), "5", app_id=WALLET)


def test_in_ascii(snap_compare: Compare) -> None:
    """Neither chart nor trend needs more than ASCII."""
    look = Look(profile="test", host="http://demo.localhost", charts="ascii")
    assert picture(snap_compare, (80, 24), "5", app_id=WALLET, look=look)
