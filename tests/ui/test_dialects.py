"""A user in front of servers of every generation."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import goes_on, opens_keys, opens_members, organization_in
from tests.ui.conftest import NAMED, UserAt


def names(demo: Demo) -> set[str]:
    return {row.name for row in demo.world.organizations.values()}


@states("S2-15", "S2-22", "S2-23", "S2-26")
@pytest.mark.parametrize("dialect", ["seed", "2025-01"])
async def test_an_old_server_is_asked_about_once_and_an_organization_renamed_and_made(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    before = names(demo)
    async with user_at() as user:
        await user.press("g", "e")
        assert user.sees("Which generation is this server of?")
        assert user.sees("it knows no /app")
        await user.types(dialect)
        await user.press("enter")
        assert user.sees("POST /organization")
        await user.press("ctrl+s")
        assert user.sees("Edit organization Acme Mobile")
        await user.press("end")
        await user.types(" Inc")
        await user.press("ctrl+s")
        assert names(demo) == before - {"Acme Mobile"} | {"Acme Mobile Inc"}
        await user.press("N")
        assert not user.sees("Which generation")
        await user.types("Third")
        assert user.sees("PUT /organization")
        await user.press("ctrl+s")
        assert names(demo) == before - {"Acme Mobile"} | {"Acme Mobile Inc", "Third"}
        assert f" {dialect} " in user.line_with("capgo")


async def test_a_server_of_today_is_never_asked_about(user: User, demo: Demo) -> None:
    await user.press("g", "e")
    assert not user.sees("Which generation")
    await user.press("end")
    await user.types(" Inc")
    await user.press("ctrl+s")
    assert organization_in(demo, "Acme Mobile Inc") is not None


async def test_what_an_old_server_cannot_do_says_why(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    async with user_at() as user:
        await user.press("g", "n")
        assert "this server has no /app: the console does it" in user.told
        await user.press("D")
        assert "this server deletes no organizations: the console does it" in user.told


async def test_the_command_says_what_is_spoken_and_chooses(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    async with user_at() as user:
        await user.press("colon")
        await user.types("dialect")
        await user.press("enter")
        assert "it knows no /app" in user.told
        await user.press("colon")
        await user.types("dialect seed")
        await user.press("enter")
        assert "Dialect seed, as it was chosen for this server" in user.told


@states("S2-37", "S2-38", "S2-39", "S2-40")
@pytest.mark.parametrize("dialect", ["seed", "2025-01"])
async def test_a_key_is_made_for_an_organization_with_a_mode(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    before = set(demo.world.api_keys)
    async with user_at(look=NAMED) as user:
        await opens_keys(user)
        await user.press("n")
        assert user.sees("POST")
        assert user.sees("/apikey?org_id=")
        await user.picks("mode", "upload")
        await user.press("ctrl+s")
        (made,) = set(demo.world.api_keys) - before
        assert demo.world.api_keys[made].mode == "upload"
        assert user.sees(str(demo.world.api_keys[made].key))


async def test_fields_that_an_old_server_does_not_know_say_so(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "beta")
        await user.press("e")
        assert user.sees("this server does not know it")


@states("S2-113", "S2-134")
async def test_a_device_is_forced_to_a_bundle_where_the_server_takes_that(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "seed"
    async with user_at(look=NAMED) as user:
        await goes_on(user, "qa-pixel-7", tab="2")
        await user.press("m", "escape")
        await user.picks("or to bundle", "1.4.1")
        assert user.sees('"version_id": "1.4.1"')
        await user.press("ctrl+s")
    (number,) = demo.world.version_overrides.values()
    assert demo.world.bundles[number].name == "1.4.1"


@states("S2-50")
async def test_roles_of_both_generations_have_one_vocabulary(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    async with user_at(look=NAMED) as user:
        await opens_members(user)
        assert user.sees("super admin")
        assert user.sees("member (read)")
        assert not user.sees("invite_")
