"""A user has keys of their own."""

from __future__ import annotations

from capgo_tui.cli.key_catalogue import PLACES, scope_of
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt
from tests.ui.test_poor_terminals import walks


def last_line(user: User) -> str:
    return user.screen.splitlines()[-1]


async def test_a_key_of_ones_own_works_and_is_shown_everywhere(user_at: UserAt) -> None:
    async with user_at(keys={"devices.move": "M"}) as user:
        await user.opens(SHOP, tab="2")
        assert "M move" in last_line(user)
        await user.press("m")
        assert not user.sees("Move ")
        await user.press("M")
        assert user.sees("Move ")
        await user.press("escape", "escape", "question_mark", "slash")
        await user.types("Force")
        assert "M" in user.line_with("Force the device, or the marked ones, to a channel").split()
        await user.press("escape", "escape", "ctrl+p")
        await user.types("Force the device")
        assert user.sees("to a channel  (M)")


async def test_sentences_name_a_key_of_ones_own(user_at: UserAt) -> None:
    async with user_at(keys={"main.undo": "ctrl+y", "main.go-to": "ctrl+g"}) as user:
        await user.opens(SHOP, tab="1")
        await user.press("e")
        await user.goes_to("self-set")
        await user.press("space", "ctrl+s")
        assert "Change channel production: done. ^y takes it back." in user.told
        await user.press("B")
        assert "Bookmarked: com.acme.shop › Channels. ^g goes there." in user.told


async def test_several_keys_do_the_same(user_at: UserAt) -> None:
    async with user_at(keys={"list.filter": "slash,ctrl+f"}) as user:
        await user.opens(SHOP, tab="1")
        await user.press("ctrl+f")
        await user.types("beta")
        assert user.sees("/beta")


async def test_a_key_that_is_switched_off_does_nothing_and_stands_nowhere(user_at: UserAt) -> None:
    async with user_at(keys={"devices.move": "", "devices.clear": ""}) as user:
        await user.opens(SHOP, tab="2")
        await user.press("m", "x")
        assert not user.app.screen.is_modal
        assert " move" not in last_line(user)
        await user.press("question_mark", "slash")
        await user.types("Force")
        assert user.sees("Nothing holds that.")
        await user.press("escape", "escape", "ctrl+p")
        await user.types("Force the device")
        assert user.sees("Force the device, or the marked ones, to a channel")
        assert not user.sees("off-")


async def test_keys_of_dialogs_can_be_changed_too(user_at: UserAt) -> None:
    async with user_at(keys={"dialog.save": "ctrl+g"}) as user:
        await user.opens(SHOP, tab="1")
        await user.press("e")
        assert user.sees("^g save")
        await user.press("ctrl+s", "ctrl+g")
        assert user.sees("Nothing is changed")
        assert user.app.screen.is_modal


async def test_keys_of_a_list_in_a_form_keep_what_they_share(user_at: UserAt) -> None:
    async with user_at(keys={"picker.pick": "f5"}) as user:
        await user.opens(SHOP, tab="2")
        await user.press("m", "enter")
        await user.types("beta")
        await user.press("f5")
        assert user.sees("beta")


async def test_keys_of_the_command_line_can_be_changed(user_at: UserAt) -> None:
    async with user_at(keys={"command.complete": "f2", "main.command": "semicolon"}) as user:
        await user.press("semicolon")
        await user.types("bund")
        await user.press("f2")
        assert last_line(user).strip() == ":bundles"


async def test_the_help_is_searched_by_words(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("question_mark", "slash")
    await user.types("mark rows")
    assert user.sees("Mark all rows that the filter shows, or unmark them")
    assert not user.sees("Sort by the underlined column")
    await user.press("enter", "escape")
    assert user.sees("Sort by the underlined column")
    await user.press("escape")
    assert not user.app.screen.is_modal


async def test_keys_that_can_be_pressed_together_are_known_to_be_in_one_place(user: User) -> None:
    async for name in walks(user):
        ids = [active.binding.id for active in user.app.screen.active_bindings.values()]
        scopes = {scope_of(each) for each in ids if each and "." in each}
        assert any(scopes <= place for place in PLACES), (name, scopes)
