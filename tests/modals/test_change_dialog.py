"""A user changes something through a form with a side panel."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from textual.events import Key

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, Refused, Unreachable
from tests.driver import DemoBackends, User
from tests.modals.dialogs import Clerk, Robot, RobotDialog, World, clerk_at

SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])


async def make_public(clerk: Clerk) -> None:
    await clerk.goes_to("public")
    await clerk.press("y")


@SIZES
async def test_a_changed_field_is_marked_previewed_and_saved(width: int, height: int) -> None:
    world = World()
    async with clerk_at(RobotDialog(world), width, height) as clerk:
        assert clerk.sees("Nothing is changed yet.")
        await make_public(clerk)
        assert "* public" in clerk.line_with("[x] yes")
        assert clerk.sees("POST /robot")
        await clerk.press("ctrl+s")
        assert clerk.app.results == [Robot(public=True)]
    assert world.looked == 1
    assert world.saved == [Robot(public=True)]


async def test_every_kind_of_field_reaches_the_edit() -> None:
    world = World()
    async with clerk_at(RobotDialog(world)) as clerk:
        await clerk.types("2")
        await clerk.press("down", *"beta", "enter", "down", "space", "down", "n", "down", "end")
        await clerk.types(".5")
        await clerk.press("down", "space", "space", "enter", "ctrl+s")
    assert world.saved == [
        Robot(
            name="marvin2",
            bundle="1.6.0-beta.1",
            public=True,
            ios=False,
            share=1050,
            channels=("production",),
        )
    ]


async def test_the_panel_shows_changes_request_warnings_and_what_is_final() -> None:
    world = World(warnings=("It un-publishes beta.",), final="A name stays taken.")
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        assert "public  no → yes" in clerk.screen
        assert '"public": "yes"' in clerk.screen
        assert "⚠ It un-publishes beta." in clerk.screen
        assert "✗ A name stays taken." in clerk.screen
        await clerk.press("n")
        assert not clerk.sees("no → yes")


async def test_on_a_narrow_terminal_f2_shows_the_request_and_goes_back() -> None:
    world = World(warnings=("It un-publishes beta.",))
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        await make_public(clerk)
        assert clerk.sees("⚠ 1 warning  1 change · POST /robot")
        await clerk.press("f2")
        assert clerk.sees('"public": "yes"')
        assert not clerk.sees("rollout share")
        await clerk.press("f2")
        assert "❯ * public" in clerk.line_with("[x] yes")
        await clerk.press("f2", "escape")
        assert "❯ * public" in clerk.line_with("[x] yes")
        await clerk.pilot.resize_terminal(120, 40)
        await clerk.settle()
        assert clerk.sees("Request")
        assert clerk.sees("rollout share")


async def test_on_a_wide_terminal_f2_goes_to_the_panel_and_back() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        await clerk.press("f2")
        assert clerk.app.focused is clerk.app.screen.query_one("PreviewView")
        await clerk.press("f2")
        assert "❯" in clerk.line_with("  marvin")


async def test_saving_without_a_change_sends_nothing() -> None:
    world = World()
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        await clerk.press("ctrl+s")
        assert clerk.sees("✗ Nothing is changed yet.")
    assert world.looked == 0


async def test_a_wrong_value_is_told_when_its_field_is_left_and_not_before() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        await clerk.goes_to("share")
        await clerk.types("xyz")
        assert not clerk.sees("percentage from 0")
        await clerk.press("down")
        assert clerk.sees("✗ The rollout share is a percentage")
        await clerk.press("up", "backspace", "backspace", "backspace")
        assert not clerk.sees("percentage from 0")


async def test_a_wrong_value_is_told_on_save_and_gets_the_focus() -> None:
    world = World()
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        await clerk.goes_to("share")
        await clerk.types("xyz")
        await clerk.goes_to("bundle")
        await clerk.press("ctrl+s")
        assert "❯ *" in clerk.line_with("10xyz")
    assert world.looked == 0


async def test_what_the_saver_cannot_send_is_told_at_its_field() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        await clerk.press("ctrl+u", *"taken")
        assert not clerk.sees("There is a robot taken already.")
        await clerk.press("ctrl+s")
        assert clerk.sees("✗ There is a robot taken already.")
        await clerk.types("2")
        assert not clerk.sees("taken already")


async def test_an_open_list_is_not_saved_over() -> None:
    world = World()
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.goes_to("bundle")
        await clerk.press("space", "down", "ctrl+s")
        assert clerk.sees("The list is open")
        await clerk.press("enter", "ctrl+s")
        assert not clerk.is_open
    assert world.saved == [Robot(bundle="1.5.0", public=True)]


async def test_a_second_press_while_it_is_sent_sends_nothing_twice() -> None:
    world = World(gate=asyncio.Event())
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        for key in ("ctrl+s", "ctrl+s", "n", "ctrl+s"):
            await clerk.pilot.press(key)
        await clerk.pilot.pause()
        assert clerk.sees("sending…")
        assert clerk.sees("[x] yes")
        world.gate.set()  # type: ignore[union-attr]
        await clerk.settle()
        assert clerk.app.results == [Robot(public=True)]
    assert world.saved == [Robot(public=True)]


async def test_escape_while_it_is_sent_waits_for_the_answer() -> None:
    world = World(gate=asyncio.Event())
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        for key in ("ctrl+s", "escape", "escape", "escape", "f1"):
            await clerk.pilot.press(key)
        await clerk.pilot.pause()
        assert clerk.is_open
        assert clerk.sees("Waiting for the answer")
        world.gate.set()  # type: ignore[union-attr]
        await clerk.settle()
        assert clerk.app.results == [Robot(public=True)]


@SIZES
async def test_a_refused_save_keeps_what_was_typed_and_says_why(width: int, height: int) -> None:
    refusal = Refused(
        "This key may not change robots.", status=403, code="cannot_access_app", next_step="Ask."
    )
    world = World(refusal=refusal)
    async with clerk_at(RobotDialog(world), width, height) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        assert "cannot_access_app" in clerk.line_with("✗ This key may not change robots.")
        assert clerk.sees("  Ask.")
        assert "❯ * public" in clerk.line_with("[x] yes")
        await clerk.press("ctrl+s")
        assert not clerk.is_open
    assert world.looked == 2
    assert world.saved == [Robot(public=True)]


async def test_a_refusal_of_one_field_is_shown_at_that_field() -> None:
    world = World(refusal=Misused("The server knows no such name.", field="name"))
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        assert "❯" in clerk.line_with("  marvin")
        lines = clerk.screen.splitlines()
        under = next(number for number, line in enumerate(lines) if "name  " in line and "marvin" in line) + 1
        assert "✗ The server knows no such name." in lines[under]


async def test_an_unknown_outcome_is_said_and_looked_at_before_the_next_try() -> None:
    lost = Unreachable("The connection was cut.", sent=True)
    lost.outcome_unknown = True
    world = World(refusal=lost)
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        assert clerk.sees("✗ The connection was cut.")
        assert clerk.sees("Nobody knows whether it was made")
        world.elsewhere = Robot(public=True)
        await clerk.press("ctrl+s")
        assert clerk.sees("Changed since you opened this")
        assert world.saved == []


@SIZES
async def test_what_somebody_else_changed_is_shown_and_asked_about(width: int, height: int) -> None:
    world = World(elsewhere=Robot(bundle="1.5.0"))
    async with clerk_at(RobotDialog(world), width, height) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        assert clerk.sees("Changed since you opened this")
        assert clerk.sees("bundle  1.4.2 → 1.5.0")
        assert clerk.sees("ctrl+r takes theirs in")
        assert world.saved == []
        await clerk.press("ctrl+s")
        assert not clerk.is_open
    assert world.saved == [Robot(public=True)]
    assert world.looked == 1


async def test_theirs_is_taken_in_and_mine_is_kept() -> None:
    world = World(elsewhere=Robot(bundle="1.5.0", name="other"))
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s", "ctrl+r")
        assert not clerk.sees("Changed since you opened this")
        assert clerk.sees("These are the present values")
        assert "*" not in clerk.line_with("1.5.0")
        assert "* public" in clerk.line_with("[x] yes")
        assert clerk.sees("public  no → yes")
        await clerk.press("ctrl+s")
        assert not clerk.is_open
    assert world.saved == [Robot(bundle="1.5.0", name="other", public=True)]
    assert world.looked == 2


async def test_escape_goes_back_from_the_question_and_the_next_save_looks_again() -> None:
    world = World(elsewhere=Robot(bundle="1.5.0"))
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s", "escape")
        assert clerk.is_open
        assert not clerk.sees("Changed since you opened this")
        world.elsewhere = None
        await clerk.press("ctrl+s")
    assert world.looked == 2
    assert world.saved == [Robot(public=True)]


async def test_another_edit_after_the_question_is_asked_about_anew() -> None:
    world = World(elsewhere=Robot(bundle="1.5.0"))
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s", "n", "y")
        assert not clerk.sees("Changed since you opened this")
        await clerk.press("ctrl+s")
        assert clerk.sees("Changed since you opened this")
        assert world.saved == []


async def test_theirs_is_offered_only_where_there_is_something_to_take() -> None:
    async with clerk_at(RobotDialog(World())) as clerk:
        assert not clerk.sees("ctrl+r")
        await clerk.press("ctrl+r")
        assert not clerk.sees("present values")


async def test_where_nothing_can_be_saved_the_reason_is_shown_and_told_again() -> None:
    world = World(locked="Read-only mode: `:rw` leaves it.")
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        assert clerk.sees("⊘ Read-only mode: `:rw` leaves it.")
        await make_public(clerk)
        assert clerk.sees("⊘ Read-only mode")
        await clerk.press("ctrl+s")
        assert clerk.sees("✗ Read-only mode: `:rw` leaves it.")
        assert clerk.is_open
    assert world.looked == 0


async def test_a_protected_name_has_to_be_typed_exactly() -> None:
    world = World(typed=("com.acme.shop",), why_typed="The profile protects com.acme.shop.")
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        assert not clerk.sees("to confirm")
        await make_public(clerk)
        assert clerk.sees("The profile protects com.acme.shop.")
        assert clerk.sees("Type com.acme.shop to confirm.")
        await clerk.press("ctrl+s")
        assert clerk.sees("✗ Type com.acme.shop first")
        await clerk.types("com.acme.sho")
        await clerk.press("ctrl+s")
        assert clerk.is_open
        await clerk.types("p")
        await clerk.press("ctrl+s")
        assert not clerk.is_open
    assert world.saved == [Robot(public=True)]


async def test_a_typed_name_stays_while_the_form_changes_on() -> None:
    world = World(typed=("shop",))
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        await clerk.types("shop")
        await clerk.goes_to("ios")
        await clerk.press("n", "ctrl+s")
    assert world.saved == [Robot(public=True, ios=False)]


@SIZES
async def test_hostile_texts_of_a_preview_are_literal(width: int, height: int) -> None:
    evil = "[/b][@click=app.quit]x\x1b[2J\u202e"
    world = World(
        record=Robot(name=evil, bundle=evil),
        warnings=(evil,),
        final=evil,
        typed=(evil,),
        why_typed=evil,
        elsewhere=Robot(name=evil * 2),
        refusal=Refused(evil, status=400, code="x\x1b", next_step=evil),
    )
    async with clerk_at(RobotDialog(world, title=evil), width, height) as clerk:
        await make_public(clerk)
        await clerk.press("f2", "f2", "ctrl+s")
        shown = clerk.screen
        assert "[/b][@click=app.quit]x" in shown
        clerk.app.screen.query_one("#field-typed-0 Input").value = "[/b][@click=app.quit]x?[2J?"  # type: ignore[attr-defined]
        await clerk.press("ctrl+s")
        assert clerk.sees("Changed since you opened this")
        shown += clerk.screen
        await clerk.press("ctrl+s")
        shown += clerk.screen
        assert not {"\x1b", "\u202e"} & set(shown)
        assert clerk.is_open
    assert world.saved == []


async def test_a_form_that_is_higher_than_the_terminal_scrolls_with_the_focus() -> None:
    async with clerk_at(RobotDialog(World()), 60, 14) as clerk:
        await clerk.goes_to("channels")
        assert "❯" in clerk.line_with("promote to")
        assert clerk.sees("ctrl+s save")


async def test_the_edit_that_is_sent_is_the_one_that_was_shown_when_it_was_confirmed() -> None:
    world = World(gate=asyncio.Event())
    async with clerk_at(RobotDialog(world)) as clerk:
        await make_public(clerk)
        for key in ("ctrl+s", "n"):
            clerk.app.post_message(Key(key, None))
        await clerk.pilot.pause()
        world.gate.set()  # type: ignore[union-attr]
        await clerk.settle()
    assert world.saved == [replace(Robot(), public=True)]


async def test_much_that_changed_meanwhile_leaves_the_ways_on_in_sight() -> None:
    long = "a name of many words " * 60
    world = World(elsewhere=Robot(name=long))
    async with clerk_at(RobotDialog(world), 80, 24) as clerk:
        await make_public(clerk)
        await clerk.press("ctrl+s")
        assert clerk.sees("Changed since you opened this")
        assert clerk.sees("ctrl+r takes theirs in")
        assert clerk.sees("ctrl+s save")


async def test_the_help_tells_the_keys_of_the_field_and_of_the_dialog() -> None:
    app = CapgoApp(DemoBackends(Demo()))
    async with app.run_test(size=(120, 40)) as pilot:
        user = User(app, pilot)
        await user.settle()
        app.push_screen(RobotDialog(World()))
        await user.settle()
        await user.press("f1")
        assert user.sees("In a form")
        assert user.sees("The next field")
        assert user.sees("In a dialog")
        assert user.sees("Close without a change")
        await user.press("escape")
        assert user.sees("Robot marvin")
