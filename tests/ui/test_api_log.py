"""A user looks at the requests that were sent, and asks for any path."""

from __future__ import annotations

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import SHOP


async def test_every_request_is_listed_the_newest_first(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("at")
    newest, *_ = [line for line in user.screen.splitlines() if " GET " in line]
    assert "200" in newest
    assert SHOP in newest
    await user.press("escape")
    assert user.tab == "channels"


async def test_the_answer_of_a_request_is_shown(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("at", "slash")
    await user.types("path:/channel")
    await user.press("enter", "enter")
    assert user.sees("$CAPGO_TOKEN")
    await user.press("2")
    assert user.sees('"created_at"')


async def test_a_refused_request_is_a_problem(user: User, demo: Demo) -> None:
    demo.faults.next("/channel", 500)
    await user.opens(SHOP, tab="1")
    await user.press("at", "F")
    assert "500" in user.line_with("/channel?")
    assert user.sees("/failed:yes")


async def test_the_log_follows_what_is_sent(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("at")
    assert not user.sees("/bundle/")
    await user.press("escape", "colon")
    await user.types("get /organization")
    await user.press("enter")
    assert user.sees("GET /organization")
    await user.press("escape", "at")
    assert "/organization" in next(line for line in user.screen.splitlines() if " GET " in line)


async def test_a_get_of_another_server_is_refused(user: User) -> None:
    await user.opens(SHOP, tab="1")
    before = user.requests
    await user.press("colon")
    await user.types("get https://example.com/x")
    await user.press("enter")
    assert user.sees("the key is sent to no other server")
    assert user.requests == before
