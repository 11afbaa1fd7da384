"""A choice of columns."""

from __future__ import annotations

from capgo_tui.presenters.column_choice import LEAST, MOST, ColumnChoice
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.flags import text_column

COLUMNS: tuple[Column[str], ...] = tuple(
    text_column(key, key.upper(), str, width=8, grow=True) for key in "abc"
)


def test_the_chosen_columns_come_in_their_order_and_unknown_ones_are_left_out() -> None:
    assert [column.key for column in ColumnChoice(("c", "x", "a")).of(COLUMNS)] == ["c", "a"]


def test_a_width_that_was_given_holds_and_no_longer_grows() -> None:
    given, other = ColumnChoice(("a", "b")).widened(COLUMNS[0], 2).of(COLUMNS)
    assert (given.width, given.grow) == (10, False)
    assert (other.width, other.grow) == (8, True)


def test_widths_have_bounds() -> None:
    assert ColumnChoice(("a",)).widened(COLUMNS[0], -50).widths == {"a": LEAST}
    assert ColumnChoice(("a",)).widened(COLUMNS[0], 500).widths == {"a": MOST}


def test_a_column_comes_back_where_it_stood_and_the_last_one_stays() -> None:
    choice = ColumnChoice(("a", "b", "c")).toggled("b", "abc")
    assert choice.keys == ("a", "c")
    assert choice.toggled("b", "abc").keys == ("a", "b", "c")
    assert ColumnChoice(("a",)).toggled("a", "abc").keys == ("a",)
