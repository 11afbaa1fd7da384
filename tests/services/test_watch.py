"""When a watch looks again."""

from __future__ import annotations

import asyncio

import pytest

from capgo_tui.api import Budget
from capgo_tui.api.budget import Ticket
from capgo_tui.api.priority import Priority
from capgo_tui.errors import Refused, Unreachable
from capgo_tui.services.watch import Watch


class Hands:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    """The time."""
    return Hands()


def watch_of(hands: Hands, *, limit: int = 100, every: int = 30) -> Watch:
    return Watch(Budget(limit, clock=hands, sleep=asyncio.sleep), every, hands)


def test_it_looks_at_once_and_then_at_intervals(hands: Hands) -> None:
    watch = watch_of(hands)
    assert not watch.is_due
    watch.start()
    assert watch.is_due
    watch.looked(1)
    assert not watch.is_due
    hands.now = 29
    assert not watch.is_due
    hands.now = 30
    assert watch.is_due
    assert watch.text == "watch 30s"


@pytest.mark.parametrize(
    ("limit", "cost", "interval"), [(100, 1, 30), (100, 12, 30), (10, 3, 72), (60, 20, 80)]
)
def test_it_takes_a_quarter_of_the_budget_at_most(hands: Hands, limit: int, cost: int, interval: int) -> None:
    watch = watch_of(hands, limit=limit)
    watch.start()
    watch.looked(cost)
    assert watch.interval == interval
    assert watch.text == f"watch {interval}s" + (" (budget)" if interval > 30 else "")
    assert cost * 60 / watch.interval <= limit / 4


async def test_it_waits_for_room_and_says_so(hands: Hands) -> None:
    budget = Budget(5, clock=hands, sleep=asyncio.sleep)
    watch = Watch(budget, 30, hands)
    for _ in range(5):
        await budget.take(Ticket(Priority.USER))
    watch.start()
    assert not watch.is_due
    assert watch.text == "watch waits: budget"
    hands.now = 61
    assert watch.is_due


def test_a_look_that_is_longer_than_the_budget_does_not_end_it(hands: Hands) -> None:
    watch = watch_of(hands)
    watch.start()
    watch.looked(300)
    hands.now = watch.interval
    assert watch.interval == 720
    assert watch.is_due


def test_each_thing_that_stands_against_it_is_named(hands: Hands) -> None:
    watch = watch_of(hands)
    watch.start()
    watch.is_covered = True
    assert watch.text == "watch paused: dialog"
    watch.is_away = True
    assert watch.text == "watch paused: no focus"
    watch.is_paused = True
    assert watch.text == "watch paused: P goes on"
    assert not watch.is_due
    watch.stop()
    assert watch.text == ""


async def test_a_pause_of_the_server_stops_it(hands: Hands) -> None:
    budget = Budget(100, clock=hands, sleep=asyncio.sleep)
    watch = Watch(budget, 30, hands)
    watch.start()
    budget.pause(42)
    assert not watch.is_due
    assert watch.text == "watch paused: 429"
    hands.now = 43
    assert watch.is_due


def test_after_failures_it_waits_longer_each_time_and_never_gives_up(hands: Hands) -> None:
    watch = watch_of(hands)
    watch.start()
    waits = []
    for _ in range(8):
        watch.failed(Unreachable("The server cannot be reached."))
        assert watch.text == "watch paused: no network"
        began = hands.now
        while not watch.is_due:
            hands.now += 1
        waits.append(hands.now - began)
    assert waits == [10, 20, 40, 80, 160, 300, 300, 300]
    watch.looked(1)
    assert watch.text == "watch 30s"
    watch.failed(Refused("No.", status=403, code="no_right"))
    assert watch.text == "watch paused: refused"
