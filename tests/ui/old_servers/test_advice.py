"""What the page on statistics advises is got from the program, also in front of older servers: S0-05 to S0-08
and S0-44 to S0-53.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.world.figures import Growing
from capgo_tui.presenters.numbers import size, whole
from tests.driver import User
from tests.presenters.report.golden_files import GOLDEN
from tests.statements import states
from tests.ui.cloud import ACME, SHOP
from tests.ui.old_servers.figures import (
    TODAY,
    Used,
    apps_of,
    cells,
    days,
    headless,
    in_front_of,
    used,
    used_on,
)

DIALECTS = ("seed", "2025-11")
MONTH = (TODAY - timedelta(days=29), TODAY)
BEFORE = (TODAY - timedelta(days=59), TODAY - timedelta(days=30))
YEAR_AGO = (date(2025, 10, 23), date(2025, 11, 21))
YESTERDAY = TODAY - timedelta(days=1)


def change(now: float, then: float) -> str:
    """A change as a card writes it."""
    share = (now / then - 1) * 100
    return f"{share:+.{1 if abs(share) < 10 else 0}f}%"


def ranked(user: User, app: str) -> list[str]:
    """The row of an app in the table of apps."""
    lines = [line.rpartition("││")[2] for line in user.screen.splitlines() if f" {app} " in line]
    return next(line for line in lines if "%" in line).strip("│❯ ").split()


def bandwidth_of(used: Used) -> str:
    """Bytes as a screen writes them."""
    return size(used.bandwidth)


@states("S0-07", "S0-44", "S0-49")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_growth_is_told_month_over_month_and_year_over_year(demo: Demo, dialect: str) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="4")
        now, before, ago = (used(demo, (SHOP,), *each) for each in (MONTH, BEFORE, YEAR_AGO))
        told = user.line_with(" year ago ")
        assert f" {change(now.mau, before.mau)}  year ago {change(now.mau, ago.mau)} " in told
        of_bytes = (change(now.bandwidth, then.bandwidth) for then in (before, ago))
        assert "  year ago ".join(of_bytes) in told
        await user.press("T")
        assert user.sees("against the 30 days before")
        then = used_on(demo, (SHOP,), YESTERDAY - timedelta(days=30)).mau
        assert whole(then) in user.line_with("Fri 20 Nov ").split()
        await user.press("T")
        assert user.sees("against a year ago")
        assert whole(used_on(demo, (SHOP,), date(2025, 11, 20)).mau) in user.line_with("Fri 20 Nov ").split()
        await user.commands("stats 2026-10 before")
        assert user.sees("1 Oct – 31 Oct")
        assert user.sees("against the month before")
        september = used(demo, (SHOP,), date(2026, 9, 1), date(2026, 9, 30))
        october = used(demo, (SHOP,), date(2026, 10, 1), date(2026, 10, 31))
        assert f" {change(october.mau, september.mau)} " in user.line_with(" year ago ")
        await user.commands("stats year mau added-up")
        assert user.sees("12 months, 22 Nov 2025 – 21 Nov")
        assert user.sees("MAU, added up")


@states("S0-06", "S0-08", "S0-46")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_capacity_is_planned_by_where_the_month_ends_and_what_the_plan_covers(
    demo: Demo, dialect: str
) -> None:
    covered = {"storage": 560.0 * 2**20, "mau": 90_000.0}
    async with in_front_of(demo, dialect, limits=covered) as user:
        await user.opens(SHOP, tab="4")
        await user.press("i", "o", "t", "m")
        expected = user.line_with("30 Nov ≈ ")
        assert "Nov ≈ 91,940" in expected, "more than the plan covers"
        assert "30 Nov ≈ 571.8 MiB" in expected, "which is more than the plan covers, too"
        await user.press("m", "s")
        assert user.sees("plan 560.0 MiB")
        await user.press("m", "m", "c")
        assert user.sees("plan 90,000")
        await user.commands("alert Acme Mobile: storage > 90% of limit")
        assert "Acme Mobile: storage > 90% of limit fired: storage was 553.8 MiB" in user.told


@states("S0-08", "S0-45", "S0-50")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_what_costs_most_is_ranked_app_by_app_with_bytes_per_user_and_per_app(
    demo: Demo, dialect: str
) -> None:
    async with in_front_of(demo, dialect, 160) as user:
        await user.opens(SHOP, tab="4")
        month = used(demo, (SHOP,), *MONTH)
        await user.press("m", "u")
        assert user.sees("Bandwidth per user")
        assert size(month.bandwidth / month.mau) in user.line_with(f" {whole(month.mau)}   ")
        assert cells(user, YESTERDAY)[:7] == used_on(demo, (SHOP,), YESTERDAY).cells
        await user.press("i", "o", "m", "a")
        assert user.sees("Storage per app")
        apps = apps_of(demo)
        stored = used(demo, apps, *MONTH).storage
        assert size(stored / len(apps)) in user.line_with(f" {size(stored)} ")
        assert user.sees(f" {len(apps)} apps ")
        await user.press("i", "p", "m", "b")
        assert user.sees("Bandwidth by app")
        rows = [ranked(user, app) for app in ("com.acme.wallet", SHOP)]
        for row, app in zip(rows, ("com.acme.wallet", SHOP), strict=True):
            of_app = used(demo, (app,), *MONTH)
            per_user = size(of_app.bandwidth / of_app.mau)
            assert {whole(of_app.mau), *bandwidth_of(of_app).split(), *per_user.split()} <= set(row)
        await user.press("m", "s")
        assert user.sees("Storage growth by app")
        grown = used(demo, (SHOP,), *MONTH).storage - used(demo, (SHOP,), *BEFORE).storage
        assert set(size(grown).split()) <= set(ranked(user, SHOP))


@states("S0-48", "S0-53")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_the_adoption_of_a_new_version_is_followed_from_its_release_on(
    demo: Demo, dialect: str
) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="5")
        counted = demo.world.days_of(SHOP).bundles(TODAY)
        newest = user.line_with("❯ 1.5.0")
        (share,) = (float(word[:-1]) for word in newest.split()[2:5] if word.endswith("%"))
        assert share == pytest.approx(100 * counted["1.5.0"] / sum(counted.values()), abs=0.1)
        assert "19 Nov" in newest, "the first day on which a device ran it"
        assert "not enough data" in newest
        assert user.sees("▲ 18 Nov 1.5.0"), "its release"
        assert {"5d", "8d", "reached"} <= set(user.line_with(" 1.4.2   ").split())
        await user.press("down", "enter")
        assert user.sees("1.4.2, released 19 Oct")
        assert "27 Oct 90%" in user.line_with("24 Oct 50%")


@states("S0-05", "S0-51")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_spike_is_told_as_soon_as_figures_are_looked_at_again(demo: Demo, dialect: str) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="4")
        await user.commands("alert bandwidth > 3x 7d")
        assert "quiet" in user.told
        figures = demo.world.days_of(SHOP)
        assert isinstance(figures, Growing)
        figures.spikes[YESTERDAY] = 50.0
        await user.press("r", "m", "b")
        assert f"{SHOP}: bandwidth > 3x 7d fired" in user.told
        assert "on 2026-11-20, above" in user.told
        assert "! 1 alert" in user.line_with("capgo")
        assert user.sees("▲ 20 Nov spike ")
        assert size(used_on(demo, (SHOP,), YESTERDAY).bandwidth) in user.line_with("Fri 20 Nov 2026")


@states("S0-05", "S0-51")
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_timetable_checks_alerts_and_tells_by_the_exit_code(
    capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    asked = ("stats", "org", ACME, "--alert")
    fired = headless(capsys, dialect, *asked, "bandwidth > 1.1x 7d")
    assert fired.code == 3
    assert "bandwidth was 4.7 GiB on 2026-11-20, above 4.5 GiB" in fired.err
    assert headless(capsys, dialect, *asked, "bandwidth > 3x 7d").code == 0


@states("S0-47", "S0-52")
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_the_days_and_the_report_of_a_month_are_written_to_files(
    demo: Demo, home: Path, dialect: str
) -> None:
    async with in_front_of(demo, dialect, 80, 24) as user:
        await user.opens(SHOP, tab="4")
        await user.press("E", "ctrl+s")
        assert "Written: 30 days" in user.told
        await user.press("6")
        await user.commands("report 2026-10")
        await user.picks("format", "markdown")
        await user.press("ctrl+s")
    report = (home / "report-Acme-Mobile-2026-10.md").read_bytes()
    assert report == (GOLDEN / "acme.md").read_bytes(), "as of a server of today"
    file = home / f"{SHOP}-statistics-{MONTH[0]}..{MONTH[1]}.csv"
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row, day in zip(rows, days(*MONTH), strict=True):
        of_day = used_on(demo, (SHOP,), day)
        assert row["day"] == day.isoformat()
        numbers = [int(row[name]) for name in ("mau", "bandwidth", "storage")]
        assert numbers == [of_day.mau, of_day.bandwidth, of_day.storage]


@states("S0-52")
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_timetable_exports_the_same_numbers(
    capsys: pytest.CaptureFixture[str], demo: Demo, dialect: str
) -> None:
    run = headless(capsys, dialect, "stats", "app", SHOP, "--days", "30", "-o", "csv")
    rows = list(csv.DictReader(run.out.splitlines()))
    assert [row["day"] for row in rows] == [day.isoformat() for day in days(*MONTH)]
    for row, day in zip(rows[:-1], days(*MONTH), strict=False):  # today goes on
        of_day = used_on(demo, (SHOP,), day)
        assert [int(row[name]) for name in ("mau", "bandwidth", "storage")] == [
            of_day.mau,
            of_day.bandwidth,
            of_day.storage,
        ]
