"""The colours of series."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from capgo_tui.themes import CAPGO
from capgo_tui.widgets.chart.palette import NEAR, SERIES, series_colours

THEMES = [CAPGO, *(theme for name, theme in BUILTIN_THEMES.items() if not name.startswith("ansi"))]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_colours_of_every_theme_can_be_told_apart(theme: Theme) -> None:
    variables = theme.to_color_system().generate()
    colours = series_colours(variables, dark=theme.dark, ansi=False)
    assert len(colours) >= 6
    for one, other in combinations(colours, 2):
        assert sum(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True)) >= NEAR


def test_sixteen_colours_are_six_different_ones() -> None:
    names = ("blue", "magenta", "yellow", "green", "cyan", "red")
    theme = dict(
        zip(
            ("primary", "accent", "warning", "success", "secondary", "error"),
            (f"ansi_{name}" for name in names),
            strict=True,
        )
    )
    colours = series_colours(theme, dark=True, ansi=True)
    assert len({colour.ansi for colour in colours[:6]}) == 6
    assert len(colours) <= SERIES


def test_a_theme_without_usable_colours_still_has_some() -> None:
    assert len(series_colours({"primary": "no colour"}, dark=True, ansi=False)) >= 6
