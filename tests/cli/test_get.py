"""`get PATH`: any GET, and the key never goes elsewhere."""

from __future__ import annotations

import json

import pytest

from capgo_tui.errors import Misused
from capgo_tui.services.any_read import read_path, without_secrets
from tests.cli.conftest import APP, Cli, Server

HOST = "https://x.supabase.co/functions/v1"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/organization", "/organization"),
        ("organization?x=1", "/organization?x=1"),
        (f"{HOST}/channel?app_id=a.b", "/channel?app_id=a.b"),
        ("HTTPS://X.SUPABASE.CO/functions/v1/app", "/app"),
        ("/app?next=https://evil.example/", "/app?next=https://evil.example/"),
    ],
)
def test_a_path_or_an_address_on_the_same_server_is_taken(text: str, path: str) -> None:
    assert read_path(text, HOST) == path


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/organization",
        "http://x.supabase.co/functions/v1/app",
        "https://x.supabase.co:8443/functions/v1/app",
        "https://x.supabase.co@evil.example/functions/v1/app",
        "https://x.supabase.co.evil.example/functions/v1/app",
        "https://x.supabase.co/rest/v1/apps",
        "https://x.supabase.co/functions/v1",
        "//evil.example/organization",
        "ftp://x.supabase.co/functions/v1/app",
    ],
)
def test_another_server_never_sees_the_key(text: str) -> None:
    with pytest.raises(Misused, match="the key is sent to no other server"):
        read_path(text, HOST)


@pytest.mark.parametrize("text", ["", "/", "/a b", "/a\nb", "/a\x1b", "/a\\b", "/a#b", "/\u202eb"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(Misused):
        read_path(text, HOST)


def test_the_answer_is_printed_compact_where_stdout_is_no_terminal(demo: Cli) -> None:
    run = demo("get", f"/app/{APP}")
    assert json.loads(run.out)["app_id"] == APP
    assert run.out.count("\n") == 1


def test_a_refusal_says_code_path_and_next_step(demo: Cli) -> None:
    run = demo("get", "/app/com.not.mine")
    assert run.code == 4
    assert run.out == ""
    assert "401 cannot_access_app" in run.err
    assert "tried: GET /app/com.not.mine" in run.err
    assert "next: " in run.err


def test_a_full_address_of_the_server_in_use_works(there: Cli, server: Server) -> None:
    assert there("get", f"{server.address}/ok").out == '{"status":"ok"}\n'
    assert there("get", "http://127.0.0.1:1/ok").code == 2


def test_keys_that_an_old_server_lists_are_masked() -> None:
    rows: object = [{"id": 1, "key": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", "name": "key"}]
    assert without_secrets(rows) == [{"id": 1, "key": "…eeee", "name": "key"}]
