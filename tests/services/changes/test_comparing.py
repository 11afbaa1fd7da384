"""What a record that was read again says about a change."""

from __future__ import annotations

import pytest

from capgo_tui.models.facts import Difference, Facts
from capgo_tui.services.changes.comparing import unexpected, was_made

OLD: Facts = {"version": "1", "public": False}
NEW: Facts = {"version": "2", "public": False}


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
    assert was_made(before, after, present, named=True) is expected


def test_what_has_no_name_yet_may_be_there_and_not_be_found() -> None:
    assert was_made(None, {"name": "new"}, None, named=False) is None


def test_what_is_not_as_it_should_be() -> None:
    assert unexpected(OLD, {"version": "2"}, NEW) == ()
    assert unexpected(OLD, {"version": "2"}, OLD) == (Difference("version", "2", "1"),)
    assert unexpected(OLD, {"version": "2"}, {"version": "2", "public": True}) == (
        Difference("public", was=False, now=True),
    )
    assert unexpected(OLD, {"version": "2"}, {"version": "2", "public": True}, but={"public"}) == ()
    assert unexpected(OLD, {"version": "2"}, OLD, but={"version"}) == (Difference("version", "2", "1"),)
    assert unexpected(OLD, {"version": "2"}, None) == (Difference("version", "2", None),)
    assert unexpected(OLD, None, None) == ()
    assert unexpected(OLD, None, {"version": "1"}) == (Difference("version", None, "1"),)
    assert unexpected(None, {"version": "1"}, {"version": "1", "public": False}) == ()
