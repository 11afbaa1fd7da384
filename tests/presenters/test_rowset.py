from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.folding import fold
from capgo_tui.presenters.row_order import SORT_STEP, Work
from capgo_tui.presenters.rowset import AT_ONCE, RowSet, SortBy


@dataclass(frozen=True)
class Phone:
    """A record as small as can be."""

    id: int
    name: str = ""
    build: int | None = None


COLUMNS = (
    Column[Phone]("name", "name", text=lambda p: p.name, sort=lambda p: p.name),
    Column[Phone](
        "build", "build", text=lambda p: str(p.build), sort=lambda p: p.build, level=Level.WIDE, right=True
    ),
)


def finish(work: Work) -> None:
    for _ in work:
        pass


def phones(*records: Phone) -> RowSet[Phone]:
    rows = RowSet(COLUMNS, lambda phone: phone.id)
    finish(rows.append(records))
    return rows


def ids(rows: RowSet[Phone]) -> list[int]:
    return [rows[row].id for row in range(len(rows))]


def named(*names: str) -> list[Phone]:
    return [Phone(number, name) for number, name in enumerate(names)]


# Records ------------------------------------------------------------------------------------


def test_pages_are_kept_in_order_of_arrival_and_each_record_once() -> None:
    rows = phones(Phone(2), Phone(1))
    finish(rows.append([Phone(3), Phone(2), Phone(3)]))
    assert ids(rows) == [2, 1, 3]
    assert rows.total == 3


def test_a_record_seen_again_takes_the_place_of_the_old_one() -> None:
    rows = phones(Phone(1, "old"), Phone(2, "two"))
    finish(rows.append([Phone(1, "new")]))
    assert [rows[row].name for row in range(2)] == ["new", "two"]


def test_the_same_record_read_again_stays_the_very_object() -> None:
    first = Phone(1, "same")
    rows = phones(first)
    finish(rows.append([Phone(1, "same")]))
    assert rows[0] is first


def test_the_row_of_a_key_is_found_in_every_order() -> None:
    rows = phones(*named("c", "a", "b"))
    assert rows.row(2) == 2
    finish(rows.sort(SortBy("name")))
    assert [rows.row(key) for key in (0, 1, 2)] == [2, 0, 1]
    finish(rows.filter("a"))
    assert [rows.row(key) for key in (0, 1, 2)] == [None, 0, None]
    assert rows.row("nobody") is None


# Sorting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("descending", "expected"), [(False, [3, 1, 4, 0, 2]), (True, [1, 4, 3, 0, 2])])
def test_sorting_is_stable_and_none_comes_last_in_either_direction(
    descending: bool, expected: list[int]
) -> None:
    builds = (None, 7, None, 5, 7)
    rows = phones(*(Phone(number, build=build) for number, build in enumerate(builds)))
    finish(rows.sort(SortBy("build", descending)))
    assert ids(rows) == expected


def test_sorting_by_nothing_brings_back_the_order_of_arrival() -> None:
    rows = phones(*named("c", "a", "b"))
    finish(rows.sort(SortBy("name")))
    finish(rows.sort(None))
    assert ids(rows) == [0, 1, 2]


def test_a_column_that_there_is_not_does_not_sort() -> None:
    rows = phones(*named("c", "a"))
    finish(rows.sort(SortBy("gone")))
    assert rows.sorted_by is None
    assert ids(rows) == [0, 1]


def test_a_long_list_is_sorted_in_steps_and_exactly() -> None:
    dice = random.Random(7)
    records = [Phone(number, str(dice.randrange(900))) for number in range(3 * SORT_STEP)]
    rows = phones(*records)
    for descending in (False, True):
        steps = list(rows.sort(SortBy("name", descending)))
        assert len(steps) > 3 * SORT_STEP / 1_000
        assert steps == sorted(steps)
        assert ids(rows) == [p.id for p in sorted(records, key=lambda p: p.name, reverse=descending)]


def test_sort_keys_are_made_once_for_both_directions_and_for_later_pages() -> None:
    asked: list[int] = []

    def rank(phone: Phone) -> int:
        asked.append(phone.id)
        return phone.id

    columns = (Column[Phone]("id", "id", text=str, sort=rank),)
    rows = RowSet(columns, lambda phone: phone.id)
    finish(rows.append(map(Phone, range(100))))
    finish(rows.sort(SortBy("id")))
    finish(rows.sort(SortBy("id", descending=True)))
    finish(rows.append([Phone(100)]))
    assert sorted(asked) == list(range(101))
    assert ids(rows) == list(range(100, -1, -1))


# Filtering ----------------------------------------------------------------------------------


def test_accents_are_found_however_they_are_written() -> None:
    assert fold("Zo\u0065\u0308") == fold("zoë")


def test_every_word_must_be_found_in_any_column_shown_or_not() -> None:
    rows = phones(Phone(1, "Ann Lee", 7), Phone(2, "Ann Lee", 8), Phone(3, "Bob", 7))
    finish(rows.filter("ann 7"))
    assert ids(rows) == [1]


def test_a_filter_with_a_problem_holds_as_far_as_it_can_be_read() -> None:
    rows = phones(Phone(1, "ann", 7), Phone(2, "bob", 8))
    finish(rows.filter("bob nme:x more"))
    assert ids(rows) == [2]
    assert rows.filter_problem is not None
    assert rows.filter_problem.start == 4
    finish(rows.filter("ann"))
    assert ids(rows) == [1]
    assert rows.filter_problem is None


def test_a_quoted_text_is_not_found_across_two_columns() -> None:
    rows = phones(Phone(1, "ann", 7))
    finish(rows.filter('"ann 7"'))
    assert ids(rows) == []


def test_a_filter_looks_at_what_is_shown_of_a_hostile_text() -> None:
    rows = phones(Phone(1, "a\x1b[31mb"))
    finish(rows.filter("␛[31m"))
    assert ids(rows) == [1]


def test_pages_are_filtered_as_they_come_and_exchanged_records_come_and_go() -> None:
    rows = phones(*named("ann", "bob"))
    finish(rows.filter("ann"))
    finish(rows.append([Phone(5, "anna"), Phone(6, "carl")]))
    assert ids(rows) == [0, 5]
    finish(rows.append([Phone(0, "zoe"), Phone(1, "hanna")]))
    assert ids(rows) == [1, 5]
    assert rows.total == 4


def test_the_words_of_a_record_are_put_together_once() -> None:
    asked: list[int] = []

    def text(phone: Phone) -> str:
        asked.append(phone.id)
        return "xx"

    columns = (Column[Phone]("id", "id", text=text, sort=lambda phone: phone.id),)
    rows = RowSet(columns, lambda phone: phone.id)
    finish(rows.append(map(Phone, range(10))))
    assert asked == []
    finish(rows.filter("x"))
    finish(rows.filter("xx"))
    assert sorted(asked) == list(range(10))


def test_recomputing_reads_the_columns_again() -> None:
    names = {1: "beta", 2: "alpha"}
    columns = (
        Column[Phone]("name", "name", text=lambda p: names[p.id], sort=lambda p: names[p.id]),
        Column[Phone]("id", "id", text=lambda p: str(p.id), sort=lambda p: p.id),
    )
    rows = RowSet(columns, lambda phone: phone.id)
    finish(rows.append([Phone(1), Phone(2)]))
    finish(rows.sort(SortBy("name")))
    assert ids(rows) == [2, 1]
    names[2] = "gamma"
    finish(rows.recompute())
    assert ids(rows) == [1, 2]
    finish(rows.filter("gamma"))
    assert ids(rows) == [2]
    finish(rows.filter(""))
    finish(rows.recompute(columns[1:]))
    assert rows.sorted_by is None


# Work ---------------------------------------------------------------------------------------


def test_until_work_is_done_the_rows_before_stay() -> None:
    rows = phones(*(Phone(number, str(number % 10)) for number in range(2_000)))
    work = rows.filter("7")
    next(work)
    assert rows.working
    assert len(rows) == 2_000
    finish(work)
    assert not rows.working
    assert len(rows) == 200


def test_new_work_takes_the_place_of_unfinished_work_and_does_both() -> None:
    rows = phones(*(Phone(number, str(number % 10)) for number in range(2_000)))
    first = rows.filter("7")
    next(first)
    second = rows.sort(SortBy("name", descending=True))
    finish(first)
    assert len(rows) == 2_000
    finish(second)
    assert len(rows) == 200


def test_a_page_that_comes_during_work_is_not_lost() -> None:
    rows = phones(*(Phone(number, str(number % 10)) for number in range(2_000)))
    work = rows.filter("7")
    next(work)
    finish(rows.append([Phone(9_007, "7"), Phone(9_008, "8"), Phone(0, "70")]))
    assert rows.total == 2_003
    finish(work)
    assert (len(rows), rows.total) == (202, 2_002)
    assert ids(rows)[0] == 0


def test_a_refresh_that_is_filtered_anew_while_it_runs_still_takes_all_records() -> None:
    rows = phones(*named("old"))
    first = rows.replace(Phone(number, str(number % 10)) for number in range(25_000))
    next(first)
    assert ids(rows) == [0]
    finish(rows.filter("7"))
    finish(first)
    assert (len(rows), rows.total) == (2_500, 25_000)


def test_a_page_larger_than_one_request_is_sorted_in_steps() -> None:
    rows = phones(Phone(-1, "m"))
    finish(rows.sort(SortBy("name")))
    work = rows.append([*(Phone(number, "z") for number in range(AT_ONCE)), Phone(-1, "a"), Phone(-2, "b")])
    assert len(rows) == 1
    finish(work)
    assert ids(rows)[:3] == [-1, -2, 0]


# Against a plain model ----------------------------------------------------------------------

names = st.sampled_from(["", "a", "b", "ab", "ba", "c"])
records = st.builds(Phone, st.integers(0, 30), names, st.one_of(st.none(), st.integers(0, 4)))
pages = st.lists(records, max_size=12)
orders = st.one_of(st.none(), st.builds(SortBy, st.sampled_from(["name", "build"]), descending=st.booleans()))
steps = st.one_of(
    st.tuples(st.just("append"), pages),
    st.tuples(st.just("replace"), pages),
    st.tuples(st.just("sort"), orders),
    st.tuples(st.just("filter"), st.sampled_from(["", "a", "b a", "3", "none"])),
)


@dataclass
class Plain:
    """What a row set must show, worked out from nothing each time."""

    records: dict[int, Phone] = field(default_factory=dict)
    order: SortBy | None = None
    words: list[str] = field(default_factory=list)

    def take(self, page: Iterable[Phone]) -> None:
        self.records.update((phone.id, phone) for phone in page)

    def rows(self) -> list[Phone]:
        shown = [
            p for p in self.records.values() if all(w in f"{p.name}\n{p.build}".lower() for w in self.words)
        ]
        order = self.order
        if order is None:
            return shown

        def rank(phone: Phone) -> str | int | None:
            return phone.name if order.column == "name" else phone.build

        known = [phone for phone in shown if rank(phone) is not None]
        known.sort(key=rank, reverse=order.descending)  # type: ignore[arg-type]
        return known + [phone for phone in shown if rank(phone) is None]


@given(st.lists(st.tuples(steps, st.booleans()), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_sequence_of_changes_shows_what_a_plain_list_would(
    script: list[tuple[tuple[str, object], bool]],
) -> None:
    rows, plain = phones(), Plain()
    unfinished: Work = iter(())
    for (verb, value), finished in script:
        if verb == "append":
            plain.take(value)  # type: ignore[arg-type]
        elif verb == "replace":
            plain.records = {}
            plain.take(value)  # type: ignore[arg-type]
        elif verb == "sort":
            plain.order = value  # type: ignore[assignment]
        else:
            plain.words = str(value).split()
        was_working = rows.working
        work: Work = getattr(rows, verb)(value)
        if not (verb == "append" and was_working):
            unfinished = work
        if finished:
            finish(unfinished)
            assert [rows[row] for row in range(len(rows))] == plain.rows()
            assert rows.total == len(plain.records)
    finish(unfinished)
    assert [rows[row] for row in range(len(rows))] == plain.rows()


# Narrowing ----------------------------------------------------------------------------------


def test_only_the_records_of_some_keys_are_shown_and_a_filter_looks_at_these() -> None:
    rows = phones(*named("ada", "bob", "anna", "cid"))
    finish(rows.narrow(frozenset({1, 2, 9})))
    assert [rows[row].name for row in range(len(rows))] == ["bob", "anna"]
    finish(rows.filter("a"))
    assert [rows[row].name for row in range(len(rows))] == ["anna"]
    finish(rows.narrow(None))
    assert [rows[row].name for row in range(len(rows))] == ["ada", "anna"]


def test_a_page_that_comes_later_is_narrowed_too() -> None:
    rows = phones(*named("ada", "bob"))
    finish(rows.narrow(frozenset({1, 9})))
    finish(rows.append([Phone(8, "eve"), Phone(9, "joe")]))
    assert [rows[row].name for row in range(len(rows))] == ["bob", "joe"]
