"""The frame of every dialog: deaf at first, and never closed by accident."""

from __future__ import annotations

import pytest
from textual.events import Paste

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from tests.modals.dialogs import Robot, RobotDialog, World, clerk_at, confirm


async def test_keys_that_came_with_the_one_that_opened_it_neither_confirm_nor_type() -> None:
    world = World()
    async with clerk_at(RobotDialog(world), opened=False) as clerk:
        await clerk.press_at_once("e", "ctrl+s", "x", "y", "down", "space", "escape", "ctrl+s")
        assert clerk.is_open
        assert clerk.line_with("name").split()[1:4] == ["❯", "name", "marvin"]
        assert clerk.sees("Nothing is changed yet.")
    assert world.looked == 0


async def test_a_double_press_cannot_confirm_what_needs_one_key_only() -> None:
    world = World(final="It stays gone.")
    async with clerk_at(confirm(world), opened=False) as clerk:
        await clerk.press_at_once("e", "y", "y", "y")
        assert clerk.is_open
        assert world.saved == []
        await clerk.press("y")
        assert not clerk.is_open
        assert len(world.saved) == 1


async def test_nothing_at_all_is_heard_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dialog, "deaf_for", 3600)
    async with clerk_at(RobotDialog(World()), opened=False) as clerk:
        await clerk.pilot.press("e")
        assert isinstance(clerk.app.screen, Dialog)
        assert not clerk.app.screen.hears
        shown = clerk.screen
        clerk.app.post_message(Paste("a whole table"))
        await clerk.pilot.press("a", "tab", "space", "enter", "f2", "ctrl+s", "escape")
        for selector in ("#field-public .field-control", "#field-name", "KeyBar"):
            await clerk.pilot.click(selector)
            await clerk.pilot.click(selector, offset=(1, 0))
        await clerk.pilot.pause()
        assert clerk.screen == shown
        assert clerk.is_open


async def test_it_hears_after_a_moment_and_begins_with_its_first_field() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        assert isinstance(clerk.app.screen, Dialog)
        assert clerk.app.screen.hears
        assert "❯" in clerk.line_with("  marvin")
        await clerk.types("2")
        assert clerk.sees("marvin2")


def test_no_dialog_is_confirmed_by_the_key_that_opens_it() -> None:
    with pytest.raises(ValueError, match="both open and confirm"):
        confirm(World(), opened_by="y")
    with pytest.raises(ValueError, match="both open and confirm"):
        RobotDialog(World(), opened_by="ctrl+s")


async def test_escape_closes_at_once_what_was_not_touched() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        await clerk.press("escape")
        assert clerk.app.results == [None]


async def test_escape_warns_once_before_it_discards_what_was_typed() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        await clerk.types("x")
        await clerk.press("escape")
        assert clerk.sees("esc again discards what you typed")
        await clerk.types("y")
        assert not clerk.sees("esc again")
        await clerk.press("escape")
        assert clerk.is_open
        await clerk.press("escape")
        assert clerk.app.results == [None]


async def test_the_keys_stand_in_the_last_line_and_can_be_clicked() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        assert clerk.line_with("ctrl+s save").split()[-4:-2] == ["request", "esc"]
        await clerk.clicks("f2 request")
        assert clerk.app.focused is clerk.app.screen.query_one("PreviewView")
        await clerk.clicks("esc cancel")
        assert clerk.app.results == [None]


@pytest.mark.parametrize("title", ["[/b]", "[@click=app.quit]x[/]", "a\x1b[2J\u202eb", "long " * 200])
async def test_a_hostile_title_is_literal(title: str) -> None:
    async with clerk_at(RobotDialog(World(record=Robot(name=title)), title=title), 80, 24) as clerk:
        first = clerk.screen.splitlines()[0]
        assert "\x1b" not in clerk.screen
        assert "\u202e" not in clerk.screen
        assert clean(title)[:20] in first
        assert len(first) <= 80
