"""A user makes API keys and gives them new secrets, each of which is seen once."""

from __future__ import annotations

import json
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
    demo.dialect = "2025-11"
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


async def test_on_a_server_of_today_a_key_makes_no_keys_and_the_reason_is_said(user: User) -> None:
    await opens_keys(user)
    await user.press("n")
    assert "an API key cannot make keys since May 2026: the console does" in user.told
    assert not user.sees("New API key")


async def test_where_it_is_not_certain_the_dialog_says_first_that_it_may_be_refused(
    user: User, demo: Demo
) -> None:
    demo.dialect = "2025-11"
    await opens_keys(user)
    await user.press("r")
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
    await user.press("n")
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
    user: User, demo: Demo, name: str, expires: str, words: str
) -> None:
    demo.dialect = "2025-11"
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
    await user.press("enter", "escape", "escape", "enter", "q", "escape", "c", "enter")
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
