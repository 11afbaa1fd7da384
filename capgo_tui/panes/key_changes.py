"""What the keys of the Keys tab change; imported when one of them is first pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.modals.key import KeyDialog
from capgo_tui.modals.new_key import NewKeyDialog
from capgo_tui.modals.secret import SecretDialog
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding, ModeKeyDraft
from capgo_tui.presenters.roles import KEY_APP_ROLES, KEY_ORGANIZATION_ROLES
from capgo_tui.secret import Secret
from capgo_tui.services.changes.api_keys import (
    create_key,
    create_key_with_mode,
    delete_key,
    delete_key_given,
    edit_key,
    find_key,
    regenerate_key,
    why_unseen,
)
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.plans.building import counted, plan_of
from capgo_tui.services.workspace import Workspace
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.panes.list_pane import ListPane
    from capgo_tui.services.changes.change import Done


async def make(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    """Make a key, and show its secret."""
    if workspace.client.speech.generation.keys_have_modes:
        await _make_with_mode(pane, workspace)
        return
    saver = Saving[Workspace, ApiKeyDraft, ApiKey](workspace, create_key, workspace)
    done = await pane.change(NewKeyDialog(saver, role_options(workspace), workspace.now, opened_by="n"))
    await _show_secret(pane, workspace, done)


async def _make_with_mode(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    from capgo_tui.modals.mode_key import ModeKeyDialog  # noqa: PLC0415 - for old servers only

    saver = Saving[Workspace, ModeKeyDraft, ApiKey](workspace, create_key_with_mode, workspace)
    organizations = [
        Option(org.org_id, org.name or org.org_id) for org in workspace.estate.organizations if org.org_id
    ]
    done = await pane.change(ModeKeyDialog(saver, organizations, opened_by="n"))
    await _show_secret(pane, workspace, done)


async def edit(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    """Rename a key, or move its end."""
    key = pane.chosen()
    if key is None:
        return
    saver = Saving[ApiKey, ApiKeyEdit, ApiKey](
        workspace,
        lambda record, edit: edit_key(workspace, record, edit),
        key,
        lambda: find_key(workspace, key.id),
    )
    await pane.change(KeyDialog(saver, workspace.now, opened_by="e"))


async def give_secret(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    """Give a key another secret, and show it."""
    key = pane.chosen()
    if key is not None:
        done = await pane.confirm(
            lambda: regenerate_key(workspace, find_key(workspace, key.id) or key),
            f"Give the key {key.name or key.id} a new secret?",
            opened_by="N",
        )
        await _show_secret(pane, workspace, done)


async def delete(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    """Delete a key, or plan to delete the marked ones; where none is listed, one by its text."""
    if why_unseen(workspace):
        await _delete_given(pane, workspace)
        return
    if pane.table.marked:
        keys = pane.table.marked_records()
        title = f"Delete {counted([key.name or str(key.id) for key in keys], 'keys')}"
        pane.show_plan(plan_of(workspace, title, [delete_key(workspace, key) for key in keys]))
        return
    key = pane.chosen()
    if key is not None:
        await pane.confirm(
            lambda: delete_key(workspace, find_key(workspace, key.id) or key),
            f"Delete the key {key.name or key.id}?",
            opened_by="D",
        )


async def _delete_given(pane: ListPane[ApiKey], workspace: Workspace) -> None:
    from capgo_tui.modals.key_text import KeyTextDialog  # noqa: PLC0415 - for old servers only

    saver = Saving[Workspace, Secret, None](workspace, delete_key_given, workspace)
    await pane.change(KeyTextDialog(saver, opened_by="D"))


async def _show_secret(pane: ListPane[ApiKey], workspace: Workspace, done: Done[Any] | None) -> None:
    """Show the secret of a key that was made, this once, and put the cursor on the key."""
    if done is None:
        return
    key: ApiKey | None = done.answer
    if key is None or key.key is None:
        words = "Its secret was lost with the answer: N gives it another one."
        pane.notify(words, severity="warning", markup=False, timeout=15)
        named = [known.id for known in workspace.keys.records if known.name == done.change.target.name]
        pane.reveal(max(named, default=None))
        return
    await pane.ask(SecretDialog(key.name or str(key.id), key.key))
    pane.reveal(key.id)


def role_options(workspace: Workspace) -> list[Option[KeyBinding]]:
    """What a new key can be, and where: each role in each organization and app that is known."""
    options = []
    for org in workspace.estate.organizations:
        if not org.org_id:
            continue
        for role in KEY_ORGANIZATION_ROLES:
            binding = KeyBinding(role_name=role, scope_type="org", org_id=org.org_id)
            options.append(Option(binding, f"{org.name or org.org_id} · {role}"))
        for app in org.apps:
            app_uuid = app.record.id if app.record is not None else None
            if not app_uuid:
                continue
            for role in KEY_APP_ROLES:
                binding = KeyBinding(role_name=role, scope_type="app", org_id=org.org_id, app_id=app_uuid)
                options.append(Option(binding, f"{app.app_id} · {role}"))
    return options
