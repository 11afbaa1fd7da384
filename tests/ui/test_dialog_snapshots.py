"""Pictures of the dialogs that change channels, devices and bundles. Each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture

CLEAR = ["backspace"] * 4
"""Empties a field with a short number."""


@pytest.mark.parametrize("size", SIZES)
class TestChannelDialogs:
    """Everything about channels."""

    def test_edit(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Two changes, marked and listed; what making it private means; the name to type below."""
        assert picture(snap_compare, size, "e", *["tab"] * 3, "space", "tab", "space")

    def test_what_if(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Above the keys what the edit would do to the loaded devices, counted while one types."""
        assert picture(snap_compare, size, "2", "1", "e", *["tab"] * 3, "space", "tab", "space")

    def test_edit_list(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The list of bundles: what delivers each, and how old it is, at the right."""
        assert picture(snap_compare, size, "e", "enter", *"14")

    def test_new(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A name that is taken is refused under its field while it is typed."""
        assert picture(snap_compare, size, "n", *"beta")

    def test_promote(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The list is open at once; the rollout, made stable, comes first."""
        assert picture(snap_compare, size, "p")

    def test_roll_back(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The nearest way back is chosen already, and what it would do is listed."""
        assert picture(snap_compare, size, "b")

    def test_delete(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What goes with it, what undo cannot bring back, the request, the name to type."""
        assert picture(snap_compare, size, "j", "D", *"be")

    def test_several(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Every field may be left as it is."""
        assert picture(snap_compare, size, "space", "space", "e", *["tab"] * 4, "space")


@pytest.mark.parametrize("size", SIZES)
class TestDeviceDialogs:
    """Everything about devices."""

    def test_move(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Public channels say what they do instead; the one where it is cannot be picked."""
        assert picture(snap_compare, size, "2", "m")

    def test_moved(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """One change, one request."""
        assert picture(snap_compare, size, "2", "m", *"beta", "enter")

    def test_clear(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A question, what it changes, what is sent."""
        assert picture(snap_compare, size, "2", "x")


@pytest.mark.parametrize("size", SIZES)
class TestBundleDialogs:
    """Everything about bundles."""

    def test_promote(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Two channels marked; the one that delivers it already cannot be."""
        assert picture(snap_compare, size, "3", "j", "p", "space", "down", "space")

    def test_describe(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Two fields, one of them changed."""
        assert picture(snap_compare, size, "3", "j", "e", "tab", *"fine")

    def test_register(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A name that no server takes is refused under its field."""
        assert picture(snap_compare, size, "3", "n", *"v3")

    def test_delete(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """It cannot be undone, and says so; the name has to be typed."""
        assert picture(snap_compare, size, "3", "G", "D")
