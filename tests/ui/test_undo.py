"""A user takes changes back, and makes them again."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.models.channel_edit import ChannelEdit
from tests.driver import User
from tests.ui.cloud import SHOP, channel_in, delivers
from tests.ui.conftest import UserAt
from tests.ui.undoing import applies, changes, presses_a, somebody_else_changes, workspace_of


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_u_shows_what_takes_the_last_change_back_and_sends_nothing_before_it_is_applied(
    demo: Demo, user_at: UserAt, size: tuple[int, int]
) -> None:
    async with user_at(*size) as user:
        await user.opens(SHOP)
        await changes(user, "beta", ChannelEdit(version="1.4.2"))
        await user.press("u")
        assert user.sees("Undo: Change channel beta")
        assert "1.4.2" in user.line_with("❯ beta")
        assert "→ 1.5.0-rc.1" in user.line_with("❯ beta")
        assert delivers(demo, "beta") == "1.4.2"
        await applies(user)
        assert delivers(demo, "beta") == "1.5.0-rc.1"
        assert user.sees("✓ made")
        await user.press("escape")
        assert "1.5.0-rc.1" in user.line_with(" beta ")


async def test_the_request_can_be_looked_at_first_and_leaving_sends_nothing(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    spent = user.requests
    await user.press("u", "enter")
    assert user.sees("POST /channel")
    assert user.sees('"version": "1.5.0-rc.1"')
    await user.press("escape", "escape")
    assert delivers(demo, "beta") == "1.4.2"
    assert user.requests == spent + 2  # the channel, and whether its bundle is still there


async def test_capital_u_makes_it_again(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    await user.press("u")
    await applies(user)
    await user.press("escape", "U")
    assert user.sees("Redo: Change channel beta")
    await applies(user)
    assert delivers(demo, "beta") == "1.4.2"
    await user.press("escape", "U")
    assert "There is no undo that could be taken back." in user.told


async def test_commands_do_what_the_keys_do(user: User) -> None:
    await user.opens(SHOP)
    for text, told in (("undo", "There is nothing to take back."), ("redo", "There is no undo")):
        await user.press("colon")
        await user.types(text)
        await user.press("enter")
        assert told in user.told
    await user.press("colon")
    await user.types("journal")
    await user.press("enter")
    assert user.sees("› Journal")


async def test_undo_works_from_the_tree_and_from_every_tab(user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(allow_dev=False))
    for key in ("1", "2", "3", "6", "tab"):
        await user.press(key, "u")
        assert user.sees("Undo: Change channel beta"), key
        await user.press("escape")


async def test_what_somebody_else_changed_since_is_said(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    await somebody_else_changes(user, "beta", ChannelEdit(version="1.4.1"))
    await user.press("u")
    assert user.sees("Somebody else changed beta since: bundle is 1.4.1.")
    await applies(user)
    assert delivers(demo, "beta") == "1.5.0-rc.1"


async def test_what_cannot_be_taken_back_is_said_instead(user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    await somebody_else_changes(user, "beta", ChannelEdit(version="1.5.0-rc.1"))
    await user.press("u")
    assert user.sees("kiosk-mode")
    assert "There is nothing to take back." in user.told
    assert "Change channel beta: It says already what it said before." in user.told


async def test_a_plan_is_taken_back_as_a_whole(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    for name in ("beta", "staging", "next"):
        await changes(user, name, ChannelEdit(allow_emulator=False), batch="plan")
    await user.press("u")
    assert user.sees("Undo 3 changes")
    await user.press("space")
    job = await applies(user)
    assert job.summary == "2 made, 1 skipped"
    assert [channel_in(demo, name).allow_emulator for name in ("next", "staging", "beta")] == [
        False,
        True,
        True,
    ]
    await user.press("escape", "u")
    assert user.sees("Undo: Change channel next")


async def test_unlinking_has_the_name_typed_also_in_an_undo(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "kiosk-mode", ChannelEdit(version="1.4.2"))
    await user.press("u")
    await presses_a(user)
    assert user.sees("Type kiosk-mode to confirm.")
    assert delivers(demo, "kiosk-mode") == "1.4.2"
    await user.types("kiosk-mode")
    await user.press("ctrl+s")
    await workspace_of(user).jobs.all[-1].wait()
    assert delivers(demo, "kiosk-mode") is None


async def test_in_read_only_mode_nothing_is_taken_back_and_it_is_said_why(user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    workspace_of(user).client.read_only = True
    for key in ("u", "U"):
        await user.press(key)
        assert not user.sees("Undo:")
    assert "read-only mode" in user.told
    await user.press("J", "u")
    assert not user.sees("Undo: Change channel beta")
    assert "✓ made" in user.line_with("Change channel beta")


async def test_what_cannot_be_read_is_said(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(version="1.4.2"))
    demo.faults.next("/channel", 403, method="GET", times=None)
    await user.press("u")
    assert user.sees("kiosk-mode")
    assert "403" in user.told
