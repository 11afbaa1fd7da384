"""Invites somebody to an organization."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.saver import Saver
from capgo_tui.models.member import ROLES as MEMBER_ROLES
from capgo_tui.presenters.roles import ROLES
from capgo_tui.services.changes.change import Done
from capgo_tui.widgets.form import ChoiceField, FormField, Heading, Option, TextField

_ROLE: Final = "invite_type"


@dataclass(frozen=True)
class Invitation:
    """Who is invited, and to what."""

    email: str
    """The address of the person's account."""
    role: str
    """One of `models.member.ROLES`."""


class InviteDialog(ChangeDialog[Invitation, Done[None]]):
    """An address, and a role."""

    def __init__(
        self,
        organization: str,
        saver: Saver[Invitation, Done[None]],
        known: Collection[str],
        *,
        opened_by: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            organization: what the organization is called, raw.
            saver: sends the invitation.
            known: the addresses of those who are members or invited.
            opened_by: the key that opens it.
        """
        super().__init__(f"Invite to {organization}", saver, opened_by=opened_by)
        self._known = {email.casefold() for email in known}

    def fields(self) -> Sequence[FormField[Any] | Heading]:
        """Address, role."""
        roles = [Option(role, role, ROLES[role].short) for role in MEMBER_ROLES]
        return [
            TextField(
                "email",
                "address",
                check=self._problem,
                placeholder="ana@acme.example",
                hint="only for people who have a Capgo account",
            ),
            ChoiceField(_ROLE, "role", MEMBER_ROLES[0], roles, hint=ROLES[MEMBER_ROLES[0]].sentence),
        ]

    def changed(self) -> None:
        """Say what the role may that was picked."""
        field = self.form.fields[_ROLE]
        field.hint = ROLES[field.value].sentence
        field.show_state()

    def edit(self) -> Invitation:
        """Who is invited, and to what."""
        return Invitation(self.form.fields["email"].value, self.form.fields[_ROLE].value)

    def _problem(self, text: str) -> str:
        email = text.strip()
        return f"{email} is a member or invited already." if email.casefold() in self._known else ""
