"""A member of an organization, or somebody invited to it (contract/api.md 3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document

ROLES: Final = ("org_member", "org_billing_admin", "org_admin", "org_super_admin")
"""The roles that somebody can be invited to."""

_INVITED: Final = "invite_"
_SUPER: Final = frozenset({"org_super_admin", "super_admin"})


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Member(Document):
    """A member, or an open invitation."""

    uid: str
    """The user's id."""
    email: str | None = None
    """The user's address."""
    image_url: str | None = None
    """The address of the user's picture; empty without one."""
    role: str | None = None
    """The role as the server words it: `org_admin`, or `admin` and `invite_admin` on old servers."""
    is_tmp: bool | None = None
    """Whether this is an open invitation. Old servers say so by the role's prefix."""

    def __post_init__(self) -> None:
        if self.role is not None:
            invited = self.role.startswith(_INVITED)
            object.__setattr__(self, "is_tmp", invited or bool(self.is_tmp))

    @property
    def granted_role(self) -> str | None:
        """The role without the mark of an invitation: what the person has or will have."""
        return None if self.role is None else self.role.removeprefix(_INVITED)

    @property
    def is_super_admin(self) -> bool:
        """Whether the person is a super admin now, and not only invited to be one."""
        return self.granted_role in _SUPER and not self.is_tmp


def only_super_admin(members: Iterable[Member]) -> Member | None:
    """The member whose removal deletes the whole organization (contract/api.md 0.2); None if there are more.

    None is no proof of safety: the roles of the others may have ended, which the list does not show.
    """
    supers = [member for member in members if member.is_super_admin]
    return supers[0] if len(supers) == 1 else None
