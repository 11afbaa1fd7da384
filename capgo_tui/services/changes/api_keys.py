"""Changes of API keys (contract/api.md 3.4). A secret is shown once, and never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit
from capgo_tui.models.facts import Facts, as_fact, facts_of
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.services.workspace import Workspace

_IN_USE = "If it is the key in use, this program stops working: the server does not tell which one that is."


def create_key(workspace: Workspace, draft: ApiKeyDraft) -> Change[ApiKey]:
    """Make a key. Today's server refuses that to every API key, in a sentence (`cannot_create_apikey`).

    Raises:
        Misused: its end is not in the future.
    """

    async def read(made: ApiKey | None) -> Facts | None:
        if made is None:
            return None  # names may be shared, so nothing tells a new key from an old one
        await workspace.keys.refresh()
        return {"name": made.name}

    return Change(
        title=f"Make key {draft.name}",
        target=Target(Kind.KEY, "", draft.name),
        write=workspace.client.api_keys.prepare_create(draft),
        before=None,
        after={"name": draft.name},
        read=read,
        told=lambda made: {"id": made.id},
        final="The key is deleted only by its own dialog.",
    )


def edit_key(workspace: Workspace, key: ApiKey, edit: ApiKeyEdit) -> Change[ApiKey]:
    """Rename another key, or move its end.

    Raises:
        Misused: nothing is to change, or its end is not in the future.
    """
    edit = edit.without_unchanged(key)
    return Change(
        title=f"Change key {_name(key)}",
        target=_target(key),
        write=workspace.client.api_keys.prepare_update(key.id, edit),
        before=facts_of(key, ApiKeyEdit),
        after={name: as_fact(value) for name, value in edit.given().items()},
        read=_reading(workspace, key.id),
    )


def regenerate_key(workspace: Workspace, key: ApiKey) -> Change[ApiKey]:
    """Give another key a new secret; the answer has it, this once."""
    why = f"Everything that uses its old secret stops working at once. {_IN_USE}"
    return Change(
        title=f"Give key {_name(key)} a new secret",
        target=_target(key),
        write=workspace.client.api_keys.prepare_regenerate(key.id),
        before=facts_of(key, ApiKeyEdit),
        after={},
        read=_reading(workspace, key.id),
        final="The old secret cannot be brought back.",
        typed=_name(key),
        why_typed=why,
    )


def delete_key(workspace: Workspace, key: ApiKey) -> Change[None]:
    """Delete another key."""
    why = f"Everything that uses it stops working at once. {_IN_USE}"
    return Change(
        title=f"Delete key {_name(key)}",
        target=_target(key),
        write=workspace.client.api_keys.prepare_delete(key.id),
        before=facts_of(key, ApiKeyEdit),
        after=None,
        read=_reading(workspace, key.id),
        final="A deleted key cannot be brought back.",
        typed=_name(key),
        why_typed=why,
    )


def _name(key: ApiKey) -> str:
    return key.name or str(key.id)


def _target(key: ApiKey) -> Target:
    return Target(Kind.KEY, str(key.id), _name(key))


def _reading(workspace: Workspace, key_id: int) -> Reading[ApiKey]:
    async def read(_: ApiKey | None) -> Facts | None:
        await workspace.keys.refresh()
        found = next((key for key in workspace.keys.records if key.id == key_id), None)
        return None if found is None else facts_of(found, ApiKeyEdit)

    return read
