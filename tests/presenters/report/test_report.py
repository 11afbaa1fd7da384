"""Reports over the demo cloud's fixed world: the same bytes every time, harmless whatever the names are."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from capgo_tui.demo import Demo
from capgo_tui.presenters.report.forms import FORMS
from capgo_tui.presenters.report.markdown import as_markdown, escape
from capgo_tui.presenters.report.page import as_page
from capgo_tui.presenters.report.sheet import HEADINGS, as_sheet
from capgo_tui.rules.statistics.figures import Metric
from capgo_tui.rules.statistics.report import Report
from capgo_tui.services.statistics.reading import Kind, Scope
from tests.presenters.report.golden_files import (
    ALERTS,
    GOLDEN,
    NAMES,
    NOW,
    SHOP,
    demo,
    organization,
    report_of,
    texts,
)

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
HOSTILE = '=HYPERLINK("http://evil")|<script>alert(1)</script>\x1b[31m\n# x `y` ![z](http://e) \u202e'


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


async def shop(month: date = OCTOBER) -> Report:
    return await report_of(demo(), Scope(Kind.APP, SHOP), SHOP, month, *ALERTS)


async def test_reports_are_the_golden_files_byte_by_byte() -> None:
    """After a change that is meant: `python -m tests.presenters.report.golden_files`."""
    made = await texts()
    for name in NAMES:
        assert made[name].encode() == (GOLDEN / name).read_bytes(), name


async def test_a_later_hour_of_the_same_day_changes_nothing() -> None:
    assert await texts(datetime(2026, 11, 21, 22, 59, tzinfo=UTC)) == await texts()


async def test_the_figures_are_those_of_the_server() -> None:
    report = await shop()
    cloud = demo()
    days = cloud.world.days_of(SHOP)
    assert days is not None
    october = [days.metrics(day) for day in report.shown.dates()]
    assert all(october)
    by_metric = {line.metric: line for line in report.metrics}
    assert by_metric[Metric.MAU].before.now.value == sum(day.mau for day in october if day)
    assert by_metric[Metric.BANDWIDTH].before.now.value == sum(day.bandwidth for day in october if day)
    stored = cloud.world.apps[SHOP].current_storage_bytes
    later = [days.metrics(date(2026, 11, number)) for number in range(1, 22)]
    assert by_metric[Metric.STORAGE].before.now.value == stored - sum(day.storage for day in later if day)


async def test_the_totals_name_both_periods_and_the_changes() -> None:
    text = as_markdown(await shop())
    assert "|  | October 2026 | September 2026 | change | October 2025 | change |" in text
    assert re.search(r"\| MAU \| [\d,]+ \| [\d,]+ \| [+-][\d,]+ \([+-][\d.]+%\) \|", text)


async def test_a_month_that_goes_on_is_compared_with_as_many_days_and_says_what_it_will_come_to() -> None:
    report = await shop(NOVEMBER)
    text = as_markdown(report)
    assert (report.before.length, report.shown.length) == (21, 21)
    assert "2026-11-21 is still growing, and it is compared with the first 21 days" in text
    assert "Expected at the end of the month: MAU " in text
    assert "| so far |" in text


async def test_a_month_that_is_over_says_nothing_of_the_day_on_which_it_was_made() -> None:
    report = await shop()
    for form in FORMS.values():
        text = form(report)
        assert "2026-11-21" not in text
        assert "Expected" not in text


async def test_alerts_are_told_for_each_day_on_which_they_fired() -> None:
    report = await shop()
    fired = {str(line.condition): [each.day for each in line.fired] for line in report.alerts}
    assert fired["bandwidth > 3x 7d"] == [date(2026, 10, 14)]
    assert fired["mau < 5"] == []
    assert fired["storage > 80% of limit"] == [date(2026, 10, 31)]
    text = as_markdown(report)
    assert "bandwidth was 1.8 GiB on 2026-10-14, above " in text
    assert "Did not fire: mau \\< 5." in text


async def test_before_the_app_existed_there_is_nothing_to_compare_with() -> None:
    report = await report_of(demo(), Scope(Kind.APP, SHOP), SHOP, date(2024, 1, 1))
    assert all(line.before.now.value == 0 for line in report.metrics if line.metric is not Metric.STORAGE)
    assert report.is_anchored, "too long ago to read all days up to today"
    assert "anchored on a later total" in as_markdown(report)
    assert "No day stood out" in as_markdown(report)
    assert "No device was counted." in as_markdown(report)
    assert as_page(report).count("<svg") == len(report.metrics)


async def test_an_organization_lists_its_apps_and_an_app_its_bundles() -> None:
    cloud = demo()
    acme = await report_of(cloud, organization(cloud), "Acme Mobile", OCTOBER)
    assert [app.app_id for app in acme.apps][:2] == ["com.acme.wallet", SHOP]
    assert "## Top apps" in as_markdown(acme)
    assert "## Adoption" not in as_markdown(acme)
    assert "## Adoption" in as_markdown(await shop())


async def test_what_could_not_be_read_is_said_and_the_rest_is_there() -> None:
    cloud = Demo(clock=lambda: NOW, faults=[f"status=500@/statistics/app/{SHOP}/bundle_usage"])
    report = await report_of(cloud, Scope(Kind.APP, SHOP), SHOP, OCTOBER)
    assert "The adoption could not be read" in report.notes[0]
    assert "The adoption could not be read" in as_markdown(report)
    assert report.metrics


# Forms


class Tags(HTMLParser):
    """What an HTML file is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


async def test_the_page_is_well_formed_and_fetches_and_runs_nothing() -> None:
    tags = Tags(as_page(await shop()))
    assert tags.open == []
    assert not tags.seen & {"script", "img", "link", "iframe", "a", "use", "image"}
    assert not {name for name in tags.attributes if name.startswith("on") or name in {"href", "src"}}


async def test_hostile_names_stay_names_in_every_form() -> None:
    report = await shop()
    adoption = report.adoption
    assert adoption is not None
    course = replace(adoption.courses[0], name=HOSTILE)
    hostile = replace(
        report,
        name=HOSTILE,
        id=HOSTILE,
        notes=(HOSTILE,),
        adoption=replace(adoption, courses=(course, *adoption.courses[1:])),
    )
    page = Tags(as_page(hostile))
    assert page.open == []
    assert "script" not in page.seen
    for text in (as_page(hostile), as_markdown(hostile), as_sheet(hostile)):
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", text)
    for line in as_markdown(hostile).splitlines():
        assert not re.search(r"(?<!\\)<|(?<!\\)\]\(|https?:", line), line
    table = rows(as_sheet(hostile))
    assert {len(row) for row in table} == {len(HEADINGS)}
    assert not [cell for row in table for cell in row if re.match(r"[=+@]|-(?!\d)", cell)]


async def test_a_hostile_organization_of_the_demo_is_reported_too() -> None:
    cloud = demo()
    name = next(row.name for row in cloud.world.organizations.values() if "click" in row.name)
    report = await report_of(cloud, organization(cloud, name), name, OCTOBER)
    for form in FORMS.values():
        assert "\x1b" not in form(report)
    assert Tags(as_page(report)).open == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", "a\\|b"),
        ("1. list", "1\\. list"),
        ("1.4.2", "1.4.2"),
        ("+5%", "+5%"),
        ("- item", "\\- item"),
        ("---", "\\---"),
        ("https://evil.example", "https\\://evil.example"),
        ("www.evil.example", "www\\.evil.example"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_is_escaped(text: str, written: str) -> None:
    assert escape(text) == written


async def test_the_sheet_is_one_table_with_plain_numbers() -> None:
    heading, *body = rows(as_sheet(await shop()))
    assert tuple(heading) == HEADINGS
    days = [row for row in body if row[0] == "day" and row[3] == "bandwidth"]
    total = next(row for row in body if row[:1] == ["total"] and row[3] == "bandwidth")
    assert len(days) == 31
    assert sum(float(row[4]) for row in days) == float(total[4])
    assert as_sheet(await shop()).endswith("\r\n")
