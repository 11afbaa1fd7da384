"""When things fail: a sentence, a next step, and a screen that stays usable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.secret import Secret
from tests.driver import DemoBackends, User, run_user
from tests.ui.conftest import UserAt


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (500, "500 unknown_error"),
        ("html", "502"),
        ("empty", "GET /channel"),
        ("half", "GET /channel"),
        ("cut", "GET /channel"),
        ("text", "GET /channel"),
        (402, "402"),
        (404, "404"),
    ],
)
async def test_a_list_that_cannot_be_read_says_why_and_works_again(
    user: User, demo: Demo, fault: int | str, words: str
) -> None:
    demo.faults.next("/channel", fault, times=10)
    await user.opens("com.acme.shop")
    assert user.sees("✗")
    assert user.sees(words)
    assert user.sees("r tries again")
    demo.faults.clear()
    await user.press("r")
    assert user.sees("9 channels")
    assert not user.sees("tries again")


async def test_a_refresh_that_fails_keeps_the_rows_and_says_so_above_them(user: User, demo: Demo) -> None:
    await user.opens("com.acme.shop")
    demo.faults.next("/channel", 500, times=10)
    await user.press("r")
    assert user.sees("⚠")
    assert user.sees("9 channels")
    assert user.sees("production")
    demo.faults.clear()
    await user.press("r")
    assert not user.line_with("⚠ The")


async def test_an_app_that_vanished_is_said_to_be_gone_or_forbidden(user: User, demo: Demo) -> None:
    demo.world.apps = {key: app for key, app in demo.world.apps.items() if app.app_id != "com.acme.kiosk"}
    await user.opens("com.acme.kiosk")
    assert user.sees("cannot_access_app")
    await user.opens("com.acme.shop")
    assert user.sees("9 channels")


async def test_a_pause_asked_for_by_the_server_counts_down_and_nothing_is_sent(
    user: User, demo: Demo
) -> None:
    await user.opens("com.acme.shop")
    demo.faults.next("/device", 429, times=1, retry_after=90)
    await user.press("2")
    assert user.sees("paused")
    spent = user.requests
    await user.press("3", "r", "1", "r")
    assert user.requests == spent
    assert user.sees("production")


async def test_a_wrong_key_is_said_to_be_wrong_and_is_not_tried_twice(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key="00000000-0000-4000-8000-000000000000") as user:
        assert user.sees("invalid_apikey")
        assert user.requests == 1


async def test_an_expired_key_is_refused_with_a_next_step(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["expired"]) as user:
        assert user.sees("401")


async def test_a_key_for_one_app_only_sees_that_app(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["app only"]) as user:
        assert user.sees("9 channels")
        await user.press("6")
        assert user.sees("Organization") or user.sees("no organization")


async def test_a_reader_may_not_see_members_and_is_told(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await user.opens("com.acme.shop", tab="6")
        for _ in range(3):
            await user.press("right_square_bracket")
        assert user.sees("invalid_org_id") or user.sees("cannot_access_organization")


async def test_an_organization_list_that_is_refused_leaves_the_apps(user: User, demo: Demo) -> None:
    demo.faults.next("/organization", 500, times=50)
    user.app.screen.query_one("AppTree").focus()
    await user.press("r")
    assert user.sees("com.acme.shop")
    assert user.sees("GET /organization")


async def test_an_app_list_that_is_refused_leaves_the_organizations(user_at: UserAt, demo: Demo) -> None:
    demo.faults.next("/app", 403, times=50)
    async with user_at() as user:
        assert user.sees("Acme Mobile")
        assert user.sees("add an app id")
        await user.press("G", "enter")
        assert user.sees("does not list the apps")
        await user.types("nonsense")
        await user.press("enter")
        assert user.sees("reverse domain")
        await user.press("escape", "enter")
        await user.types("com.acme.shop")
        await user.press("enter")
        demo.faults.clear()
        assert user.sees("9 channels")


@dataclass
class RawBackends(DemoBackends):
    """The way to a server that is no demo cloud."""

    host: str = ""

    async def open_demo(self):  # type: ignore[no-untyped-def]
        return await self.open(), self.demo.clock

    def connect(self, key: Secret) -> CapgoClient:
        async def no_wait(_seconds: float) -> None:
            await asyncio.sleep(0)

        return connect(self.host, key, sleep=no_wait)


@asynccontextmanager
async def at(host: str, demo: Demo) -> AsyncIterator[User]:
    async with run_user(RawBackends(demo, host=host), 100, 24) as user:
        yield user


async def test_no_server_at_all_is_said_in_a_sentence(demo: Demo) -> None:
    async with at("http://127.0.0.1:9", demo) as user:
        assert user.sees("127.0.0.1:9")
        assert user.sees("r tries again")
        await user.press("question_mark")
        assert user.sees("In the tree")


async def test_a_name_that_does_not_resolve_is_said_in_a_sentence(demo: Demo) -> None:
    async with at("https://no-such-host.invalid", demo) as user:
        assert user.sees("no-such-host.invalid")


async def test_a_plain_text_port_asked_for_tls_is_said_in_a_sentence(demo: Demo) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 not tls\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, at(f"https://127.0.0.1:{port}", demo) as user:
        assert user.sees("TLS") or user.sees("certificate") or user.sees("https")


async def test_http_to_a_host_that_is_not_loopback_is_refused_before_anything_is_sent(demo: Demo) -> None:
    async with at("http://api.example.com", demo) as user:
        assert user.sees("https")
