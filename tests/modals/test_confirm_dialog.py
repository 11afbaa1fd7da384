"""A user is asked before something is done."""

from __future__ import annotations

import pytest

from capgo_tui.errors import Refused
from tests.modals.dialogs import Robot, World, clerk_at, confirm

SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])


@SIZES
async def test_the_question_shows_what_would_be_sent_and_y_does_it(width: int, height: int) -> None:
    world = World(final="The name stays taken.")
    async with clerk_at(confirm(world), width, height) as clerk:
        assert clerk.sees("It will not come back.")
        assert clerk.sees("✗ The name stays taken.")
        assert clerk.sees("POST /robot")
        assert clerk.sees("y yes")
        assert not clerk.sees("ctrl+s")
        await clerk.press("ctrl+s", "enter", "space")
        assert clerk.is_open
        await clerk.press("y")
        assert clerk.app.results == [Robot(name="")]


async def test_escape_does_nothing_and_asks_nothing() -> None:
    world = World(final="Gone.")
    async with clerk_at(confirm(world)) as clerk:
        await clerk.press("escape")
        assert clerk.app.results == [None]
    assert world.looked == 0


@SIZES
@pytest.mark.parametrize("key", ["ctrl+s", "enter"])
async def test_where_a_name_has_to_be_typed_y_is_a_letter(width: int, height: int, key: str) -> None:
    world = World(final="Gone.", typed=("yes",), why_typed="It cannot be taken back.")
    async with clerk_at(confirm(world), width, height) as clerk:
        assert clerk.sees("Type yes to confirm.")
        assert clerk.sees("ctrl+s do it")
        await clerk.types("y")
        assert clerk.is_open
        await clerk.press(key)
        assert clerk.sees("✗ Type yes first")
        await clerk.types("es")
        await clerk.press(key)
        assert clerk.app.results == [Robot(name="")]


async def test_all_names_have_to_be_typed() -> None:
    world = World(final="Gone.", typed=("shop", "acme"))
    async with clerk_at(confirm(world), 80, 24) as clerk:
        await clerk.types("shop")
        await clerk.press("enter")
        assert clerk.sees("✗ Type acme first")
        await clerk.types("acme")
        await clerk.press("enter")
        assert not clerk.is_open


async def test_a_record_that_changed_is_asked_about_once_more() -> None:
    world = World(final="Gone.", elsewhere=Robot(bundle="1.5.0"))
    async with clerk_at(confirm(world), 80, 24) as clerk:
        await clerk.press("y")
        assert clerk.sees("bundle  1.4.2 → 1.5.0")
        assert clerk.sees("y sends yours all the same")
        assert world.saved == []
        await clerk.press("y")
        assert not clerk.is_open
    assert len(world.saved) == 1


async def test_a_refusal_keeps_the_question_open() -> None:
    world = World(final="Gone.", refusal=Refused("No.", status=403, code="cannot_access_app"))
    async with clerk_at(confirm(world), 80, 24) as clerk:
        await clerk.press("y")
        assert "cannot_access_app" in clerk.line_with("✗ No.")
        await clerk.press("y")
        assert not clerk.is_open


async def test_what_cannot_be_done_says_why() -> None:
    world = World(final="Gone.", locked="Read-only mode.")
    async with clerk_at(confirm(world), 80, 24) as clerk:
        assert clerk.sees("⊘ Read-only mode.")
        await clerk.press("y")
        assert clerk.sees("✗ Read-only mode.")
    assert world.looked == 0


async def test_a_long_request_scrolls_and_leaves_the_keys_in_sight() -> None:
    world = World(final="Gone. " * 200)
    async with clerk_at(confirm(world), 80, 24) as clerk:
        assert clerk.sees("y yes")
        assert not clerk.sees("POST /robot")
        await clerk.press("G")
        assert clerk.sees("POST /robot")
