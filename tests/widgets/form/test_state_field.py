"""A user goes through the states of a field."""

from __future__ import annotations

import pytest

from capgo_tui.widgets.form import SwitchField, TriField
from tests.widgets.form.forms import filler_of


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["space"], True),
        (["enter"], True),
        (["space", "space"], False),
        (["y"], True),
        (["y", "y"], True),
        (["y", "n"], False),
        (["right"], True),
        (["right", "right"], True),
        (["right", "left", "left"], False),
    ],
)
async def test_yes_and_no_by_every_key(keys: list[str], value: bool) -> None:
    field = SwitchField("public", "public", initial=False)
    async with filler_of(field) as filler:
        await filler.press(*keys)
        assert field.value is value
        assert filler.sees("[x] yes" if value else "[ ] no")
        assert field.is_changed is value
        assert ("* public" in filler.line_with("public")) is value


@pytest.mark.parametrize(
    ("keys", "value", "shown"),
    [
        ([], None, "[leave]  on   off"),
        (["space"], True, " leave  [on]  off"),
        (["space", "space"], False, " leave   on  [off]"),
        (["space", "space", "space"], None, "[leave]  on   off"),
        (["y"], True, "[on]"),
        (["n"], False, "[off]"),
        (["n", "delete"], None, "[leave]"),
        (["n", "backspace"], None, "[leave]"),
        (["left"], None, "[leave]"),
        (["right", "right", "right"], False, "[off]"),
    ],
)
async def test_leave_on_and_off_by_every_key(keys: list[str], value: bool | None, shown: str) -> None:
    field = TriField("ios", "iOS", None)
    async with filler_of(field) as filler:
        await filler.press(*keys)
        assert field.value is value
        assert filler.sees(shown)
        assert field.is_changed is (value is not None)


async def test_a_click_changes_it() -> None:
    field = TriField("ios", "iOS", None)
    async with filler_of(SwitchField("a", "a", initial=False), field) as filler:
        await filler.clicks("#field-ios .field-control", 2)
        assert field.value is True
        assert filler.at == "ios"


async def test_a_state_that_cannot_be_changed_hears_neither_key_nor_click() -> None:
    locked = SwitchField("b", "b", initial=True, enabled_reason="The server decides.")
    async with filler_of(SwitchField("a", "a", initial=False), locked) as filler:
        await filler.clicks("#field-b .field-control", 2)
        await filler.press("down", "y")
        assert locked.value is True
        assert filler.at == "a"
        assert filler.sees("⊘ The server decides.")


async def test_each_change_is_told_once_and_none_is_none() -> None:
    async with filler_of(SwitchField("a", "a", initial=False)) as filler:
        await filler.press("n", "left", "y", "y", "space")
        assert filler.app.told == ["a", "a"]


async def test_a_new_beginning_moves_only_what_the_user_left_alone() -> None:
    left, mine = SwitchField("a", "a", initial=False), SwitchField("b", "b", initial=False)
    async with filler_of(left, mine) as filler:
        await filler.press("down", "y")
        left.renew(initial=True)
        mine.renew(initial=True)
        assert (left.value, left.is_changed) == (True, False)
        assert (mine.value, mine.is_changed) == (True, False)
