"""The history of a record: what is told of a change, whatever the server put into its log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from capgo_tui.models.audit import AuditEntry
from capgo_tui.presenters.audit import audit_details, subject_of
from capgo_tui.presenters.record_history import happenings
from capgo_tui.widgets.history_text import history_content

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)


def entry(number: int = 1, **fields: Any) -> AuditEntry:
    at = f"2026-11-{number:02}T10:00:00+00:00"
    told = {"table_name": "channels", "operation": "UPDATE", "actor_type": "user", **fields}
    return AuditEntry.read({"id": number, "created_at": at, **told})


def told(*entries: AuditEntry, width: int = 76) -> str:
    names = {7: "1.4.2"}
    return history_content(happenings([], entries, names.get), NOW, width).plain


def test_the_newest_change_comes_first() -> None:
    text = told(entry(3, actor_user_email="a@x"), entry(9, actor_user_email="b@x"))
    assert text.index("b@x") < text.index("a@x")


def test_bundles_go_by_their_names_and_fields_by_their_words() -> None:
    before = {"version": 7, "public": False, "rollout_percentage_bps": 500, "updated_at": "x"}
    after = {"version": 8, "public": True, "rollout_percentage_bps": 1_000, "updated_at": "y"}
    text = told(entry(old_record=before, new_record=after, changed_fields=[*before]))
    assert "1.4.2 → bundle id 8" in text
    assert "no → yes" in text
    assert "5 % → 10 %" in text
    assert "updated" not in text


def test_what_came_or_went_has_no_before_and_after() -> None:
    assert "→" not in told(entry(operation="INSERT", new_record={"name": "beta", "public": True}))
    assert "deleted" in told(entry(operation="DELETE", old_record={"name": "beta"}))


@pytest.mark.parametrize("record", [[1, 2], "text", 7, {"name": ["\x1b[2J"]}, None])
def test_a_row_of_any_kind_is_met(record: object) -> None:
    odd = entry(old_record=record, new_record=record, changed_fields=["name"])
    assert "changed" in told(odd)
    assert subject_of(odd).startswith("channel")
    assert len(audit_details(odd, lambda: NOW)) == 2


@pytest.mark.parametrize("width", [30, 76, 116])
def test_hostile_values_are_shown_as_marks_within_the_width(width: int) -> None:
    evil = "\x1b]52;c;x\x07[@click=app.quit]\u202e" + "y" * 300
    text = told(
        entry(
            old_record={"name": "a"},
            new_record={"name": evil},
            changed_fields=["name"],
            actor_user_email=evil,
        ),
        width=width,
    )
    assert not set(text) & {"\x1b", "\x07", "\u202e"}
    assert max(map(len, text.splitlines())) <= width
