"""A user reads the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.journal import Journal, State
from tests.driver import User
from tests.services.journal.lines_of import BETA, intent, made, planned
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt
from tests.ui.undoing import applies, changes, workspace_of


async def refused(user: User) -> None:
    with pytest.raises(CapgoError):
        await changes(user, "staging", ChannelEdit(version="9.9.9"))


async def lost(demo: Demo, user: User, fault: str = "cut-after") -> None:
    """A change whose answer is lost while nothing can be read."""
    workspace = workspace_of(user)
    channel = await workspace.client.channels.read(SHOP, "staging")
    change = edit_channel(workspace.app(SHOP), channel, ChannelEdit(allow_dev=not channel.allow_dev))
    demo.faults.next("/channel", fault, method="POST")
    demo.faults.next("/channel", 403, method="GET", times=None)
    with pytest.raises(CapgoError):
        await workspace.changes.make(change)
    demo.faults.clear()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_newest_change_comes_first_with_what_became_of_it(
    demo: Demo, user_at: UserAt, size: tuple[int, int]
) -> None:
    async with user_at(*size) as user:
        await user.opens(SHOP)
        await changes(user, "beta", ChannelEdit(version="1.4.2", allow_dev=False))
        await refused(user)
        await user.press("J")
        first, second = [line for line in user.screen.splitlines() if "Change channel" in line]
        assert "✗ not made" in first
        assert "✓ made" in second
        assert user.sees("2 changes")
        if size[0] >= 120:
            assert "unknown_error" in first
            assert "bundle, development" in second
            assert "channel staging" in first
        await user.press("escape")
        assert user.sees("9 channels")


async def test_an_empty_journal_says_what_it_is_for(user: User) -> None:
    await user.press("J")
    assert user.sees("Nothing was changed here yet.")
    assert user.sees("to take it back with u")
    await user.press("3")
    assert "No app is open" in user.told
    await user.press("u")
    assert "There is no change under the cursor." in user.told


async def test_enter_shows_before_and_after_the_request_and_the_answer(user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(public=True, version="1.4.2"))
    await user.press("J", "enter")
    assert "1.5.0-rc.1 → 1.4.2" in user.line_with("bundle ")
    assert "no → yes" in user.line_with("public ")
    assert "POST /channel" in user.line_with("request ")
    assert '{"unpublished": ["desktop", "production"]}' in user.line_with("answer")
    assert "yes" in user.line_with("emulators")
    await user.press("2")
    assert user.sees('"action": "channel.update"')
    await user.press("escape", "escape")
    assert user.sees("9 channels")


async def test_enter_on_a_refused_change_says_the_sentence_and_the_code(user: User) -> None:
    await user.opens(SHOP)
    await refused(user)
    await user.press("J", "enter")
    assert "The server did not accept a value" in user.line_with("said")
    assert user.sees("500 unknown_error")
    assert "✗ not made" in user.line_with("state")


async def test_the_journal_is_filtered_as_every_table(user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(allow_dev=False))
    await changes(user, "staging", ChannelEdit(allow_emulator=False))
    await user.press("J", "slash")
    await user.types("staging")
    assert user.sees("1 of 2")
    await user.press("enter")
    assert not user.sees("channel beta")
    await user.press("escape")
    assert user.sees("channel beta")


async def test_only_this_profile_or_only_this_app_can_be_shown(user_at: UserAt, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    for line in (intent("1", title="Theirs, elsewhere"), made("1")):
        journal.write(line)
    here = {"profile": "test", "host": "http://demo.localhost"}
    other = intent("2").target.__class__(intent("2").target.kind, "x", "x", app_id="com.acme.kiosk")
    for line in (intent("2", title="Ours, another app", target=other, **here), made("2")):
        journal.write(line)
    async with user_at(start_in_demo=False, journal_file=path) as user:
        await user.opens(SHOP)
        await changes(user, "beta", ChannelEdit(allow_dev=False))
        await user.press("J")
        titles = ("Theirs, elsewhere", "Ours, another app", "Change channel beta")
        for key, seen in (("1", [1, 1, 1]), ("2", [0, 1, 1]), ("3", [1, 0, 1]), ("tab", [1, 1, 1])):
            await user.press(key)
            assert [user.sees(title) for title in titles] == [bool(one) for one in seen], key


async def test_what_may_have_been_made_stands_out_and_r_finds_out(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await lost(demo, user)
    await lost(demo, user, "cut")
    await user.press("J")
    assert user.sees("2 changes may have been made: r reads what became of it.")
    assert "? unknown" in user.line_with("Change channel staging")
    await user.press("enter")
    assert "r reads again" in user.line_with("state")
    await user.press("escape", "r")
    assert not user.sees("may have been made")
    states = [entry.state for entry in workspace_of(user).journal.entries()]
    assert State.UNKNOWN not in states


async def test_r_says_when_reading_does_not_tell_or_cannot_be_done(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await lost(demo, user)
    await user.press("J")
    demo.faults.next("/channel", 403, method="GET", times=None)
    await user.press("r")
    assert "403" in user.told
    assert user.sees("1 change may have been made")
    demo.faults.clear()
    workspace = workspace_of(user)
    entry = workspace.journal.entries()[-1].intent
    workspace.journal.write(replace(entry, id="ios", after={"ios": False}))
    await user.press("r", "r")
    assert "Reading does not tell about 1 change." in user.told
    assert "? unfinished" in user.line_with("Change channel staging")


async def test_u_takes_back_the_change_under_the_cursor(demo: Demo, user: User) -> None:
    await user.opens(SHOP)
    await changes(user, "beta", ChannelEdit(allow_dev=False))
    await changes(user, "staging", ChannelEdit(allow_emulator=False))
    await user.press("J", "j", "u")
    assert user.sees("Undo: Change channel beta")
    await applies(user)
    await user.press("escape")
    lines = [line for line in user.screen.splitlines() if "hange channel" in line]
    assert ["Undo: Change channel beta" in lines[0], "↩ taken back" in lines[2]] == [True, True]
    await user.press("j", "j", "enter")
    assert "Undo: Change channel beta" in user.line_with("taken back by")
    await user.press("escape", "u")
    assert "It was taken back already." in user.told


async def test_u_takes_back_the_marked_changes_together(user: User) -> None:
    await user.opens(SHOP)
    for name in ("beta", "staging", "next"):
        await changes(user, name, ChannelEdit(allow_emulator=False))
    await user.press("J", "space", "space", "u")
    assert user.sees("Undo 2 changes")
    job = await applies(user)
    assert job.summary == "2 made"
    await user.press("escape", "U")
    assert user.sees("Redo 2 changes")


async def test_the_help_tells_what_the_states_mean_and_the_keys_do(user: User) -> None:
    await user.press("J", "question_mark")
    assert user.sees("In the journal")
    assert user.sees("Take back this change, or the marked ones")
    await user.press("G")
    assert user.sees("the program ended before the answer came")
    await user.press("escape", "escape", "question_mark")
    assert user.sees("The journal: what was changed, and what became of it")


async def test_hostile_names_in_the_journal_stay_text(user: User) -> None:
    await user.opens(SHOP)
    name = "[b]x[/b]\x1b[31m\u202e[@click=app.quit]"
    workspace_of(user).journal.write(intent("1", title=f"Change {name}", host="http://demo.localhost"))
    await user.press("J")
    assert user.sees("Change [b]x[/b]␛[31m")
    await user.press("enter")
    assert user.sees("[b]x[/b]␛[31m")


async def test_a_plan_that_was_left_in_the_middle_is_told_until_it_is_closed(
    user_at: UserAt, tmp_path: Path
) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    here: dict[str, Any] = {"profile": "test", "host": "http://demo.localhost"}
    names = ("beta", "staging", "next", "legacy", "paused", "kiosk-mode")
    titles = [f"Change channel {name}" for name in names]
    journal.write(replace(planned("plan", *titles), title="Keep emulators out", **here))
    for number, name in enumerate(names[:2]):
        target = replace(BETA, key=name, name=name)
        facts = {"before": {"allow_emulator": True}, "after": {"allow_emulator": False}}
        line = intent(str(number), target=target, title=titles[number], batch="plan", **facts, **here)
        journal.write(line)
    journal.write(made("0"))
    for start in (1, 2, 3):
        async with user_at(start_in_demo=False, journal_file=path) as user:
            await user.press("J")
            shown = "A plan of 2026-11-21 22:00 UTC is unfinished: Keep emulators out"
            assert user.sees(shown) == (start < 3)
            if start < 3:
                assert user.sees("1 made, 1 unknown, 4 not begun.")
                assert user.sees("Change channel legacy")
            if start == 2:
                await user.press("r")
                assert "1 made, 1 refused, 4 not begun" in user.told
                user.app.clear_notifications()
                await user.settle()
                assert not user.sees("unfinished")


async def test_a_long_journal_is_read_on_at_its_end(user_at: UserAt, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.write(intent("0", title="The first one"))
    journal.write(made("0"))
    text = path.read_text()
    with path.open("a") as file:
        for number in range(1, 2000):
            file.write(text.replace('"0"', f'"{number}"').replace("The first one", f"Number {number}"))
        file.write("garbage\n")
    async with user_at(start_in_demo=False, journal_file=path) as user:
        await user.press("J")
        assert user.sees("1 line of the journal cannot be read.")
        assert user.sees("Number 1999")
        assert user.sees("more")
        for _ in range(20):
            await user.press("G")
        assert user.sees("The first one")
        assert user.sees("2,000 changes")


async def test_a_journal_that_cannot_be_read_is_said(user_at: UserAt, tmp_path: Path) -> None:
    async with user_at(start_in_demo=False, journal_file=tmp_path) as user:
        await user.press("J")
        assert user.sees("cannot be read")
        await user.press("escape", "u")
        assert "cannot be read" in user.told
