"""Pictures of every screen worth seeing, at both sizes. Each docstring says what to look at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from tests.driver import DemoBackends, User

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]

Compare = Callable[..., bool]
Steps = Callable[[User], Awaitable[None]]


def picture(
    snap_compare: Compare,
    size: tuple[int, int],
    *keys: str,
    app_id: str = "com.acme.shop",
    demo: Demo | None = None,
    prepare: Callable[[Demo], None] = lambda _: None,
    **options: Any,
) -> bool:
    """Open an app (none if the id is empty), press keys, and compare what is on the screen."""
    cloud = demo or Demo(clock=lambda: NOW)
    arrived = []

    async def run(pilot: Pilot[None]) -> None:
        user = User(pilot.app, pilot)  # type: ignore[arg-type]
        await user.settle()
        if app_id:
            await user.opens(app_id)
        prepare(cloud)
        for key in keys:
            await user.press(key)
        arrived.append(user.screen)

    app = CapgoApp(DemoBackends(cloud, budget=100, **options))
    same = snap_compare(app, terminal_size=size, run_before=run)
    # A program that failed on the way would be a picture too, and a new one at the next update.
    assert arrived
    return same


@pytest.mark.parametrize("size", SIZES)
class TestScreens:
    """Each screen in the state that a user sees most."""

    def test_start(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The tree in full, nothing picked: a hint says what to do."""
        assert picture(snap_compare, size, app_id="")

    def test_channels(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Nine channels, four with a problem, one with a rollout; no word cut that could be whole."""
        assert picture(snap_compare, size)

    def test_devices(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """States differ by word and colour; overrides stand out, inferred channels are in brackets."""
        assert picture(snap_compare, size, "2")

    def test_devices_wide(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """All columns, the first one stays while the others scroll."""
        assert picture(snap_compare, size, "2", "W", *["l"] * 9)

    def test_devices_filtered(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The filter is visible and says how much of what it found; rows sorted by state."""
        assert picture(snap_compare, size, "2", "slash", *"android", "enter", "l", "l", "s")

    def test_devices_marked(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Two marked and a range being drawn under a filter; the lower border says how many are marked."""
        keys = ("space", "space", "slash", *"android", "enter", "j", "v", "j", "j", "j")
        assert picture(snap_compare, size, "2", *keys)

    def test_command_line(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """What could be typed, with its sentence, above the colon; the first one is what tab takes."""
        assert picture(snap_compare, size, "2", "colon")

    def test_command_line_apps(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The apps that fit what is typed behind the name of the command."""
        assert picture(snap_compare, size, "2", "colon", *"app", "space", *"acme")

    def test_command_line_wrong(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A command that there is not: the reason, the nearest name, and all that was typed."""
        assert picture(snap_compare, size, "2", "colon", *"devces", "space", *"ios", "enter")

    def test_read_only(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """RO stands right behind the profile, as a word and in the colour of a warning."""
        assert picture(snap_compare, size, "2", read_only=True)

    def test_bundles(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Where each bundle goes and who runs it; numbers aligned to the right."""
        assert picture(snap_compare, size, "2", "3")

    def test_organization(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Fields under headings, labels in one column."""
        assert picture(snap_compare, size, "6")

    def test_members(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """An invited member is marked."""
        assert picture(snap_compare, size, "6", "right_square_bracket")

    def test_keys(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """No secret anywhere; an expired key stands out."""
        assert picture(snap_compare, size, "6", "right_square_bracket", "right_square_bracket")

    def test_audit(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Newest first: who did what to what."""
        assert picture(snap_compare, size, "6", "6", "6", "6")

    def test_channel_fields(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Problems first, what each value means behind it; long notes wrap under themselves."""
        assert picture(snap_compare, size, *["j"] * 5, "enter")

    def test_device_json(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """The record as the server sent it."""
        assert picture(snap_compare, size, "2", "enter", "3")

    def test_help(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Keys of the table, floating over it."""
        assert picture(snap_compare, size, "question_mark")

    def test_palette(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Actions with their keys, then apps."""
        assert picture(snap_compare, size, "ctrl+p")

    def test_hostile_names(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Every hostile name is visible and on its own line."""
        assert picture(snap_compare, size, "2", app_id="com.hostile.names")

    def test_empty_app(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """An app without channels says what that means."""
        assert picture(snap_compare, size, app_id="com.acme.next")

    def test_error(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """An error in the middle of an empty table: what was said, tried, and what to do."""
        assert picture(
            snap_compare, size, "2", prepare=lambda demo: demo.faults.next("/device", "html", times=9)
        )

    def test_stale(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """A refresh that failed: the rows stay, dimmed, under a banner."""
        assert picture(
            snap_compare, size, "r", prepare=lambda demo: demo.faults.next("/channel", 500, times=9)
        )

    def test_welcome(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """Why one is here, the field, the way to the demo."""
        assert picture(snap_compare, size, app_id="", start_in_demo=False, key_found=False)


def test_tree_on_a_narrow_terminal(snap_compare: Compare) -> None:
    """At 80 columns the tree unfolds beside the table while it has the focus."""
    assert picture(snap_compare, (80, 24), "tab")


def test_one_pane_at_a_time(snap_compare: Compare) -> None:
    """At 50 columns the table has the whole screen."""
    assert picture(snap_compare, (50, 16), "2")


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: the cursor, the active tab and every state can still be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (120, 40), "2")
