"""A user goes on with another profile, and finds a device by its id."""

from __future__ import annotations

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from tests.driver import DemoBackends, User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt

CROWD = "com.acme.wallet"


def another(demo: Demo) -> dict[str, DemoBackends]:
    """A profile that may change nothing."""
    look = Look(profile="audit", host="http://demo.localhost", read_only=True)
    return {"audit": DemoBackends(demo, start_in_demo=False, read_only=True, look=look)}


async def test_another_profile_is_picked_and_opens_on_its_own(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24, start_in_demo=False, others=another(demo)) as user:
        await user.opens(SHOP, tab="1")
        await user.press("C")
        assert "●" in user.line_with("this one")
        await user.types("audit")
        await user.press("enter")
        assert "audit" in user.line_with("capgo")
        assert " RO " in user.line_with("capgo")
        await user.opens(SHOP, tab="1")
        assert user.sees("production")


async def test_a_profile_is_named_in_the_command_line(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24, start_in_demo=False, others=another(demo)) as user:
        await user.press("colon")
        await user.types("profile nobody")
        await user.press("enter")
        assert user.sees("There is no profile nobody.")
        await user.press("escape", "colon")
        await user.types("profile audit")
        await user.press("enter")
        assert "audit" in user.line_with("capgo")


async def test_a_running_plan_keeps_the_profile_and_the_program(user_at: UserAt, demo: Demo) -> None:
    async with user_at(120, 40, start_in_demo=False, others=another(demo)) as user:
        await user.opens(SHOP, tab="2")
        await user.press("space", "space", "m")
        await user.picks("channel", "beta")
        await user.press("ctrl+s")
        demo.faults.next("/device", "hang", method="POST")
        await user.press("a", "escape")
        await user.press("C")
        await user.types("audit")
        await user.press("enter")
        assert "A plan is being applied." in user.told
        await user.press("escape", "q")
        assert "ctrl+q quits all the same" in user.told


async def test_a_device_is_explained_by_its_custom_id(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("colon")
    await user.types("why mia")
    await user.press("enter")
    assert user.tab == "devices"
    assert "mia" in user.line_with("❯")
    assert user.sees("up to date") or user.sees("gets") or user.sees("blocked")


async def test_a_whole_device_id_is_asked_for_wherever_the_list_has_got_to(user: User, demo: Demo) -> None:
    *_, last_of_all = demo.world.devices_of(CROWD).by_id("", changed_after=None, custom_only=False)
    last = last_of_all.device_id
    await user.opens(CROWD, tab="2")
    before = user.requests
    await user.types(f"/{last}")
    await user.press("enter")
    assert user.requests == before + 1
    assert last[:8] in user.line_with("❯")
    assert "1 of" in user.line_with(f"/{last[:8]}")


async def test_letters_that_no_loaded_device_has_say_what_finds_them(user: User) -> None:
    await user.opens(CROWD, tab="2")
    await user.types("/nobody-has-this")
    await user.press("enter")
    assert "L loads all" in user.told


async def test_other_colours_are_shown(user: User) -> None:
    await user.press("colon")
    await user.types("theme textual-light")
    await user.press("enter")
    assert user.app.theme == "textual-light"
