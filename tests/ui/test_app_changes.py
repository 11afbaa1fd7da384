"""A user makes, changes and deletes apps."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP, finds
from tests.ui.conftest import UserAt

NEXT = "com.acme.next"
FRESH = "com.acme.fresh"
DAY = 86_400

# Making -------------------------------------------------------------------------------------


async def makes(user: User, app_id: str = FRESH, name: str = "Fresh") -> None:
    """Fill in the dialog for a new app."""
    await user.press("n")
    await user.types(app_id)
    await user.goes_to("name")
    await user.types(name)


async def test_a_new_app_belongs_where_the_cursor_is_and_is_opened(user: User, demo: Demo) -> None:
    await makes(user)
    assert "Acme Mobile" in user.line_with("organization  ")
    await user.goes_to("App Store")
    await user.types("https://apps.example/fresh")
    await user.press("ctrl+s")
    row = demo.world.apps[FRESH]
    assert (row.name, row.ios_store_url) == ("Fresh", "https://apps.example/fresh")
    assert "Make app com.acme.fresh: done." in user.told
    assert user.sees("› com.acme.fresh")
    assert user.sees("This app has no channels.")
    assert user.sees("10 apps")


async def test_a_new_app_is_seen_although_a_search_would_hide_it(user: User) -> None:
    await finds(user, "wallet")
    await makes(user)
    await user.press("ctrl+s")
    assert user.sees("› com.acme.fresh")
    assert user.sees("  com.acme.shop")
    await user.press("tab", "e")
    assert user.sees("Edit app com.acme.fresh")


async def test_another_organization_is_picked_by_a_few_letters(user: User, demo: Demo) -> None:
    await makes(user, "com.northwind.fresh")
    await user.picks("organization", "northw")
    await user.press("ctrl+s")
    owner = demo.world.organizations[demo.world.apps["com.northwind.fresh"].owner_org]
    assert owner.name == "Northwind Traders"


@pytest.mark.parametrize(
    ("app_id", "name", "words"),
    [
        ("fresh", "Fresh", "An app id is two or more parts"),
        ("com.acme.frésh", "Fresh", "An app id is two or more parts"),
        (SHOP, "Fresh", "There is an app com.acme.shop already"),
        (FRESH, " ", "The name of the app is empty"),
    ],
)
async def test_a_bad_value_is_refused_at_its_field_before_anything_is_sent(
    user: User, app_id: str, name: str, words: str
) -> None:
    await makes(user, app_id, name)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees(words)
    assert user.requests == before


@pytest.mark.parametrize(
    ("key", "app_id", "code"),
    [
        ("org reader", FRESH, "cannot_access_organization"),
        ("org admin", "com.northwind.orders", "app_id_already_exists"),
    ],
)
async def test_a_refusal_names_its_code_and_keeps_what_was_typed(
    user_at: UserAt, demo: Demo, key: str, app_id: str, code: str
) -> None:
    async with user_at(key=demo.keys[key]) as user:
        await makes(user, app_id)
        if key == "org reader":
            await user.picks("organization", "acme")
        await user.press("ctrl+s")
        assert user.sees(code)
        assert app_id in user.line_with("app id ")


async def test_an_app_that_its_maker_may_not_see_is_said_to_be_made_all_the_same(
    user_at: UserAt, demo: Demo
) -> None:
    async with user_at(key=demo.keys["org member"]) as user:
        await makes(user)
        await user.picks("organization", "acme")
        await user.press("ctrl+s")
        assert FRESH in demo.world.apps
        assert "this key has no right to see it" in user.told


async def test_an_app_that_somebody_else_made_meanwhile_is_not_taken_for_the_new_one(
    user: User, demo: Demo
) -> None:
    await makes(user)
    demo.world.apps[FRESH] = demo.world.apps.pop(NEXT)
    demo.world.apps[FRESH].app_id = FRESH
    await user.press("ctrl+s")
    assert user.sees("There is an app com.acme.fresh already")
    assert "app id" in user.line_with("❯")


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_a_new_app_whose_answer_was_lost_is_looked_for(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await makes(user)
    demo.faults.next("/app", fault, method="POST")
    await user.press("ctrl+s")
    if made:
        assert "It was read again: the change was made" in user.told
        assert user.sees("› com.acme.fresh")
    else:
        assert user.sees("Nobody knows whether it was made")
        await user.press("ctrl+s")
        assert FRESH in demo.world.apps


async def test_a_new_app_is_made_once_although_save_is_pressed_twice(user: User) -> None:
    await makes(user)
    await user.press_at_once("ctrl+s", "ctrl+s")
    assert user.sees("› com.acme.fresh")
    assert "app_id_already_exists" not in user.told


async def test_a_new_app_that_is_not_wanted_after_all_is_not_made(user: User, demo: Demo) -> None:
    await makes(user)
    await user.press("escape")
    assert user.sees("esc again discards")
    await user.press("escape")
    assert FRESH not in demo.world.apps


# Editing ------------------------------------------------------------------------------------


async def test_days_are_shown_and_seconds_are_sent(user: User, demo: Demo) -> None:
    await finds(user, NEXT)
    await user.press("e")
    assert user.sees("Edit app com.acme.next")
    assert "30" in user.line_with("retention")
    await user.goes_to("retention")
    await user.press("ctrl+u")
    await user.types("60")
    assert user.sees("30 days → 60 days")
    assert user.sees('"retention": 5184000')
    await user.press("ctrl+s")
    assert demo.world.apps[NEXT].retention == 60 * DAY
    assert "Change app com.acme.next: done." in user.told


async def test_a_retention_that_is_no_whole_number_of_days_stays_as_it_is(user: User, demo: Demo) -> None:
    demo.world.apps[NEXT].retention = 100_000
    user.app.screen.query_one("AppTree").focus()
    await user.press("r")
    await finds(user, NEXT)
    await user.press("e", "end")
    await user.types("!")
    assert not user.sees("86400")
    await user.press("ctrl+s")
    assert (demo.world.apps[NEXT].retention, demo.world.apps[NEXT].name) == (100_000, "Acme Next!")


@pytest.mark.parametrize("typed", ["731", "-1", "1.5"])
async def test_a_retention_out_of_bounds_is_refused_before_anything_is_sent(user: User, typed: str) -> None:
    await user.press("e")
    await user.goes_to("retention")
    await user.press("ctrl+u")
    await user.types(typed)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees("from 0 to 730")
    assert user.requests == before


async def test_flags_and_store_addresses_are_changed_and_taken_away(user: User, demo: Demo) -> None:
    demo.world.apps[NEXT].android_store_url = "https://play.example/next"
    user.app.screen.query_one("AppTree").focus()
    await user.press("r")
    await finds(user, NEXT)
    await user.press("e")
    await user.goes_to("metadata to devices")
    await user.press("y")
    await user.goes_to("custom id by device")
    await user.press("n")
    await user.goes_to("App Store")
    await user.types("https://apps.example/next")
    await user.goes_to("Play Store")
    await user.press("ctrl+u", "ctrl+s")
    row = demo.world.apps[NEXT]
    assert (row.expose_metadata, row.allow_device_custom_id) == (True, False)
    assert (row.ios_store_url, row.android_store_url) == ("https://apps.example/next", None)


async def test_a_reader_is_told_the_code_and_then_why_not(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await finds(user, SHOP)
        await user.press("e", "end")
        await user.types("!")
        await user.press("ctrl+s")
        assert user.sees("cannot_access_app")
        assert user.line_with("name").rstrip(" │").endswith("!") or user.sees("Shop!")
        await user.press("escape", "escape", "e")
        assert not user.sees("Edit app")
        assert "refused before: cannot_access_app" in user.told


async def test_what_somebody_else_changed_is_shown_before_it_is_sent(user: User, demo: Demo) -> None:
    await finds(user, NEXT)
    await user.press("e", "end")
    await user.types("!")
    demo.world.apps[NEXT].expose_metadata = True
    await user.press("ctrl+s")
    assert user.sees("Changed since you opened this")
    assert demo.world.apps[NEXT].name == "Acme Next"
    await user.press("ctrl+r")
    assert "[x] yes" in user.line_with("metadata to devices")
    await user.press("ctrl+s")
    assert (demo.world.apps[NEXT].name, demo.world.apps[NEXT].expose_metadata) == ("Acme Next!", True)


async def test_an_app_that_was_deleted_meanwhile_is_said_to_be_gone(user: User, demo: Demo) -> None:
    await finds(user, NEXT)
    await user.press("e", "end")
    await user.types("!")
    demo.world.delete_app(NEXT)
    await user.press("ctrl+s")
    assert user.sees("There is no app com.acme.next any more")


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_an_answer_that_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await finds(user, NEXT)
    await user.press("e", "end")
    await user.types("!")
    demo.faults.next("/app", fault, method="PUT")
    await user.press("ctrl+s")
    assert (demo.world.apps[NEXT].name == "Acme Next!") is made
    assert ("It was read again: the change was made" in user.told) is made
    assert user.sees("the change was not made. Try again") is not made


# Deleting -----------------------------------------------------------------------------------


async def test_an_app_goes_once_its_id_was_typed_and_its_tabs_close(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("tab", "D")
    assert user.sees("Known to be in it: 9")
    assert user.sees("bundles, 65 devices.")
    await user.press("ctrl+s")
    assert user.sees("Type com.acme.shop first")
    await user.types(SHOP)
    await user.press("ctrl+s")
    assert SHOP not in demo.world.apps
    assert not user.sees("  com.acme.shop")
    assert user.sees("8 apps")
    assert user.sees("Pick an app on the left")
    assert not user.sees("65 devices")
    await user.press("2")
    assert "Pick an app first" in user.told


async def test_the_tabs_of_another_app_stay_open(user: User) -> None:
    await user.opens(SHOP)
    await finds(user, NEXT)
    await user.press("D")
    assert user.sees("What is in it was not read yet")
    await user.types(NEXT)
    await user.press("ctrl+s")
    assert not user.sees("  com.acme.next")
    assert user.sees("production")


async def test_an_app_that_is_made_again_shows_nothing_of_the_old_one(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("tab", "D")
    await user.types(SHOP)
    await user.press("ctrl+s")
    await makes(user, SHOP, "Shop")
    await user.picks("organization", "acme")
    await user.press("ctrl+s")
    assert user.sees("This app has no channels.")
    await user.press("2")
    assert user.sees("No device of this app has asked for an update yet.")


async def test_an_admin_may_not_delete_an_app_and_is_told_the_code(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org admin"]) as user:
        await finds(user, NEXT)
        await user.press("D")
        await user.types(NEXT)
        await user.press("ctrl+s")
        assert user.sees("cannot_delete_app")
        assert NEXT in demo.world.apps


@pytest.mark.parametrize(("fault", "gone"), [("cut", False), ("cut-after", True)])
async def test_a_deletion_whose_answer_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, gone: bool
) -> None:
    await finds(user, NEXT)
    await user.press("D")
    await user.types(NEXT)
    demo.faults.next("/app", fault, method="DELETE")
    await user.press("ctrl+s")
    assert ("It was read again: the change was made" in user.told) is gone
    assert user.sees("the change was not made. Try again") is not gone


# Everywhere ---------------------------------------------------------------------------------


async def test_a_protected_app_asks_for_its_name_on_every_change(user_at: UserAt, demo: Demo) -> None:
    look = Look(profile="test", host="http://demo.localhost", protected=("com.acme.*",))
    async with user_at(look=look) as user:
        await finds(user, NEXT)
        await user.press("e", "end")
        await user.types("!")
        await user.press("ctrl+s")
        assert user.sees("Type com.acme.next first")
        await user.types(NEXT)
        await user.press("ctrl+s")
        assert demo.world.apps[NEXT].name == "Acme Next!"


async def test_an_app_that_the_server_does_not_list_is_read_before_it_is_changed(
    user_at: UserAt, demo: Demo
) -> None:
    demo.faults.next("/app", 403, times=3)
    async with user_at() as user:
        await user.press("G", "enter")
        await user.types(NEXT)
        await user.press("enter")
        demo.faults.clear()
        await user.press("tab")
        await finds(user, NEXT)
        await user.press("e", "end")
        await user.types("!")
        await user.press("ctrl+s")
        assert demo.world.apps[NEXT].name == "Acme Next!"


async def test_everything_is_reached_at_80_by_24(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await finds(user, NEXT)
        await user.press("e")
        await user.goes_to("Play Store")
        await user.types("https://play.example/next")
        assert user.sees("Play Store")
        await user.press("f2")
        assert user.sees("android_store_url")
        await user.press("ctrl+s")
        assert demo.world.apps[NEXT].android_store_url == "https://play.example/next"
        await user.press("D")
        assert user.sees("type it here")
        await user.press("escape", "n")
        assert user.sees("In the stores")


@pytest.mark.parametrize("key", ["e", "D", "n"])
async def test_in_read_only_mode_no_dialog_opens_and_the_reason_is_said(user_at: UserAt, key: str) -> None:
    async with user_at(read_only=True) as user:
        await finds(user, NEXT)
        await user.press(key)
        assert "read-only mode" in user.told
        assert not user.sees("ctrl+s")
