"""How fast bundles were taken up, on a command line against the demo cloud."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from tests.cli.conftest import APP, MANY_DEVICES, Cli

EMPTY_APP = "com.acme.next"
UNPAID_APP = "com.contoso.travel"


def test_a_table_tells_the_newest_bundle_first_and_how_fast_each_was_taken_up(demo: Cli) -> None:
    run = demo("adoption", APP)
    assert run.code == 0, run.err
    heading, newest, before, *_ = run.out.splitlines()
    assert heading.split() == [
        *("bundle", "today", "devices", "trend", "since", "→50%", "→90%", "peak", "ETA")
    ]
    assert newest.split()[:2] == ["1.5.0", "1.8%"]
    assert newest.endswith("not enough data")
    assert before.split()[:2] == ["1.4.2", "95.1%"]
    assert "5d" in before.split()
    assert "8d" in before.split()
    assert before.endswith("reached")


def test_json_has_every_day_and_when_a_level_was_reached(demo: Cli) -> None:
    courses = {each["name"]: each for each in json.loads(demo("adoption", APP, "-o", "json").out)}
    course = courses["1.4.2"]
    first = date.fromisoformat(course["released"])
    reached = date.fromisoformat(course["to_90"]["day"])
    assert (reached - first).days == course["to_90"]["days"] == 8
    assert len(course["days"]) == 30
    shares = {day["day"]: day["percent"] for day in course["days"]}
    assert shares[course["to_90"]["day"]] >= 90
    assert all(share < 90 for day, share in shares.items() if day < course["to_90"]["day"])
    assert courses["1.5.0"]["to_50"]["outlook"] == "not enough data"


def test_a_rollout_to_a_half_of_the_devices_stalls_there(demo: Cli) -> None:
    courses = {each["name"]: each for each in json.loads(demo("adoption", MANY_DEVICES, "-o", "json").out)}
    assert courses["3.11.1"]["to_50"]["outlook"] == "stalled"


def test_native_builds_have_no_release(demo: Cli) -> None:
    courses = json.loads(demo("adoption", APP, "--native", "-o", "json").out)
    assert {"Android 1.4.0", "iOS 1.4.0"} <= {each["name"] for each in courses}
    assert {each["released"] for each in courses} == {None}


def test_csv_has_plain_numbers_and_says_where_one_is_a_limit(demo: Cli) -> None:
    text = demo("adoption", APP, "-o", "csv").out
    rows = {row["bundle"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["1.4.2"]["half"] == "5"
    assert rows["1.4.1"]["half"].startswith("≤")
    assert rows["1.5.0"]["first_seen"] == "2026-11-19"
    assert "trend" not in rows["1.5.0"]


def test_ascii_is_ascii(demo: Cli) -> None:
    run = demo("adoption", APP, "--ascii", "--wide")
    assert run.out.isascii()
    assert "<=" in run.out


def test_an_app_without_devices_has_no_bundle_to_tell_of(demo: Cli) -> None:
    run = demo("adoption", EMPTY_APP)
    assert run.code == 0
    assert "No bundles." in run.err


def test_a_plan_that_has_lapsed_is_not_permitted(demo: Cli) -> None:
    run = demo("adoption", UNPAID_APP)
    assert run.code == 4
    assert "subscription_required" in run.err


def test_days_before_the_app_existed_are_empty(demo: Cli) -> None:
    assert "No bundles." in demo("adoption", APP, "--from", "2020-01-01", "--to", "2020-01-31").err
