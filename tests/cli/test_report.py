"""`report`: a month, printed or written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import APP, HOSTILE_APP, Cli


def test_a_report_is_alone_on_stdout_and_the_same_every_time(demo: Cli) -> None:
    first, second = (demo("report", APP) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith(f"# {APP}: ")
    assert first.out == second.out


@pytest.mark.parametrize(
    ("form", "begins"),
    [("md", "# Acme Mobile: "), ("html", "<!doctype html>"), ("csv", "section,day,subject,metric,value,")],
)
def test_every_form_of_an_organization_by_its_name(demo: Cli, form: str, begins: str) -> None:
    run = demo("report", "acme", "-f", form)
    assert run.code == 0
    assert run.out.startswith(begins)


def test_a_report_is_written_to_a_file_and_takes_the_place_of_one_only_if_told(
    demo: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    run = demo("report", APP, "-f", "html", "--out", str(file))
    assert (run.code, run.out) == (0, "")
    assert f"Written: {file}" in run.err
    written = file.read_bytes()
    file.write_text("mine")
    refused = demo("report", APP, "-f", "html", "--out", str(file))
    assert refused.code == 1
    assert "There is a file report.html already" in refused.err
    assert "--overwrite" in refused.err
    assert file.read_text() == "mine"
    assert demo("report", APP, "-f", "html", "--out", str(file), "--overwrite").code == 0
    assert file.read_bytes() == written


@pytest.mark.parametrize("month", ["2026", "October", "2026-10-01", "3026-01", "2026-13"])
def test_what_is_no_month_is_wrong_usage(demo: Cli, month: str) -> None:
    run = demo("report", APP, "--month", month)
    assert (run.code, run.out) == (2, "")
    assert "month" in run.err or "future" in run.err


def test_an_app_that_is_not_there_ends_as_its_statistics_would(demo: Cli) -> None:
    run = demo("report", "com.nobody.here")
    assert (run.code, run.out) == (4, "")
    assert demo("report", "Globex").code == 2


def test_the_saved_alerts_are_tried_on_every_day(demo: Cli, home: Path) -> None:
    file = home / "config" / "capgo-tui" / "alerts.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[[alerts]]\nprofile = "demo"\napp = "{APP}"\nwhen = "mau < 1000000"\n')
    assert demo("report", APP).out.count("| mau \\< 1000000 |") >= 28
    file.write_text("broken")
    run = demo("report", APP)
    assert run.code == 0
    assert "The report has no alerts: " in run.err


def test_what_is_missing_is_said_on_stderr_too(demo: Cli) -> None:
    run = demo("report", APP, "--fault", f"status=500@/statistics/app/{APP}/bundle_usage")
    assert run.code == 0
    assert "The adoption could not be read" in run.err
    assert "The adoption could not be read" in run.out


def test_an_app_with_hostile_names_is_reported(demo: Cli) -> None:
    assert demo("report", HOSTILE_APP, "-f", "html").code == 0
