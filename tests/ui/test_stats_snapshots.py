"""Pictures of the Stats tab, at both sizes. Each docstring says what to look at."""

from __future__ import annotations

import pytest

from capgo_tui.services.opening import Look
from tests.ui.test_snapshots import SIZES, Compare, picture

LIMITS = Look(
    profile="prod", host="http://demo.localhost", limits={"mau": 95_000.0, "storage": 6e8}, billing_day=1
)


@pytest.mark.parametrize("size", SIZES)
class TestStats:
    """The statistics of an app and of its organization."""

    def test_app(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Devices a day fall towards the end of a cycle; today is hatched; five rows at least."""
        assert picture(snap_compare, size, "4")

    def test_bandwidth(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Bars, the mean of seven days over them, days after a release that stand out, the cursor on one."""
        assert picture(snap_compare, size, "4", "m", "b", "g")

    def test_compared(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The days before stand faint behind; the table has them and the change."""
        assert picture(snap_compare, size, "4", "m", "b", "T")

    def test_storage(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A level of ninety days as a line that begins above zero."""
        assert picture(snap_compare, size, "4", "t", "9", "m", "s")

    def test_plan(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What an organization adds up to this month, below the limit of the plan."""
        keys = ("4", "i", "o", "t", "m", "c")
        assert picture(snap_compare, size, *keys, look=LIMITS)

    def test_apps(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A ranking, and below it a row for each app."""
        assert picture(snap_compare, size, "4", "i", "p", "m", "b")

    def test_ranges(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Every range with its days; the chosen one is ticked."""
        assert picture(snap_compare, size, "4", "t")


def test_days_of_ones_own(snap_compare: Compare) -> None:
    """Two fields for days."""
    assert picture(snap_compare, (80, 24), "4", "t", "o")


def test_a_lapsed_plan(snap_compare: Compare) -> None:
    """What the server said, its code, and what to do, in place of the chart."""
    assert picture(snap_compare, (80, 24), "4", app_id="com.contoso.travel")


@pytest.mark.parametrize("charts", ["block", "ascii"])
def test_other_glyphs(snap_compare: Compare, charts: str) -> None:
    """The same chart in blocks, and in ASCII."""
    look = Look(profile="prod", host="http://demo.localhost", charts=charts)
    assert picture(snap_compare, (80, 24), "4", "m", "b", "g", look=look)


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: the mean is drawn with letters, the picked figure and the cursor can be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (80, 24), "4", "m", "b", "g")
