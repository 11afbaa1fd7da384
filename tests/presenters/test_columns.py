"""How records look in tables and in detail: every column and every field of every record reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.app import App
from capgo_tui.models.audit import AuditEntry
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.models.document import Document
from capgo_tui.models.member import Member
from capgo_tui.models.organization import Organization
from capgo_tui.presenters.api_key import api_key_columns, api_key_details
from capgo_tui.presenters.app import app_columns
from capgo_tui.presenters.audit import audit_columns, audit_details
from capgo_tui.presenters.bundle import bundle_columns
from capgo_tui.presenters.bundle_details import bundle_details
from capgo_tui.presenters.channel import channel_columns
from capgo_tui.presenters.channel_details import channel_details
from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.device import device_columns
from capgo_tui.presenters.device_details import device_details
from capgo_tui.presenters.member import member_columns, member_details
from capgo_tui.presenters.organization import organization_columns, organization_details
from capgo_tui.rules.surroundings import Surroundings

CASES = Path(__file__).parent.parent / "contract" / "recorded.json"
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)


def now() -> datetime:
    return NOW


KINDS: dict[
    str, tuple[type[Document], Callable[[Any], tuple[Column[Any], ...]], Callable[..., Any] | None]
] = {
    "/organization": (Organization, organization_columns, lambda r: organization_details(r, now)),
    "/organization/members": (Member, member_columns, lambda r: member_details(r, now)),
    "/organization/audit": (AuditEntry, audit_columns, lambda r: audit_details(r, now)),
    "/apikey": (ApiKey, api_key_columns, lambda r: api_key_details(r, now)),
    "/app": (App, app_columns, None),
    "/channel": (Channel, channel_columns, lambda r: channel_details(r, now, Surroundings())),
    "/bundle": (Bundle, bundle_columns, lambda r: bundle_details(r, now, Surroundings())),
    "/device": (Device, device_columns, lambda r: device_details(r, now, Surroundings())),
}


def recorded() -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of every list that a real server gave."""
    for exchange in json.loads(CASES.read_text())["exchanges"]:
        path = exchange["request"]["path"].rstrip("/")
        if (
            exchange["request"]["method"] != "GET"
            or exchange["response"]["status"] != 200
            or path not in KINDS
        ):
            continue
        body = exchange["response"]["body"]
        rows = body["data"] if isinstance(body, dict) and "data" in body else body
        for row in rows if isinstance(rows, list) else [rows]:
            yield path, row


@pytest.mark.parametrize("path", KINDS)
def test_every_column_and_field_reads_what_a_real_server_sent(path: str) -> None:
    kind, columns_of, details = KINDS[path]
    rows = [row for at, row in recorded() if at == path]
    records: list[Any] = [kind.read(row) for row in rows]
    for record in records:
        for column in columns_of(now):
            assert isinstance(column.text(record), str), column.key
            column.sort(record)
            assert column.tone is None or isinstance(column.tone(record), Tone)
        for section in details(record) if details else ():
            assert section.rows
            assert all(isinstance(row.value, str) for row in section.rows)


@pytest.mark.parametrize("path", KINDS)
def test_a_record_of_which_nothing_is_known_still_reads(path: str) -> None:
    kind, columns_of, details = KINDS[path]
    least = {"id": 1, "name": "n", "device_id": "d", "app_id": "a", "uid": "u", "email": "e"}
    record: Any = kind.read({**least, "id": "1"} if kind in {Organization, App} else least)
    texts = [column.text(record) for column in columns_of(now)]
    assert all(isinstance(text, str) for text in texts)
    if details:
        assert details(record)


@pytest.mark.parametrize("path", KINDS)
def test_keys_of_columns_are_unique_and_the_narrow_ones_fit_eighty_cells(path: str) -> None:
    columns = KINDS[path][1](now)
    assert len({column.key for column in columns}) == len(columns)
    narrow = [column.width for column in columns if column.level is Level.NARROW]
    assert sum(narrow) + len(narrow) + 5 <= 80


@pytest.mark.parametrize("path", KINDS)
def test_columns_sort_any_mix_of_records_without_error(path: str) -> None:
    kind, columns_of, _ = KINDS[path]
    records = [kind.read(row) for at, row in recorded() if at == path]
    for column in columns_of(now):
        keys = [key for record in records if (key := column.sort(record)) is not None]
        assert len(sorted(keys)) == len(keys)


def channel(**fields: object) -> Channel:
    return Channel.read({"id": 1, "name": "production", "version": {"id": 2, "name": "1.0.0"}, **fields})


def test_a_rollout_is_written_as_where_from_where_to_and_how_far() -> None:
    (bundle,) = (column for column in channel_columns(now) if column.key == "bundle")
    rolling = channel(
        rollout_version=3, rollout_version_info={"id": 3, "name": "1.1.0"}, rolloutPercentageBps=1000
    )
    assert bundle.text(rolling) == "1.0.0 → 1.1.0 10%"
    assert bundle.text(channel(version=None)) == "built-in"
    assert bundle.text(Channel.read({"id": 1, "name": "old"})) == "?"
    assert bundle.text(channel(version=7)) == "#7"


def test_names_of_bundles_sort_as_versions() -> None:
    (name,) = (column for column in bundle_columns(now) if column.key == "name")
    names = ["1.10.0", "1.9.0", "1.10.0-beta", "2.0.0"]
    bundles = [Bundle.read({"id": n, "name": text}) for n, text in enumerate(names)]
    ordered = sorted(bundles, key=name.sort)  # type: ignore[arg-type]
    assert [bundle.name for bundle in ordered] == ["1.9.0", "1.10.0-beta", "1.10.0", "2.0.0"]


def test_roles_of_both_generations_read_alike() -> None:
    (role,) = (column for column in member_columns(now) if column.key == "role")
    words = [
        role.text(Member.read({"uid": "u", "role": text})) for text in ("org_super_admin", "super_admin")
    ]
    assert words == ["super admin", "super admin"]
    assert role.text(Member.read({"uid": "u", "role": "invite_read"})) == "member (read)"


def test_the_audit_log_says_who_did_what_to_what_and_shows_before_and_after() -> None:
    entry = AuditEntry.read(
        {
            "id": 1,
            "table_name": "channels",
            "operation": "UPDATE",
            "actor_type": "apikey",
            "actor_apikey_name": "ci",
            "changed_fields": ["ios", "updated_at"],
            "old_record": {"name": "beta", "ios": True},
            "new_record": {"name": "beta", "ios": False},
        }
    )
    texts = {column.key: column.text(entry) for column in audit_columns(now)}
    assert (texts["who"], texts["did"], texts["what"], texts["fields"]) == (
        "key ci",
        "changed",
        "channel beta",
        "ios",
    )
    assert [row.value for row in audit_details(entry, now)[1].rows] == ["true → false"]


def test_a_key_that_has_expired_stands_out() -> None:
    (expires,) = (column for column in api_key_columns(now) if column.key == "expires")
    assert expires.tone is not None
    old = ApiKey.read({"id": 1, "name": "old", "expires_at": "2026-11-01T00:00:00Z"})
    soon = ApiKey.read({"id": 1, "name": "soon", "expires_at": "2026-11-25T00:00:00Z"})
    never = ApiKey.read({"id": 1, "name": "never", "expires_at": None})
    assert [expires.tone(key) for key in (old, soon, never)] == [Tone.BAD, Tone.WARN, Tone.MUTED]
    assert [expires.text(key) for key in (old, soon, never)] == ["2w ago", "in 3d", "never"]


def test_a_key_never_shows_its_secret() -> None:
    secret = "3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a90"
    key = ApiKey.read({"id": 1, "name": "n", "key": secret, "mode": "all"})
    shown = [column.text(key) for column in api_key_columns(now)]
    shown += [row.value for section in api_key_details(key, now) for row in section.rows]
    assert secret not in " ".join(shown)
    assert "all" in shown
