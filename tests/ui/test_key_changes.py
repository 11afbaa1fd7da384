"""A user makes, renames and deletes API keys, and gives them new secrets."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import ApiKey
from tests.driver import User
from tests.ui.cloud import key_in, opens_keys
from tests.ui.conftest import NOW, UserAt

MADE = "feed0000-0000-4000-8000-00000000beef"
"""The secret of the key that an obliging server makes."""


def lets_keys_make_keys(demo: Demo) -> list[dict[str, object]]:
    """Let the cloud do what servers before May 2026 did for a key: make another. Gives what it was asked."""
    asked: list[dict[str, object]] = []
    strict: ASGIApp = demo.app

    async def obliging(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"], scope["path"]) != ("POST", "/apikey"):
            await strict(scope, receive, send)
            return
        body = json.loads((await receive())["body"])
        asked.append(body)
        mia = key_in(demo, "super admin").user_id
        made = ApiKey(7999, body["name"], mia, "rbac", MADE, created_at=NOW, updated_at=NOW)
        demo.world.api_keys[made.id] = made
        row = {"id": made.id, "name": made.name, "user_id": mia, "key": MADE, "key_hash": None}
        start = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(row).encode()})

    demo.app = obliging
    return asked


# Making -------------------------------------------------------------------------------------


async def test_the_dialog_says_first_that_todays_server_refuses_and_the_server_says_so(user: User) -> None:
    await opens_keys(user)
    await user.press("n")
    assert user.sees("Servers since May 2026 let nobody but a person who is logged in make keys")
    await user.types("ci")
    await user.goes_to("roles")
    await user.press("enter")
    await user.types("shopreader")
    await user.press("space", "enter", "ctrl+s")
    assert user.sees("API keys cannot create other API keys")
    assert user.sees("cannot_create_apikey")
    assert user.sees("Make the key in the console")
    assert user.line_with("com.acme.shop · app_reader")
    await user.press("escape", "escape", "n")
    assert "refused before: cannot_create_apikey" in user.told


async def test_where_the_server_lets_a_key_make_keys_the_secret_is_shown_once(
    user_at: UserAt, demo: Demo
) -> None:
    asked = lets_keys_make_keys(demo)
    async with user_at() as user:
        await makes_a_key(user)
    (body,) = asked
    wallet = demo.world.apps["com.acme.wallet"]
    assert body == {
        "name": "ci",
        "bindings": [
            {"role_name": "org_member", "scope_type": "org", "org_id": wallet.owner_org},
            {
                "role_name": "app_uploader",
                "scope_type": "app",
                "org_id": wallet.owner_org,
                "app_id": wallet.id,
            },
        ],
        "hashed": True,
        "expires_at": "2027-02-19T22:00:00.000Z",
        "global_permissions": ["org.create"],
    }


async def makes_a_key(user: User) -> None:
    """Make a key with all that there is to say about one, and see its secret."""
    await opens_keys(user)
    await user.press("n")
    await user.types("ci")
    await user.goes_to("roles")
    await user.press("enter")
    await user.types("acmemobileorg_member")
    await user.press("space", "ctrl+u")
    await user.types("walletuploader")
    await user.press("space", "enter")
    await user.goes_to("expires")
    await user.types("90d")
    await user.goes_to("hashed")
    await user.press("y")
    await user.goes_to("org.create")
    await user.press("y", "ctrl+s")
    assert user.sees("The secret of ci")
    assert user.sees(MADE)
    await user.press("escape")
    assert user.sees("Have you saved it?")
    assert user.sees(MADE)
    await user.press("escape", "n")
    assert user.sees(MADE)
    assert not user.sees("Have you saved it?")
    await user.press("escape", "y")
    assert not user.sees(MADE)
    assert user.line_with("❯ ci")


@pytest.mark.parametrize(
    ("name", "expires", "words"),
    [
        ("", "", "The name of the key is empty"),
        ("ci", "", "The key has no role"),
        ("ci", "2020-01-01", "That is not in the future"),
        ("ci", "tomorrow", "That is no day and no span"),
    ],
)
async def test_a_bad_value_is_refused_at_its_field_before_anything_is_sent(
    user: User, name: str, expires: str, words: str
) -> None:
    await opens_keys(user)
    await user.press("n")
    if name:
        await user.types(name)
    await user.goes_to("expires")
    if expires:
        await user.types(expires)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees(words)
    assert user.requests == before


async def test_a_key_whose_answer_was_lost_is_found_but_its_secret_is_not(
    user_at: UserAt, demo: Demo
) -> None:
    asked = lets_keys_make_keys(demo)
    obliging = demo.app

    async def cutting(scope: Scope, receive: Receive, send: Send) -> None:
        """Do what is asked, and break the connection off before anything is said of it."""

        async def cut(_message: Message) -> None:
            raise ConnectionResetError

        making = scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", "/apikey")
        await obliging(scope, receive, cut if making else send)

    demo.app = cutting
    async with user_at() as user:
        await opens_keys(user)
        await user.press("n")
        await user.types("ci")
        await user.goes_to("roles")
        await user.press("enter")
        await user.types("shopreader")
        await user.press("space", "enter", "ctrl+s")
        assert len(asked) == 1
        assert "It was read again: the change was made" in user.told
        assert "Its secret was lost with the answer" in user.told
        assert user.line_with("❯ ci")


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


def texts_below(folder: Path) -> list[str]:
    """Every file below a folder."""
    texts = [path.read_text(errors="ignore") for path in folder.rglob("*") if path.is_file()]
    assert any("uploader" in text for text in texts)  # the journal is one of them
    return texts


# New secrets --------------------------------------------------------------------------------


async def test_a_new_secret_is_shown_once_and_is_written_nowhere(
    user_at: UserAt, demo: Demo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    journal = tmp_path / "journal.jsonl"
    async with user_at(journal_file=journal, start_in_demo=False) as user:
        old = key_in(demo, "uploader").key
        await opens_keys(user, "uploader")
        await user.press("N")
        assert user.sees("Everything that uses its old secret stops working at once")
        await user.press("ctrl+s")
        assert user.sees("Type uploader first")
        await user.types("uploader")
        await user.press("ctrl+s")
        secret = key_in(demo, "uploader").key
        assert secret is not None
        assert secret != old
        assert user.sees("The secret of uploader")
        assert user.sees(secret)
        await user.press("escape", "y")
        assert not user.sees(secret)
        assert user.line_with("❯ uploader")
        await user.press("enter", "2")
        assert not user.sees(secret)
        assert secret not in repr(user.app.screen_stack)
    assert secret not in caplog.text
    assert all(secret not in text for text in texts_below(tmp_path))


async def test_a_secret_is_copied_by_asking_the_terminal_which_never_claims_success(
    user: User, demo: Demo
) -> None:
    await opens_keys(user, "uploader")
    await user.press("N")
    await user.types("uploader")
    await user.press("enter", "c")
    assert user.app.clipboard == key_in(demo, "uploader").key
    assert user.sees("does not say whether it did")
    await user.press("y")
    assert user.sees("The secret of uploader")
    await user.press("escape", "y")
    assert not user.sees("The secret of uploader")


async def test_keys_that_are_pressed_too_often_do_not_close_the_secret(user: User, demo: Demo) -> None:
    await opens_keys(user, "uploader")
    await user.press("N")
    await user.types("uploader")
    await user.press_at_once("enter", "enter")
    assert user.sees("The secret of uploader")
    await user.press("enter", "escape", "escape", "enter", "q")
    assert user.sees(str(key_in(demo, "uploader").key))


@pytest.mark.parametrize("fault", ["cut", "cut-after"])
async def test_a_new_secret_whose_answer_was_lost_can_be_asked_for_again(
    user: User, demo: Demo, fault: str
) -> None:
    await opens_keys(user, "uploader")
    await user.press("N")
    await user.types("uploader")
    demo.faults.next("/apikey", fault, method="PUT")
    await user.press("ctrl+s")
    assert user.sees("Nobody knows whether it was made")
    await user.press("ctrl+s")
    assert user.sees(str(key_in(demo, "uploader").key))


async def test_the_key_in_use_gets_no_new_secret(user: User, demo: Demo) -> None:
    before = key_in(demo, "super admin").key
    await opens_keys(user, "super admin")
    await user.press("N")
    await user.types("super admin")
    await user.press("ctrl+s")
    assert user.sees("API keys cannot update themselves")
    assert key_in(demo, "super admin").key == before


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
        await user.press("escape", "y", "n")
        assert user.sees("org.create")


@pytest.mark.parametrize("key", ["n", "e", "N", "D"])
async def test_in_read_only_mode_no_dialog_opens_and_the_reason_is_said(user_at: UserAt, key: str) -> None:
    async with user_at(read_only=True) as user:
        await opens_keys(user, "uploader")
        await user.press(key)
        assert "read-only mode" in user.told
        assert not user.sees("ctrl+s")
