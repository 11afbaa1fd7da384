"""What a record that was read again says about a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from capgo_tui.models.facts import Difference, Facts
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.comparing import unexpected, was_made
from capgo_tui.services.changes.target import Kind, Target
from tests.api.servers import write_of
from tests.services.journal.lines_of import BETA, intent

OLD: Facts = {"version": "1", "public": False}
NEW: Facts = {"version": "2", "public": False}


def change(before: Facts | None, after: Facts | None) -> Change[Any]:
    async def read(_: Any) -> Facts | None:
        return None

    write = write_of("POST", "/channel", app_id="com.acme.shop", channel="beta")
    return Change(title="", target=BETA, write=write, before=before, after=after, read=read)


@pytest.mark.parametrize(
    ("before", "after", "present", "expected"),
    [
        pytest.param(OLD, None, None, True, id="to be gone, and gone"),
        pytest.param(OLD, None, OLD, False, id="to be gone, and there"),
        pytest.param(None, {"version": "1"}, None, False, id="to be made, and not there"),
        pytest.param(None, {"version": "1"}, OLD, True, id="to be made, and there"),
        pytest.param(None, {}, OLD, True, id="to be made of nothing, and there"),
        pytest.param(None, {"ios": True}, OLD, True, id="to be made, and there as far as can be read"),
        pytest.param(None, {"version": "2"}, OLD, None, id="to be made, and another is there"),
        pytest.param(OLD, {"version": "2"}, NEW, True, id="to be changed, and changed"),
        pytest.param(OLD, {"version": "2"}, OLD, False, id="to be changed, and as before"),
        pytest.param(
            OLD, {"version": "2"}, {"version": "3"}, None, id="to be changed, and changed by another"
        ),
        pytest.param(OLD, {"version": "2", "public": True}, NEW, None, id="to be changed, and half of it"),
        pytest.param(OLD, {"version": "2"}, None, None, id="to be changed, and gone"),
        pytest.param(OLD, {"version": "2"}, {}, None, id="to be changed, and cannot be read"),
        pytest.param(OLD, {"ios": True}, OLD, None, id="to be changed, where nothing can be read"),
        pytest.param(OLD, {"ios": True}, {"ios": False}, None, id="to be changed, where before was unknown"),
        pytest.param(OLD, {"ios": True}, {"ios": True}, True, id="unknown before, and as wanted"),
        pytest.param(OLD, {}, OLD, None, id="nothing that could be seen"),
    ],
)
def test_whether_a_change_was_made(
    before: Facts | None, after: Facts | None, present: Facts | None, expected: bool | None
) -> None:
    assert was_made(change(before, after), present) is expected
    assert was_made(replace(intent("1"), before=before, after=after), present) is expected


def test_what_has_no_name_yet_may_be_there_and_not_be_found() -> None:
    assert was_made(replace(change(None, {"name": "new"}), target=Target(Kind.KEY, "", "new")), None) is None


def test_what_is_not_as_it_should_be() -> None:
    edit = change(OLD, {"version": "2"})
    assert unexpected(edit, NEW) == ()
    assert unexpected(edit, OLD) == (Difference("version", "2", "1"),)
    published: Facts = {"version": "2", "public": True}
    assert unexpected(edit, published) == (Difference("public", was=False, now=True),)
    assert unexpected(replace(edit, side=frozenset({"public"})), published) == ()
    assert unexpected(replace(edit, side=frozenset({"version"})), OLD) == (Difference("version", "2", "1"),)
    assert unexpected(edit, None) == (Difference("version", "2", None),)
    assert unexpected(change(OLD, None), None) == ()
    assert unexpected(change(OLD, None), {"version": "1"}) == (Difference("version", None, "1"),)
    assert unexpected(change(None, {"version": "1"}), {"version": "1", "public": False}) == ()
