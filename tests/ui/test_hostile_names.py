"""Names that attack the terminal are shown, on every screen, and do nothing."""

from __future__ import annotations

import unicodedata

import pytest
from rich.segment import Segment

from tests.driver import User
from tests.ui.conftest import UserAt

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def segments(user: User) -> list[Segment]:
    strips = user.app.screen._compositor.render_strips(user.app.size)
    return [segment for strip in strips for segment in strip]


def is_harmless(user: User) -> bool:
    """Whether what is painted holds no control, no link and no action."""
    for segment in segments(user):
        style = segment.style
        assert not {unicodedata.category(character) for character in segment.text} & FORBIDDEN, repr(
            segment.text
        )
        assert style is None or style.link is None
        assert style is None or "@click" not in style.meta, style.meta
    return True


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
async def test_hostile_names_are_literal_on_every_screen(user_at: UserAt, width: int, height: int) -> None:
    async with user_at(width, height) as user:
        assert is_harmless(user)
        await user.opens("com.hostile.names")
        assert user.sees("[@click=app.quit]")
        for keys in (
            ["enter"],
            ["2"],
            ["escape", "W"],
            ["2"],
            ["enter"],
            ["2"],
            ["escape", "3"],
            ["enter", "2"],
            ["escape", "6"],
            ["right_square_bracket"],
            ["enter"],
            ["escape", "right_square_bracket"],
            ["right_square_bracket"],
            ["enter"],
            ["2"],
            ["escape", "question_mark"],
            ["escape", "ctrl+p"],
            ["escape"],
        ):
            await user.press(*keys)
            assert is_harmless(user)
        assert not user.app._exit


async def test_every_hostile_device_opens_and_can_be_clicked(user: User) -> None:
    await user.opens("com.hostile.names", tab="2")
    rows = user.app.screen.query_one("DevicesPane").table.row_count  # type: ignore[attr-defined]
    assert rows > 10
    for _ in range(rows):
        await user.press("enter")
        assert is_harmless(user)
        await user.press("2")
        assert is_harmless(user)
        await user.press("escape", "j")
    for line in range(3, 20):
        await user.clicks(None, offset=(34, line))
        if user.sees("1 Fields"):
            await user.press("escape")
    assert not user.app._exit
    assert user.tab == "devices"


async def test_a_hostile_filter_finds_what_it_says(user: User) -> None:
    await user.opens("com.hostile.names", tab="2")
    await user.press("slash")
    await user.types("[@click=app.quit]")
    assert is_harmless(user)
    assert not user.sees("0 of")
