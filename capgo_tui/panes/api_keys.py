"""The Keys tab of an organization."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from capgo_tui.api.verbs import Action
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.api_key import api_key_columns, api_key_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.roles import KEY_APP_ROLES, KEY_ORGANIZATION_ROLES, ROLES
from capgo_tui.services.changes.api_keys import (
    create_key,
    delete_key,
    edit_key,
    find_key,
    regenerate_key,
)
from capgo_tui.services.changes.saving import Saving
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, KeyBinding
    from capgo_tui.services.changes.change import Change, Done
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


class KeysPane(ListPane["ApiKey"]):
    """The API keys that the key in use may see: they belong to a person, not to an organization."""

    noun = "key"
    legend = (
        Row("hashed", "the server keeps only a hash of it"),
        Row("rights", "the API does not list the roles of a key; servers of 2025 send its mode"),
    )

    BINDINGS = [
        shown("n", "new", "new", "keys.new", "Make a key, where the server lets a key do so"),
        shown("e", "edit", "edit", "keys.edit", "Rename the key, or move its end"),
        shown("N", "new_secret", "new secret", "keys.new-secret", "Give it a new secret; the old one ends"),
        shown("D", "delete", "delete", "keys.delete", "Delete the key"),
    ]
    writes = {
        "new": Action.CREATE_KEY,
        "edit": Action.UPDATE_KEY,
        "new_secret": Action.REGENERATE_KEY,
        "delete": Action.DELETE_KEY,
    }

    def columns(self) -> tuple[Column[ApiKey], ...]:
        """Keys."""
        return api_key_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[ApiKey]:
        """The keys."""
        return workspace.keys

    def key_of(self, record: ApiKey) -> object:
        """Keys keep their number."""
        return record.id

    def title_of(self, record: ApiKey) -> str:
        """A key goes by its name."""
        return f"key {record.name}"

    def details_of(self, record: ApiKey) -> Sequence[Section]:
        """A key in full."""
        return api_key_details(record, self.now)

    @property
    def right_scope(self) -> str:
        """Keys belong to a person, so a right to manage them is no organization's."""
        return ""

    # Changing ------------------------------------------------------------------------------

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Make a key, and show its secret."""
        from capgo_tui.modals.new_key import NewKeyDialog  # noqa: PLC0415 - not before something is changed

        workspace = self.workspace
        if workspace is None:
            return
        saver: Saving[Workspace, ApiKeyDraft, ApiKey] = Saving(workspace, create_key, workspace)
        done = await self.change(NewKeyDialog(saver, role_options(workspace), self.now, opened_by="n"))
        await self._show_secret(done)

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Rename a key, or move its end."""
        from capgo_tui.modals.key import KeyDialog  # noqa: PLC0415

        workspace, key = self.workspace, self._chosen()
        if workspace is None or key is None:
            return
        saver: Saving[ApiKey, ApiKeyEdit, ApiKey] = Saving(
            workspace,
            lambda record, edit: edit_key(workspace, record, edit),
            key,
            lambda: find_key(workspace, key.id),
        )
        await self.change(KeyDialog(saver, self.now, opened_by="e"))

    @work(exclusive=True, group="edit")
    async def action_new_secret(self) -> None:
        """Give a key another secret, and show it."""
        done = await self._confirm(regenerate_key, "Give the key {} a new secret?", opened_by="N")
        await self._show_secret(done)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete a key."""
        await self._confirm(delete_key, "Delete the key {}?", opened_by="D")

    async def _confirm(
        self, make: Callable[[Workspace, ApiKey], Change[ApiKey] | Change[None]], text: str, *, opened_by: str
    ) -> Done[ApiKey] | None:
        """Ask before something is done to the key under the cursor."""
        workspace, key = self.workspace, self._chosen()
        if workspace is None or key is None:
            return None
        return await self.confirm(
            lambda: make(workspace, find_key(workspace, key.id) or key),
            text.format(key.name or key.id),
            opened_by=opened_by,
        )

    def _chosen(self) -> ApiKey | None:
        """The key under the cursor; marks are not for keys, as each is a decision of its own."""
        if self.table.record is None:
            self.notify("There is no key under the cursor.", markup=False)
        return self.table.record

    async def _show_secret(self, done: Done[ApiKey] | None) -> None:
        """Show the secret of a key that was made, and put the cursor on it."""
        from capgo_tui.modals.secret import SecretDialog  # noqa: PLC0415

        key = done.answer if done is not None else None
        if key is None or key.key is None:
            return
        await self.ask(SecretDialog(key.name or str(key.id), key.key))
        self.reveal(key.id)


def role_options(workspace: Workspace) -> list[Option[KeyBinding]]:
    """What a new key can be, and where: each role in each organization and app that is known."""
    from capgo_tui.models.api_key_edit import KeyBinding  # noqa: PLC0415

    options = []
    for org in workspace.estate.organizations:
        if not org.org_id:
            continue
        for role in KEY_ORGANIZATION_ROLES:
            binding = KeyBinding(role_name=role, scope_type="org", org_id=org.org_id)
            options.append(Option(binding, f"{org.name or org.org_id} · {role}", ROLES[role].short))
        for app in org.apps:
            if app.record is None or not app.record.id:
                continue
            for role in KEY_APP_ROLES:
                binding = KeyBinding(
                    role_name=role, scope_type="app", org_id=org.org_id, app_id=app.record.id
                )
                options.append(Option(binding, f"{app.app_id} · {role}", ROLES[role].short))
    return options
