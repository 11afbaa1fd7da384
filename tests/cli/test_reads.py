"""Reading and printing, against the demo cloud in process."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.cli.conftest import APP, FORBIDDEN, HOSTILE_APP, MANY_DEVICES, Cli

READS = [
    ("orgs",),
    ("apps",),
    ("apps", "Acme Mobile"),
    ("channels", APP),
    ("devices", APP),
    ("bundles", APP),
    ("members", "acme"),
    ("keys",),
    ("audit", "acme"),
    ("drift", APP),
    ("stats", "app", APP),
    ("stats", "org", "Acme Mobile", "--days", "3"),
    ("stats", "by-app", "Acme Mobile", "--days", "2"),
    ("stats", "bundles", APP, "--days", "2"),
]


def rows(text: str) -> list[list[str]]:
    """Read CSV back."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("argv", READS, ids=" ".join)
def test_every_read_prints_a_table_with_a_heading_and_a_line_per_record(
    demo: Cli, argv: tuple[str, ...]
) -> None:
    table, lines = demo(*argv), demo(*argv, "-o", "ndjson")
    assert (table.code, lines.code) == (0, 0)
    heading, *body = table.out.splitlines()
    assert heading.split()
    assert "\x1b" not in table.out, "no escape sequences where stdout is no terminal"
    if argv[:2] != ("stats", "bundles"):  # a table leaves out the days on which nobody ran a bundle
        assert len(body) == len(lines.out.splitlines())


@pytest.mark.parametrize("argv", READS, ids=" ".join)
def test_json_and_ndjson_have_the_same_documents(demo: Cli, argv: tuple[str, ...]) -> None:
    whole, lines = demo(*argv, "-o", "json"), demo(*argv, "-o", "ndjson")
    records = [json.loads(line) for line in lines.out.splitlines()]
    document = json.loads(whole.out)
    if argv[:2] == ("stats", "by-app"):
        assert document["byApp"] == records
        assert document["global"]
    elif argv[:2] == ("stats", "bundles"):
        assert set(document) >= {"labels", "datasets"}
        assert len(records) == len(document["labels"]) * len(document["datasets"])
    else:
        assert document == records
    assert whole.out.count("\n") == 1, "compact where stdout is no terminal"


@pytest.mark.parametrize("argv", READS, ids=" ".join)
def test_csv_is_read_back_with_a_heading_and_equal_rows(demo: Cli, argv: tuple[str, ...]) -> None:
    run = demo(*argv, "-o", "csv", "--wide")
    heading, *body = rows(run.out)
    assert run.out.endswith("\r\n")
    assert all(len(row) == len(heading) for row in body)
    assert len(body) == len(demo(*argv, "-o", "ndjson").out.splitlines())


def test_json_is_the_servers_own_document(demo: Cli) -> None:
    listed = json.loads(demo("channels", APP, "-o", "json").out)
    asked: Any = json.loads(demo("get", f"/channel?app_id={APP}&channel=beta").out)
    assert asked in listed
    assert "disableAutoUpdate" in asked


def test_one_device_is_an_object_and_a_table_of_one_line(demo: Cli) -> None:
    first = json.loads(demo("devices", APP, "-o", "ndjson").out.splitlines()[0])
    one = demo("devices", APP, "--device", first["device_id"].upper(), "-o", "json")
    assert json.loads(one.out)["device_id"] == first["device_id"]
    assert len(demo("devices", APP, "--device", first["device_id"]).out.splitlines()) == 2


def test_without_all_the_first_page_of_devices_is_read_and_stderr_says_that_there_may_be_more(
    demo: Cli,
) -> None:
    run = demo("devices", MANY_DEVICES, "-o", "json")
    count = len(json.loads(run.out))
    assert count == 1000
    assert f"{count:,} devices: the first page. There may be more; --all" in run.err


def test_a_first_page_that_is_surely_the_last_says_nothing(demo: Cli) -> None:
    assert demo("devices", APP, "-o", "json").err == ""


def test_an_audit_log_is_read_as_far_as_asked_and_says_how_much_there_is(demo: Cli) -> None:
    def ids(*argv: str) -> tuple[list[int], str]:
        run = demo("audit", "Acme Mobile", "-o", "ndjson", *argv)
        return [json.loads(line)["id"] for line in run.out.splitlines()], run.err

    first, said = ids()
    every, nothing_said = ids("--all")
    assert len(first) == 50
    assert f"The newest 50 of {len(every)} entries" in said
    assert len(every) > 100, "more than one page"
    assert nothing_said == ""
    assert every == sorted(set(every), reverse=True)
    assert (ids("--limit", "2")[0], ids("--limit", "120")[0]) == (every[:2], every[:120])


def test_an_audit_log_is_filtered_by_the_server(demo: Cli) -> None:
    run = demo("audit", "Acme Mobile", "--all", "--table", "channels", "--operation", "update", "-o", "json")
    kinds = {(entry["table_name"], entry["operation"]) for entry in json.loads(run.out)}
    assert kinds == {("channels", "UPDATE")}


def test_an_empty_list_is_an_empty_array_and_said_on_stderr(demo: Cli) -> None:
    run = demo("bundles", "com.acme.next", "-o", "json")
    assert (run.code, run.out) == (0, "[]\n")
    assert "No bundles." in run.err
    assert demo("bundles", "com.acme.next", "-o", "ndjson").out == ""
    assert len(rows(demo("bundles", "com.acme.next", "-o", "csv").out)) == 1


def test_columns_are_chosen_and_ordered_by_name(demo: Cli) -> None:
    run = demo("channels", APP, "--columns", "public,name", "-o", "csv")
    assert rows(run.out)[:2] == [["public", "name"], ["true", "production"]]
    assert demo("channels", APP, "--columns", "name").out.splitlines()[0] == "name"


def test_an_unknown_column_is_wrong_usage_and_names_the_known_ones(demo: Cli) -> None:
    run = demo("channels", APP, "--columns", "name,colour")
    assert run.code == 2
    assert run.out == ""
    assert "there is no column colour; there are name, bundle, public" in run.err


def test_columns_of_json_are_wrong_usage(demo: Cli) -> None:
    run = demo("channels", APP, "--columns", "name", "-o", "json")
    assert (run.code, run.out) == (2, "")
    assert "--columns is for tables and CSV" in run.err


def test_a_table_joins_what_is_known_of_channels_and_bundles(demo: Cli) -> None:
    table = demo("bundles", APP).out
    assert "production~10%" in table
    assert "live" in table


def test_an_organization_is_meant_by_its_id_its_name_or_the_beginning_of_it(demo: Cli) -> None:
    by_name = demo("apps", "Acme Mobile", "-o", "json")
    organization = json.loads(by_name.out)[0]["owner_org"]
    for text in ("acme mobile", "acme", organization, organization.upper()):
        assert demo("apps", text, "-o", "json").out == by_name.out


def test_a_name_that_nobody_or_several_have_is_wrong_usage_and_names_them(demo: Cli) -> None:
    nobody = demo("members", "Globex")
    assert nobody.code == 2
    assert "There is no organization Globex." in nobody.err
    assert "Acme Mobile" in nobody.err
    several = demo("members", "")
    assert several.code == 2
    assert "organizations are called" in several.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "ndjson"])
@pytest.mark.parametrize(
    "argv",
    [
        ("orgs", "--wide"),
        ("apps", "--wide"),
        ("channels", HOSTILE_APP, "--wide"),
        ("bundles", HOSTILE_APP, "--wide"),
        ("devices", HOSTILE_APP, "--wide", "--all"),
    ],
    ids=lambda argv: argv[0],
)
def test_hostile_names_never_reach_stdout_raw(demo: Cli, argv: tuple[str, ...], form: str) -> None:
    run = demo(*argv, "-o", form)
    assert run.code == 0
    assert not FORBIDDEN.search(run.out.replace("\r\n", "\n"))
    assert not FORBIDDEN.search(run.err)


def test_hostile_names_survive_json_unchanged(demo: Cli) -> None:
    escaped = json.loads(demo("devices", HOSTILE_APP, "--all", "-o", "json").out)
    names = "".join(each["custom_id"] for each in escaped)
    assert "\x1b" in names
    assert "\u202e" in names


def test_no_cell_of_a_csv_begins_like_a_formula(demo: Cli) -> None:
    for argv in (("devices", HOSTILE_APP, "--all"), ("channels", HOSTILE_APP), ("stats", "app", APP)):
        for row in rows(demo(*argv, "-o", "csv", "--wide").out):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "@", "＝"))
                assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit()


def test_times_are_iso_and_utc_in_csv_and_ages_in_tables(demo: Cli) -> None:
    heading, first, *_ = rows(demo("bundles", APP, "-o", "csv").out)
    sent = json.loads(demo("bundles", APP, "-o", "ndjson").out.splitlines()[0])["created_at"]
    assert first[heading.index("created")] == f"{sent[:19]}.000Z"
    assert sent.endswith("+00:00")
    assert demo("bundles", APP, "--columns", "created").out.splitlines()[1].strip().endswith(("d", "w", "mo"))


def test_numbers_are_plain_in_csv_and_readable_in_tables(demo: Cli) -> None:
    heading, first, *_ = rows(demo("stats", "app", APP, "--days", "2", "-o", "csv").out)
    raw = json.loads(demo("stats", "app", APP, "--days", "2", "-o", "json").out)[0]
    assert first[heading.index("bandwidth")] == str(raw["bandwidth"])
    assert "MiB" in demo("stats", "app", APP, "--days", "2").out


def test_a_period_is_any_two_of_its_ends_and_its_length(demo: Cli) -> None:
    def days(*argv: str) -> list[str]:
        run = demo("stats", "app", APP, "-o", "ndjson", *argv)
        assert run.code == 0, run.err
        return [json.loads(line)["date"][:10] for line in run.out.splitlines()]

    june = days("--from", "2026-06-01", "--to", "2026-06-30")
    assert (june[0], june[-1], len(june)) == ("2026-06-01", "2026-06-30", 30)
    assert days("--to", "2026-06-30", "--days", "30") == june
    assert days("--from", "2026-06-01", "--days", "30") == june
    assert len(days()) == 30
    assert days("--days", "1") == ["2026-11-21"], "today, by the clock of the demo cloud"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--from", "2026-06-30", "--to", "2026-06-01"), "ends on 2026-06-01, before it begins"),
        (("--from", "2026-06-01", "--to", "2026-06-30", "--days", "5"), "say the same thing twice"),
        (("--from", "June"), "must be a day such as 2026-06-01"),
        (("--days", "0"), "must be a whole number from 1 to 3660"),
    ],
)
def test_a_period_that_makes_no_sense_is_wrong_usage(demo: Cli, argv: tuple[str, ...], says: str) -> None:
    run = demo("stats", "app", APP, *argv)
    assert run.code == 2
    assert says in run.err


# Filters ------------------------------------------------------------------------------------


def test_a_filter_leaves_what_fits_in_every_form(demo: Cli) -> None:
    wanted = "platform:ios build<2.1"
    lines = demo("devices", APP, "--filter", wanted, "-o", "ndjson")
    found = [json.loads(line) for line in lines.out.splitlines()]
    assert found
    assert {each["platform"] for each in found} == {"ios"}
    heading, *body = rows(demo("devices", APP, "--filter", wanted, "-o", "csv").out)
    assert [row[heading.index("platform")] for row in body] == ["ios"] * len(found)
    assert f"{len(found)} of " in lines.err
    assert "fit the filter" in lines.err


def test_a_filter_that_cannot_be_read_is_drawn_with_a_caret(demo: Cli) -> None:
    answer = demo("channels", APP, "--filter", "pub:yes nme:x")
    assert (answer.code, answer.out) == (2, "")
    assert "There is no column nme." in answer.err
    assert "pub:yes nme:x\n        ^" in answer.err
    assert "next: Columns: name." in answer.err
