"""Makes an API key, on servers that let a key do so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.key import expiry_field
from capgo_tui.modals.saver import Saver
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyDraft, KeyBinding
from capgo_tui.models.edit import UNSET
from capgo_tui.presenters.roles import ROLES
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import FormField, Heading, MultiChoiceField, Option, SwitchField, TextField

REFUSED: Final = (
    "Servers since May 2026 let nobody but a person who is logged in make keys: there the console is the "
    "place, and this is refused with a sentence. Older servers take it."
)

_HOW: Final = "letters find, space marks, enter takes what is marked"
_MAKES_ORGANIZATIONS: Final = "org.create"


class NewKeyDialog(ChangeDialog[ApiKeyDraft, Done[ApiKey]]):
    """A name, roles, an end."""

    DEFAULT_CSS = """
    NewKeyDialog #key-note { height: auto; padding: 0 1; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        saver: Saver[ApiKeyDraft, Done[ApiKey]],
        roles: Sequence[Option[KeyBinding]],
        now: Callable[[], datetime],
        *,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            saver: makes the key.
            roles: what it can be, and where.
            now: gives the present time.
            opened_by: the key that opens it.
        """
        super().__init__("New API key", saver, opened_by=opened_by)
        self._roles = roles
        self._now = now

    def body(self) -> Iterable[Widget]:
        """What to know first, then as in every dialog that changes something."""
        yield Static(
            Content.assemble(("⚠ ", "bold $text-warning"), (REFUSED, "$text-warning")), id="key-note"
        )
        yield from super().body()

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """What the server wants to know."""
        return [
            TextField("name", "name", placeholder="what it is for"),
            MultiChoiceField(
                "bindings",
                "roles",
                (),
                self._roles,
                hint=_HOW,
            ),
            expiry_field(None, self._now),
            SwitchField("hashed", "hashed", initial=False, hint="the server then keeps only a hash of it"),
            SwitchField(
                "global_permissions", "org.create", initial=False, hint="whether it may make organizations"
            ),
        ]

    def changed(self) -> None:
        """Say what the roles may that were picked."""
        field = self.form.fields["bindings"]
        names = dict.fromkeys(binding.role_name for binding in field.value)
        field.hint = " ".join(f"{name}: {ROLES[name].sentence}" for name in names) or _HOW
        field.show_state()

    def edit(self) -> ApiKeyDraft:
        """The key that is to be made."""
        values = {name: field.value for name, field in self.form.fields.items()}
        return ApiKeyDraft(
            name=values["name"],
            bindings=values["bindings"],
            hashed=values["hashed"] or UNSET,
            expires_at=UNSET if values["expires_at"] is None else values["expires_at"],
            global_permissions=(_MAKES_ORGANIZATIONS,) if values["global_permissions"] else UNSET,
        )
