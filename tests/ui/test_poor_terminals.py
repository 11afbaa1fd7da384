"""A user has a poor terminal: no colours, ASCII alone, a slow line; or wants other colours."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from rich.color import Color
from textual.color import Color as Paint
from textual.theme import Theme

from capgo_tui.presenters.times import tell_local_times
from capgo_tui.services.opening import Look
from capgo_tui.themes import CAPGO, CONTRAST, LIGHT, SIXTEEN, THEMES
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt

LOOK = Look(profile="test", host="demo")
WALK = {
    "the tree": ("escape",),
    "channels": ("1",),
    "the why-matrix": ("w",),
    "a channel in full": ("w", "enter"),
    "its editor": ("escape", "e"),
    "devices": ("escape", "2"),
    "why": ("w",),
    "the values to filter by": ("w", "f"),
    "the columns": ("escape", "vertical_line"),
    "copying": ("escape", "y"),
    "exporting": ("escape", "E"),
    "drift": ("escape", "d"),
    "a device in full": ("escape", "enter", "2", "3"),
    "a plan": ("escape", "space", "down", "space", "x"),
    "bundles": ("escape", "escape", "backslash", "3"),
    "stats": ("4",),
    "adoption": ("5",),
    "the organization": ("6",),
    "its members": ("right_square_bracket",),
    "its keys": ("right_square_bracket",),
    "the audit log": ("right_square_bracket",),
    "the journal": ("J",),
    "the API log": ("escape", "at"),
    "the help": ("question_mark",),
    "the palette": ("escape", "escape", "ctrl+p"),
    "the command line": ("escape", "colon"),
}
"""Every screen, and the keys that lead there from the one before."""


async def walks(user: User) -> AsyncIterator[str]:
    """Go through all screens; gives the name of each."""
    await user.opens(SHOP)
    for name, keys in WALK.items():
        before = user.screen
        await user.press(*keys)
        assert user.screen != before, name
        yield name


def colours(user: User) -> set[Color]:
    """All colours on the screen but for the terminal's own two."""
    strips = user.app.screen._compositor.render_strips(user.app.size)
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    found = {colour for style in styles for colour in (style.color, style.bgcolor) if colour is not None}
    return {colour for colour in found if not colour.is_default}


def is_grey(colour: Color) -> bool:
    return len(set(colour.get_truecolor())) == 1


async def test_every_screen_is_drawn_with_ascii_alone(user_at: UserAt) -> None:
    look = Look(profile="test", host="demo", ascii=True, charts="ascii")
    async with user_at(look=look, start_in_demo=False) as user:
        async for name in walks(user):
            strange = {character for character in user.screen if not character.isascii()}
            assert not strange, name
        await user.press("escape", "2")
        assert "enter open" in user.screen.splitlines()[-1]
        assert user.sees("+- ")


async def test_ascii_changes_no_widths(user_at: UserAt) -> None:
    pictures = []
    for ascii_only in (False, True):
        async with user_at(look=Look(profile="test", ascii=ascii_only), start_in_demo=False) as user:
            await user.opens("com.hostile.names", tab="2")
            pictures.append([len(strip) for strip in _lines(user)])
    assert pictures[0] == pictures[1]


def _lines(user: User) -> list[list[int]]:
    strips = user.app.screen._compositor.render_strips(user.app.size)
    return [[0] * strip.cell_length for strip in strips]


async def test_without_colours_no_screen_has_one(user_at: UserAt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_at() as user:
        user.app.theme = SIXTEEN.name
        async for name in walks(user):
            assert not colours(user), name


async def test_without_colours_a_theme_is_in_greys(user_at: UserAt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_at() as user:
        async for name in walks(user):
            assert colours(user), name
            assert all(is_grey(colour) for colour in colours(user)), name


async def test_a_theme_of_the_terminals_own_colours_can_be_chosen_without_colours(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with user_at() as user:
        await user.opens(SHOP, tab="2")
        for name in ("ansi-dark", CAPGO.name, "ansi-light"):
            await user.press("colon")
            await user.types(f"theme {name}")
            await user.press("enter")
            assert all(is_grey(colour) for colour in colours(user)), name
            assert bool(colours(user)) == (name == CAPGO.name)


async def test_sixteen_colours_are_those_of_the_terminal_on_every_screen(user_at: UserAt) -> None:
    async with user_at() as user:
        user.app.theme = SIXTEEN.name
        async for name in walks(user):
            own = all(colour.triplet is None for colour in colours(user))
            assert own or name == "the palette", name  # Textual draws its frame in black


async def test_every_theme_of_the_program_can_be_chosen(user: User) -> None:
    await user.opens(SHOP, tab="2")
    painted = set()
    for theme in THEMES:
        await user.press("colon")
        await user.types(f"theme {theme.name}")
        await user.press("enter")
        painted.add(frozenset(colours(user)))
    assert len(painted) == len(THEMES)


@pytest.mark.parametrize(("theme", "ratio"), [(CAPGO, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0)])
def test_texts_of_a_theme_stand_out(theme: Theme, ratio: float) -> None:
    found = theme.to_color_system().generate()
    behind = Paint.parse(found["background"])
    for name in ("foreground", "text-accent", "text-warning", "text-error", "text-success"):
        assert contrast(Paint.parse(found[name]), behind) >= ratio, name
    for text, ground in (
        ("block-cursor-foreground", "block-cursor-background"),
        ("footer-key-foreground", "footer-background"),
        ("footer-description-foreground", "footer-background"),
    ):
        assert contrast(Paint.parse(found[text]), Paint.parse(found[ground])) >= ratio, text


def contrast(one: Paint, other: Paint) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Paint) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_on_a_slow_line_a_dialog_covers_all_behind_it(user_at: UserAt) -> None:
    look = Look(profile="test", host="demo", low_bandwidth=True)
    async with user_at(look=look, start_in_demo=False) as user:
        await user.opens(SHOP)
        await user.press("e")
        assert SHOP not in user.screen
        assert user.app.screen.styles.background.a == 1


async def test_times_are_told_in_the_zone_that_is_asked_for(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        async with user_at() as user:
            await user.opens(SHOP)
            await user.press("colon")
            await user.types("tz local")
            await user.press("enter", "enter")
            assert "+0530 (" in user.line_with("created")
            await user.press("escape", "colon")
            await user.types("tz mars")
            await user.press("enter")
            assert user.sees(":tz takes local or utc, not mars.")
            await user.press("escape", "colon")
            await user.types("tz utc")
            await user.press("enter", "enter")
            assert "Z (" in user.line_with("created")
    finally:
        tell_local_times(local=False)
        monkeypatch.undo()
        time.tzset()
