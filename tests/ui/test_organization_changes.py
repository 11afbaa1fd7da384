"""A user makes, changes and deletes organizations."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import ACME, SHOP, finds, organization_in
from tests.ui.conftest import UserAt
from tests.ui.undoing import applies

# Editing ------------------------------------------------------------------------------------


async def test_a_name_is_changed_in_the_tree_and_nothing_else_is_sent(user: User, demo: Demo) -> None:
    await user.press("g", "e")
    assert user.sees("Edit organization Acme Mobile")
    await user.press("end")
    await user.types(" Inc")
    assert user.sees('"name": "Acme Mobile Inc"')
    assert not user.sees('"website"')
    await user.press("ctrl+s")
    assert organization_in(demo, "Acme Mobile Inc").website == "https://acme.example/"
    assert "Change organization Acme Mobile: done." in user.told
    assert user.line_with("▾ Acme Mobile Inc")


async def test_the_details_show_what_was_changed_there(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("e")
    await user.goes_to("management email")
    await user.press("ctrl+u")
    await user.types("mobile@acme.example")
    await user.press("ctrl+s")
    assert organization_in(demo, ACME).management_email == "mobile@acme.example"
    assert "mobile@acme.example" in user.line_with("management email")


async def test_what_undo_takes_back_shows_in_the_tree_and_the_details(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("e", "end")
    await user.types(" Inc")
    await user.press("ctrl+s", "u")
    await applies(user)
    assert organization_in(demo, ACME) is not None
    await user.press("escape")
    assert not user.line_with("▾ Acme Mobile Inc")
    assert "Acme Mobile Inc" not in user.line_with("  name  ")


async def test_a_new_name_shows_in_the_tree_and_in_the_crumbs(user: User) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("e", "end")
    await user.types(" Inc")
    await user.press("ctrl+s")
    assert user.line_with("▾ Acme Mobile Inc")
    assert user.sees("Acme Mobile Inc › Organization")


async def test_what_the_server_never_tells_is_left_alone_unless_it_is_set(user: User, demo: Demo) -> None:
    await user.press("g", "e")
    await user.goes_to("keys must end")
    await user.press("y")
    await user.goes_to("keys end within")
    await user.types("90")
    assert user.sees("unknown → yes")
    assert user.sees("unknown → 90 days")
    assert user.sees("What is set now cannot be read")
    assert not user.sees("enforce_hashed_api_keys")
    await user.press("ctrl+s")
    row = organization_in(demo, ACME)
    assert (row.require_apikey_expiration, row.max_apikey_expiration_days) == (True, 90)
    assert row.enforce_hashed_api_keys is False


async def test_a_limit_that_cannot_be_read_is_taken_away_by_a_word(user: User, demo: Demo) -> None:
    organization_in(demo, ACME).max_apikey_expiration_days = 30
    organization_in(demo, ACME).required_encryption_key = "x" * 20
    await user.press("g", "e")
    await user.goes_to("keys end within")
    await user.types("none")
    await user.goes_to("encryption key")
    await user.types("none")
    await user.press("ctrl+s")
    row = organization_in(demo, ACME)
    assert (row.max_apikey_expiration_days, row.required_encryption_key) == (None, None)


async def test_a_website_is_sent_as_the_server_keeps_it_and_an_empty_one_is_taken_away(
    user: User, demo: Demo
) -> None:
    await user.press("g", "e")
    await user.goes_to("website")
    await user.press("ctrl+u")
    await user.types("shop.acme.example")
    assert user.sees('"https://shop.acme.example/"')
    await user.press("ctrl+s")
    assert organization_in(demo, ACME).website == "https://shop.acme.example/"
    await user.press("e")
    await user.goes_to("website")
    await user.press("ctrl+u", "ctrl+s")
    assert organization_in(demo, ACME).website is None
    assert "not as it should be" not in user.told


@pytest.mark.parametrize(
    ("label", "typed", "words"),
    [
        ("name", "", "The name of the organization is empty"),
        ("management email", "ops", "That is no e-mail address"),
        ("website", "acme", "That is no website"),
        ("keys end within", "0", "from 1 to 365"),
        ("encryption key", "short", "20, 21"),
    ],
)
async def test_a_bad_value_is_refused_at_its_field_before_anything_is_sent(
    user: User, label: str, typed: str, words: str
) -> None:
    await user.press("g", "e")
    await user.goes_to(label)
    await user.press("ctrl+u")
    if typed:
        await user.types(typed)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees(words)
    assert user.requests == before


async def test_a_second_factor_that_the_owner_does_not_have_is_refused_by_its_code(user: User) -> None:
    await user.press("g", "e")
    await user.goes_to("second factor")
    await user.press("y", "ctrl+s")
    assert user.sees("requires_2fa_to_enforce_2fa")
    assert user.sees("[on]")


async def test_a_name_that_is_taken_is_refused_by_its_code(user: User) -> None:
    await user.press("g", "e", "ctrl+u")
    await user.types("Fabrikam Labs")
    await user.press("ctrl+s")
    assert user.sees("cannot_update_org")
    assert user.sees("Edit organization Acme Mobile")


async def test_a_name_of_nothing_but_markup_is_refused_by_the_server(user: User) -> None:
    await user.press("g", "e", "ctrl+u")
    await user.types("<b></b>")
    await user.press("ctrl+s")
    assert user.sees("sanitized_name_empty")


async def test_markup_that_the_server_takes_out_of_a_name_is_said(user: User, demo: Demo) -> None:
    await user.press("g", "e", "end")
    await user.types("<i>!</i>")
    await user.press("ctrl+s")
    assert organization_in(demo, "Acme Mobile!") is not None
    assert "not as it should be" in user.told


async def test_a_key_without_the_right_is_told_the_code_and_then_why_not(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org member"]) as user:
        await user.press("g", "e", "end")
        await user.types("!")
        await user.press("ctrl+s")
        assert user.sees("cannot_access_organization")
        assert user.sees("Acme Mobile!")
        await user.press("escape", "escape", "e")
        assert not user.sees("Edit organization")
        assert "refused before: cannot_access_organization" in user.told


async def test_an_organization_that_wants_keys_that_end_refuses_the_others(user: User, demo: Demo) -> None:
    organization_in(demo, ACME).require_apikey_expiration = True
    await user.press("g", "e", "end")
    await user.types("!")
    await user.press("ctrl+s")
    assert user.sees("org_requires_expiring_key")


async def test_what_somebody_else_changed_is_shown_before_it_is_sent(user: User, demo: Demo) -> None:
    await user.press("g", "e", "end")
    await user.types("!")
    organization_in(demo, ACME).management_email = "new@acme.example"
    await user.press("ctrl+s")
    assert user.sees("Changed since you opened this")
    assert user.sees("new@acme.example")
    assert organization_in(demo, ACME) is not None
    await user.press("ctrl+r")
    assert "new@acme.example" in user.line_with("management email")
    await user.press("ctrl+s")
    assert organization_in(demo, "Acme Mobile!").management_email == "new@acme.example"


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_an_answer_that_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await user.press("g", "e", "end")
    await user.types("!")
    demo.faults.next("/organization", fault, method="PUT")
    await user.press("ctrl+s")
    assert bool([row for row in demo.world.organizations.values() if row.name == "Acme Mobile!"]) is made
    if made:
        assert "It was read again: the change was made" in user.told
        assert user.line_with("▾ Acme Mobile!")
    else:
        assert user.sees("the change was not made. Try again")
        await user.press("ctrl+s")
        assert organization_in(demo, "Acme Mobile!") is not None


async def test_a_save_that_is_pressed_twice_is_made_once(user: User) -> None:
    await user.press("g", "e", "end")
    await user.types("!")
    before = user.requests
    await user.press_at_once("ctrl+s", "ctrl+s")
    # The server's generation asked, read again, changed, read back, and the tree's two lists for the name.
    assert user.requests == before + 6


# Making -------------------------------------------------------------------------------------


async def test_a_new_organization_is_in_the_tree_under_the_cursor(user: User, demo: Demo) -> None:
    await user.press("N")
    assert user.sees("New organization")
    await user.types("Zed Labs")
    await user.goes_to("website")
    await user.types("zed.example")
    await user.picks("used for", "builder")
    await user.press("ctrl+s")
    row = organization_in(demo, "Zed Labs")
    assert (row.website, row.onboarding) == ("https://zed.example/", {"intent": "builder"})
    assert "Make organization Zed Labs: done." in user.told
    await user.press("n")
    assert "Zed Labs" in user.line_with("organization  ")


@pytest.mark.parametrize(
    ("name", "email", "words"), [("Ze", "", "at least 3 characters"), ("Zed", "zed", "no e-mail address")]
)
async def test_a_new_organization_with_a_bad_value_is_not_sent(
    user: User, name: str, email: str, words: str
) -> None:
    await user.press("N")
    await user.types(name)
    await user.goes_to("management email")
    if email:
        await user.types(email)
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees(words)
    assert user.requests == before


@pytest.mark.parametrize(
    ("key", "name", "code"),
    [("org admin", "Zed Labs", "permission_denied"), ("super admin", "Acme Mobile", "cannot_create_org")],
)
async def test_a_new_organization_that_is_refused_keeps_what_was_typed(
    user_at: UserAt, demo: Demo, key: str, name: str, code: str
) -> None:
    async with user_at(key=demo.keys[key]) as user:
        await user.press("N")
        await user.types(name)
        await user.press("ctrl+s")
        assert user.sees(code)
        assert name in user.line_with("❯ * name")


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_a_new_organization_whose_answer_was_lost_is_looked_for(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await user.press("N")
    await user.types("Zed Labs")
    demo.faults.next("/organization", fault, method="POST")
    await user.press("ctrl+s")
    if made:
        assert "It was read again: the change was made" in user.told
        assert user.line_with("Zed Labs")
    else:
        assert user.sees("Nobody knows whether it was made")
        await user.press("ctrl+s")
        assert organization_in(demo, "Zed Labs") is not None


async def test_a_new_organization_is_made_once_although_save_is_pressed_twice(user: User, demo: Demo) -> None:
    count = len(demo.world.organizations)
    await user.press("N")
    await user.types("Zed Labs")
    await user.press_at_once("ctrl+s", "ctrl+s")
    assert len(demo.world.organizations) == count + 1


# Deleting -----------------------------------------------------------------------------------


async def test_an_organization_goes_once_its_name_was_typed_and_its_tabs_close(
    user: User, demo: Demo
) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("D")
    assert user.sees("overrides: 5 apps")
    await user.press("ctrl+s")
    assert user.sees("Type Acme Mobile first")
    await user.types("Acme Mobile")
    await user.press("ctrl+s")
    assert all(row.name != ACME for row in demo.world.organizations.values())
    assert not user.sees("  com.acme.shop")
    assert user.sees("Pick an app on the left")
    await user.press("6")
    assert user.sees("Contoso Travel › Organization")


async def test_a_cancel_deletes_nothing(user: User, demo: Demo) -> None:
    await finds(user, "fabrikam")
    await user.press("D")
    assert user.sees("Delete organization Fabrikam Labs")
    assert user.sees("overrides: no app")
    await user.press("escape")
    assert not user.sees("Delete organization")
    assert organization_in(demo, "Fabrikam Labs") is not None


async def test_an_admin_may_not_delete_it_and_is_told_the_code(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org admin"]) as user:
        await user.press("g", "D")
        await user.types("Acme Mobile")
        await user.press("enter")
        assert user.sees("invalid_org_id")
        assert organization_in(demo, ACME) is not None


async def test_an_organization_that_is_gone_already_is_said_to_be(user: User, demo: Demo) -> None:
    await finds(user, "fabrikam")
    await user.press("D")
    demo.world.delete_organization(organization_in(demo, "Fabrikam Labs").id)
    await user.types("Fabrikam Labs")
    await user.press("ctrl+s")
    assert user.sees("There is no organization Fabrikam Labs any more")


@pytest.mark.parametrize(("fault", "gone"), [("cut", False), ("cut-after", True)])
async def test_a_deletion_whose_answer_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, gone: bool
) -> None:
    await finds(user, "fabrikam")
    await user.press("D")
    await user.types("Fabrikam Labs")
    demo.faults.next("/organization", fault, method="DELETE")
    await user.press("ctrl+s")
    assert ("It was read again: the change was made" in user.told) is gone
    assert user.sees("the change was not made. Try again") is not gone


async def test_a_cancel_leaves_the_cursor_where_it_was_also_in_what_a_search_found(user: User) -> None:
    await finds(user, "northwind")
    await user.press("h", "e")
    assert user.sees("Edit organization Northwind Traders")
    await user.press("escape", "D")
    assert user.sees("Delete organization Northwind Traders")


# Everywhere ---------------------------------------------------------------------------------


async def test_everything_is_reached_at_80_by_24(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await user.press("g", "e", "end")
        await user.types("!")
        assert user.sees("1 change · PUT /organization")
        await user.goes_to("second factor")
        assert user.sees("second factor")
        await user.press("f2")
        assert user.sees("Acme Mobile → Acme Mobile!")
        await user.press("ctrl+s")
        assert organization_in(demo, "Acme Mobile!") is not None
        await user.press("D")
        assert user.sees("cannot be brought back")
        await user.press("escape", "N")
        assert user.sees("expected devices")


@pytest.mark.parametrize("key", ["e", "D", "N", "n"])
async def test_in_read_only_mode_no_dialog_opens_and_the_reason_is_said(user_at: UserAt, key: str) -> None:
    async with user_at(read_only=True) as user:
        await user.press("g", key)
        assert "read-only mode" in user.told
        assert not user.sees("ctrl+s")
