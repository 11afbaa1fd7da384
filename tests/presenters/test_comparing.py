"""Two records side by side: what differs comes first, nothing is lost."""

from __future__ import annotations

import pytest

from capgo_tui.presenters.comparing import Pair, compare
from capgo_tui.presenters.details import Row, Section
from capgo_tui.widgets.compare_text import compare_content, heads_content


def record(**values: str) -> list[Section]:
    return [Section("Record", tuple(Row(label, value) for label, value in values.items()))]


def test_what_differs_comes_first_in_the_order_of_the_record() -> None:
    pairs = compare(record(a="1", b="2", c="3", d="4"), record(a="1", b="x", c="3", d="y"))
    assert [pair.label for pair in pairs] == ["b", "d", "a", "c"]
    assert [pair.differs for pair in pairs] == [True, True, False, False]


def test_what_only_one_has_is_a_dash_in_the_other() -> None:
    pairs = compare(record(a="1"), record(b="2"))
    assert [(pair.label, pair.left.value, pair.right.value) for pair in pairs] == [
        ("a", "1", "–"),
        ("b", "–", "2"),
    ]


def test_labels_that_stand_twice_are_held_against_their_own() -> None:
    twice = [Section("One", (Row("id", "1"), Row("id", "2"))), Section("Two", (Row("id", "3"),))]
    assert [pair.differs for pair in compare(twice, twice)] == [False, False, False]


@pytest.mark.parametrize("width", [40, 60, 74, 124])
def test_long_values_are_wrapped_in_their_column_at_every_width(width: int) -> None:
    pairs = compare(record(name="x" * 150, other="o"), record(name="y" * 90 + "\x1b[31m[/b]", other="o"))
    lines = compare_content(pairs, width).plain.splitlines()
    assert max(map(len, lines)) <= width
    text = "".join(lines)
    assert text.count("x") == 150
    assert text.count("y") == 90
    assert "\x1b" not in text
    heads = heads_content("the one", "the other", pairs, width).plain
    assert "the one" in heads
    assert max(map(len, heads.splitlines())) <= width


def test_the_same_record_differs_in_nothing() -> None:
    pairs = [Pair("a", Row("a", "1"), Row("a", "1"))]
    assert compare_content(pairs, 80).plain.startswith("No field differs")
