from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.widgets.record_table.layout import GUTTER, LEAST, MARGIN, Layout, lay_out


def column(
    key: str, width: int = 10, level: Level = Level.NARROW, *, grow: bool = False, title: str = ""
) -> Column[str]:
    return Column(key, title or key, text=str, sort=str, width=width, level=level, grow=grow)


columns = st.lists(
    st.builds(
        column,
        st.uuids().map(str),
        st.integers(4, 40),
        st.sampled_from(Level),
        grow=st.booleans(),
        title=st.sampled_from(["a", "name", "a long heading"]),
    ),
    max_size=12,
)
rooms = st.integers(0, 250)


def keys(layout: Layout[str]) -> list[str]:
    return [placed.column.key for placed in layout.placed]


def end(layout: Layout[str]) -> int:
    last = layout.placed[-1]
    return last.x + last.width + MARGIN


@given(columns, rooms, st.booleans())
def test_columns_follow_each_other_from_the_gutter_on_with_blanks_between(
    given_columns: list[Column[str]], room: int, wide: bool
) -> None:
    layout = lay_out(given_columns, room=room, screen=room, wide=wide)
    x = GUTTER
    for placed in layout.placed:
        assert placed.x >= x
        assert placed.width >= LEAST
        x = placed.x + placed.width + 1
    assert layout.width >= room
    assert layout.frozen <= max(GUTTER, room // 2)


@given(columns, rooms)
def test_what_can_be_squeezed_into_the_room_never_scrolls_sideways(
    given_columns: list[Column[str]], room: int
) -> None:
    layout = lay_out(given_columns, room=room, screen=room)
    narrow = [column for column in given_columns if column.level is Level.NARROW]
    least = GUTTER + MARGIN + (LEAST + 1) * len(narrow) - 1
    if narrow and least <= room:
        assert layout.width == room
        assert end(layout) <= room


@given(columns, rooms, st.integers(0, 11), rooms)
def test_scrolling_brings_a_column_into_view_and_cuts_none_on_the_left(
    given_columns: list[Column[str]], room: int, number: int, x: int
) -> None:
    layout = lay_out(given_columns, room=room, screen=room, wide=True)
    if number >= len(layout.placed):
        return
    placed = layout.placed[number]
    x = min(x, layout.width - room)
    new = layout.scrolled_to(number, x)
    assert 0 <= new <= layout.width - room or layout.width == room
    if placed.x >= layout.frozen:
        assert placed.x - new >= layout.frozen
        fits = placed.width + MARGIN <= room - layout.frozen
        assert not fits or placed.x + placed.width - new <= room
    if new != x:
        assert new == 0 or new + layout.frozen in [one.x for one in layout.placed]


def test_levels_come_with_the_width_of_the_terminal_and_with_wide_mode() -> None:
    given_columns = [column("a"), column("b", level=Level.MEDIUM), column("c", level=Level.WIDE)]
    assert keys(lay_out(given_columns, room=60, screen=119)) == ["a"]
    assert keys(lay_out(given_columns, room=60, screen=120)) == ["a", "b"]
    assert keys(lay_out(given_columns, room=60, screen=80, wide=True)) == ["a", "b", "c"]


def test_a_table_beside_a_tree_leaves_out_columns_of_the_second_level_first() -> None:
    given_columns = [column("a", 30), *(column(key, 12, Level.MEDIUM) for key in "bcdef")]
    assert keys(lay_out(given_columns, room=60, screen=120)) == ["a", "b", "c", "d"]
    assert keys(lay_out(given_columns, room=26, screen=120)) == ["a"]


def test_a_column_that_is_sorted_by_is_always_shown() -> None:
    given_columns = [column("a"), column("b"), column("c", level=Level.WIDE)]
    assert keys(lay_out(given_columns, room=40, screen=80, always="c")) == ["a", "b", "c"]


def test_what_is_left_over_goes_to_the_columns_that_grow() -> None:
    given_columns = [column("a", grow=True), column("b"), column("c", grow=True)]
    layout = lay_out(given_columns, room=60, screen=80)
    assert [placed.width for placed in layout.placed] == [22, 10, 21]
    assert end(layout) == 60


def test_a_column_grows_to_three_times_its_width_and_leaves_the_rest_to_others() -> None:
    given_columns = [column("a", grow=True), column("b"), column("c", 40, grow=True)]
    layout = lay_out(given_columns, room=147, screen=147)
    assert [placed.width for placed in layout.placed] == [30, 10, 100]
    assert end(lay_out(given_columns, room=300, screen=300)) < 300


def test_without_a_column_that_grows_the_rest_stays_blank() -> None:
    assert [placed.width for placed in lay_out([column("a"), column("b")], room=60, screen=80).placed] == [
        10,
        10,
    ]


@pytest.mark.parametrize(
    ("room", "widths"), [(53, [20, 10, 16]), (40, [19, 6, 10]), (22, [6, 6, 5]), (17, [4, 4, 4])]
)
def test_the_widest_columns_give_way_first_but_the_one_that_names_the_record(
    room: int, widths: list[int]
) -> None:
    given_columns = [column("a", 20), column("b", 10), column("c", 16)]
    assert [placed.width for placed in lay_out(given_columns, room=room, screen=80).placed] == widths


def test_below_the_least_width_the_table_scrolls_sideways() -> None:
    given_columns = [column(key) for key in "abcdef"]
    layout = lay_out(given_columns, room=20, screen=20)
    assert layout.width > 20
    assert {placed.width for placed in layout.placed} == {LEAST}


def test_a_first_column_that_takes_half_the_room_is_not_frozen() -> None:
    long = [replace(column("a"), width=40), column("b", 40), column("c", 40)]
    assert lay_out(long, room=70, screen=80, wide=True).frozen == GUTTER
    assert lay_out(long, room=120, screen=120, wide=True).frozen == GUTTER + 40 + 2


@pytest.mark.parametrize(
    ("x", "key"), [(0, None), (1, None), (2, "a"), (11, "a"), (13, "a"), (14, "b"), (79, "b")]
)
def test_a_cell_belongs_to_the_column_before_it(x: int, key: str | None) -> None:
    placed = lay_out([column("a"), column("b")], room=80, screen=80).at(x)
    assert (placed.column.key if placed else None) == key


def test_a_table_without_columns_is_as_wide_as_its_room() -> None:
    layout: Layout[str] = lay_out([], room=30, screen=80)
    assert (layout.placed, layout.width) == ((), 30)
