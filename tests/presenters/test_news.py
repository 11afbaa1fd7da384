"""What is said of what changed."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.news import (
    News,
    RowNews,
    Sign,
    changed_cells,
    changed_labels,
    with_gone,
    with_old_values,
)
from capgo_tui.presenters.time_columns import age_column

AT = datetime(2026, 11, 21, 22, 4, 10, tzinfo=UTC)


def test_how_much_is_news_is_said_with_the_time() -> None:
    rows: dict[Hashable, RowNews] = {
        1: RowNews(Sign.CHANGED),
        2: RowNews(Sign.CHANGED),
        3: RowNews(Sign.NEW),
        4: RowNews(Sign.GONE),
    }
    assert News(AT, rows).text == "2 changed, 1 new, 1 gone at 22:04:10Z"
    assert News(AT, rows, elsewhere=1200, cut=True).text == (
        "2+ changed, 1 new, 1 gone, 1,200+ not loaded at 22:04:10Z"
    )
    assert News(AT).text == ""


def test_cells_that_say_something_else_are_told_and_ages_are_not() -> None:
    columns: tuple[Column[tuple[str, datetime]], ...] = (
        Column[tuple[str, datetime]]("name", "name", text=lambda r: r[0], sort=lambda r: r[0]),
        age_column("changed", "changed", lambda r: r[1], lambda: AT),
    )
    assert changed_cells(columns, ("1.4.0", AT - timedelta(days=3)), ("1.4.1", AT)) == {"name": "1.4.0"}
    assert changed_cells(columns, ("1.4.0", AT - timedelta(days=3)), ("1.4.0", AT)) == {}


@pytest.mark.parametrize(
    ("later", "ago"), [(0, "0 s ago"), (12, "12 s ago"), (59, "59 s ago"), (60, "1m ago"), (7200, "2h ago")]
)
def test_the_record_says_what_it_said_before_and_when_that_was_found(later: int, ago: str) -> None:
    old = [Section("Runs", (Row("bundle", "1.4.1"), Row("state", "behind 2", "why")))]
    new = [Section("Runs", (Row("bundle", "1.5.0"), Row("state", "current", "why")))]
    news = RowNews(Sign.CHANGED, labels=changed_labels(old, new))
    bundle, state = with_old_values(new, news, AT, AT + timedelta(seconds=later))[0].rows
    assert (bundle.value, bundle.note) == ("1.5.0", f"was 1.4.1, {ago}")
    assert state.note == f"was behind 2, {ago} · why"


@pytest.mark.parametrize(("sign", "words"), [(Sign.NEW, "new"), (Sign.GONE, "gone")])
def test_the_record_says_that_it_is_new_or_gone(sign: Sign, words: str) -> None:
    told = with_old_values([Section("Runs", ())], RowNews(sign), AT, AT)
    assert told[0].rows[0].value.startswith(words)
    assert told[1].title == "Runs"


@given(st.lists(st.integers(0, 30), unique=True), st.data())
def test_rows_that_are_gone_keep_their_neighbour_and_the_others_their_order(
    old: list[int], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.sampled_from(old), unique=True)) if old else []
    new = [each for each in old if each not in gone] + data.draw(st.lists(st.integers(31, 40), unique=True))
    rows = list(with_gone(old, new, gone, lambda record: record))
    assert [each for each in rows if each not in gone] == new
    assert sorted(rows) == sorted([*new, *gone])
    assert [each for each in rows if each in old] == old
