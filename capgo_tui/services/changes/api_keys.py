"""Changes of API keys (contract/api.md 3.4). A secret is shown once, and never kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, ModeKeyDraft
from capgo_tui.models.facts import Facts, as_fact, facts_of
from capgo_tui.secret import Secret
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.services.workspace import Workspace

_IN_USE: Final = "This is the key in use: this program stops working with it."
_MAY_BE_IN_USE: Final = (
    "The server does not tell which key is in use. If it is this one, the change is refused: "
    "a key cannot change itself."
)


_MAY_BE_ITSELF: Final = (
    "If it is the key in use, this program stops working with it: a key may delete itself here."
)
_STOPS: Final = "Everything that uses it stops working at once."
_BY_NUMBER: Final = (
    "It is deleted by its text; where the server does not know it so, by its number, "
    "as servers since February 2025 want it."
)
_FINAL: Final = "A deleted key cannot be brought back."
_UNSEEN: Final = "This server lists no keys, so it cannot be read back."
_PRETENDS: Final = "Servers of February to April 2025 say ok to the number of a key and delete nothing."
_SHORTEST: Final = 12
"""Characters of a key at least; a shorter text would be masked wherever it stands in other words."""


def why_unseen(workspace: Workspace) -> str:
    """Why no key can be read, as a sentence; empty if they can (contract/api-seed.md 3.3)."""
    lists = workspace.keys.begun or workspace.client.speech.generation.lists_keys
    return "" if lists else _UNSEEN


def create_key(workspace: Workspace, draft: ApiKeyDraft) -> Change[ApiKey]:
    """Make a key. Today's server refuses that to every API key, in a sentence (`cannot_create_apikey`).

    Raises:
        Misused: its end is not in the future.
    """
    listed = workspace.keys.begun
    known = {key.id for key in workspace.keys.records}

    def is_new(key: ApiKey, made: ApiKey | None) -> bool:
        """Names may be shared: without an answer, it is the one of that name that was not there before."""
        return key.id == made.id if made is not None else key.id not in known and key.name == draft.name

    async def read(made: ApiKey | None) -> Facts | None:
        if made is None and not listed:
            return None  # nothing tells a new key from an old one
        await workspace.keys.refresh()
        return next((facts_of(key, ApiKeyEdit) for key in workspace.keys.records if is_new(key, made)), None)

    return Change(
        title=f"Make key {draft.name}",
        target=Target(Kind.KEY, "", draft.name),
        write=workspace.client.api_keys.prepare_create(draft),
        before=None,
        after=_wanted(draft),
        read=read,
        told=lambda made: {"id": made.id},
        final="Undo cannot take it back: delete the key in the Keys tab.",
    )


def create_key_with_mode(workspace: Workspace, draft: ModeKeyDraft) -> Change[ApiKey]:
    """Make a key for an organization, on a server of early 2025, which names it itself."""
    name = f"for {workspace.name_of(draft.org_id)}"

    async def read(made: ApiKey | None) -> Facts | None:
        if made is None:
            return None  # it has a name that only its answer tells
        await workspace.keys.refresh()
        return {"mode": next((key.mode for key in workspace.keys.records if key.id == made.id), None)}

    return Change(
        title=f"Make a key of mode {draft.mode} {name}",
        target=Target(Kind.KEY, "", name, org_id=draft.org_id),
        write=workspace.client.api_keys.prepare_create_with_mode(draft),
        before=None,
        after={"mode": draft.mode},
        read=read,
        told=lambda made: {"id": made.id},
        final="Undo cannot take it back: D in the Keys tab deletes the key"
        + ("." if workspace.client.speech.generation.lists_keys else ", when it is pasted there."),
        unseen=why_unseen(workspace),
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
        warnings=_about_use(workspace, key),
    )


def regenerate_key(workspace: Workspace, key: ApiKey) -> Change[ApiKey]:
    """Give another key a new secret; the answer has it, this once."""
    return Change(
        title=f"Give key {_name(key)} a new secret",
        target=_target(key),
        write=workspace.client.api_keys.prepare_regenerate(key.id),
        before=facts_of(key, ApiKeyEdit),
        after={},
        read=_reading(workspace, key.id),
        warnings=("Everything that uses its old secret stops working at once.", *_about_use(workspace, key)),
        final="The old secret cannot be brought back.",
        typed=_name(key),
    )


def delete_key(workspace: Workspace, key: ApiKey) -> Change[None]:
    """Delete another key: by its number, or first by its text (contract/api-seed.md 3.3)."""
    by_number = Change(
        title=f"Delete key {_name(key)}",
        target=_target(key),
        write=workspace.client.api_keys.prepare_delete(key.id),
        before=facts_of(key, ApiKeyEdit),
        after=None,
        read=_reading(workspace, key.id),
        warnings=(_STOPS, *_about_use(workspace, key)),
        final=_FINAL,
        typed=_name(key),
    )
    if key.key is None or not workspace.client.speech.generation.keys_by_text:
        return by_number
    return replace(
        by_number,
        write=workspace.client.api_keys.prepare_delete(key.id, key.key),
        warnings=(*by_number.warnings, _BY_NUMBER),
        instead=lambda refused: replace(by_number, if_broken=_PRETENDS) if refused.status == 404 else None,
    )


def delete_key_given(workspace: Workspace, given: Secret) -> Change[None]:
    """Delete a key that no list shows, on a server of early 2025.

    Args:
        workspace: the connection.
        given: the key itself; digits alone are its number, as servers since February 2025 want it.

    Raises:
        Misused: it is no key, or too short for one.
    """
    text = given.reveal().strip()
    is_number = text.isascii() and text.isdecimal()
    if not is_number and (len(text) < _SHORTEST or any(not "!" <= letter <= "~" for letter in text)):
        raise Misused("That is no API key.", next_step="Paste all of it, or type its number.", field="key")
    name = text if is_number else Secret(text).masked()
    delete = workspace.client.api_keys.prepare_delete
    in_use = (_IN_USE,) if workspace.client.is_own_key(Secret(text)) else ()

    async def read(_: None) -> Facts:
        return {}

    return Change(
        title=f"Delete key {name}",
        target=Target(Kind.KEY, "", name),
        write=delete(int(text)) if is_number else delete(0, Secret(text)),
        before={},
        after=None,
        read=read,
        warnings=(_STOPS, *((_MAY_BE_ITSELF,) if is_number else in_use)),
        final=_FINAL,
        unseen=f"{_UNSEEN} {_PRETENDS}" if is_number else _UNSEEN,
    )


def _about_use(workspace: Workspace, key: ApiKey) -> tuple[str, ...]:
    """Whether it is the key in use: certain where the server lists secrets, else it may be."""
    if key.key is None:
        return (_MAY_BE_IN_USE,)
    return (_IN_USE,) if workspace.client.is_own_key(key.key) else ()


def _wanted(draft: ApiKeyDraft) -> Facts:
    """What is wanted of a new key, its roles by their names."""
    given = {name: as_fact(value) for name, value in draft.given().items() if not isinstance(value, tuple)}
    roles = ", ".join(binding.role_name for binding in draft.bindings)
    permissions = draft.given().get("global_permissions", ())
    return {**given, "roles": roles, **dict.fromkeys(permissions, True)}


def find_key(workspace: Workspace, key_id: int) -> ApiKey | None:
    """The key of that number as it was read last; None if there is none."""
    return next((key for key in workspace.keys.records if key.id == key_id), None)


def _name(key: ApiKey) -> str:
    return key.name or str(key.id)


def _target(key: ApiKey) -> Target:
    return Target(Kind.KEY, str(key.id), _name(key))


def _reading(workspace: Workspace, key_id: int) -> Reading[ApiKey]:
    async def read(_: ApiKey | None) -> Facts | None:
        await workspace.keys.refresh()
        found = find_key(workspace, key_id)
        return None if found is None else facts_of(found, ApiKeyEdit)

    return read
