"""A user watches a tab: what changes is marked, nothing moves, and nothing is asked while nobody looks."""

from __future__ import annotations

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send
from textual.events import AppBlur, AppFocus

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from tests.driver import User, run_user
from tests.ui.cloud import SHOP, channel_in, member_in
from tests.ui.conftest import NOW, UserAt
from tests.ui.scans import Gate
from tests.ui.watching import Clock, Time, TimedBackends, changes, comes, goes, later


@pytest.fixture
def clock() -> Clock:
    """The clock of the cloud."""
    return Clock()


@pytest.fixture
def demo(clock: Clock) -> Demo:
    """A demo cloud whose clock moves when the test says so."""
    return Demo(clock=clock)


@pytest.fixture
async def time(user: User, clock: Clock) -> Time:
    """The shop's devices are in front, and watched."""
    await user.opens(SHOP, tab="2")
    time = Time(user, clock)
    await user.press("R")
    return time


def header(user: User) -> str:
    """The first line."""
    return user.screen.splitlines()[0]


class Arrivals:
    """Counts what arrives at a cloud."""

    def __init__(self, demo: Demo) -> None:
        """Stand before it; to be made before the program is started."""
        self._app: ASGIApp = demo.app
        self.count = 0
        demo.app = self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.count += 1
        await self._app(scope, receive, send)


async def finds(user: User, words: str) -> None:
    """Put the cursor on the row of some words."""
    await user.press("slash")
    await user.types(words)
    await user.press("enter")


# What is news -------------------------------------------------------------------------------


async def test_changed_cells_and_new_rows_are_marked_and_counted(user: User, time: Time, demo: Demo) -> None:
    changes(demo, "mia", later(NOW, 1), version_name="1.4.1", os_version="19.0")
    comes(demo, "newcomer", later(NOW, 2))
    before = user.requests
    await time.passes()
    assert user.requests == before + 1  # asked for the changes alone
    line = user.line_with("•mia ")
    assert "•1.4.1" in line
    assert "•19.0" in line
    assert "•android" not in line
    assert user.sees("1 changed, 1 new at 22:00:30Z · 66 devices")
    await user.press("G")
    assert "❯+newcomer" in user.line_with("❯")


async def test_the_record_says_what_it_said_before(user: User, time: Time, demo: Demo, clock: Clock) -> None:
    changes(demo, "mia", later(NOW, 1), version_name="1.4.1")
    await time.passes()
    clock.now = later(clock.now, 12)
    await finds(user, "mia android")
    await user.press("enter")
    assert "1.4.1  was 1.5.0-rc.1, 12 s ago" in user.line_with("bundle ")
    assert "was" not in user.line_with("platform")


async def test_the_marks_stay_until_the_next_change_and_go_with_the_watch(
    user: User, time: Time, demo: Demo
) -> None:
    changes(demo, "mia", later(NOW, 1), os_version="19.0")
    await time.passes()
    await time.passes()
    assert user.sees("•mia")
    changes(demo, "priya", later(NOW, 61), os_version="19.0")
    await time.passes()
    assert user.sees("•priya")
    assert not user.sees("•mia")
    await user.press("R")
    assert not user.sees("•")
    assert not user.sees("changed at")
    assert "watch" not in header(user)


async def test_a_row_that_is_gone_is_marked_before_it_goes(user: User, time: Time, demo: Demo) -> None:
    goes(demo, "priya")
    for _ in range(8):
        await time.passes()
    assert " priya" in user.screen  # only reading all of it tells that
    await time.passes()
    assert user.sees("-priya")
    assert user.sees("1 gone at ")
    for _ in range(10):
        await time.passes()
    assert not user.sees("priya")


async def test_cursor_and_marks_stay_on_their_records(user: User, time: Time, demo: Demo) -> None:
    await finds(user, "store-013")
    await user.press("space", "escape")
    row = user.line_with("■")
    place = user.screen.splitlines().index(row)
    changes(demo, "mia", later(NOW, 1), os_version="19.0")
    comes(demo, "newcomer", later(NOW, 2))
    goes(demo, "ci-emulator")
    for _ in range(10):
        await time.passes()
    assert user.sees("1 gone at ")
    assert user.sees("65 devices")
    lines = user.screen.splitlines()
    assert "store-013" in lines[place]
    assert "■" in lines[place]
    assert user.sees("1 marked")


async def test_a_sorted_table_stays_sorted_and_the_cursor_with_its_record(
    user: User, time: Time, demo: Demo
) -> None:
    await user.press("s", "j")
    before = user.line_with("❯")
    changes(demo, "mia", later(NOW, 1), custom_id="zzz")
    await time.passes()
    assert user.line_with("❯") == before
    assert not user.sees("zzz")
    await user.press("G")
    assert user.line_with("❯").strip("│❯ ").startswith("•zzz")


async def test_channels_are_read_again_and_compared(user_at: UserAt, demo: Demo, clock: Clock) -> None:
    async with user_at() as user:
        await user.opens(SHOP)
        time = Time(user, clock)
        await user.press("R")
        assert header(user).count("watch 30s") == 1
        channel_in(demo, "beta").allow_dev = not channel_in(demo, "beta").allow_dev
        before = user.requests
        await time.passes()
        assert user.requests - before <= 4
        assert "•" in user.line_with("•beta").replace("•beta", "")
        assert user.sees("1 changed at 22:00:30Z · 9 channels")


# When nothing is asked ----------------------------------------------------------------------


async def test_p_pauses_and_goes_on(user: User, time: Time) -> None:
    await user.press("P")
    assert "watch paused: P goes on" in header(user)
    before = user.requests
    await time.passes(300)
    assert user.requests == before
    await user.press("P")
    assert user.requests == before + 1
    assert "watch 30s" in header(user)


async def test_without_the_focus_of_the_terminal_nothing_is_asked(user: User, time: Time) -> None:
    user.app.post_message(AppBlur())
    await user.settle()
    assert "watch paused: no focus" in header(user)
    before = user.requests
    await time.passes(300)
    assert user.requests == before
    user.app.post_message(AppFocus())
    await user.settle()
    assert user.requests == before + 1
    assert "watch 30s" in header(user)


async def test_behind_a_dialog_nothing_is_asked_and_nothing_changes(
    user: User, time: Time, demo: Demo
) -> None:
    changes(demo, "mia", later(NOW, 1), os_version="19.0")
    await user.press("y")
    before = user.requests
    await time.passes(300)
    assert user.requests == before
    await user.press("escape")
    await time.passes(1)
    assert user.sees("•mia")


async def test_an_answer_that_comes_behind_a_dialog_waits_until_that_is_closed(
    user_at: UserAt, demo: Demo, clock: Clock
) -> None:
    gate = Gate(demo)
    async with user_at() as user:
        await user.opens(SHOP, tab="2")
        time = Time(user, clock)
        await user.press("R")
        changes(demo, "mia", later(NOW, 1), os_version="19.0")
        gate.shut()
        time.begins_a_look()
        await user.app.run_action("help")
        gate.let_through()
        await user.settle()
        assert not user.sees("•")
        await user.press("escape")
        assert not user.sees("•")
        await time.passes(1)
        assert user.sees("•mia")


async def test_after_a_429_nothing_is_sent_until_the_time_given_and_then_it_goes_on(
    demo: Demo, clock: Clock
) -> None:
    arrived = Arrivals(demo)
    backends = TimedBackends(demo)
    async with run_user(backends, 80, 24) as user:
        await user.opens(SHOP, tab="2")
        time = Time(user, clock, backends=backends)
        await user.press("R")
        order(demo.faults, ["status=429@/device:GETx1"])
        await time.passes()
        assert "watch paused: 429" in header(user)
        before = arrived.count
        for rest in (40, 20):
            await time.passes(20)
            await user.press("1", "r", "3", "r", "2", "r")
            assert f"paused {rest}s" in header(user)
        assert arrived.count == before
        changes(demo, "mia", clock.now, os_version="19.0")
        await time.passes(21)
        assert arrived.count == before + 1
        assert "watch 30s" in header(user)
        assert user.sees("•mia")


async def test_without_a_network_it_tries_less_and_less_often_and_goes_on_by_itself(
    user: User, time: Time, demo: Demo
) -> None:
    order(demo.faults, ["cut@/device:GETx100"])
    await time.passes()
    assert "watch paused: no network" in header(user)
    assert user.sees("ended the connection")
    tries = []
    for _ in range(20):
        before = user.requests
        await time.passes(10)
        tries.append(user.requests > before)
    assert tries[0]
    assert sum(tries) <= 5
    demo.faults.clear()
    await time.passes(300)
    assert "watch 30s" in header(user)
    assert not user.sees("ended the connection")


async def test_with_a_small_budget_it_looks_less_often_and_says_so(user_at: UserAt, clock: Clock) -> None:
    async with user_at(budget=20) as user:
        await user.opens(SHOP)
        Time(user, clock)
        await user.press("colon")
        await user.types("watch 5s")
        await user.press("enter")
        assert "watch 24s (budget)" in header(user)
        assert "a look takes 2 requests" in user.told
        assert "25% of the 20 a minute" in user.told


# Other tabs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["4", "5", "6"])
async def test_stats_adoption_and_organization_are_read_again(user: User, clock: Clock, tab: str) -> None:
    await user.opens(SHOP, tab=tab)
    time = Time(user, clock)
    await user.press("R")
    before = user.requests
    await time.passes(300)
    assert user.requests > before


async def test_members_are_watched_too(user: User, clock: Clock, demo: Demo) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("6")
    time = Time(user, clock)
    await user.press("R")
    member = member_in(demo, "tomas@acme.example")
    number = next(number for number, each in demo.world.members.items() if each is member)
    del demo.world.members[number]
    await time.passes()
    assert user.sees("1 gone at 22:00:30Z")


async def test_the_help_says_what_the_marks_mean(user: User, time: Time, demo: Demo) -> None:
    changes(demo, "mia", later(NOW, 1), os_version="19.0")
    await time.passes()
    await user.press("question_mark", "G")
    assert user.sees("• + -")


# Asking for it ------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "said"), [("watch 2m", "watch 120s"), ("watch", "watch 30s")])
async def test_the_command_begins_at_an_interval_and_ends(user: User, typed: str, said: str) -> None:
    await user.opens(SHOP)
    await user.press("colon")
    await user.types(typed)
    await user.press("enter")
    assert said in header(user)
    await user.press("colon")
    await user.types("watch off")
    await user.press("enter")
    assert "watch" not in header(user)


@pytest.mark.parametrize("span", ["3", "soon", "0", "99999h"])
async def test_an_interval_that_is_none_is_refused(user: User, span: str) -> None:
    await user.opens(SHOP)
    await user.press("colon")
    await user.types(f"watch {span}")
    await user.press("enter")
    assert user.sees(":watch takes 5s to 24h")


async def test_before_anything_is_open_it_says_what_to_do(user: User) -> None:
    await user.press("R")
    assert "Open an app first" in user.told
    await user.press("P")
    assert "Nothing is watched: R begins." in user.told
