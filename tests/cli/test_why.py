"""`why`: over the demo cloud, and over saved documents."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.api import connect
from capgo_tui.cli.why import find_device
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused
from capgo_tui.presenters.why_words import ASSUMPTIONS
from capgo_tui.secret import Secret
from tests.cli.conftest import (
    APP,
    FORBIDDEN,
    HOSTILE_APP,
    MANY_DEVICES,
    Cli,
    Run,
    Server,
    run_process,
)
from tests.rules.decisions import FILE, Json, answered, cases

KEYS = {"id", "verdict", "certain", "assumes", "code", "bundle", "channel", "rungs"}


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a text where a pipe would be."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def lines(*documents: object) -> str:
    return "".join(json.dumps(document) + "\n" for document in documents)


def answer(document: Json) -> tuple[Any, ...]:
    return document["verdict"], document["code"], document["bundle"], document["channel"]


# Over the demo cloud


def test_the_verdict_comes_first_then_the_ladder_then_what_is_taken_for_granted(demo: Cli) -> None:
    run = demo("why", APP, "mia")
    assert run.code == 0
    verdict, blank, heading, *rest = run.out.splitlines()
    assert verdict == "up to date on 1.5.0-rc.1 (beta)"
    assert blank == ""
    assert heading.split() == ["check", "has", "against", "code"]
    assert any(line.startswith("=") and "no_new_version_available" in line for line in rest)
    assert rest[-2].startswith("taken for granted: ")
    assert "Found by its custom id among the first 65 devices." in run.err


def test_a_refusal_names_code_and_fix(demo: Cli) -> None:
    run = demo("why", APP, "museum-tablet")
    first, *_, last = run.out.splitlines()
    assert first.endswith("(unsupported_plugin_version)")
    assert last == "fix: Ship a native build with a newer plugin."


def test_a_dependent_answer_lists_every_way_it_can_end(demo: Cli) -> None:
    run = demo("why", APP, "store-001")
    first, *rest = run.out.splitlines()
    assert first == "depends on the rollout draw of production (10% chance)"
    assert rest[0].startswith("  - if the draw leaves it on the stable bundle (90% chance): ")
    assert "(10% chance): gets 1.5.0 from production" in " ".join(run.out.split())


def test_a_device_is_meant_by_its_id_in_any_case(demo: Cli) -> None:
    first = json.loads(demo("devices", APP, "-o", "ndjson").out.splitlines()[0])
    by_id, upper = (
        demo("why", APP, text, "-o", "json") for text in (first["device_id"], first["device_id"].upper())
    )
    assert by_id.out == upper.out
    assert by_id.err == ""
    assert json.loads(by_id.out)["id"] == first["device_id"]


def test_json_has_what_a_script_needs(demo: Cli) -> None:
    run = demo("why", APP, "mia", "-o", "json")
    document = json.loads(run.out)
    assert set(document) >= KEYS
    assert answer(document) == ("up_to_date", "no_new_version_available", "1.5.0-rc.1", "beta")
    assert document["certain"] is False
    assert set(document["assumes"]) <= set(ASSUMPTIONS)
    assert demo("why", APP, "mia", "-o", "ndjson").out == run.out


def test_the_update_server_is_never_asked_and_little_else(demo: Cli) -> None:
    said = demo("why", APP, "mia", "-v").err
    asked = re.findall(r"(GET|POST|PUT|DELETE) (/\w+)", said)
    assert {method for method, _ in asked} == {"GET"}
    assert {path for _, path in asked} == {"/device", "/app", "/channel", "/bundle", "/organization"}
    assert len(asked) <= 7


@pytest.fixture
def with_profile(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli) -> Any:
    """Runs a command line against the demo server with a profile of some settings."""
    monkeypatch.setenv("CAPGO_TOKEN", server.key)
    monkeypatch.setenv("CAPGO_HOST", server.address)

    def run(setting: str, *argv: str) -> Run:
        file = tmp_path / "settings.toml"
        file.write_text(f"[profiles.default]\n{setting}\n")
        return cli(*argv, "--config", str(file))

    return run


def test_the_audit_log_tells_which_platforms_a_channel_serves(demo: Cli) -> None:
    run = demo("why", APP, "bigcorp-1")
    assert run.out.startswith("fails: enterprise goes by the minimum")
    assert "platforms: enterprise serves iOS, Android, Electron (audit log)." in run.out
    document = json.loads(demo("why", APP, "bigcorp-1", "-o", "json").out)
    assert document["verdict"] == "failed"
    assert document["platforms"]["enterprise"]["ios"] == {"on": True, "source": "audit log"}
    minimum = next(rung for rung in document["rungs"] if rung["check"] == "minimum")
    assert minimum["left"]["value"] == "none", "known to be missing, which is not the same as unknown"


def test_the_profile_tells_the_platforms_where_the_key_may_not_read_the_audit_log(
    with_profile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", Demo().keys["reader"])
    for where, verdict in (
        ("enterprise: ios", "failed"),
        ("enterprise: android", "blocked"),
        ("x:", "depends"),
    ):
        run = with_profile(f'platforms = ["{APP}/{where}"]', "why", APP, "bigcorp-1", "-o", "json")
        assert json.loads(run.out)["verdict"] == verdict
        assert "The audit log does not tell which platforms the channels serve" in run.err
    text = with_profile(f'platforms = ["{APP}/enterprise: ios"]', "why", APP, "bigcorp-1").out
    assert "platforms: enterprise serves iOS (profile)." in text


def test_a_profile_may_let_it_ask_for_the_channel_that_the_app_asks_for(with_profile: Any) -> None:
    run = with_profile("private_api = true", "why", APP, "store-review", "-o", "json")
    assert run.code == 0
    assert "Default channel: next, told by /private/devices." in run.err
    document = json.loads(run.out)
    found = next(rung for rung in document["rungs"] if rung["check"] == "channel")
    assert found["left"] == {"value": "next", "source": "device.defaultChannel"}
    assert "no_default_channel" not in document["assumes"]
    unasked = with_profile("private_api = false", "why", APP, "store-review", "-o", "json")
    assert "Default channel" not in unasked.err
    assert "no_default_channel" in json.loads(unasked.out)["assumes"]


def test_who_is_not_found_is_wrong_usage_and_says_what_was_searched(demo: Cli) -> None:
    run = demo("why", APP, "nobody")
    assert (run.code, run.out) == (2, "")
    assert "No device has the custom id nobody; searched: the first 65 devices." in run.err
    assert "--all" in run.err
    everywhere = demo("why", APP, "nobody", "--all")
    assert "searched: all 65 devices" in everywhere.err


def test_only_the_first_page_of_many_devices_is_searched_unless_asked(demo: Cli) -> None:
    assert "searched: the first 1,000 devices" in demo("why", MANY_DEVICES, "nobody").err


def test_a_device_id_that_is_not_there_is_the_servers_own_refusal(demo: Cli) -> None:
    run = demo("why", APP, "00000000-0000-4000-8000-000000000000")
    assert run.code == 1
    assert "device_not_found" in run.err


def test_every_check_and_where_its_values_come_from(demo: Cli) -> None:
    run = demo("why", APP, "mia", "--wide")
    assert "device.version_build" in run.out
    assert len(run.out.splitlines()) > len(demo("why", APP, "mia").out.splitlines())


def test_ascii_stays_ascii(demo: Cli) -> None:
    assert demo("why", APP, "store-001", "--ascii").out.isascii()


def test_hostile_names_never_reach_stdout_raw(demo: Cli) -> None:
    devices = json.loads(demo("devices", HOSTILE_APP, "--all", "-o", "json").out)
    for each in devices[:6]:
        for form in ("table", "json"):
            run = demo("why", HOSTILE_APP, each["device_id"], "-o", form)
            assert run.code == 0
            assert not FORBIDDEN.search(run.out + run.err)


# Over saved documents


def test_every_shared_case_is_answered_as_the_server_did(cli: Cli) -> None:
    run = cli("why", "--offline", str(FILE))
    assert (run.code, run.err) == (0, "")
    documents = [json.loads(line) for line in run.out.splitlines()]
    assert [document["id"] for document in documents] == [case["id"] for case in cases()]
    for document, case in zip(documents, cases(), strict=True):
        assert set(document) <= KEYS | {"caveats"}
        assert answer(document) == answered(case), case["id"]
        assert (document["certain"], document["assumes"]) == (True, [])


def test_cases_without_the_unseen_are_never_certain_and_wrong(cli: Cli, typed: Any) -> None:
    typed(lines(*({name: case[name] for name in case if name != "unseen"} for case in cases())))
    run = cli("why", "--offline", "-", "-o", "ndjson")
    for line, case in zip(run.out.splitlines(), cases(), strict=True):
        document = json.loads(line)
        if document["certain"]:
            assert answer(document) == answered(case)
        if document["verdict"] == "depends":
            assert len(document["outcomes"]) > 1


@pytest.mark.parametrize("missing", ["platforms", "default_channel", "deleted_bundles", "plan"])
def test_the_unseen_may_be_told_in_part(cli: Cli, typed: Any, missing: str) -> None:
    some = cases()[::5]
    typed(
        lines(
            *(
                {**case, "unseen": {name: told for name, told in case["unseen"].items() if name != missing}}
                for case in some
            )
        )
    )
    documents = [json.loads(line) for line in cli("why", "--offline", "-").out.splitlines()]
    assert len(documents) == len(some)
    for document, case in zip(documents, some, strict=True):
        if document["certain"]:
            assert answer(document) == answered(case)
        assert missing != "plan" or "valid_plan" in document["assumes"] or document["code"] == "semver_error"


@pytest.mark.parametrize("shape", ["one line", "spread out"])
def test_one_case_is_one_object(cli: Cli, typed: Any, shape: str) -> None:
    typed(json.dumps(cases()[0], indent=None if shape == "one line" else 2))
    run = cli("why", "--offline", "-", "-o", "json")
    assert answer(json.loads(run.out)) == answered(cases()[0])


@pytest.mark.parametrize("shape", ["lines", "list", "spread-out list", "object with cases"])
def test_several_cases_are_a_list_in_json_and_lines_otherwise(cli: Cli, typed: Any, shape: str) -> None:
    some = cases()[:3]
    text = {
        "lines": lines(*some).replace("\n", "\n\n"),
        "list": json.dumps(some),
        "spread-out list": json.dumps(some, indent=1),
        "object with cases": json.dumps({"header": {}, "cases": some}),
    }[shape]
    typed(text)
    listed = json.loads(cli("why", "--offline", "-", "-o", "json").out)
    assert [answer(document) for document in listed] == [answered(case) for case in some]
    typed(text)
    assert [json.loads(line) for line in cli("why", "--offline", "-").out.splitlines()] == listed


def test_text_for_people_has_a_heading_per_case(cli: Cli, typed: Any) -> None:
    typed(lines(*cases()[:2]))
    out = cli("why", "--offline", "-", "-o", "table").out
    assert out.splitlines()[:2] == ["# u0002", "gets 1.3.1 from ios only"]
    assert "\n# u0003\n" in out


def test_nothing_to_read_is_nothing_to_print(cli: Cli, typed: Any) -> None:
    typed("")
    assert cli("why", "--offline", "-").out == ""
    typed("\n")
    assert cli("why", "--offline", "-", "-o", "json").out == "[]\n"


def test_a_case_may_lack_its_id_its_apps_id_and_the_unseen(cli: Cli, typed: Any) -> None:
    case = {name: cases()[0][name] for name in ("channels", "bundles", "device")}
    typed(lines({**case, "app": {}}, {**case, "app": None, "unseen": None}))
    documents = [json.loads(line) for line in cli("why", "--offline", "-").out.splitlines()]
    assert [document["id"] for document in documents] == [None, None]
    assert all(not document["certain"] for document in documents)


BAD = [
    ('{"app":', "line 1: this is no JSON"),
    ('["x"]', "case 1: this is no case but a text"),
    ("[[]]", "case 1: this is no case but a list"),
    ("[null]", "case 1: this is no case but null"),
    ("[1]", "case 1: this is no case but a number"),
    ("5", "line 1: there is neither a case nor a list of cases"),
    ('{"cases": 5}', "line 1: there is neither a case nor a list of cases"),
    ("{}", "line 1: app: Field required"),
    ('{"app":{},"channels":{},"bundles":[],"device":{}}', "line 1: channels: Input should be a valid list"),
    (
        '{"app":{},"channels":[{"id":1,"name":"a"},{"id":1}],"bundles":[],"device":{"device_id":"d"}}',
        "line 1: channels[1].name: Field required",
    ),
    ('{"app":{},"channels":[],"bundles":[],"device":{}}', "line 1: device.device_id: Field required"),
    (
        '{"app":{},"channels":[],"bundles":[],"device":{"device_id":"d"},"unseen":{"plan":[]}}',
        "line 1: unseen.plan: Input should be a valid string",
    ),
    (
        '{"app":{},"channels":[],"bundles":[],"device":{"device_id":"d"},"unseen":{"deleted_bundles":[{}]}}',
        "line 1: unseen.deleted_bundles[0].id: Field required",
    ),
    ("[" * 100_000, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "says"), BAD, ids=range(len(BAD)))
def test_bad_input_is_wrong_usage_and_names_line_and_field(
    cli: Cli, typed: Any, text: str, says: str
) -> None:
    typed(text)
    run = cli("why", "--offline", "-")
    assert (run.code, run.out) == (2, "")
    assert says in run.err


def test_what_was_read_before_a_bad_line_is_answered(cli: Cli, typed: Any) -> None:
    typed(lines(cases()[0], cases()[1]) + "\nnothing\n")
    run = cli("why", "--offline", "-")
    assert run.code == 2
    assert len(run.out.splitlines()) == 2
    assert "line 4: this is no JSON" in run.err
    typed(lines(cases()[0]) + "[" * 100_000)
    assert "line 2: this JSON is nested too deeply" in cli("why", "--offline", "-").err


def test_hostile_documents_never_reach_a_terminal_raw(cli: Cli, typed: Any) -> None:
    hostile = "\x1b]0;x\x07\u202e\u200b"
    case = json.loads(json.dumps(cases()[0]).replace("ios only", "PLACE").replace("1.3.1", "BUNDLE"))
    text = json.dumps({**case, "id": hostile}).replace("PLACE", json.dumps(hostile)[1:-1])
    for form in ("table", "json", "ndjson"):
        typed(text)
        run = cli("why", "--offline", "-", "-o", form)
        assert run.code == 0
        assert not FORBIDDEN.search(run.out + run.err)


def test_a_file_that_cannot_be_read_is_wrong_usage(cli: Cli, tmp_path: Path) -> None:
    run = cli("why", "--offline", str(tmp_path / "nowhere"))
    assert run.code == 2
    assert "cannot be read" in run.err
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    run = cli("why", "--offline", str(tmp_path / "binary"))
    assert run.code == 2
    assert "is no UTF-8 text" in run.err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("why",), "needs an app and a device"),
        (("why", APP), "needs an app and a device"),
        (("why", APP, "mia", "--offline", "-"), "takes no app and no device"),
        (("why", APP, "mia", "-o", "csv"), "invalid choice"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_wrong_usage(
    cli: Cli, argv: tuple[str, ...], says: str
) -> None:
    run = cli(*argv)
    assert run.code == 2
    assert says in run.err


def test_saved_documents_need_neither_key_nor_network(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(cases()[0]))
    run = run_process(
        "why", "--offline", str(file), environ={"CAPGO_HOST": "http://127.0.0.1:9", "HOME": str(tmp_path)}
    )
    assert run.code == 0
    assert json.loads(run.out)["bundle"] == "1.3.1"


async def test_a_custom_id_that_several_devices_have_is_not_guessed(tmp_path: Path) -> None:
    world = json.loads((FILE.parent / "acme-world.json").read_text())
    for row in world["devices"]:
        row["custom_id"] = "tablet"
    file = tmp_path / "world.json"
    file.write_text(json.dumps(world))
    demo = Demo.from_file(file)
    async with connect(key=Secret(demo.key), asgi=demo.app) as client:
        with pytest.raises(Misused, match="devices have the custom id tablet: ") as refused:
            await find_device(client, APP, "tablet", every_page=False)
    assert refused.value.next_step == "Give the device id of one."
