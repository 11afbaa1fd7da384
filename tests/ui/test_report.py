"""A user writes the report of a month with a command."""

from __future__ import annotations

from pathlib import Path

from tests.driver import User
from tests.presenters.report.golden_files import GOLDEN
from tests.ui.cloud import SHOP


async def test_a_report_is_written_as_html_under_the_proposed_name(user: User, home: Path) -> None:
    await user.opens(SHOP)
    before = user.requests
    await user.commands("report 2026-10")
    assert user.sees(f"report-{SHOP}-2026-10.html")
    assert user.requests == before, "nothing is read before it is wanted"
    await user.press("enter")
    text = (home / f"report-{SHOP}-2026-10.html").read_text()
    assert text.startswith("<!doctype html>")
    assert "October 2026" in text
    assert "Written: com.acme.shop, October 2026" in user.told
    assert user.requests <= before + 3


async def test_the_report_of_an_organization_is_the_golden_file(user: User, home: Path) -> None:
    await user.opens(SHOP, tab="6")
    await user.commands("report 2026-10")
    await user.picks("format", "markdown")
    await user.press("ctrl+s")
    written = home / "report-Acme-Mobile-2026-10.md"
    assert written.read_bytes() == (GOLDEN / "acme.md").read_bytes()


async def test_a_file_that_is_there_is_asked_about(user: User, home: Path) -> None:
    mine = home / f"report-{SHOP}-2026-10.html"
    mine.write_text("mine")
    await user.opens(SHOP)
    await user.commands("report")
    await user.press("enter")
    assert mine.read_text() == "mine"
    await user.press("ctrl+o")
    assert mine.read_text() != "mine"


async def test_saved_alerts_are_in_the_report(user: User, home: Path) -> None:
    await user.opens(SHOP)
    await user.commands("alert bandwidth > 3x 7d")
    await user.commands("report 2026-10")
    await user.press("enter")
    assert "bandwidth was 1.8 GiB on 2026-10-14, above" in (home / f"report-{SHOP}-2026-10.html").read_text()


async def test_what_is_no_month_stays_in_the_line(user: User) -> None:
    await user.opens(SHOP)
    await user.commands("report October")
    assert "is no month" in user.screen
    await user.press("escape")
    await user.commands("report *: 2026-10")
    assert "one app or one organization" in user.screen


async def test_another_app_is_reported_by_name(user: User) -> None:
    await user.commands("report com.acme.wallet: 2026-10")
    assert user.sees("report-com.acme.wallet-2026-10.html")
