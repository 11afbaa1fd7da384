"""A user invites and removes members."""

from __future__ import annotations

from datetime import timedelta

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.access import RIGHTS
from capgo_tui.demo.rows import Member
from tests.driver import User
from tests.ui.cloud import ACME, member_in, opens_members, organization_in
from tests.ui.conftest import NOW, UserAt
from tests.ui.undoing import presses_a, workspace_of

GUEST = "guest@example.com"
JONAS = "jonas@acme.example"
MIA = "mia@acme.example"
LENA = "lena@northwind.example"


def joins(
    demo: Demo, email: str, role: str = "org_super_admin", *, ends: bool = False, invited: bool = False
) -> None:
    """Let somebody be a member of Acme."""
    person = demo.world.user_with(email)
    assert person is not None
    number = demo.world.new_number()
    demo.world.members[number] = Member(
        number,
        organization_in(demo, ACME).id,
        person.id,
        role,
        is_tmp=invited,
        expires_at=NOW + timedelta(days=9) if ends else None,
    )


def leaves(demo: Demo, email: str) -> None:
    """Take a membership away, behind the program's back."""
    member = member_in(demo, email)
    assert member is not None
    del demo.world.members[member.id]


# Inviting -----------------------------------------------------------------------------------


async def invites(user: User, email: str = GUEST) -> None:
    """Fill in the dialog."""
    await opens_members(user)
    await user.press("n")
    await user.types(email)


async def test_somebody_is_invited_and_the_cursor_is_on_the_invitation(user: User, demo: Demo) -> None:
    await invites(user)
    assert user.sees("Invite to Acme Mobile")
    await user.press("ctrl+s")
    member = member_in(demo, GUEST)
    assert member is not None
    assert (member.role, member.is_tmp) == ("org_member", True)
    assert "invited" in user.line_with("❯ guest@example.com")
    assert "Invite guest@example.com: done. u takes it back." in user.told


async def test_a_role_says_what_it_may_and_warns_where_it_may_everything(user: User, demo: Demo) -> None:
    await invites(user)
    await user.goes_to("role")
    assert user.sees("Sees the organization and its members")
    await user.picks("role", "super")
    assert user.sees("May everything in the organization")
    assert user.sees("⚠ A super admin may do everything")
    await user.press("ctrl+s")
    member = member_in(demo, GUEST)
    assert member is not None
    assert member.role == "org_super_admin"


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("guest", "That is no e-mail address"),
        ("", "That is no e-mail address"),
        ("Jonas@Acme.example", "is a member or invited already"),
        (LENA, "is a member or invited already"),
    ],
)
async def test_a_bad_address_is_refused_before_anything_is_sent(user: User, email: str, words: str) -> None:
    await invites(user, email) if email else await opens_members(user)
    if not email:
        await user.press("n")
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees(words)
    assert user.requests == before


async def test_somebody_without_an_account_is_refused_in_words_and_with_the_code(user: User) -> None:
    await invites(user, "nobody@example.com")
    await user.press("ctrl+s")
    assert user.sees("NO_EMAIL")
    assert user.sees("they must sign up first")
    assert user.line_with("nobody@example.com")


async def test_somebody_who_is_invited_between_looking_and_sending_is_refused(user: User, demo: Demo) -> None:
    await invites(user)
    asked = []

    def clock() -> object:
        asked.append(1)
        if len(asked) == 2:
            joins(demo, GUEST, invited=True)
        return NOW

    demo.clock = clock  # type: ignore[assignment]
    await user.press("ctrl+s")
    assert user.sees("ALREADY_INVITED")
    assert user.sees("a member or invited already")


async def test_somebody_who_was_invited_meanwhile_is_said_to_be(user: User, demo: Demo) -> None:
    await invites(user)
    joins(demo, GUEST, invited=True)
    await user.press("ctrl+s")
    assert user.sees("There is a member guest@example.com already")
    await user.press("escape", "escape")
    assert user.line_with(GUEST)


async def test_a_role_above_ones_own_is_refused_and_other_roles_stay_possible(
    user_at: UserAt, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, "org_admin", RIGHTS["org_admin"] - {"org.update_user_roles"})
    async with user_at(key=demo.keys["org admin"]) as user:
        await invites(user)
        await user.picks("role", "super")
        await user.press("ctrl+s")
        assert user.sees("NO_RIGHTS")
        assert user.sees("may not invite somebody to that role")
        await user.picks("role", "billing")
        await user.press("ctrl+s")
        assert member_in(demo, GUEST) is not None


async def test_a_key_without_the_right_is_told_the_code_and_then_why_not(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org member"]) as user:
        await user.press("g", "enter", "6", "n")
        await user.types(GUEST)
        await user.press("ctrl+s")
        assert user.sees("cannot_access_organization")
        await user.press("escape", "escape", "n")
        assert "refused before: cannot_access_organization" in user.told


@pytest.mark.parametrize(("fault", "made"), [("cut", False), ("cut-after", True)])
async def test_an_invitation_whose_answer_was_lost_is_looked_for(
    user: User, demo: Demo, fault: str, made: bool
) -> None:
    await invites(user)
    demo.faults.next("/organization/members", fault, method="POST")
    await user.press("ctrl+s")
    assert (member_in(demo, GUEST) is not None) is made
    assert ("It was read again: the change was made" in user.told) is made
    assert user.sees("the change was not made. Try again") is not made


async def test_an_invitation_that_is_sent_twice_is_made_once(user: User, demo: Demo) -> None:
    await invites(user)
    await user.press_at_once("ctrl+s", "ctrl+s")
    assert member_in(demo, GUEST) is not None
    assert "ALREADY_INVITED" not in user.screen


async def test_an_invitation_that_is_cancelled_is_not_sent(user: User, demo: Demo) -> None:
    await invites(user)
    await user.press("escape", "escape")
    assert member_in(demo, GUEST) is None
    assert not user.sees("Invite to")


# Removing -----------------------------------------------------------------------------------


async def test_a_member_goes_once_the_address_was_typed(user: User, demo: Demo) -> None:
    await opens_members(user, "jonas")
    await user.press("D")
    assert user.sees("Remove jonas@acme.example from Acme Mobile?")
    assert user.sees("lose their roles here; the key in use")
    await user.press("ctrl+s")
    assert user.sees("Type jonas@acme.example first")
    await user.types(JONAS)
    await user.press("ctrl+s")
    assert member_in(demo, JONAS) is None
    await user.press("escape")
    assert not user.line_with("  jonas@acme.example")


async def test_an_invitation_is_withdrawn_by_a_yes(user: User, demo: Demo) -> None:
    await opens_members(user, "lena")
    await user.press("D")
    assert user.sees("Withdraw the invitation of lena@northwind.example?")
    await user.press("y")
    assert member_in(demo, LENA) is None
    assert "u takes it back" in user.told


async def test_the_only_super_admin_is_refused_before_anything_is_sent(user: User, demo: Demo) -> None:
    await opens_members(user, "mia")
    before = user.requests
    await user.press("D")
    assert "This is the only super admin" in user.told
    assert "would delete the whole organization" in user.told
    assert not user.sees("type it here")
    assert user.requests == before
    assert organization_in(demo, ACME) is not None


async def test_an_invited_super_admin_does_not_make_the_only_one_removable(user: User, demo: Demo) -> None:
    joins(demo, GUEST, invited=True)
    await opens_members(user, "mia")
    await user.press("D")
    assert "This is the only super admin" in user.told


async def test_whoever_became_the_only_super_admin_meanwhile_is_kept(user: User, demo: Demo) -> None:
    joins(demo, GUEST)
    await opens_members(user, "mia")
    await user.press("D")
    await user.types(MIA)
    leaves(demo, GUEST)
    await user.press("ctrl+s")
    assert user.sees("This is the only super admin")
    assert organization_in(demo, ACME) is not None
    assert member_in(demo, MIA) is not None


async def test_the_last_super_admin_whose_role_does_not_end_is_refused_by_its_code(
    user: User, demo: Demo
) -> None:
    joins(demo, GUEST, ends=True)
    await opens_members(user, "mia")
    await user.press("D")
    await user.types(MIA)
    await user.press("ctrl+s")
    assert user.sees("CANNOT_REMOVE_LAST_SUPER_ADMIN")
    assert organization_in(demo, ACME) is not None


async def test_an_admin_may_not_remove_a_super_admin(user_at: UserAt, demo: Demo) -> None:
    joins(demo, GUEST)
    async with user_at(key=demo.keys["org admin"]) as user:
        await opens_members(user, "mia")
        await user.press("D")
        await user.types(MIA)
        await user.press("ctrl+s")
        assert user.sees("cannot_delete_higher_priority_role")
        await user.press("escape", "escape", "D")
        assert user.sees("type it here")  # others may still be removed, so the key is no lesson


async def test_a_key_without_the_right_to_remove_is_told_the_code(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["org member"]) as user:
        await user.press("g", "enter", "6", "j", "D")
        await user.types(JONAS)
        await user.press("ctrl+s")
        assert user.sees("cannot_access_organization")


@pytest.mark.parametrize(
    ("which", "code"),
    [("membership", "organization_member_not_found"), ("account", "user_not_found")],
)
async def test_whoever_goes_between_looking_and_sending_is_refused_by_the_code(
    user: User, demo: Demo, which: str, code: str
) -> None:
    await opens_members(user, "jonas")
    await user.press("D")
    await user.types(JONAS)
    asked = []

    def clock() -> object:
        asked.append(1)
        if len(asked) == 3:  # read again, read once more, then sent
            member = member_in(demo, JONAS)
            assert member is not None
            del demo.world.members[member.id]
            if which == "account":
                del demo.world.users[member.user_id]
        return NOW

    demo.clock = clock  # type: ignore[assignment]
    await user.press("ctrl+s")
    assert user.sees(code)


async def test_a_member_who_left_meanwhile_is_said_to_be_gone(user: User, demo: Demo) -> None:
    await opens_members(user, "jonas")
    await user.press("D")
    await user.types(JONAS)
    leaves(demo, JONAS)
    await user.press("ctrl+s")
    assert user.sees("There is no member jonas@acme.example any more")


async def test_a_role_that_changed_meanwhile_is_shown_before_it_is_sent(user: User, demo: Demo) -> None:
    await opens_members(user, "jonas")
    await user.press("D")
    await user.types(JONAS)
    member = member_in(demo, JONAS)
    assert member is not None
    member.role = "org_member"
    await user.press("ctrl+s")
    assert user.sees("org_admin → org_member")
    assert member_in(demo, JONAS) is not None
    await user.press("ctrl+s")
    assert member_in(demo, JONAS) is None


@pytest.mark.parametrize(("fault", "gone"), [("cut", False), ("cut-after", True)])
async def test_a_removal_whose_answer_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, gone: bool
) -> None:
    await opens_members(user, "jonas")
    await user.press("D")
    await user.types(JONAS)
    demo.faults.next("/organization/members", fault, method="DELETE")
    await user.press("ctrl+s")
    assert (member_in(demo, JONAS) is None) is gone
    assert ("It was read again: the change was made" in user.told) is gone
    assert user.sees("the change was not made. Try again") is not gone


async def test_a_removal_that_is_cancelled_is_not_sent(user: User, demo: Demo) -> None:
    await opens_members(user, "jonas")
    await user.press("D", "escape")
    assert not user.sees("type it here")
    assert member_in(demo, JONAS) is not None


async def test_marked_members_go_by_a_plan_and_the_only_super_admin_stays(user: User, demo: Demo) -> None:
    await opens_members(user)
    await user.press("asterisk", "D")
    assert user.sees("Remove 5 members")
    assert "the last super admin" in user.line_with("❯ mia@acme.example")
    await presses_a(user)
    assert user.sees("Type members 3 to confirm")
    await user.types("members 3")
    await user.press("ctrl+s")
    await workspace_of(user).jobs.all[-1].wait()
    await user.settle()
    assert [member_in(demo, email) is not None for email in (MIA, JONAS, LENA)] == [True, False, False]
    await user.press("escape")
    assert user.sees("1 member")
    assert user.sees("mia@acme.example")


# Everywhere ---------------------------------------------------------------------------------


async def test_everything_is_reached_at_80_by_24(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await invites(user)
        await user.picks("role", "billing")
        assert user.sees("looks after the bills")
        await user.press("f2")
        assert user.sees("invite_type")
        await user.press("ctrl+s")
        assert member_in(demo, GUEST) is not None
        await user.press("D")
        assert user.sees("Withdraw the invitation of guest@example.com?")
        await user.press("y")
        assert member_in(demo, GUEST) is None


@pytest.mark.parametrize("key", ["n", "D"])
async def test_in_read_only_mode_no_dialog_opens_and_the_reason_is_said(user_at: UserAt, key: str) -> None:
    async with user_at(read_only=True) as user:
        await opens_members(user, "jonas")
        await user.press(key)
        assert "read-only mode" in user.told
        assert not user.sees("ctrl+s")
