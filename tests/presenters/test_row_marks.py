from __future__ import annotations

from capgo_tui.presenters.rowset import SortBy
from tests.presenters.test_rowset import Phone, finish, named, phones


def test_replacing_all_keeps_marks_of_what_is_still_there() -> None:
    rows = phones(Phone(1), Phone(2), Phone(3))
    rows.mark({1, 2})
    finish(rows.replace([Phone(3), Phone(2, "renamed")]))
    assert rows.marks.keys == {2}
    assert len(rows.marks) == 1
    assert rows.marked_records() == [Phone(2, "renamed")]


def test_a_mark_waits_for_a_record_that_comes_back_with_a_later_page() -> None:
    rows = phones(Phone(1), Phone(2), Phone(3))
    rows.mark({1, 3})
    finish(rows.replace([Phone(1)]))
    assert len(rows.marks) == 1
    finish(rows.append([Phone(2), Phone(3)]))
    assert rows.marked_records() == [Phone(1), Phone(3)]
    finish(rows.replace([Phone(2)]))
    rows.mark(())
    finish(rows.append([Phone(1), Phone(3)]))
    assert rows.marked_records() == []


def test_a_span_of_rows_counts_each_record_once_however_it_is_drawn() -> None:
    rows = phones(*(Phone(number) for number in range(10)))
    rows.mark({3, 8})
    for span in (range(5, 6), range(2, 6), range(5, 10), range(5, 7), range(6), range(5, 6)):
        rows.marks.draw_span(span)
        assert len(rows.marks) == len({3, 8, *span})
        assert len(rows.marked_records()) == len(rows.marks)
    rows.marks.drop_span()
    assert rows.marks.all() == {3, 8}


def test_what_a_span_held_stays_marked_when_rows_move() -> None:
    rows = phones(*named("c", "a", "b"))
    rows.marks.draw_span(range(2))
    finish(rows.append(named("c", "a", "b", "d")))
    assert rows.marks.span == range(2)
    finish(rows.sort(SortBy("name")))
    assert not rows.marks.span
    assert rows.marks.keys == {0, 1}
    rows.marks.draw_span(range(1))
    finish(rows.append([Phone(9, "0")]))
    assert rows.marks.keys == {0, 1}


def test_marks_that_a_filter_hides_are_counted() -> None:
    rows = phones(*named("ann", "bob", "anna"))
    rows.mark({0, 1})
    assert rows.hidden_marks == 0
    finish(rows.filter("ann"))
    assert rows.hidden_marks == 1
    rows.marks.toggle(range(len(rows)))
    assert (len(rows.marks), rows.hidden_marks) == (3, 1)
    rows.marks.toggle(range(len(rows)))
    assert (len(rows.marks), rows.hidden_marks) == (1, 1)


def test_a_mark_outlives_a_filter_that_hides_its_record() -> None:
    rows = phones(*named("ann", "bob"))
    rows.mark({0})
    finish(rows.filter("bob"))
    assert rows.marked_records() == [Phone(0, "ann")]
