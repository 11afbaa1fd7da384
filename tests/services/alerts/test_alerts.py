"""Alerts over the acme cloud: kept in a file, checked with few requests, told once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError
from capgo_tui.rules.alerts.checking import Outcome
from capgo_tui.rules.statistics.periods import last_days
from capgo_tui.services.alerts.alert import Alert, alert_of, split_target
from capgo_tui.services.alerts.shelf import AlertsProblem, Shelf
from capgo_tui.services.opening import Look
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.workspace import Workspace
from tests.api.servers import client_of
from tests.services.conftest import ORG, SHOP

APP, ACME, EVERYTHING = Scope(Kind.APP, SHOP), Scope(Kind.ORGANIZATION, ORG), Scope(Kind.EVERYTHING)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the alerts are."""
    return tmp_path / "config" / "alerts.toml"


def idle(scope: Scope = APP) -> Alert:
    return alert_of(scope, "mau < 5")


# The file


def test_alerts_are_read_back_as_they_were_kept_and_only_you_can_read_the_file(file: Path) -> None:
    alerts = (idle(), alert_of(ACME, "bandwidth > 2x 7d"), alert_of(EVERYTHING, "storage > 90% of limit"))
    for alert in alerts:
        Shelf(file, "prod").add(alert)
    assert Shelf(file, "prod").read() == alerts
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_alert_is_kept_once_and_is_gone_when_it_is_removed(file: Path) -> None:
    shelf = Shelf(file, "prod")
    shelf.add(idle())
    shelf.add(idle())
    assert shelf.read() == (idle(),)
    shelf.remove(idle())
    assert shelf.read() == ()


def test_alerts_of_other_profiles_stay_as_they_are(file: Path) -> None:
    Shelf(file, "stage").add(idle())
    Shelf(file, "prod").add(idle(EVERYTHING))
    Shelf(file, "prod").remove(idle(EVERYTHING))
    assert Shelf(file, "stage").read() == (idle(),)
    assert Shelf(file, "prod").read() == ()


def test_no_alert_is_lost_where_programs_add_theirs_at_the_same_moment(file: Path) -> None:
    added = [alert_of(APP, f"mau < {count}") for count in range(1, 41)]
    with ThreadPoolExecutor(8) as programs:
        list(programs.map(lambda alert: Shelf(file, "prod").add(alert), added))
    assert set(Shelf(file, "prod").read()) == set(added)


def test_without_a_file_alerts_are_kept_until_the_program_ends() -> None:
    shelf = Shelf(None, "demo")
    shelf.add(idle())
    assert shelf.read() == (idle(),)
    shelf.remove(idle())
    assert shelf.read() == ()


def test_an_id_with_quotes_and_line_breaks_is_read_back_as_it_is(file: Path) -> None:
    hostile = alert_of(Scope(Kind.APP, 'com."x"\n[[alerts]]\u202e'), "mau < 5")
    Shelf(file, "prod").add(hostile)
    assert Shelf(file, "prod").read() == (hostile,)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[[alerts]", "is not valid TOML"),
        ("\xff", "is not valid TOML"),
        ("other = 1", "has more than [[alerts]]"),
        ("alerts = 5", "has more than [[alerts]]"),
        ('[[alerts]]\napp = "a"', 'alert 1 needs when = "…"'),
        ('[[alerts]]\nwhen = "mau < 5"', "and one of app, organization, everything = true"),
        ('[[alerts]]\napp = "a"\norganization = "b"\nwhen = "mau < 5"', "alert 1 needs"),
        ('[[alerts]]\napp = "a"\nwhen = "mau < 5"\nwhn = 1', "alert 1 has something else than"),
        ('[[alerts]]\napp = "a"\nwhen = "mau < many"', "at character 7"),
    ],
)
def test_a_file_that_is_not_understood_says_why_and_is_not_written_over(
    file: Path, content: str, says: str
) -> None:
    file.parent.mkdir()
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(AlertsProblem) as refused:
        Shelf(file, "prod").add(idle())
    assert says in str(refused.value)
    assert file.read_bytes() == content.encode("latin-1")


def test_a_folder_in_place_of_the_file_is_an_error(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(AlertsProblem, match="cannot be read"):
        Shelf(file, "prod").read()


def test_a_place_that_cannot_be_written_is_an_error(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    with pytest.raises(CapgoError, match="cannot be"):
        Shelf(file, "prod").add(idle())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mau < 5", ("", "mau < 5")),
        ("com.acme.shop: mau < 5", ("com.acme.shop", "mau < 5")),
        ("*: mau < 5", ("*", "mau < 5")),
        ("Acme: Mobile: mau < 5", ("Acme: Mobile", "mau < 5")),
    ],
)
def test_what_is_typed_has_a_target_before_the_last_colon(text: str, parts: tuple[str, str]) -> None:
    assert split_target(text) == parts


# Checking


async def test_an_alert_is_checked_as_soon_as_it_is_kept(workspace: Workspace) -> None:
    checked = await workspace.alerts.add(idle())
    assert (checked.verdict.outcome, checked.verdict.threshold) == (Outcome.FIRED, 5)
    assert workspace.alerts.fired == (checked,)
    assert workspace.alerts_fired == 1


async def test_nothing_is_asked_as_long_as_there_is_no_alert(workspace: Workspace) -> None:
    assert await workspace.alerts.load() == ()
    assert await workspace.alerts.check() == ()
    assert workspace.client.requests.sent == 0


async def test_all_alerts_of_an_app_are_checked_with_one_request(acme: Demo) -> None:
    async with client_of(acme.app) as client:
        workspace = Workspace(client, acme.clock, Look(limits={"bandwidth": 10**15}, billing_day=15))
        conditions = ("mau < 5", "bandwidth > 2x 7d", "bandwidth > 90% of limit", "storage < 1KB")
        checked = await workspace.alerts.check(alert_of(APP, each) for each in conditions)
        assert [str(each.alert.condition) for each in checked] == list(conditions)
        assert checked[2].verdict.outcome is Outcome.QUIET
        assert client.requests.sent == 1


async def test_a_reading_for_something_else_checks_the_alerts_that_it_tells_of(
    workspace: Workspace,
) -> None:
    alerts = workspace.alerts
    await alerts.add(idle())
    await alerts.add(idle(ACME))
    before = [alerts.last(each) for each in alerts.all]
    told: list[int] = []
    alerts.watch(lambda: told.append(len(alerts.fired)))
    today = workspace.statistics.today
    await workspace.statistics.read(APP, last_days(today, 30))
    assert told == [2]
    assert alerts.last(idle()) is not before[0], "checked anew"
    assert alerts.last(idle(ACME)) is before[1], "nothing was read of it"
    await workspace.statistics.read(APP, last_days(today, 1))
    assert told == [2], "one day does not suffice"


async def test_a_breakdown_checks_the_alerts_of_its_apps_but_for_their_storage(
    workspace: Workspace,
) -> None:
    alerts = workspace.alerts
    stored = alert_of(APP, "storage > 1B")
    for alert in (idle(), stored, idle(ACME)):
        await alerts.add(alert)
    before = [alerts.last(each) for each in alerts.all]
    await workspace.statistics.by_app(ORG, last_days(workspace.statistics.today, 30))
    assert alerts.last(idle()) is not before[0]
    assert alerts.last(stored) is before[1], "a breakdown has no levels"
    assert alerts.last(idle(ACME)) is not before[2]


async def test_what_fired_is_told_once_a_day_and_again_when_it_is_made_again(workspace: Workspace) -> None:
    alerts = workspace.alerts
    await alerts.add(idle())
    assert [each.alert for each in alerts.news()] == [idle()]
    await alerts.check()
    assert alerts.news() == ()
    await alerts.remove(idle())
    assert alerts.fired == ()
    await alerts.add(idle())
    assert len(alerts.news()) == 1


async def test_what_cannot_be_read_is_unknown_with_the_reason_and_others_are_checked(
    workspace: Workspace,
) -> None:
    gone = idle(Scope(Kind.APP, "com.acme.gone"))
    lost, found = await workspace.alerts.check([gone, idle()])
    assert lost.verdict.outcome is Outcome.UNKNOWN
    assert lost.problem is not None
    assert lost.verdict.reason == str(lost.problem).rstrip(".")
    assert found.verdict.outcome is Outcome.FIRED


async def test_alerts_in_a_file_outlive_the_program(acme: Demo, file: Path) -> None:
    async with client_of(acme.app) as client:
        before = Workspace(client, acme.clock, Look(profile="acme"), alerts_file=file)
        await before.alerts.add(idle(EVERYTHING))
        after = Workspace(client, acme.clock, Look(profile="acme"), alerts_file=file)
        assert await after.alerts.load() == (idle(EVERYTHING),)
        assert await after.alerts.check() == before.alerts.fired
