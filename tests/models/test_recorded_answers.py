"""The documents read everything that real servers were heard to say."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from capgo_tui.models import ApiKey, AuditPage, Breakdown, BundleUsage, Device, Document, Member, StatPoint
from capgo_tui.secret import Secret
from tests.models.recorded import BY_RESOURCE, Success, records, successes


@pytest.mark.parametrize("success", successes(), ids=lambda success: success.source)
def test_every_recorded_success_reads_and_keeps_its_json(success: Success) -> None:
    for kind, row in records(success):
        document = kind.read(row)
        if kind is not ApiKey:  # its secret is masked
            assert document.raw() == row
            assert list(document.raw()) == list(row)


def test_the_recordings_have_every_kind_of_document_in_numbers() -> None:
    seen = Counter(kind for success in successes() for kind, _ in records(success))
    assert set(seen) == {*BY_RESOURCE.values(), Member, AuditPage, BundleUsage, Breakdown, StatPoint}
    assert all(count >= 2 for count in seen.values()), seen


@pytest.mark.parametrize("success", successes(), ids=lambda success: success.source)
def test_no_recorded_value_gets_lost(success: Success) -> None:
    """Whatever a field's name is on both sides has the value of the JSON."""
    for kind, row in records(success):
        document = kind.read(row)
        for name, value in row.items():
            if hasattr(document, name) and isinstance(value, str | int | float | bool):
                assert _same(getattr(document, name), value), (name, value)


def _same(read: Any, sent: Any) -> bool:
    if isinstance(read, datetime):
        return read == datetime.fromisoformat(sent)
    if isinstance(read, int) and isinstance(sent, str):  # POST /app answers numbers as texts
        return read == int(sent)
    if isinstance(read, Document):
        return True
    if isinstance(read, Secret):
        return read.reveal() == str(sent)
    return bool(read == sent)


def of(kind: type[Document], source: str) -> list[Any]:
    return [
        kind.read(row)
        for success in successes()
        if success.source.endswith(source)
        for found, row in records(success)
        if found is kind
    ]


def test_both_generations_of_members_read_the_same() -> None:
    old = of(Member, "mem-list")
    assert [(member.email, member.role, member.is_tmp) for member in old] == [
        ("ana@acme.example", "super_admin", False),
        ("ben@acme.example", "read", False),
    ]


def test_a_device_of_an_old_server_has_the_name_of_its_bundle() -> None:
    devices = of(Device, "seed-cases.json dev-list")
    assert {(device.version, device.version_name) for device in devices} == {(11, "builtin"), (101, "1.0.0")}
