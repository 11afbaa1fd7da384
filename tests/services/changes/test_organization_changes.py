"""Changes of organizations, members, keys and apps, each made once; and what none is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from capgo_tui.demo import Demo
from capgo_tui.errors import CapgoError, Misused, Refused
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.models.member import Member
from capgo_tui.models.organization_edit import OrganizationDraft, OrganizationEdit
from capgo_tui.secret import Secret
from capgo_tui.services.changes.api_keys import create_key, delete_key, edit_key, regenerate_key
from capgo_tui.services.changes.apps import create_app, delete_app, edit_app
from capgo_tui.services.changes.members import invite_member, remove_member
from capgo_tui.services.changes.organizations import (
    create_organization,
    delete_organization,
    edit_organization,
)
from capgo_tui.services.journal import Entry, State
from capgo_tui.services.workspace import OrganizationData, Workspace
from tests.api.servers import Reply, client_of, replies
from tests.services.conftest import CI, ORG, workspace_of

NEXT_YEAR = datetime(2027, 7, 1, tzinfo=UTC)
ANA = "ana@acme.example"
BEN = "ben@acme.example"
CLEO = "cleo@acme.example"


def last(workspace: Workspace) -> Entry:
    entry = workspace.journal.entries()[-1]
    assert entry.state is State.MADE
    return entry


# Members.


async def member_of(data: OrganizationData, email: str) -> Member:
    await data.members.refresh()
    return next(member for member in data.members.records if member.email == email)


async def test_somebody_is_invited_and_the_invitation_withdrawn(
    workspace: Workspace, acme_mobile: OrganizationData
) -> None:
    invite = invite_member(workspace, acme_mobile, CLEO, "org_super_admin")
    assert "may do everything" in invite.warnings[0]
    assert await workspace.changes.look(invite) == ()
    done = await workspace.changes.make(invite)
    assert (done.note, done.present) == ("", {"role": "org_super_admin", "invited": True})
    with pytest.raises(Misused, match=r"There is a member Cleo@acme\.example already"):
        await workspace.changes.look(invite_member(workspace, acme_mobile, "Cleo@acme.example", "org_member"))
    withdraw = remove_member(workspace, acme_mobile, await member_of(acme_mobile, CLEO))
    assert withdraw.title == f"Withdraw the invitation of {CLEO}"
    assert (withdraw.typed, withdraw.final, withdraw.warnings) == ("", "", ())
    assert (await workspace.changes.make(withdraw)).present is None


async def test_a_member_is_removed(workspace: Workspace, acme_mobile: OrganizationData) -> None:
    remove = remove_member(workspace, acme_mobile, await member_of(acme_mobile, BEN))
    assert (remove.typed, remove.title) == (BEN, f"Remove {BEN}")
    assert "lose their roles" in remove.warnings[0]
    assert "invites again" in remove.final
    assert (await workspace.changes.make(remove)).present is None


async def test_the_only_super_admin_is_never_removed_whoever_was_one_a_moment_ago(
    acme: Demo, workspace: Workspace, acme_mobile: OrganizationData
) -> None:
    with pytest.raises(Misused, match="only super admin"):
        remove_member(workspace, acme_mobile, await member_of(acme_mobile, ANA))
    ben = next(row for row in acme.world.members.values() if row.role == "org_member")
    ben.role = "org_super_admin"
    remove = remove_member(workspace, acme_mobile, await member_of(acme_mobile, ANA))
    ben.role = "org_member"
    with pytest.raises(Misused, match="only super admin"):
        await workspace.changes.make(remove)
    assert workspace.journal.entries() == []
    assert ORG in acme.world.organizations


async def test_a_member_without_an_address_is_known_by_the_id(
    workspace: Workspace, acme_mobile: OrganizationData
) -> None:
    await acme_mobile.members.read()
    with pytest.raises(Misused, match="e-mail address is missing"):
        remove_member(workspace, acme_mobile, Member(uid=(await member_of(acme_mobile, BEN)).uid))
    for email, role in (("cleo", "org_admin"), (CLEO, "owner")):
        with pytest.raises(Misused):
            invite_member(workspace, acme_mobile, email, role)


# API keys.


async def key_of(workspace: Workspace, number: int = 7002) -> ApiKey:
    await workspace.keys.refresh()
    return next(key for key in workspace.keys.records if key.id == number)


async def test_a_key_is_changed_regenerated_and_deleted(workspace: Workspace) -> None:
    edit = edit_key(workspace, await key_of(workspace), ApiKeyEdit(name="reader two", expires_at=NEXT_YEAR))
    assert [(row.name, row.was) for row in edit.rows] == [("name", "acme reader"), ("expires_at", None)]
    done = await workspace.changes.make(edit)
    assert (done.note, done.broken) == ("", ())
    with pytest.raises(Misused, match="Nothing is to change"):
        edit_key(workspace, await key_of(workspace), ApiKeyEdit(expires_at=NEXT_YEAR))
    with pytest.raises(Misused, match="future"):
        edit_key(workspace, await key_of(workspace), ApiKeyEdit(expires_at=datetime(2020, 1, 1, tzinfo=UTC)))
    regenerate = regenerate_key(workspace, await key_of(workspace))
    assert (regenerate.typed, regenerate.rows) == ("reader two", ())
    assert regenerate.final == "The old secret cannot be brought back."
    with_secret = await workspace.changes.make(regenerate)
    assert with_secret.answer is not None
    assert with_secret.answer.key
    assert (with_secret.note, with_secret.answer.key.reveal() in repr(workspace.journal.entries())) == (
        "",
        False,
    )
    delete = delete_key(workspace, await key_of(workspace))
    assert (delete.typed, "key is in use" in delete.warnings[1]) == ("reader two", True)
    assert (await workspace.changes.make(delete)).present is None


async def test_the_key_in_use_is_named_where_the_server_lists_secrets(
    workspace: Workspace, acme: Demo
) -> None:
    key = await key_of(workspace)
    assert "If it is this one" in regenerate_key(workspace, key).warnings[1]
    own = replace(key, key=Secret(acme.key))
    assert "This is the key in use" in regenerate_key(workspace, own).warnings[1]
    assert "This is the key in use" in delete_key(workspace, own).warnings[1]
    other = replace(key, key=Secret("another"))
    assert len(delete_key(workspace, other).warnings) == 1
    assert edit_key(workspace, other, ApiKeyEdit(name="x")).warnings == ()


DRAFT = ApiKeyDraft(
    name="fresh",
    bindings=(KeyBinding(role_name="app_reader", scope_type="app", org_id=ORG, app_id="u"),),
    expires_at=NEXT_YEAR,
)


async def test_todays_server_lets_no_key_make_a_key(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="API keys cannot create other API keys"):
        await workspace.changes.make(create_key(workspace, DRAFT))
    entry = workspace.journal.entries()[-1]
    assert (entry.state, entry.intent.target.key) == (State.REFUSED, "")


async def test_a_server_that_lets_it_gives_the_secret_once(acme: Demo) -> None:
    row = {"id": 9, "name": "fresh"}
    server = replies(Reply({**row, "key": "the-new-secret-of-the-key"}), Reply([row]))
    async with client_of(server) as client:
        workspace = workspace_of(client, acme, None)
        done = await workspace.changes.make(create_key(workspace, DRAFT))
    assert done.answer is not None
    assert done.answer.key is not None
    assert done.answer.key.reveal() == "the-new-secret-of-the-key"
    assert "the-new-secret" not in repr(done) + repr(workspace.journal.entries())
    outcome = last(workspace).outcome
    assert outcome is not None
    assert outcome.answer == {"id": 9}


# Apps.


async def test_an_app_is_made_changed_and_deleted(workspace: Workspace) -> None:
    draft = AppDraft(app_id="com.acme.fresh", name="Fresh", owner_org=ORG)
    done = await workspace.changes.make(create_app(workspace, draft))
    assert (done.note, done.broken) == ("", ())
    assert "com.acme.fresh" in {entry.app_id for entry in workspace.estate.apps}
    assert done.answer is not None
    edited = await workspace.changes.make(
        edit_app(workspace, done.answer, AppEdit(name="Fresher", retention=60, ios_store_url=None))
    )
    assert (edited.note, edited.broken) == ("", ())
    assert edited.change.after == {"name": "Fresher", "retention": 60}
    app = await workspace.client.apps.read("com.acme.fresh")
    with pytest.raises(Misused, match="Nothing is to change"):
        edit_app(workspace, app, AppEdit(name="Fresher"))
    delete = delete_app(workspace, app)
    assert (delete.typed, delete.final) == ("com.acme.fresh", "A deleted app cannot be brought back.")
    assert (await workspace.changes.make(delete)).present is None
    assert "com.acme.fresh" not in {entry.app_id for entry in workspace.estate.apps}


async def test_whoever_makes_an_app_without_a_right_to_it_is_not_alarmed(acme: Demo) -> None:
    """An org_member may make apps and read none of them (contract/api.md 2.2)."""
    async with client_of(acme.app, key="3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a91") as client:
        workspace = workspace_of(client, acme, None)
        draft = AppDraft(app_id="com.acme.fresh", name="Fresh", owner_org=ORG)
        done = await workspace.changes.make(create_app(workspace, draft))
        assert (done.note, done.broken) == ("", ())
        acme.faults.next("/app", "cut-after", method="POST")
        with pytest.raises(CapgoError) as caught:
            await workspace.changes.make(
                create_app(workspace, AppDraft(app_id="com.acme.other", name="Other", owner_org=ORG))
            )
        assert caught.value.outcome_unknown


async def test_a_new_app_is_found_after_a_lost_answer(acme: Demo, workspace: Workspace) -> None:
    acme.faults.next("/app", "cut-after", method="POST")
    draft = AppDraft(app_id="com.acme.fresh", name="Fresh", owner_org=ORG)
    done = await workspace.changes.make(create_app(workspace, draft))
    assert done.note.endswith("the change was made.")


async def test_a_refused_app_is_learned_for_its_organization(acme: Demo) -> None:
    async with client_of(acme.app, key="3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a93") as client:
        workspace = workspace_of(client, acme, None)
        change = create_app(workspace, AppDraft(app_id="com.acme.fresh", name="F", owner_org=ORG))
        with pytest.raises(Refused):
            await workspace.changes.make(change)
        assert workspace.why_not(change.write.action, ORG).startswith("refused before: cannot_access_org")


# Organizations.


async def test_an_organization_is_made_changed_and_deleted(acme: Demo) -> None:
    async with client_of(acme.app, key=CI) as client:
        workspace = workspace_of(client, acme, None)
        await workspace.read_estate()
        create = create_organization(workspace, OrganizationDraft(name="Acme Two"))
        assert await workspace.changes.look(create) == ()
        done = await workspace.changes.make(create)
        assert (done.note, done.broken) == ("", ())
        assert done.answer in {entry.org_id for entry in workspace.estate.organizations}
        assert done.answer is not None
        record = await client.organizations.read(done.answer)
        edit = edit_organization(workspace, record, OrganizationEdit(name="Acme 2", enforcing_2fa=False))
        assert "second factor" in edit.final
        edited = await workspace.changes.make(edit)
        assert (edited.note, edited.broken) == ("", ())
        assert edited.present is not None
        assert (edited.present["name"], edited.present["enforcing_2fa"]) == ("Acme 2", False)
        assert "Acme 2" in {entry.name for entry in workspace.estate.organizations}
        record = await client.organizations.read(done.answer)
        with pytest.raises(Misused, match="Nothing is to change"):
            edit_organization(workspace, record, OrganizationEdit(name="Acme 2"))
        delete = delete_organization(workspace, record, 3)
        assert (delete.typed, "3 apps that this key sees" in delete.warnings[0]) == ("Acme 2", True)
        assert "1 app that" in delete_organization(workspace, record, 1).warnings[0]
        assert (await workspace.changes.make(delete)).present is None


async def test_a_new_organization_is_found_after_a_lost_answer(acme: Demo) -> None:
    async with client_of(acme.app, key=CI) as client:
        workspace = workspace_of(client, acme, None)
        await workspace.read_estate()
        acme.faults.next("/organization", "cut-after", method="POST")
        done = await workspace.changes.make(
            create_organization(workspace, OrganizationDraft(name="Acme Two"))
        )
        assert done.note.endswith("the change was made.")
        acme.faults.next("/organization", "cut", method="POST")
        with pytest.raises(CapgoError) as caught:
            await workspace.changes.make(create_organization(workspace, OrganizationDraft(name="Acme Three")))
        assert caught.value.outcome_unknown


async def test_what_the_server_makes_of_an_address_is_known_and_of_a_name_is_said(
    acme: Demo, workspace: Workspace
) -> None:
    organization = await workspace.client.organizations.read(ORG)
    edit = edit_organization(workspace, organization, OrganizationEdit(website="Acme.example"))
    assert edit.after == {"website": "https://acme.example/"}
    done = await workspace.changes.make(edit)
    assert (done.note, done.broken) == ("", ())
    present = await workspace.client.organizations.read(ORG)
    named = edit_organization(workspace, present, OrganizationEdit(name="<b>Acme</b> Mobile", website=None))
    done = await workspace.changes.make(named)
    assert [(each.name, each.was, each.now) for each in done.broken] == [
        ("name", "<b>Acme</b> Mobile", "Acme Mobile")
    ]
