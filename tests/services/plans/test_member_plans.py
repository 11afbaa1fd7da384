"""Plans that remove members: who goes, who stays and why, and what is known only when it is their turn."""

from __future__ import annotations

from collections.abc import Sequence

from capgo_tui.demo.rows import Member
from capgo_tui.services.plans.job import Job
from capgo_tui.services.plans.members import LAST, remove_members
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.workspace import OrganizationData
from tests.services.plans.conftest import Desk, table


async def acme(desk: Desk) -> OrganizationData:
    """The members of Acme, read."""
    org = next(org for org in desk.workspace.estate.organizations if org.name == "Acme Mobile")
    data = desk.workspace.organization(org.org_id)
    await data.members.read()
    return data


async def removing(desk: Desk, names: Sequence[str]) -> Plan:
    data = await acme(desk)
    wanted = [
        member for name in names for member in data.members.records if (member.email or "").startswith(name)
    ]
    return await remove_members(desk.workspace, data, wanted)


def promote(desk: Desk, email: str, org_id: str) -> Member:
    """Make a member of Acme a super admin."""
    person = desk.demo.world.user_with(email)
    assert person is not None
    member = desk.demo.world.member(org_id, person.id)
    assert member is not None
    member.role = "org_super_admin"
    return member


async def test_members_and_invitations_go_and_the_only_super_admin_stays(desk: Desk) -> None:
    plan = await removing(desk, ["mia", "jonas", "lena"])
    assert plan.title == "Remove 3 members"
    assert table(plan) == [
        ("mia@acme.example", "super admin, active", "", LAST),
        ("jonas@acme.example", "admin, active", "removed", ""),
        ("lena@northwind.example", "member, invited", "invitation withdrawn", ""),
    ]
    assert plan.typed == ("jonas@acme.example",)


async def test_of_two_super_admins_the_second_stays(desk: Desk) -> None:
    data = await acme(desk)
    promote(desk, "jonas@acme.example", data.org_id)
    plan = await removing(desk, ["mia", "jonas"])
    assert [row.goes for row in plan.rows] == [True, False]
    assert plan.rows[1].skipped == LAST


async def test_whoever_left_meanwhile_is_skipped(desk: Desk) -> None:
    data = await acme(desk)
    member = promote(desk, "priya@acme.example", data.org_id)
    del desk.demo.world.members[member.id]
    plan = await removing(desk, ["priya", "tomas"])
    assert [(row.label, row.goes) for row in plan.rows] == [
        ("priya@acme.example", False),
        ("tomas@acme.example", True),
    ]


async def test_whoever_became_the_last_super_admin_since_is_not_removed(desk: Desk) -> None:
    data = await acme(desk)
    jonas = promote(desk, "jonas@acme.example", data.org_id)
    plan = await removing(desk, ["mia"])
    assert plan.rows[0].goes
    jonas.role = "org_member"
    job = Job(plan)
    await job.run()
    assert "only super admin" in str(job.results[0])
    assert data.org_id in desk.demo.world.organizations


async def test_rows_are_planned_again_as_they_are_now(desk: Desk) -> None:
    plan = await removing(desk, ["jonas", "priya"])
    data = await acme(desk)
    promote(desk, "priya@acme.example", data.org_id)
    again = await plan.again(plan.rows)
    assert [row.now for row in again.rows] == ["admin, active", "super admin, active"]
