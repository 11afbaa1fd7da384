"""Pictures of copying and exporting, at both sizes. Each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture


@pytest.mark.parametrize("size", SIZES)
class TestSharing:
    """What is copied and exported, before it is."""

    def test_copy_menu(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A key, what it copies and how that looks; what cannot be had says why."""
        assert picture(snap_compare, size, "2", "y")

    def test_copy_menu_marked(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """How many are marked stands in the title; no name, for it is of one."""
        assert picture(snap_compare, size, "space", "space", "space", "y")

    def test_export(
        self, snap_compare: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is written, in which format and where to; the name ends as the format says."""
        monkeypatch.chdir("/")
        assert picture(snap_compare, size, "2", "space", "space", "E")

    def test_export_over_ssh(
        self, snap_compare: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On which machine the file is, and what to do instead; what is not loaded is said."""
        monkeypatch.chdir("/")
        monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
        assert picture(snap_compare, size, "2", "slash", *"android", "enter", "E", app_id="com.acme.wallet")

    def test_export_refused(
        self, snap_compare: Compare, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that is a folder: the sentence says so and what to do; the name stays."""
        monkeypatch.chdir("/")
        assert picture(snap_compare, size, "E", "ctrl+u", *"proc", "enter")

    def test_copied_text(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The text in full, and how it is selected; the note behind it claims nothing."""
        assert picture(snap_compare, size, "2", "y", "w", "y", "v")
