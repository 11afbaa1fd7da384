"""The first start, without a key."""

from __future__ import annotations

from capgo_tui.demo import Demo
from tests.driver import DemoBackends, run_user


def backends(demo: Demo) -> DemoBackends:
    return DemoBackends(demo, start_in_demo=False, key_found=False)


async def test_without_a_key_the_program_says_where_it_looked(demo: Demo) -> None:
    async with run_user(backends(demo), 100, 30) as user:
        assert user.sees("Welcome to capgo-tui")
        assert user.sees("CAPGO_TOKEN")
        assert user.sees(".capgo")


async def test_a_pasted_key_that_works_opens_the_cloud_and_is_never_shown(demo: Demo) -> None:
    ways = backends(demo)
    async with run_user(ways, 100, 30) as user:
        await user.types(demo.key)
        assert not user.sees(demo.key[:8])
        await user.press("enter")
        assert user.sees("com.acme.shop")
    assert ways.saved == []


async def test_a_key_is_kept_only_if_asked_for(demo: Demo) -> None:
    ways = backends(demo)
    async with run_user(ways, 100, 30) as user:
        await user.types(demo.key)
        await user.press("tab", "space", "tab", "enter")
        assert user.sees("com.acme.shop")
    assert [key.reveal() for key in ways.saved] == [demo.key]


async def test_a_wrong_key_keeps_the_field_and_says_why(demo: Demo) -> None:
    async with run_user(backends(demo), 100, 30) as user:
        await user.types("00000000-0000-4000-8000-000000000000")
        await user.press("enter")
        assert user.sees("invalid_apikey")
        assert user.sees("Welcome to capgo-tui")


async def test_an_empty_field_is_no_key(demo: Demo) -> None:
    async with run_user(backends(demo), 100, 30) as user:
        await user.press("enter")
        assert user.sees("There is no key to try yet.")


async def test_the_demo_can_be_explored_instead(demo: Demo) -> None:
    async with run_user(backends(demo), 100, 30) as user:
        await user.press("f2")
        assert user.sees("▮demo▮")
        assert user.sees("com.acme.shop")


async def test_the_welcome_screen_fits_a_small_terminal(demo: Demo) -> None:
    async with run_user(backends(demo), 60, 20) as user:
        assert user.sees("Connect")
        assert user.sees("Explore the demo")
