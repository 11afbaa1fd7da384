"""The Stats tab and the commands of statistics in front of older servers: S0-01 to S0-43, S2-58 to S2-73."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from capgo_tui.cli import main
from capgo_tui.demo import Demo
from capgo_tui.presenters.numbers import size, whole
from tests.statements import states
from tests.ui.cloud import ACME, SHOP
from tests.ui.old_servers.figures import (
    OLD,
    TODAY,
    apps_of,
    cells,
    days,
    headless,
    in_front_of,
    used,
    used_on,
)

MONTH = (TODAY - timedelta(days=29), TODAY)
THREE = (date(2026, 10, 3), date(2026, 10, 5))


@states("S0-01", "S0-02", "S0-03", "S0-04", "S0-09", "S0-15", "S0-16", "S0-17", "S0-18", "S0-19")
@states("S0-10", "S0-11", "S0-23", "S2-58", "S2-59", "S2-60", "S2-61", "S2-63", "S2-64")
@pytest.mark.parametrize("dialect", OLD)
async def test_an_apps_days_are_each_days_own_figures_and_mau_is_called_what_it_is(
    demo: Demo, dialect: str
) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="4")
        month = used(demo, (SHOP,), *MONTH)
        assert month.cells == user.line_with(f" {whole(month.mau)}   ").partition("││")[2].split()[:-1]
        for day in days(TODAY - timedelta(days=6), TODAY):
            assert cells(user, day)[:7] == used_on(demo, (SHOP,), day).cells
        assert user.sees("MAU: devices new in the cycle")
        assert user.sees("MAU counts anew on 1 Nov")
        assert not user.sees("last 30 days")
        await user.press("j", "down", "enter")
        mau = used_on(demo, (SHOP,), TODAY - timedelta(days=1)).mau
        assert f" {mau} " in user.line_with("devices new in the billing cycle that day")
        await user.press("escape", "escape", "c")
        assert user.sees("MAU, added up")
        assert f" {whole(month.mau)} " in user.line_with("Sat 21 Nov")
        await user.press("c")
        await user.commands(f"stats {THREE[0]}..{THREE[1]}")
        assert user.sees("3 Oct – 5 Oct")
        assert user.sees(" 3 days ─"), "the last day that is asked for is among them"
        for day in days(*THREE):
            assert cells(user, day)[:7] == used_on(demo, (SHOP,), day).cells


@states("S0-20", "S0-21", "S0-22", "S0-25", "S2-70", "S2-71", "S2-72")
@states("S0-26", "S0-27", "S0-29", "S2-66", "S2-67", "S2-68")
@pytest.mark.parametrize("dialect", OLD)
async def test_organizations_are_the_sum_of_their_apps_and_apart_where_the_server_tells(
    demo: Demo, dialect: str
) -> None:
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="4")
        await user.press("i", "e")
        if dialect == "2025-11":  # one organization that is not paid for is enough
            assert user.sees("402 subscription_required")
            for organization in demo.world.organizations.values():
                organization.plan = "valid"
            await user.press("r")
        assert user.sees("Everything this key reaches · 30 days")
        for day in days(TODAY - timedelta(days=6), TODAY):
            assert cells(user, day)[:7] == used_on(demo, tuple(demo.world.apps), day).cells
        await user.press("i", "o")
        assert user.sees(f"{ACME} · 30 days")
        for day in days(TODAY - timedelta(days=6), TODAY):
            assert cells(user, day)[:7] == used_on(demo, apps_of(demo), day).cells
        await user.commands(f"stats {THREE[0]}..{THREE[1]} organization")
        assert user.sees(" 3 days ─")
        assert cells(user, THREE[1])[:7] == used_on(demo, apps_of(demo), THREE[1]).cells
        await user.press("i", "p")
        if dialect == "2025-01":
            assert user.sees("✗ Servers before September 2025 do not tell apps apart.")
            return
        assert user.sees(f"{ACME}, app by app")
        for app in ("com.acme.wallet", SHOP):
            of_app = used(demo, (app,), *THREE)
            row = next(line for line in user.screen.splitlines() if f" {app} " in line and "%" in line)
            assert {whole(of_app.mau), *size(of_app.bandwidth).split()} <= set(row.split()), row


@states("S0-12", "S0-24", "S0-28", "S0-32")
@pytest.mark.parametrize("dialect", OLD)
async def test_the_key_goes_where_the_server_wants_it_and_is_tried_elsewhere_once(
    demo: Demo, dialect: str
) -> None:
    header = "capgkey" if dialect == "2025-01" else "authorization"
    async with in_front_of(demo, dialect, 160) as user:
        await user.opens(SHOP, tab="4")
        await user.press("j", "y", "c")
        assert user.app.clipboard.startswith(f'curl -H "{header}: $CAPGO_TOKEN" ')
        await user.press("5", "at")
        asked = [line for line in user.screen.splitlines() if "/statistics/" in line]
        refused = [line for line in asked if " 401 " in line]
        assert len(refused) == (dialect == "2025-01")
        assert any("bundle_usage" in line and " 200 " in line for line in asked)


@states("S0-39", "S0-40", "S0-41", "S0-43")
@pytest.mark.parametrize("dialect", OLD)
async def test_a_right_that_was_lost_is_said_in_words_and_the_figures_stay(demo: Demo, dialect: str) -> None:
    said = {"seed": ": Insufficient permissions to access "}.get(dialect, "")
    async with in_front_of(demo, dialect) as user:
        await user.opens(SHOP, tab="4")
        demo.world.members.clear()
        await user.press("r")
        no_app = "No access to app" if dialect == "2025-11" else f"You can't access this app{said}"
        assert user.sees(f"⚠ {no_app}"), user.screen
        assert cells(user, TODAY)[:7] == used_on(demo, (SHOP,), TODAY).cells
        await user.press("i", "o")
        no_org = "No access to org" if dialect == "2025-11" else f"You can't access this organization{said}"
        assert user.sees(f"✗ {no_org}"), user.screen
        assert user.sees("The organization does not exist or this key has no right to it")
        await user.press("i", "e")
        assert user.sees("✗ No organizations found"), user.screen
        assert user.sees("tried: GET /statistics/user")


@states("S2-62", "S2-65", "S2-69", "S2-73")
@pytest.mark.parametrize(("dialect", "width", "height"), [("seed", 80, 24), ("2025-01", 120, 40)])
async def test_the_servers_own_picture_is_saved_where_it_draws_one(
    demo: Demo, home: Path, dialect: str, width: int, height: int
) -> None:
    async with in_front_of(demo, dialect, width, height) as user:
        await user.opens(SHOP, tab="4")
        await user.press("t", "7")
        for whose, name in (("a", SHOP), ("o", "Acme-Mobile"), ("e", "Everything-this-key-reaches")):
            await user.press("i", whose, "E")
            assert user.sees("Export statistics")
            if whose == "e" and dialect == "2025-01":
                assert user.sees("The server draws apps and organizations, but not everything at once.")
                return
            await user.picks("what", "picture: bandwidth")
            assert user.sees(".svg")
            await user.press("ctrl+s")
            file = home / f"{name}-statistics-2026-11-15..2026-11-21-bandwidth-by-server.svg"
            picture = file.read_text("utf-8")
            assert ET.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
            assert "Bandwidth of " in picture, "the server's, not the program's"
            assert (SHOP in picture) == (whose == "a")


@states("S2-62")
@pytest.mark.parametrize("dialect", ["2025-11", "current"])
async def test_a_server_that_draws_no_pictures_says_since_when(demo: Demo, dialect: str) -> None:
    async with in_front_of(demo, dialect, 80, 24) as user:
        await user.opens(SHOP, tab="4")
        await user.press("E")
        assert user.sees("The server draws no pictures of its own: they ended in February 2025."), user.screen
        await user.goes_to("what")
        await user.press("enter")
        assert not user.sees("The server's picture")


@states("S2-62", "S2-65")
async def test_a_server_that_stopped_drawing_says_so_and_nothing_is_written(demo: Demo) -> None:
    async with in_front_of(demo, "2025-01", 80, 24) as user:
        await user.opens(SHOP, tab="4")
        await user.press("E")
        await user.picks("what", "picture: mau")
        demo.dialect = "2025-11"  # an upgrade while the dialog is open
        await user.press("ctrl+s")
        assert user.sees("Export statistics"), "it stays open"
        assert user.sees("draws no pictures")
        assert "Written" not in user.told


# The command line


@states("S0-01", "S0-09", "S0-20", "S0-22", "S0-26", "S0-30", "S2-58", "S2-66")
@pytest.mark.parametrize("dialect", OLD)
def test_commands_print_the_figures_that_they_print_of_a_server_of_today(
    capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    week = ("--from", "2026-11-15", "--to", "2026-11-21", "-o", "csv")
    for kind, columns in (("app", 4), ("org", 4), ("by-app", 5)):
        asked = ("stats", kind, SHOP if kind == "app" else ACME, *week)
        found, today = (headless(capsys, name, *asked) for name in (dialect, "current"))
        if (kind, dialect) == ("by-app", "2025-01"):
            assert found.code == 0
            assert "The server does not tell this organization's apps apart" in found.err
            continue
        rows, told = ([line.split(",")[:columns] for line in run.out.splitlines()] for run in (found, today))
        assert rows == told
        assert len(rows) >= 8
    everything = headless(capsys, dialect, "stats", "user", *week)
    if dialect == "2025-11":
        assert everything.code == 4
        assert "402 subscription_required" in everything.err
    else:
        sums = headless(capsys, "2025-01" if dialect == "seed" else "seed", "stats", "user", *week)
        assert everything.out == sums.out
        assert len(everything.out.splitlines()) == 8


@states("S0-13", "S0-15", "S0-16", "S0-24", "S0-28")
@pytest.mark.parametrize("dialect", OLD)
def test_any_of_its_paths_can_be_asked_for_with_a_slash_before_the_question_mark(
    capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    asked = "?from=2026-11-01&to=2026-11-03"
    for path in (f"/statistics/app/{SHOP}", "/statistics/user"):
        if (path, dialect) == ("/statistics/user", "2025-11"):
            continue  # there an organization is not paid for
        with_slash, without = (headless(capsys, dialect, "get", path + end + asked) for end in ("/", ""))
        assert with_slash.code == 0
        assert with_slash.out == without.out
        answer = json.loads(without.out)
        rows = answer["statistics"] if dialect == "2025-01" else answer
        assert [row["date"][:10] for row in rows] == ["2026-11-01", "2026-11-02"]


@states("S0-38", "S0-39", "S0-40", "S0-42", "S0-43")
@pytest.mark.parametrize("dialect", OLD)
def test_refusals_are_said_in_words_with_what_was_asked_and_what_to_do(
    capsys: pytest.CaptureFixture[str], dialect: str
) -> None:
    said = {
        "seed": (
            "Invalid body: Invalid date format or missing parameters (400 ",
            "You can't access this app: Insufficient permissions to access statistics (400 ",
            "You can't access this organization: Insufficient permissions to access organization statistics",
            "Cannot get app statistics: The end lies before the beginning (500 ",
        ),
        "2025-01": (
            "Invalid body: from: Invalid date (400 ",
            "You can't access this app (400 ",
            "You can't access this organization (400 ",
            "Cannot get app statistics (500 ",
        ),
        "2025-11": (
            "Invalid body: from: Invalid input (400 ",
            "No access to app with this apikey (401 ",
            "No access to organization (401 ",
            "",
        ),
    }[dialect]
    commands = (
        ("get", f"/statistics/app/{SHOP}?from=soon&to=2026-06-02"),
        ("stats", "app", "com.nobody.here"),
        ("stats", "org", "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f799"),
        ("get", f"/statistics/app/{SHOP}?from=2026-06-04&to=2026-06-01"),
    )
    for command, words in zip(commands, said, strict=True):
        run = headless(capsys, dialect, *command)
        if not words:  # in November the days go on from the first, and nothing was used on them
            assert run.code == 0
            assert {row["mau"] for row in json.loads(run.out)} == {0}
            continue
        assert run.code != 0
        assert run.err.startswith(f"capgo-tui: {words}"), run.err
        assert "tried: GET /statistics/" in run.err
        assert "next: " in run.err
        assert "Traceback" not in run.err


@states("S0-14")
def test_the_usual_server_is_that_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "show"]) == 0
    assert 'host = "https://api.capgo.app"' in capsys.readouterr().out


@pytest.mark.parametrize("dialect", OLD)
def test_a_report_and_saved_alerts_say_what_they_say_of_a_server_of_today(
    capsys: pytest.CaptureFixture[str], home: Path, dialect: str
) -> None:
    file = home / "config" / "capgo-tui" / "alerts.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[[alerts]]\nprofile = "demo"\napp = "{SHOP}"\nwhen = "bandwidth > 1.1x 7d"\n')
    for command in (("alerts",), ("report", ACME, "--month", "2026-10")):
        found, today = (headless(capsys, name, *command) for name in (dialect, "current"))
        assert found.code == today.code == (3 if command == ("alerts",) else 0)
        missing = set(today.out.splitlines()) - set(found.out.splitlines())
        if (command[0], dialect) == ("report", "2025-01"):
            assert "The server tells nothing of single apps." in found.out
            assert missing == {line for line in missing if line.startswith(("| com.", "| app |", "| --- |"))}
        else:
            assert found.out == today.out
