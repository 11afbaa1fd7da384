"""A user renames API keys, moves their end, and deletes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import key_in, opens_keys
from tests.ui.conftest import NOW, UserAt
from tests.ui.undoing import presses_a, workspace_of

# Renaming, expiring -------------------------------------------------------------------------


async def test_a_key_is_renamed_and_the_cursor_stays_on_it(user: User, demo: Demo) -> None:
    await opens_keys(user, "uploader")
    await user.press("e")
    assert user.sees("Edit key uploader")
    await user.press("end")
    await user.types(" of ci")
    await user.press("ctrl+s")
    assert key_in(demo, "uploader of ci") is not None
    assert user.line_with("❯ uploader of ci")
    assert "Change key uploader: done. u takes it back." in user.told


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("2026-12-31", datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-12-31 18:30", datetime(2026, 12, 31, 18, 30, tzinfo=UTC)),
        ("90d", NOW + timedelta(days=90)),
        ("2w", NOW + timedelta(days=14)),
        ("1y", NOW + timedelta(days=365)),
    ],
)
async def test_an_end_is_a_day_or_a_span(user: User, demo: Demo, typed: str, end: datetime) -> None:
    await opens_keys(user, "uploader")
    await user.press("e")
    await user.goes_to("expires")
    await user.types(typed)
    assert user.sees(f"never → {end:%Y-%m-%d %H:%M}")
    await user.press("ctrl+s")
    assert key_in(demo, "uploader").expires_at == end


async def test_an_end_is_taken_away_by_an_empty_field(user: User, demo: Demo) -> None:
    await opens_keys(user, "expiring")
    await user.press("e")
    await user.goes_to("expires")
    assert user.sees("2026-12-03 22:00")
    await user.press("ctrl+u")
    assert user.sees("→ never")
    await user.press("ctrl+s")
    assert key_in(demo, "expiring").expires_at is None


@pytest.mark.parametrize("typed", ["2026-11-20", "0d", "soon", "99999y"])
async def test_an_end_that_is_none_or_past_is_refused_before_anything_is_sent(user: User, typed: str) -> None:
    await opens_keys(user, "uploader")
    await user.press("e")
    await user.goes_to("expires")
    await user.types(typed)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees("✗ That is no")
    assert user.requests == before


async def test_the_key_in_use_cannot_change_itself_and_is_told_so(user: User) -> None:
    await opens_keys(user, "super admin")
    await user.press("e")
    assert user.sees("Edit key super admin")
    await user.press("end")
    await user.types("!")
    assert user.sees("The server does not tell which")
    await user.press("ctrl+s")
    assert user.sees("API keys cannot update themselves")
    assert user.sees("cannot_update_apikey")
    await user.press("escape", "escape", "slash", "ctrl+u")
    await user.types("uploader")
    await user.press("enter", "e")
    assert user.sees("Edit key uploader")


async def test_what_somebody_else_changed_is_shown_before_it_is_sent(user: User, demo: Demo) -> None:
    await opens_keys(user, "uploader")
    await user.press("e", "end")
    await user.types("!")
    key_in(demo, "uploader").expires_at = NOW + timedelta(days=30)
    await user.press("ctrl+s")
    assert user.sees("Changed since you opened this")
    assert user.sees("never → 2026-12-21")
    await user.press("ctrl+r")
    assert user.sees("2026-12-21 22:00")
    await user.press("ctrl+s")
    assert key_in(demo, "uploader!").expires_at == NOW + timedelta(days=30)


async def test_a_key_that_was_deleted_meanwhile_is_said_to_be_gone(user: User, demo: Demo) -> None:
    await opens_keys(user, "uploader")
    await user.press("e", "end")
    await user.types("!")
    del demo.world.api_keys[key_in(demo, "uploader").id]
    await user.press("ctrl+s")
    assert user.sees("There is no key uploader any more")


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_an_answer_that_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await opens_keys(user, "uploader")
    await user.press("e", "end")
    await user.types("!")
    demo.faults.next("/apikey", fault, method="PUT")
    await user.press("ctrl+s")
    assert ("It was read again: the change was made" in user.told) is made
    assert user.sees("the change was not made. Try again") is not made


async def test_a_key_that_may_not_list_keys_is_told_so(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org reader"]) as user:
        await user.press("g", "enter", "6", "6", "e")
        assert user.sees("cannot_list_apikeys")
        assert "There is no key under the cursor" in user.told


# Deleting -----------------------------------------------------------------------------------


async def test_a_key_goes_once_its_name_was_typed(user: User, demo: Demo) -> None:
    await opens_keys(user, "preview")
    await user.press("D")
    assert user.sees("Everything that uses it stops working at once")
    await user.press("ctrl+s")
    assert user.sees("Type preview first")
    await user.types("preview")
    await user.press("ctrl+s")
    assert all(key.name != "preview" for key in demo.world.api_keys.values())


async def test_the_key_in_use_is_not_deleted_and_the_reason_is_said(user: User, demo: Demo) -> None:
    await opens_keys(user, "super admin")
    await user.press("D")
    await user.types("super admin")
    await user.press("ctrl+s")
    assert user.sees("API keys cannot delete themselves")
    assert user.sees("cannot_delete_apikey")
    assert key_in(demo, "super admin") is not None


def between(demo: Demo, request: int, happens: Callable[[], object]) -> None:
    """Let something happen right before the server looks at a request, counted from now."""
    asked = []

    def clock() -> datetime:
        asked.append(1)
        if len(asked) == request:
            happens()
        return NOW

    demo.clock = clock


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [("D", "preview", "api_key_not_found"), ("e", "!", "api_key_not_found_or_access_denied")],
)
async def test_a_key_that_goes_between_looking_and_sending_is_refused_by_the_code(
    user: User, demo: Demo, key: str, typed: str, code: str
) -> None:
    await opens_keys(user, "preview")
    await user.press(key, "end")
    await user.types(typed)
    row = key_in(demo, "preview")
    between(demo, 2, lambda: demo.world.api_keys.pop(row.id))
    await user.press("ctrl+s")
    assert user.sees(code)


@pytest.mark.parametrize(("fault", "gone"), [("cut", False), ("cut-after", True)])
async def test_a_deletion_whose_answer_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, gone: bool
) -> None:
    await opens_keys(user, "preview")
    await user.press("D")
    await user.types("preview")
    demo.faults.next("/apikey", fault, method="DELETE")
    await user.press("ctrl+s")
    assert ("It was read again: the change was made" in user.told) is gone
    assert user.sees("the change was not made. Try again") is not gone


async def test_a_cancel_deletes_nothing(user: User, demo: Demo) -> None:
    await opens_keys(user, "preview")
    await user.press("D", "escape")
    assert key_in(demo, "preview") is not None
    assert not user.sees("type it here")


async def test_marked_keys_go_by_a_plan(user: User, demo: Demo) -> None:
    await opens_keys(user)
    await user.press("j", "space", "space", "D")
    assert user.sees("DELETE /apikey/7002")
    await presses_a(user)
    await user.types("keys 2")
    await user.press("ctrl+s")
    await workspace_of(user).jobs.all[-1].wait()
    await user.settle()
    assert {7002, 7003}.isdisjoint(demo.world.api_keys)
    await user.press("escape")
    assert user.sees("15 keys")


# Everywhere ---------------------------------------------------------------------------------


async def test_everything_is_reached_at_80_by_24(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await opens_keys(user, "uploader")
        await user.press("e")
        await user.goes_to("expires")
        await user.types("90d")
        assert user.sees("PUT /apikey/7009")
        await user.press("ctrl+s")
        assert key_in(demo, "uploader").expires_at == NOW + timedelta(days=90)
        await user.press("N")
        await user.types("uploader")
        await user.press("ctrl+s")
        assert user.sees(str(key_in(demo, "uploader").key))
        await user.press("escape", "y")


@pytest.mark.parametrize("key", ["n", "e", "N", "D"])
async def test_in_read_only_mode_no_dialog_opens_and_the_reason_is_said(user_at: UserAt, key: str) -> None:
    async with user_at(read_only=True) as user:
        await opens_keys(user, "uploader")
        await user.press(key)
        assert "read-only mode" in user.told
        assert not user.sees("ctrl+s")


async def test_what_is_still_wanted_is_said_as_soon_as_something_is_typed(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "2025-11"
    async with user_at(80, 24) as user:
        await opens_keys(user)
        await user.press("n")
        assert user.sees("Nothing is changed yet.")
        await user.types("ci")
        assert user.sees("Not ready to be sent: look at “roles”.")
