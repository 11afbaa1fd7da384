"""The Adoption tab in front of older servers: S0-30 to S0-37."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.early_2025 import usage
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import SHOP
from tests.ui.old_servers.figures import OLD, TODAY, days, headless, in_front_of
from tests.ui.test_adoption import Gaps, row

MONTH = (TODAY - timedelta(days=29), TODAY)
CURRENT_AND_LATER = ("seed", "2025-11")


def shares(demo: Demo, dialect: str, first: date, last: date) -> dict[date, dict[str, float]]:
    """What each bundle had of the devices, day by day, in percent."""
    counted = demo.world.days_of(SHOP)
    if dialect != "2025-01":
        by_day = {day: counted.bundles(day) for day in days(first, last)}
        return {
            day: {name: 100 * count / sum(found.values()) for name, count in found.items()}
            for day, found in by_day.items()
            if found
        }
    answer = usage.shares(counted, first, last)  # its days go on from one another
    return {
        date.fromisoformat(label): {line["label"]: line["data"][place] for line in answer["datasets"]}
        for place, label in enumerate(answer["labels"])
    }


def listed(user: User) -> dict[date, float]:
    """The days that a record lists with a share, as far as they are on the screen."""
    rows = (line.strip("│ ").split() for line in user.screen.splitlines())
    told = (row for row in rows if row and row[0].startswith("2026-") and row[1].endswith("%"))
    return {date.fromisoformat(row[0]): float(row[1].rstrip("%")) for row in told}


@states("S0-30", "S0-31", "S0-33", "S0-35", "S0-36", "S0-37")
@pytest.mark.parametrize("dialect", OLD)
async def test_the_shares_of_the_bundles_are_percent_of_each_day(demo: Demo, dialect: str) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="5")
        assert user.sees("6 bundles · 30 days"), user.screen
        told = shares(demo, dialect, *MONTH)
        for presses, day in ((0, TODAY), (2, TODAY - timedelta(days=1))):
            await user.press(*["h"] * presses)
            found = {name: row(user, name)[1] for name in told[day]}
            off = {name: abs(float(found[name].rstrip("%")) - share) for name, share in told[day].items()}
            assert max(off.values()) <= 0.1, (found, told[day])  # one decimal, shared out to a hundred
            assert sum(float(share.rstrip("%")) for share in found.values()) == pytest.approx(100, abs=0.3)


@states("S0-31", "S0-34", "S0-36")
@pytest.mark.parametrize("dialect", OLD)
async def test_a_bundle_has_a_share_on_every_day_and_the_last_day_is_among_them(
    demo: Demo, dialect: str
) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="5")
        await user.press("down", "enter", "enter")
        assert user.sees("adoption of 1.4.2")
        found, told = listed(user), shares(demo, dialect, *MONTH)
        assert list(found) == days(*MONTH)[::-1][: len(found)]
        assert len(found) > 20
        for day, share in found.items():
            assert share == pytest.approx(told[day]["1.4.2"], abs=0.1)


@states("S0-34")
@pytest.mark.parametrize("dialect", OLD)
async def test_days_that_the_server_lost_are_told_where_it_leaves_them_out(demo: Demo, dialect: str) -> None:
    lost = [TODAY - timedelta(days=ago) for ago in (5, 4, 3)]
    demo.world.days[SHOP] = Gaps(demo.world.days_of(SHOP), set(lost[1:]))
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="5")
        assert user.sees("2 days without data") == (dialect == "2025-01")
        await user.press("down", "enter", "enter")
        if dialect == "2025-01":
            assert not set(lost[1:]) & set(listed(user))
        else:  # later servers repeat the day before and do not say so
            assert len({listed(user)[day] for day in lost}) == 1
        await user.press("escape", "escape", "n")
        assert user.sees("This server does not tell native builds.")


@states("S0-30", "S0-35", "S0-37")
@pytest.mark.parametrize("dialect", CURRENT_AND_LATER)
def test_the_command_prints_what_it_prints_of_a_server_of_today(
    capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    asked = ("adoption", SHOP, "--days", "14", "-o", "csv")
    found, today = (
        list(csv.DictReader(headless(capsys, name, *asked).out.splitlines())) for name in (dialect, "current")
    )
    assert [each["bundle"] for each in today] == ["1.5.0", "1.4.2", "1.4.1", "1.4.0", "1.3.1", "1.0.0"]
    for each in today:
        each["devices"] = found[0]["devices"]  # only a server of today counts them
    assert found == today
