"""Pictures of the screens that are not the same in front of older servers. Docstrings say what to look at."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from tests.ui.cloud import SHOP
from tests.ui.test_snapshots import NOW, Compare, picture

SIZE = (80, 24)


def old(
    snap_compare: Compare, dialect: str, *keys: str, app_id: str = SHOP, apps: tuple[str, ...] = ()
) -> bool:
    """Press keys in front of a server of a generation."""
    demo = Demo(clock=lambda: NOW, dialect=dialect)
    look = Look(profile="test", host="http://demo.localhost", apps=apps)
    return picture(snap_compare, SIZE, *keys, app_id=app_id, demo=demo, look=look)


class TestFinding:
    """What a server is of, and what it does not list."""

    def test_question(self, snap_compare: Compare) -> None:
        """What is known, the likely generations first, and how the chosen one is asked; no word cut."""
        assert old(snap_compare, "2025-01", "g", "e", app_id="")

    def test_answer(self, snap_compare: Compare) -> None:
        """The header names the dialect; `:dialect` says how that is known."""
        assert old(snap_compare, "seed", "colon", *"dialect", "enter")

    def test_named_app(self, snap_compare: Compare) -> None:
        """No error: the app that the profile names stands below the organizations that the server lists."""
        assert old(snap_compare, "2025-01", "escape", apps=(SHOP,), app_id="")


class TestOrganization:
    """What can be changed of an organization, and its keys."""

    def test_details(self, snap_compare: Compare) -> None:
        """What the server does not tell is `?`; deleting is dimmed, and the last line says why."""
        assert old(snap_compare, "seed", "6")

    def test_keys(self, snap_compare: Compare) -> None:
        """A server that lists no keys says so, and that one can be made or deleted all the same."""
        assert old(snap_compare, "2025-01", "6", "6", "6", apps=(SHOP,))

    def test_modes(self, snap_compare: Compare) -> None:
        """The mode of each key is there on the smallest terminal, too."""
        assert old(snap_compare, "seed", "6", "6", "6")

    def test_new_key(self, snap_compare: Compare) -> None:
        """An organization and a mode, each mode in a few words; both stand in the path of the request."""
        assert old(snap_compare, "seed", "6", "6", "6", "n", "tab", "enter", "down")


class TestApp:
    """Channels, devices, statistics."""

    def test_channel(self, snap_compare: Compare) -> None:
        """Fields that the server does not know are dimmed and say so; a strategy without a name says that."""
        assert old(snap_compare, "seed", "e", *["tab"] * 2)

    def test_device(self, snap_compare: Compare) -> None:
        """To a channel or to a bundle; what is sent first and then."""
        assert old(snap_compare, "seed", "2", "m", "escape", "tab", *"1.4.1", "enter")

    def test_why(self, snap_compare: Compare) -> None:
        """What hangs on what the server does not say, in words; nothing is claimed that nobody knows."""
        assert old(snap_compare, "seed", "2", "w")

    def test_export(self, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
        """The server's own pictures are among what can be written."""
        monkeypatch.chdir("/")
        assert old(snap_compare, "2025-01", "4", "E", "shift+tab", "shift+tab", "enter", apps=(SHOP,))
