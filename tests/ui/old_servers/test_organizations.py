"""Organizations of servers of early 2025, in front of a user: S2-01 to S2-26."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from capgo_tui.demo import Demo
from tests.statements import states
from tests.ui.cloud import ACME, SHOP, finds, member_in, organization_in
from tests.ui.conftest import NAMED, UserAt
from tests.ui.old_servers.asking import asked, row, says_which, words_of
from tests.ui.plans import workspace_of


@states("S2-03", "S2-04", "S2-05", "S2-06", "S2-07", "S2-08", "S2-09", "S2-10", "S2-11", "S2-12", "S2-13")
@states("S2-14")
async def test_every_organization_that_the_key_reaches_is_listed_and_every_field_of_one_shown(
    user_at: UserAt, early: Demo
) -> None:
    acme, fabrikam = organization_in(early, ACME), organization_in(early, "Fabrikam Labs")
    acme.logo, fabrikam.logo, fabrikam.customer_id = "https://acme.example/logo.png", None, None
    acme.updated_at = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    async with user_at(look=NAMED) as user:
        assert all(user.sees(name) for name in (ACME, "Contoso Travel", "Fabrikam Labs", "Northwind Traders"))
        assert "GET /organization" in asked(user)
        await user.opens(SHOP, tab="6")
        said = {
            "id": acme.id,
            "name": ACME,
            "management email": "ops@acme.example",
            "customer": "cus_acme",
            "logo": "https://acme.example/logo.png",
            "website": "?",
            "created by": acme.created_by,
        }
        assert {label: row(user, label) for label in said} == said
        assert row(user, "created").startswith("2024-12-31 22:00:00Z")
        assert row(user, "updated").startswith("2026-02-03 04:05:06Z")
        await user.press("r")
        assert asked(user)[-1] == f"GET /organization?orgId={acme.id}"
        await finds(user, "fabrikam")
        await user.press("enter")
        assert (row(user, "name"), row(user, "logo"), row(user, "customer")) == ("Fabrikam Labs", "–", "–")


@states("S2-06")
async def test_organizations_of_others_are_not_there(user_at: UserAt, early: Demo) -> None:
    async with user_at(look=NAMED, key=early.keys["northwind"]) as user:
        assert user.sees("Northwind Traders")
        assert not user.sees("Contoso Travel")


@states("S2-15", "S2-17", "S2-18", "S2-19", "S2-20", "S2-21", "S2-22")
async def test_name_logo_and_address_are_changed_by_a_post_and_nothing_is_made(
    user_at: UserAt, early: Demo
) -> None:
    count, acme = len(early.world.organizations), organization_in(early, ACME)
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="6")
        await user.press("e")
        await says_which(user, early.dialect)
        await user.press("end")
        await user.types(" Inc")
        await user.goes_to("management email")
        await user.press("ctrl+u")
        await user.types("new@acme.example")
        await user.goes_to("logo")
        await user.types("https://acme.example/new.png")
        assert user.sees("POST /organization")
        assert user.sees('"name": "Acme Mobile Inc"')
        await user.press("ctrl+s")
        assert "Change organization Acme Mobile: done." in user.told
        assert (acme.name, acme.management_email) == ("Acme Mobile Inc", "new@acme.example")
        assert acme.logo == row(user, "logo") == "https://acme.example/new.png"
        assert len(early.world.organizations) == count
        (sent,) = (each for each in workspace_of(user).client.requests if each.method == "POST")
        body = json.loads(sent.body or "")
        assert (sent.path, body["orgId"], body["name"]) == ("/organization", acme.id, acme.name)
        assert (body["management_email"], body["logo"]) == (acme.management_email, acme.logo)


@states("S2-16")
async def test_changing_needs_the_role_of_an_admin_and_that_is_said(user_at: UserAt, early: Demo) -> None:
    mia = member_in(early, "mia@acme.example")
    assert mia is not None
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="6")
        mia.role, mia.user_right = "org_member", "read"
        await user.press("e")
        await says_which(user, early.dialect)
        await user.types("!")
        await user.press("ctrl+s")
        assert "You can't access this organization (400 cannot_access_organization)" in words_of(user)
        assert "this key has no right to it" in words_of(user)
        await user.press("escape", "escape")
        mia.role, mia.user_right = "org_admin", "admin"
        await user.press("e")
        assert "refused before: cannot_access_organization" in user.told
        await user.press("colon")
        await user.types("perm reset")
        await user.press("enter", "e", "end")
        await user.types("!")
        await user.press("ctrl+s")
        assert organization_in(early, "Acme Mobile!") is not None


@states("S2-23", "S2-24", "S2-25", "S2-26")
async def test_a_put_makes_an_organization_that_is_shown_at_once(user_at: UserAt, early: Demo) -> None:
    before = {row.name for row in early.world.organizations.values()}
    async with user_at(look=NAMED) as user:
        await finds(user, "contoso")
        await user.press("N")
        await says_which(user, early.dialect)
        await user.types("Zed Labs")
        assert user.sees("PUT /organization")
        assert user.sees('"name": "Zed Labs"')
        assert user.sees("this server does not know it")
        await user.press("ctrl+s")
        assert {row.name for row in early.world.organizations.values()} == before | {"Zed Labs"}
        made = organization_in(early, "Zed Labs")
        assert f"GET /organization?orgId={made.id}" in asked(user)
        await finds(user, "zed labs")
        await user.press("enter")
        assert (row(user, "name"), row(user, "id")) == ("Zed Labs", made.id)


@states("S2-02")
async def test_the_key_goes_into_authorization_and_is_shown_as_a_variable(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP)
        await user.press("at")
        await user.press("slash")
        await user.types("channel")
        await user.press("enter", "y")
        assert user.sees('curl -H "authorization: $CAPGO_TOKEN"')
        assert not user.sees(early.key)


@pytest.mark.parametrize("says", ["401", "500"])
@states("S2-02")
async def test_a_wrong_key_is_told_so_whatever_the_server_calls_it(
    user_at: UserAt, demo: Demo, says: str
) -> None:
    demo.dialect = {"401": "seed", "500": "2025-01"}[says]
    async with user_at(look=NAMED, key="0badc0de-0000-4000-8000-000000000000") as user:
        assert f"Invalid apikey ({says} invalid_apikey)" in words_of(user)
        assert "The key is wrong, ended or deleted, or its mode is not enough" in words_of(user)
