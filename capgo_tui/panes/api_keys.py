"""The Keys tab of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content

from capgo_tui.api.verbs import Action
from capgo_tui.errors import Refused
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.api_key import api_key_columns, api_key_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


STILL = (
    "n makes one, for an organization and with a mode; its secret is shown once.",
    "D deletes one: paste the key itself.",
)
"""What can be done on a server that lists no keys (contract/api-seed.md 3.3)."""


class KeysPane(ListPane["ApiKey"]):
    """The API keys that the key in use may see: they belong to a person, not to an organization."""

    noun = "key"
    legend = (
        Row("hashed", "the server keeps only a hash of it"),
        Row("rights", "the API does not list the roles of a key; servers of 2025 send its mode"),
        Row("limited to", "servers of 2025: the only organizations and apps that it reaches"),
    )

    BINDINGS = [
        shown("n", "new", "new", "keys.new", "Make a key, where the server lets a key do so"),
        shown("e", "edit", "edit", "keys.edit", "Rename the key, or move its end"),
        shown("N", "new_secret", "new secret", "keys.new-secret", "Give it a new secret; the old one ends"),
        shown(
            "D",
            "delete",
            "delete",
            "keys.delete",
            "Delete the key, or the marked ones; unlisted, by its text",
        ),
    ]
    writes = {
        "new": Action.CREATE_KEY,
        "edit": Action.UPDATE_KEY,
        "new_secret": Action.REGENERATE_KEY,
        "delete": Action.DELETE_KEY,
    }

    def columns(self) -> tuple[Column[ApiKey], ...]:
        """Keys."""
        return api_key_columns(self.now, self.connection.name_of)

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
        return api_key_details(record, self.now, self.connection.name_of)

    @property
    def right_scope(self) -> str:
        """Keys belong to a person, so a right to manage them is no organization's."""
        return ""

    def trouble(self, error: CapgoError) -> Content:
        """Why no key is listed, and what can be done all the same."""
        from capgo_tui.services.changes.api_keys import why_unseen  # noqa: PLC0415 - not before it fails

        if not (isinstance(error, Refused) and error.status == 404 and why_unseen(self.connection)):
            return super().trouble(error)
        return Content("\n").join([Content.styled(error.next_step, "bold"), *map(Content, STILL)])

    # Changing ------------------------------------------------------------------------------

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Make a key, and show its secret."""
        from capgo_tui.panes import key_changes  # noqa: PLC0415

        await key_changes.make(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Rename a key, or move its end."""
        from capgo_tui.panes import key_changes  # noqa: PLC0415

        await key_changes.edit(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_new_secret(self) -> None:
        """Give a key another secret, and show it."""
        from capgo_tui.panes import key_changes  # noqa: PLC0415

        await key_changes.give_secret(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete a key, or plan to delete the marked ones."""
        from capgo_tui.panes import key_changes  # noqa: PLC0415

        await key_changes.delete(self, self.connection)
