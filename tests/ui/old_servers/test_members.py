"""Members of an organization on servers of early 2025, in front of a user: S2-45 to S2-57."""

from __future__ import annotations

from capgo_tui.demo import Demo
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import ACME, member_in, opens_members, organization_in
from tests.ui.conftest import NAMED, UserAt
from tests.ui.old_servers.asking import asked, row, words_of

JONAS, PRIYA, LENA = "jonas@acme.example", "priya@acme.example", "lena@northwind.example"


@states("S2-03", "S2-45", "S2-46", "S2-47", "S2-48", "S2-49", "S2-51")
async def test_every_field_of_a_member_is_shown(user_at: UserAt, early: Demo) -> None:
    priya = member_in(early, PRIYA)
    assert priya is not None
    early.world.users[priya.user_id].image_url = "https://acme.example/priya.png"
    async with user_at(look=NAMED) as user:
        await opens_members(user, "priya")
        assert user.sees("1 of 5")
        assert f"GET /organization/members?orgId={organization_in(early, ACME).id}" in asked(user)
        await user.press("enter")
        assert row(user, "email") == PRIYA
        assert row(user, "uid") == priya.user_id
        assert row(user, "picture") == "https://acme.example/priya.png"
        assert row(user, "role") == "member (read)  read"
        assert row(user, "state") == "active"
        await user.press("2")
        assert user.sees(f'"uid": "{priya.user_id}"')
        assert user.sees('"role": "read"')


@states("S2-50")
async def test_each_of_the_ten_words_for_a_role_has_a_name(user_at: UserAt, early: Demo) -> None:
    jonas = member_in(early, JONAS)
    assert jonas is not None
    async with user_at(look=NAMED) as user:
        await opens_members(user, "jonas")
        for word in ("read", "upload", "write", "admin", "super_admin"):
            for invited in (False, True):
                jonas.user_right, jonas.is_tmp = word, invited
                await user.press("r")
                name = f"member ({word})" if word in {"read", "upload", "write"} else word.replace("_", " ")
                line = user.line_with(JONAS)
                assert f" {name} " in line
                assert ("invited" if invited else "active") in line
        await user.press("enter")
        assert row(user, "role") == "super admin  invite_super_admin"


@states("S2-52", "S2-53", "S2-54", "S2-55", "S2-56")
async def test_a_member_is_removed_by_organization_and_address_in_the_query(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await opens_members(user, "priya")
        await removes(user, PRIYA)
        assert member_in(early, PRIYA) is None
        assert f"Remove {PRIYA}: done." in user.told
        (sent,) = asked(user, "DELETE")
        org_id = organization_in(early, ACME).id
        assert sent == f"DELETE /organization/members?orgId={org_id}&email=priya%40acme.example"


async def removes(user: User, email: str) -> None:
    """Remove the member under the cursor, and type the address."""
    await user.press("D")
    assert "DELETE /organization/members?orgId=" in words_of(user)
    await user.types(email)
    await user.press("ctrl+s")


@states("S2-52")
async def test_an_invitation_is_withdrawn_and_whether_undo_can_invite_again_is_said(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED) as user:
        await opens_members(user, "lena")
        await user.press("D")
        assert ("as this server invites nobody" in words_of(user)) is (early.dialect == "seed")
        await user.press("y")
        assert member_in(early, LENA) is None
        assert ("u takes it back" in user.told) is (early.dialect == "2025-01")


@states("S2-57")
async def test_a_removal_that_is_refused_says_what_the_server_said(user_at: UserAt, early: Demo) -> None:
    async with user_at(look=NAMED) as user:
        await opens_members(user, "priya")
        await user.press("D")
        await user.types(PRIYA)
        mia = member_in(early, "mia@acme.example")
        assert mia is not None
        mia.role, mia.user_right = "org_member", "read"
        await user.press("ctrl+s")
        assert "only super admin" not in words_of(user)
        assert "You can't access this organization (400 cannot_access_organization)" in words_of(user)
        assert member_in(early, PRIYA) is not None


async def test_a_key_of_another_mode_is_refused_or_told_ok_and_found_out(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=NAMED, key=early.keys["org admin"]) as user:
        await opens_members(user, "priya")
        await removes(user, PRIYA)
        if early.dialect == "seed":
            assert "or its mode is not enough" in words_of(user)
        else:
            assert "the member is still there. Here a key whose mode is not all removes nobody" in user.told
        assert member_in(early, PRIYA) is not None


async def test_the_last_super_admin_is_never_removed(user_at: UserAt, early: Demo) -> None:
    async with user_at(look=NAMED) as user:
        await opens_members(user, "mia")
        await user.press("D")
        assert "the server would delete the whole organization with all apps" in words_of(user)
        assert asked(user, "DELETE") == []


async def test_whether_somebody_can_be_invited_is_said(user_at: UserAt, early: Demo) -> None:
    async with user_at(look=NAMED) as user:
        await opens_members(user)
        await user.press("n")
        if early.dialect == "seed":
            assert "this server invites nobody: the console does" in user.told
        else:
            assert user.sees("Invite")
