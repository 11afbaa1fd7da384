"""How many requests may go out, and who goes first."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.api.budget import Budget, BudgetState, Ticket
from capgo_tui.api.priority import Priority, background, current
from capgo_tui.errors import Misused, RateLimited
from tests.api.servers import Moments

USER, BACKGROUND = Priority.USER, Priority.BACKGROUND


def budget_of(limit: int, time: Moments) -> Budget:
    return Budget(limit, clock=time.clock, sleep=time.sleep)


class Gate:
    """A sleep that ends when the test says so, and a clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[asyncio.Event] = []

    def clock(self) -> float:
        return self.seconds

    async def sleep(self, _: float) -> None:
        event = asyncio.Event()
        self._sleepers.append(event)
        await event.wait()

    async def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        sleepers, self._sleepers = self._sleepers, []
        for event in sleepers:
            event.set()
        await settle()

    def budget(self, limit: int) -> Budget:
        return Budget(limit, clock=self.clock, sleep=self.sleep)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


class Line:
    """Requests that stand in line, and the order in which they were let out."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.out: list[str] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def join(self, name: str, priority: Priority = USER, ticket: Ticket | None = None) -> None:
        async def wait() -> None:
            await self.budget.take(ticket or Ticket(priority))
            self.out.append(name)

        self.tasks[name] = asyncio.create_task(wait())
        await settle()


async def test_requests_go_out_at_once_while_there_is_room() -> None:
    time = Moments()
    budget = budget_of(3, time)
    for _ in range(3):
        await budget.take(Ticket(USER))
    assert time.slept == []
    assert budget.used == 3


async def test_a_request_beyond_the_budget_waits_for_the_oldest_to_leave_the_window() -> None:
    time = Moments()
    budget = budget_of(2, time)
    await budget.take(Ticket(USER))
    time.seconds += 20
    await budget.take(Ticket(USER))
    await budget.take(Ticket(USER))
    assert sum(time.slept) == pytest.approx(40)
    assert budget.used == 2


@settings(deadline=None)
@given(limit=st.integers(1, 6), gaps=st.lists(st.floats(0, 40), max_size=30))
def test_no_minute_ever_has_more_than_the_budget(limit: int, gaps: list[float]) -> None:
    async def run() -> list[float]:
        time = Moments()
        budget = budget_of(limit, time)
        sent = []
        for gap in gaps:
            time.seconds += gap
            await budget.take(Ticket(USER))
            sent.append(time.seconds)
        return sent

    sent = asyncio.run(run())
    assert len(sent) == len(gaps)
    for early, late in zip(sent, sent[limit:], strict=False):
        assert late - early >= 60 - 1e-6


async def test_requests_wait_in_line_and_those_of_the_user_go_first() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("scan 1", BACKGROUND)
    await line.join("scan 2", BACKGROUND)
    await line.join("key 1")
    await line.join("key 2")
    assert line.out == ["first"]
    for _ in range(4):
        await gate.pass_by(60)
    assert line.out == ["first", "key 1", "key 2", "scan 1", "scan 2"]


async def test_a_scan_leaves_a_fifth_of_the_budget_to_the_user() -> None:
    gate = Gate()
    line = Line(gate.budget(5))
    for number in range(6):
        await line.join(f"scan {number}", BACKGROUND)
    assert line.out == ["scan 0", "scan 1", "scan 2", "scan 3"]
    await line.join("key")
    assert line.out[-1] == "key"
    await line.budget.aclose()
    await settle()
    assert isinstance(line.tasks["scan 4"].exception(), Misused)


async def test_a_waiting_scan_that_the_user_asks_for_too_becomes_urgent() -> None:
    gate = Gate()
    line = Line(gate.budget(5))
    ticket = Ticket(BACKGROUND)
    for number in range(4):
        await line.join(f"scan {number}", BACKGROUND)
    await line.join("other", BACKGROUND)
    await line.join("wanted", ticket=ticket)
    line.budget.promote(ticket)
    await settle()
    assert line.out[-1] == "wanted"
    await line.budget.aclose()
    await settle()
    assert line.tasks["other"].exception() is not None


async def test_one_who_gives_up_makes_room_for_the_next() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("impatient")
    await line.join("patient")
    assert line.budget.state().waiting == 2
    line.tasks["impatient"].cancel()
    await settle()
    assert line.budget.state().waiting == 1
    await gate.pass_by(60)
    assert line.out == ["first", "patient"]


async def test_one_who_gives_up_after_being_let_out_is_counted_and_holds_nobody_up() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("second")
    gate.seconds += 60
    line.budget.promote(Ticket(USER))  # lets the second out, which has had no chance to run yet
    line.tasks["second"].cancel()
    await settle()
    assert line.out == ["first"]
    assert line.budget.used == 1
    await gate.pass_by(60)
    await line.join("third")
    assert line.out == ["first", "third"]


async def test_one_who_gave_up_in_the_same_breath_is_not_let_out() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("second")
    line.tasks["second"].cancel()
    gate.seconds += 60
    line.budget.promote(Ticket(USER))
    await settle()
    assert line.out == ["first"]
    await line.join("third")
    assert line.out == ["first", "third"]


async def test_a_long_pause_refuses_everything_without_waiting() -> None:
    time = Moments()
    budget = budget_of(5, time)
    budget.pause(42)
    with pytest.raises(RateLimited) as caught:
        await budget.take(Ticket(USER))
    assert caught.value.retry_after == pytest.approx(42)
    assert "42 s" in caught.value.next_step
    assert time.slept == []
    time.seconds += 40
    await budget.take(Ticket(USER))
    assert sum(time.slept) == pytest.approx(2)


async def test_a_long_pause_refuses_those_who_wait_already() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("second")
    await line.join("third")
    line.tasks["third"].cancel()
    line.budget.pause(60)
    await settle()
    assert isinstance(line.tasks["second"].exception(), RateLimited)
    await gate.pass_by(60)
    await line.join("fourth")
    assert line.out == ["first", "fourth"]


async def test_a_short_pause_is_sat_through() -> None:
    time = Moments()
    budget = budget_of(5, time)
    budget.pause(3)
    assert budget.state().paused_for == pytest.approx(3)
    await budget.take(Ticket(USER))
    assert sum(time.slept) == pytest.approx(3)


def test_a_second_pause_never_shortens_the_first() -> None:
    time = Moments()
    budget = budget_of(5, time)
    budget.pause(60)
    budget.pause(2)
    assert budget.paused_for == pytest.approx(60)


async def test_whoever_watches_sees_each_step() -> None:
    time = Moments()
    budget = budget_of(2, time)
    seen: list[BudgetState] = []
    end = budget.watch(seen.append)
    for _ in range(3):
        await budget.take(Ticket(USER))
    assert [(state.used, state.waiting) for state in seen] == [(1, 0), (2, 0), (2, 1), (1, 0)]
    budget.pause(10)
    assert seen[-1].paused_for == pytest.approx(10)
    end()
    end()
    budget.pause(20)
    assert len(seen) == 5


async def test_the_meter_counts_down() -> None:
    time = Moments()
    budget = budget_of(3, time)
    assert budget.state() == BudgetState(used=0, limit=3, waiting=0, resets_in=0, paused_for=0)
    await budget.take(Ticket(USER))
    time.seconds += 12
    assert budget.state() == BudgetState(used=1, limit=3, waiting=0, resets_in=48, paused_for=0)
    time.seconds += 60
    assert budget.used == 0


@settings(deadline=None)
@given(limit=st.integers(1, 8), before=st.integers(0, 8), cost=st.integers(0, 30), gap=st.floats(0, 50))
def test_the_cost_that_is_told_is_what_it_takes(limit: int, before: int, cost: int, gap: float) -> None:
    async def run() -> None:
        time = Moments()
        budget = budget_of(limit, time)
        for _ in range(min(before, limit)):
            await budget.take(Ticket(USER))
            time.seconds += gap / max(before, 1)
        told = budget.seconds_for(cost, USER)
        began = time.seconds
        for _ in range(cost):
            await budget.take(Ticket(USER))
        assert time.seconds - began == pytest.approx(told, abs=1e-6)

    asyncio.run(run())


def test_the_cost_of_a_scan_leaves_the_users_share_alone_and_knows_a_pause() -> None:
    time = Moments()
    budget = budget_of(100, time)
    assert budget.seconds_for(80) == 0
    assert budget.seconds_for(81) == 60
    assert budget.seconds_for(81, USER) == 0
    budget.pause(90)
    assert budget.seconds_for(1) == 90
    assert budget.seconds_for(81) == 90


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(Misused):
        budget_of(0, Moments())


async def test_closing_ends_the_waiting() -> None:
    gate = Gate()
    line = Line(gate.budget(1))
    await line.join("first")
    await line.join("second")
    await line.join("cancelled")
    line.tasks["cancelled"].cancel()
    await line.budget.aclose()
    await settle()
    assert isinstance(line.tasks["second"].exception(), Misused)
    await gate.budget(1).aclose()


async def test_the_background_is_inherited_by_tasks_that_are_started_there() -> None:
    async def ask() -> Priority:
        return current.get()

    with background():
        inside = asyncio.create_task(ask())
        assert current.get() is BACKGROUND
    assert await inside is BACKGROUND
    assert current.get() is USER
