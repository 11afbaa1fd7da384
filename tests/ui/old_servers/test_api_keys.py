"""API keys of servers of early 2025, in front of a user: S2-27 to S2-44."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.faults import ByNumber
from capgo_tui.demo.rows import ApiKey
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import ACME, key_in, opens_keys, organization_in
from tests.ui.conftest import NAMED, UserAt
from tests.ui.old_servers.asking import asked, row, words_of


@pytest.fixture
def seed(demo: Demo) -> Demo:
    """The demo cloud as the pages say, which lists keys."""
    demo.dialect = "seed"
    return demo


@pytest.fixture
def january(demo: Demo) -> Demo:
    """The demo cloud as a server of January 2025, which lists none."""
    demo.dialect = "2025-01"
    return demo


# Reading ------------------------------------------------------------------------------------


@states("S2-27", "S2-28", "S2-29", "S2-30", "S2-31", "S2-32", "S2-33", "S2-34", "S2-35", "S2-36")
async def test_every_field_of_a_key_is_shown_and_what_is_not_sent_is_unknown(
    user_at: UserAt, seed: Demo
) -> None:
    uploader = key_in(seed, "uploader")
    assert uploader.key is not None
    async with user_at(200, 40, look=NAMED) as user:
        await opens_keys(user)
        assert user.sees("16 keys")
        for name, mode in (("super admin", "all"), ("org admin", "write"), ("uploader", "upload")):
            words = user.line_with(f" {name} ").rpartition(name)[2].split()
            assert words[0] == str(key_in(seed, name).id)
            assert words[2:5] == ["?", "?", mode]
        await user.press("slash")
        await user.types("uploader")
        await user.press("enter", "enter")
        said = {
            "name": "uploader",
            "id": str(uploader.id),
            "rights": "upload  uploads bundles; reads no channels, devices or bundles",
            "key": f"…{uploader.key[-4:]}  this server lists it; more is not shown",
            "expires": "unknown  this server does not say when a key ends",
            "hashed": "unknown  a hashed key is stored as SHA-256 only",
            "organizations": "unknown  this server does not say what a key is limited to",
            "user": uploader.user_id,
            "rbac id": "?",
        }
        assert {label: row(user, label) for label in said} == said
        assert row(user, "created").startswith(f"{uploader.created_at:%Y-%m-%d %H:%M:%S}Z")
        assert row(user, "updated").startswith(f"{uploader.updated_at:%Y-%m-%d %H:%M:%S}Z")
        await user.press("2")
        assert user.sees('"mode": "upload"')
        assert not user.sees(uploader.key)


@states("S2-28", "S2-36", "S2-42")
async def test_a_server_of_late_april_lists_keys_with_their_limits_and_deletes_by_number(
    user_at: UserAt, january: Demo
) -> None:
    january.faults.keys_by_number = ByNumber.DELETES  # a server of late April 2025: it lists keys
    async with user_at(look=NAMED) as user:
        await opens_keys(user, "app only")
        await user.press("enter")
        assert row(user, "organizations") == ACME
        assert row(user, "apps") == "com.acme.shop"
        await user.press("escape", "slash", "ctrl+u")
        await user.types("super admin")
        await user.press("enter", "enter")
        assert row(user, "organizations") == "all that its owner reaches"
        assert row(user, "apps") == "all that its owner reaches"
        await user.press("escape", "slash", "ctrl+u")
        await user.types("preview")
        await user.press("enter", "D")
        await user.types("preview")
        await user.press("ctrl+s")
        assert "Delete key preview: done." in user.told
        assert asked(user, "DELETE")[-1] == "DELETE /apikey/7011"


@states("S2-28")
async def test_a_server_that_lists_no_keys_says_so_and_what_can_be_done(
    user_at: UserAt, january: Demo
) -> None:
    async with user_at(80, 24, look=NAMED) as user:
        await opens_keys(user)
        assert "This server lists no API keys: servers do since April 2025." in words_of(user)
        assert "n makes one, for an organization and with a mode" in words_of(user)
        assert "D deletes one: paste the key itself." in words_of(user)
        await user.press("e")
        assert "this server makes and deletes keys, no more" in user.told


# Making -------------------------------------------------------------------------------------


@states("S2-27", "S2-37", "S2-38", "S2-39", "S2-40")
async def test_a_key_of_each_mode_is_made_for_one_organization_and_its_secret_is_seen(
    user_at: UserAt, early: Demo
) -> None:
    northwind = organization_in(early, "Northwind Traders")
    async with user_at(look=NAMED) as user:
        await opens_keys(user)
        for mode in ("read", "write", "upload", "all"):
            made = await makes(user, early, mode)
            assert (made.mode, made.limited_to_orgs) == (mode, [northwind.id])
            assert asked(user, "POST")[-1] == f"POST /apikey?org_id={northwind.id}&mode={mode}"
            if early.dialect == "seed":
                assert f"{made.name} " in user.line_with("❯")
            else:
                assert "This server lists no keys, so it cannot be read back." in user.told


async def makes(user: User, demo: Demo, mode: str) -> ApiKey:
    """Make a key for Northwind, and see its secret; the row of the cloud."""
    before = set(demo.world.api_keys)
    await user.press("n")
    await user.picks("organization", "northwind")
    await user.picks("mode", mode)
    await user.press("ctrl+s")
    (number,) = set(demo.world.api_keys) - before
    made = demo.world.api_keys[number]
    assert user.sees(f"The secret of {made.name}")
    assert user.sees(str(made.key))
    await user.press("escape", "y")
    assert not user.sees(str(made.key))
    return made


@states("S2-44")
async def test_a_key_that_is_limited_makes_and_deletes_none_and_is_told_so(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED, key=early.keys["expired"]) as user:
        key_in(early, "expired").expires_at = None
        assert user.sees("Invalid apikey")
    async with user_at(look=NAMED, key=early.keys["expired"]) as user:
        await opens_keys(user)
        await user.press("n", "ctrl+s")
        assert "You cannot do that as a limited API key (401 limited_apikey)" in words_of(user)
        assert "This key is limited to some organizations: use one that is not" in words_of(user)


# Deleting -----------------------------------------------------------------------------------


@states("S2-41", "S2-42", "S2-43")
async def test_a_listed_key_is_deleted_by_its_text_which_is_not_shown(user_at: UserAt, seed: Demo) -> None:
    row = key_in(seed, "preview")
    secret = str(row.key)
    async with user_at(look=NAMED) as user:
        await opens_keys(user, "preview")
        await user.press("D")
        assert f"DELETE /apikey/…{secret[-4:]}" in words_of(user)
        assert "It is deleted by its text" in words_of(user)
        await user.types("preview")
        await user.press("ctrl+s")
        assert "Delete key preview: done." in user.told
        assert row.id not in seed.world.api_keys
        assert asked(user, "DELETE") == [f"DELETE /apikey/…{secret[-4:]}"]


@pytest.mark.parametrize("way", list(ByNumber))
@states("S2-41", "S2-42", "S2-44")
async def test_a_server_that_knows_the_number_alone_is_asked_by_it_and_read_again(
    user_at: UserAt, seed: Demo, way: ByNumber
) -> None:
    row = key_in(seed, "preview")
    seed.faults.keys_by_number = way
    async with user_at(look=NAMED) as user:
        await opens_keys(user, "preview")
        await user.press("D")
        await user.types("preview")
        await user.press("ctrl+s")
        assert asked(user, "DELETE")[-1] == f"DELETE /apikey/{row.id}"
        assert asked(user)[-1] == "GET /apikey"
        if way is ByNumber.DELETES:
            assert "Delete key preview: done." in user.told
            assert row.id not in seed.world.api_keys
        else:
            assert "the key is still there. Servers of February to April 2025 say ok" in user.told
            assert user.sees("1 of 16")


async def deletes(user: User, given: str) -> None:
    """Delete a key that is not listed, by what is pasted."""
    await opens_keys(user)
    await user.press("D")
    assert user.sees("Delete an API key")
    await user.types(given)
    await user.press("ctrl+s")


@states("S2-41", "S2-42", "S2-43")
async def test_where_no_key_is_listed_one_is_deleted_by_pasting_it(user_at: UserAt, january: Demo) -> None:
    row = key_in(january, "preview")
    secret = str(row.key)
    async with user_at(80, 24, look=NAMED) as user:
        await opens_keys(user)
        await user.press("D")
        await user.types(secret)
        assert not user.sees(secret)
        assert user.sees(f"DELETE /apikey/…{secret[-4:]}")
        await user.press("ctrl+s")
        assert row.id not in january.world.api_keys
        assert f"Delete key …{secret[-4:]}: done. This server lists no keys" in user.told
        assert all(secret not in line for line in asked(user))


@states("S2-44")
async def test_a_text_that_no_key_has_is_refused_and_what_is_none_is_not_sent(
    user_at: UserAt, january: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await deletes(user, "nothing")
        assert user.sees("That is no API key.")
        await user.press("ctrl+u")
        await user.types("0badc0de-0000-4000-8000-000000000000")
        await user.press("ctrl+s")
        assert "API key not found (404 failed_to_get_apikey)" in words_of(user)
        assert len(asked(user, "DELETE")) == 1


@states("S2-42")
async def test_where_no_key_is_listed_a_number_is_taken_at_its_word(user_at: UserAt, january: Demo) -> None:
    january.faults.keys_by_number = ByNumber.PRETENDS
    row = key_in(january, "preview")
    async with user_at(look=NAMED) as user:
        await deletes(user, str(row.id))
        assert asked(user, "DELETE") == [f"DELETE /apikey/{row.id}"]
        assert row.id in january.world.api_keys
        assert "say ok to the number of a key and delete nothing" in user.told


async def test_the_key_in_use_is_told_before_it_deletes_itself(user_at: UserAt, january: Demo) -> None:
    async with user_at(look=NAMED) as user:
        await opens_keys(user)
        await user.press("D")
        await user.types(january.key)
        assert "This is the key in use: this program stops working with it." in words_of(user)
        await user.press("ctrl+s")
        assert key_gone(january)


def key_gone(demo: Demo) -> bool:
    """Whether the key in use is no more."""
    return demo.world.key_of(demo.key) is None
