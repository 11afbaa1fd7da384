"""The headless `drift`, against the demo cloud in process."""

from __future__ import annotations

import json

from tests.cli.conftest import APP, Cli


def test_it_prints_the_devices_that_drift_and_says_of_how_many(demo: Cli) -> None:
    found = demo("drift", APP)
    assert found.code == 0
    assert any(line.split()[:2] == ["canary-1", "paused"] for line in found.out.splitlines())
    assert "Of 65 devices (the first page; --all reads every page): behind 16" in found.err


def test_its_documents_name_kinds_and_what_is_expected(demo: Cli) -> None:
    lines = demo("drift", APP, "--all", "-o", "ndjson")
    documents = {each["custom_id"]: each for each in map(json.loads, lines.out.splitlines())}
    assert documents["lobby-kiosk"]["kinds"] == ["ahead", "empty-override"]
    assert documents["lobby-kiosk"]["expected"] == ["builtin"]
    assert documents["pos-17"]["kinds"] == ["behind", "deleted-bundle", "empty-override"]
    assert "qa-pixel-7" not in documents, "it runs what its channel delivers"


def test_an_app_without_devices_has_no_drift(demo: Cli) -> None:
    found = demo("drift", "com.acme.kiosk", "-o", "json")
    assert (found.code, json.loads(found.out)) == (0, [])
    assert "No drifting devices" in found.err
