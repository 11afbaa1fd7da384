"""A user types into a field."""

from __future__ import annotations

import pytest

from capgo_tui.errors import Misused
from capgo_tui.widgets.form import Heading, InputField, SwitchField, TextField
from capgo_tui.widgets.form.readers import percent, percent_text
from tests.widgets.form.forms import filler_of


def share(initial: int = 1000) -> InputField[int]:
    return InputField("share", "rollout share", initial, read=percent("rollout share"), write=percent_text)


async def test_a_field_is_one_line_with_its_label_in_the_column_of_all_labels() -> None:
    async with filler_of(
        Heading("Delivery"),
        TextField("name", "name", "marvin"),
        SwitchField("dev", "development", initial=False),
    ) as filler:
        name, dev = filler.line_with("marvin"), filler.line_with("[ ] no")
        assert name.index("marvin") == dev.index("[ ]")
        assert name.index("name") == dev.index("development")


async def test_what_is_typed_is_the_value_without_the_blanks_around_it() -> None:
    field = TextField("name", "name", "marvin")
    async with filler_of(field) as filler:
        assert not field.is_changed
        await filler.press("end", "space", "2", "space")
        assert field.value == "marvin 2"
        assert field.is_changed
        assert "* name" in filler.line_with("marvin 2")
        assert set(filler.app.told) == {"name"}


async def test_a_field_that_is_typed_back_is_not_changed_any_more() -> None:
    field = TextField("name", "name", "marvin")
    async with filler_of(field) as filler:
        await filler.press("end", "2", "backspace")
        assert not field.is_changed
        assert not filler.sees("* name")


async def test_the_focus_is_shown_by_a_sign_and_its_field_gives_a_hint() -> None:
    one = TextField("one", "one", hint="The first of them.")
    async with filler_of(one, TextField("two", "two", hint="The second.")) as filler:
        assert "❯" in filler.line_with("one")
        assert filler.sees("The first of them.")
        assert not filler.sees("The second.")
        await filler.press("down")
        assert "❯" in filler.line_with("two")
        assert not filler.sees("The first of them.")


async def test_arrows_tab_and_enter_go_from_field_to_field_and_around() -> None:
    async with filler_of(
        TextField("a", "a"), SwitchField("b", "b", initial=False), TextField("c", "c")
    ) as filler:
        seen = []
        for key in ("down", "down", "down", "up", "up", "tab", "shift+tab", "up", "enter"):
            await filler.press(key)
            seen.append(filler.at)
        assert seen == ["b", "c", "a", "c", "b", "c", "b", "a", "b"]


async def test_a_number_that_is_none_stays_as_it_was_typed_and_says_why() -> None:
    field = share()
    async with filler_of(field) as filler:
        await filler.press("end", "x")
        assert field.text == "10x"
        with pytest.raises(Misused, match="percentage") as caught:
            _ = field.value
        assert caught.value.field == "share"
        await filler.press("backspace", "full_stop", "5")
        assert field.value == 1050


async def test_a_check_speaks_at_each_key_but_not_before_the_first() -> None:
    field = TextField("name", "name", check=lambda text: "There is one already." if text == "beta" else "")
    async with filler_of(field) as filler:
        await filler.press(*"beta")
        assert filler.sees("✗ There is one already.")
        with pytest.raises(Misused, match="already") as caught:
            _ = field.value
        assert caught.value.field == "name"
        await filler.press("2")
        assert not filler.sees("already")
        assert field.value == "beta2"


async def test_a_problem_that_was_told_goes_with_the_next_letter() -> None:
    field = TextField("name", "name", hint="What it is called.")
    async with filler_of(field) as filler:
        field.show_problem("The server knows no such name.")
        await filler.pilot.pause()
        assert filler.sees("✗ The server knows no such name.")
        assert not filler.sees("What it is called.")
        await filler.press("a")
        assert not filler.sees("knows no such name")
        assert filler.sees("What it is called.")


async def test_a_field_that_cannot_be_changed_says_why_and_is_passed_over() -> None:
    locked = TextField("key", "key", "abc", enabled_reason="Only an admin may set it.")
    async with filler_of(TextField("a", "a"), locked, TextField("b", "b")) as filler:
        assert filler.sees("⊘ Only an admin may set it.")
        await filler.press("down")
        assert filler.at == "b"
        locked.enabled_reason = ""
        await filler.press("up")
        assert filler.at == "key"
        assert not filler.sees("Only an admin")


async def test_a_password_is_never_shown() -> None:
    field = TextField("secret", "secret", password=True)
    async with filler_of(field) as filler:
        await filler.press(*"hunter2")
        assert not filler.sees("hunter2")
        assert field.value == "hunter2"


async def test_a_hostile_text_is_shown_harmless_and_kept_as_it_is_unless_it_is_edited() -> None:
    raw = "evil\x1b[2J\u202egnp"
    field = TextField("name", "[/b] name", raw, read=str)
    async with filler_of(field) as filler:
        assert "evil␛[2J\N{REPLACEMENT CHARACTER}gnp" in filler.line_with("[/b] name")
        assert not field.is_changed
        assert field.value == raw
        await filler.press("end", "x")
        assert field.value == "evil␛[2J\N{REPLACEMENT CHARACTER}gnpx"


async def test_what_is_pasted_holds_nothing_that_a_terminal_would_obey() -> None:
    field = TextField("name", "name")
    async with filler_of(field) as filler:
        await filler.pastes("pro\x1b]0;x\x07duc\u200btion\nrm -rf")
        assert field.value == "pro]0;xduction"


async def test_a_new_beginning_keeps_what_the_user_changed_and_renews_what_not() -> None:
    mine, theirs = TextField("a", "a", "old"), share()
    async with filler_of(mine, theirs) as filler:
        await filler.press("end", "1")
        mine.renew("new")
        theirs.renew(2500)
        await filler.pilot.pause()
        assert (mine.value, mine.initial, mine.is_changed) == ("old1", "new", True)
        assert (theirs.value, theirs.is_changed) == (2500, False)
        assert filler.sees("25")


async def test_a_value_can_be_set_by_the_program_and_is_told_once() -> None:
    field = share()
    async with filler_of(field) as filler:
        field.value = 550
        await filler.pilot.pause()
        assert filler.sees("5.5")
        assert field.is_changed
        assert filler.app.told == ["share"]


async def test_a_click_on_a_label_goes_to_its_field() -> None:
    async with filler_of(TextField("a", "a"), TextField("b", "b")) as filler:
        await filler.clicks("#field-b", 4)
        assert filler.at == "b"
