"""Pictures of the dialogs for organizations, members, keys and apps. Each docstring says what to look at."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from capgo_tui.modals.secret import SecretDialog
from capgo_tui.secret import Secret
from tests.driver import DemoBackends, User
from tests.ui.test_snapshots import NOW, SIZES, Compare, picture


@pytest.mark.parametrize("size", SIZES)
class TestOrganizationDialogs:
    """Everything about organizations."""

    def test_edit(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What the server tells is filled in, what it never tells is left; what cannot be undone is said."""
        assert picture(snap_compare, size, "g", "e", "end", "!", *["tab"] * 4, "y", "tab", *"90", app_id="")

    def test_new(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """One field that is needed, four that are not."""
        assert picture(snap_compare, size, "N", *"Zed", app_id="")

    def test_delete(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """How many apps go, that it is for ever, the request, the name to type."""
        assert picture(snap_compare, size, "g", "D", *"Acm", app_id="")


@pytest.mark.parametrize("size", SIZES)
class TestMemberDialogs:
    """Everything about members."""

    def test_invite(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Each role in a few words; below the list, a sentence about the one that is chosen."""
        assert picture(snap_compare, size, "6", "6", "n", *"eve", "at", *"acme", "tab", "enter")

    def test_invite_super_admin(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A warning beside what would change."""
        keys = ("6", "6", "n", *"eve", "at", "x", "full_stop", *"org", "tab", "enter", *"super", "enter")
        assert picture(snap_compare, size, *keys)

    def test_invite_without_account(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A refusal with its code and what to do; what was typed is still there."""
        keys = ("6", "6", "n", *"eve", "at", "x", "full_stop", *"org", "ctrl+s")
        assert picture(snap_compare, size, *keys)

    def test_remove(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What becomes of the person's keys, what undo cannot bring back, the address to type."""
        assert picture(snap_compare, size, "6", "6", "j", "D")

    def test_withdraw(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """An invitation is withdrawn by a yes."""
        assert picture(snap_compare, size, "6", "6", "G", "D")

    def test_remove_several(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A row for each; the only super admin is skipped, and the row says why."""
        assert picture(snap_compare, size, "6", "6", "asterisk", "D")


@pytest.mark.parametrize("size", SIZES)
class TestKeyDialogs:
    """Everything about API keys."""

    def test_edit(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A span becomes a moment; it may be the key in use."""
        assert picture(snap_compare, size, "6", "6", "6", "j", "e", "tab", *"90d")

    def test_new(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What newer servers say to it comes first; roles are found by a few letters."""
        keys = ("6", "6", "6", "n", *"ci", "tab", "enter", *"shop", "space")
        assert picture(snap_compare, size, *keys, demo=Demo(clock=lambda: NOW, dialect="2025-11"))

    def test_new_refused(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The server's own sentence, its code, where to go; the save is dimmed from now on."""
        keys = ("6", "6", "6", "n", *"ci", "tab", "enter", *"shop", "space", "enter", "ctrl+s")
        assert picture(snap_compare, size, *keys, demo=Demo(clock=lambda: NOW, dialect="2025-11"))

    def test_new_secret(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What stops working, that it cannot be undone, the name to type."""
        assert picture(snap_compare, size, "6", "6", "6", "j", "N")

    def test_delete(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What stops working, that it cannot be undone, the name to type."""
        assert picture(snap_compare, size, "6", "6", "6", "j", "D")

    @pytest.mark.parametrize("asked", [False, True], ids=["shown", "asked"])
    def test_secret(self, snap_compare: Compare, size: tuple[int, int], asked: bool) -> None:
        """The secret in full (a made-up one); esc asks whether it is saved."""

        async def run(pilot: Pilot[None]) -> None:
            user = User(pilot.app, pilot)  # type: ignore[arg-type]
            await user.settle()
            pilot.app.push_screen(SecretDialog("ci", Secret("00000000-0000-4000-8000-000000000000")))
            await user.settle()
            if asked:
                await user.press("escape")

        app = CapgoApp(DemoBackends(Demo(clock=lambda: NOW)))
        assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
class TestAppDialogs:
    """Everything about apps."""

    def test_edit(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Days in the form, seconds in the request; labels in one column."""
        keys = ("down", "e", "tab", "tab", "ctrl+u", *"60", "tab", "y")
        assert picture(snap_compare, size, *keys, app_id="")

    def test_new(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """An id that is none is refused under its field; the organization of the cursor is chosen."""
        assert picture(snap_compare, size, "n", *"fresh", "tab", *"Fresh", app_id="")

    def test_delete(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What is known to be in it, that it cannot be undone, the id to type."""
        assert picture(snap_compare, size, "tab", "D")
