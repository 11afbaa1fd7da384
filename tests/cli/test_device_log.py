"""The headless `log`, against the demo cloud in process."""

from __future__ import annotations

import json

import pytest

from capgo_tui.demo import KEY
from tests.cli.conftest import APP, Cli


def test_it_prints_what_a_device_reported_and_what_that_means(demo: Cli) -> None:
    found = demo("log", APP, "canary-1", "--wide")
    assert found.code == 0
    failed = next(line for line in found.out.splitlines() if "update_fail" in line)
    assert "✗ update_fail" in failed
    assert "install failed" in failed
    assert "The bundle started" in failed


def test_its_documents_are_the_servers_own(demo: Cli) -> None:
    lines = list(map(json.loads, demo("log", APP, "canary-1", "--all", "-o", "ndjson").out.splitlines()))
    assert [line["action"] for line in lines][:2] == ["reset", "update_fail"]
    assert lines[2]["metadata"] == {"message": "Cannot read properties of undefined"}


def test_problems_alone_are_left_by_a_filter(demo: Cli) -> None:
    found = demo("log", APP, "canary-1", "--filter", "group:failed,refused,crash", "-o", "csv")
    actions = [line.split(",")[2] for line in found.out.splitlines()]
    assert actions == ["action", "update_fail", "webview_javascript_error"]


def test_a_device_that_is_not_there_is_said(demo: Cli) -> None:
    found = demo("log", APP, "nobody-at-all")
    assert found.code != 0
    assert "nobody-at-all" in found.err


def test_a_server_is_not_asked_without_the_setting(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPGO_TOKEN", KEY)
    found = cli("log", APP, "canary-1", "--host", "http://127.0.0.1:9")
    assert found.code != 0
    assert "Set private_api = true in the profile." in found.err
