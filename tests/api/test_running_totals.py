"""Servers that give running totals though they were asked for plain days, and say nothing of it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import pytest

from capgo_tui.api.running_totals import are_running_totals, day_that_tells, is_daily, per_day
from capgo_tui.models import StatPoint
from tests.api.servers import Asked, Reply, Scripted, client_of

SHOP = "com.acme.shop"
FIRST = date(2026, 6, 1)
DAYS = [(1, 5), (2, 5), (3, 9), (4, 40)]
"""New devices and bytes of four days; both only ever grow, as totals do."""
CHANGES = [100, 0, 20, 7]
STORED = 1000
"""What is stored today, after these changes."""


def server(*, understands: bool) -> Scripted:
    """A server of the middle of 2025, or one that understands `noAccumulate` and has no newer fields."""

    def answer(asked: Asked) -> Reply:
        first, until = (date.fromisoformat(asked.query[word]) for word in ("from", "to"))
        places = [place for place in range(len(DAYS)) if first <= FIRST + timedelta(days=place) < until]
        values = [list(column) for column in zip(*(DAYS[place] for place in places), strict=True)]
        changes = [CHANGES[place] for place in places]
        levels = list(accumulate(changes[1:], initial=STORED - sum(changes[1:])))
        if understands:
            stored = [levels[0], *changes[1:]]
        else:
            values, stored = [list(accumulate(column)) for column in values], levels
        rows: list[dict[str, Any]] = [
            {"date": str(FIRST + timedelta(days=place)), "mau": mau, "bandwidth": sent, "storage": level}
            for place, mau, sent, level in zip(places, *values, stored, strict=True)
        ]
        return Reply(rows)

    return Scripted(answer)


@pytest.mark.parametrize("understands", [False, True])
async def test_one_more_question_tells_totals_from_plain_days_and_is_asked_once(understands: bool) -> None:
    asked = server(understands=understands)
    async with client_of(asked) as client:
        for _ in range(2):
            points = await client.statistics.app(SHOP, FIRST, FIRST + timedelta(days=3))
            assert [(point.mau, point.bandwidth) for point in points] == DAYS
            assert [point.storage for point in points] == [973, 0, 20, 7]
    assert [each.query["from"] for each in asked.asked] == ["2026-06-01", "2026-06-03", "2026-06-01"]


async def test_each_kind_of_route_is_found_out_for_itself() -> None:
    asked = server(understands=True)
    async with client_of(asked) as client:
        await client.statistics.app(SHOP, FIRST, FIRST + timedelta(days=3))
        await client.statistics.user(FIRST, FIRST + timedelta(days=3))
    assert [each.path for each in asked.asked].count("/statistics/user") == 2


async def test_a_single_day_is_the_same_either_way() -> None:
    asked = server(understands=False)
    async with client_of(asked) as client:
        (point,) = await client.statistics.app(SHOP, FIRST, FIRST)
    assert (point.mau, point.bandwidth, point.storage) == (1, 5, STORED)
    assert len(asked.asked) == 1


def points(*rows: tuple[float | None, float | None, float | None], **more: Any) -> list[StatPoint]:
    return [
        StatPoint(day=FIRST + timedelta(days=place), mau=mau, bandwidth=sent, storage=stored, **more)
        for place, (mau, sent, stored) in enumerate(rows)
    ]


def test_what_falls_or_is_negative_or_has_newer_fields_is_no_total() -> None:
    assert is_daily(points((2, 5, 9), (1, 5, 9)))
    assert is_daily(points((1, 5, 9), (1, 4, 9)))
    assert is_daily(points((1, 5, 9), (1, 5, -9)))
    assert is_daily(points((1, 5, 9), (1, 5, 9), build_time_seconds=0))
    assert is_daily(points((1, 5, 9), (1, 5, 9))) is None
    assert is_daily([]) is None


def test_without_anything_before_the_last_day_there_is_nothing_to_find_out() -> None:
    assert day_that_tells([]) is None
    assert day_that_tells(points((1, 1, 1))) is None
    assert day_that_tells(points((0, 0, 0), (None, None, None), (5, 5, 5))) is None
    assert day_that_tells(points((0, 0, 0), (1, 0, 0), (5, 5, 5))) == 2
    assert day_that_tells(points((1, 0, 0), (1, 0, 0), (5, 5, 5))) == 1


def test_where_only_something_is_stored_the_level_tells() -> None:
    stored = points((0, 0, 900), (0, 0, 950))
    (alone,) = points((0, 0, 950))
    assert are_running_totals(stored, 1, alone)
    (alone,) = points((0, 0, 1850))
    assert not are_running_totals(stored, 1, alone)


def test_a_day_that_grew_between_the_two_questions_still_tells() -> None:
    totals, plain = points((10, 0, 0), (22, 0, 0)), points((10, 0, 0), (12, 0, 0))
    (alone,) = points((13, 0, 0))
    assert are_running_totals(totals, 1, alone)
    assert not are_running_totals(plain, 1, alone)


def test_a_gap_in_totals_stays_unknown() -> None:
    days = per_day(points((1, 5, 5), (None, 6, 7), (4, 8, 9)))
    assert [(day.mau, day.bandwidth, day.storage) for day in days] == [(1, 5, 5), (None, 1, 2), (None, 2, 2)]
