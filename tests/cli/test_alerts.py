"""`alerts` and `stats … --alert`: checked from a shell, told by the exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import APP, Cli

ALERTS = """
[[alerts]]
profile = "demo"
app = "com.acme.shop"
when = "mau < 1000000"

[[alerts]]
profile = "demo"
organization = "d2f80c12-ec11-469e-a3b9-0ce42b638a5d"
when = "bandwidth > 1000x 7d"

[[alerts]]
profile = "prod"
app = "com.acme.shop"
when = "mau > 0"
"""


@pytest.fixture
def saved(home: Path) -> Path:
    """A file with two alerts of the demo, of which one fires."""
    file = home / "config" / "capgo-tui" / "alerts.toml"
    file.parent.mkdir(parents=True)
    file.write_text(ALERTS)
    return file


def test_an_alert_that_fires_ends_with_3_and_says_value_threshold_and_day(demo: Cli) -> None:
    run = demo("stats", "app", APP, "--alert", "mau < 1000000", "-o", "json")
    assert run.code == 3
    (document,) = json.loads(run.out)
    assert (document["id"], document["alert"], document["outcome"]) == (APP, "mau < 1000000", "fired")
    assert document["value"] < document["threshold"] == 1_000_000
    assert f"{APP}: mau < 1000000 fired: MAU was " in run.err
    assert f"on {document['day']}, below 1,000,000." in run.err


def test_an_alert_that_does_not_fire_ends_with_0_and_says_nothing(demo: Cli) -> None:
    run = demo("stats", "app", APP, "--alert", "bandwidth > 1000x 7d", "-o", "csv")
    assert (run.code, run.err) == (0, "")
    heading, row = csv.reader(io.StringIO(run.out))
    assert heading == ["target", "alert", "outcome", "day", "value", "threshold", "reason"]
    assert row[:3] == [APP, "bandwidth > 1000x 7d", "quiet"]
    assert float(row[5]) > float(row[4]) > 0


def test_an_organization_is_watched_by_its_name(demo: Cli) -> None:
    run = demo("stats", "org", "Acme Mobile", "--alert", "bandwidth > 1B", "--alert", "bandwidth < 1B")
    assert run.code == 3
    assert [line.count("fired") for line in run.out.splitlines()] == [0, 1, 0]


def test_everything_cannot_be_watched_while_one_organization_has_no_plan(demo: Cli) -> None:
    """The server refuses all of it then (contract/api.md 3.8)."""
    run = demo("stats", "user", "--alert", "bandwidth > 1B", "-o", "json")
    assert run.code == 4
    assert json.loads(run.out)[0]["outcome"] == "unknown"
    assert "subscription_required" in run.err


def test_too_little_to_tell_is_said_and_no_alarm(demo: Cli) -> None:
    run = demo("stats", "app", APP, "--alert", "storage > 90% of limit")
    assert run.code == 0
    assert "nothing can be told: the profile has no storage_limit" in run.err


def test_a_wrong_alert_is_wrong_usage_and_says_where(demo: Cli) -> None:
    run = demo("stats", "app", APP, "--alert", "mau > lots")
    assert (run.code, run.out) == (2, "")
    assert "at character 7 of 'mau > lots'" in run.err
    assert demo("stats", "by-app", "acme", "--alert", "mau > 5").code == 2


def test_an_app_that_cannot_be_read_ends_as_reading_it_would(demo: Cli) -> None:
    run = demo("stats", "app", "com.nobody.here", "--alert", "mau > 5")
    assert run.code == demo("stats", "app", "com.nobody.here").code == 4
    assert "nothing can be told" in run.err


def test_the_saved_alerts_of_the_profile_are_checked(demo: Cli, saved: Path) -> None:
    run = demo("alerts")
    assert run.code == 3
    assert [line.split()[0] for line in run.out.splitlines()[1:]] == [
        APP,
        "d2f80c12-ec11-469e-a3b9-0ce42b638a5d",
    ]
    assert run.err.count("\n") == 1, "what is quiet is not worth a mail"


def test_without_saved_alerts_there_is_nothing_to_do(demo: Cli, saved: Path) -> None:
    saved.unlink()
    run = demo("alerts")
    assert (run.code, run.out) == (0, "")
    assert f"No alerts of the profile demo in {saved}." in run.err


def test_alerts_stand_beside_the_settings_file_that_is_named(cli: Cli, saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("")
    assert f"in {tmp_path / 'alerts.toml'}." in cli("alerts", "--demo", "--config", str(other)).err


def test_a_broken_file_of_alerts_is_an_error_and_never_silence(demo: Cli, saved: Path) -> None:
    saved.write_text('[[alerts]]\napp = "a"\nwhen = "mau"')
    run = demo("alerts")
    assert (run.code, run.out) == (1, "")
    assert f"{saved}: Here > or <" in run.err
    assert "next: Mend it" in run.err


def test_config_check_looks_at_the_alerts_too(cli: Cli, saved: Path) -> None:
    assert cli("config", "check").code == 0
    saved.write_text('[[alerts]]\napp = "a"\nwhen = "mau"')
    run = cli("config", "check")
    assert run.code == 1
    assert f"{saved}: Here > or <" in run.out


def test_a_cloud_that_cannot_be_reached_ends_with_5(demo: Cli, saved: Path) -> None:
    run = demo("alerts", "--fault", "status=503@/statistics")
    assert run.code == 5
    assert run.err.count("nothing can be told") == 2


def test_a_server_on_the_network_is_watched_like_the_demo(there: Cli, saved: Path) -> None:
    saved.write_text(f'[[alerts]]\nprofile = "default"\napp = "{APP}"\nwhen = "mau < 1000000"\n')
    run = there("alerts", "-o", "json")
    assert run.code == 3
    assert json.loads(run.out)[0]["outcome"] == "fired"
    assert there("report", APP, "-f", "csv").out.count(f",{APP},mau < 1000000,") >= 28
