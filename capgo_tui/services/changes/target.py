"""What a change is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of records that can be changed."""

    ORGANIZATION = "organization"
    MEMBER = "member"
    KEY = "key"
    APP = "app"
    CHANNEL = "channel"
    BUNDLE = "bundle"
    DEVICE = "device"

    @property
    def article(self) -> str:
        """The word behind its article: `an app`."""
        return f"{'an' if self.value[0] in 'aeiou' else 'a'} {self.value}"

    @property
    def named_by(self) -> str:
        """The field of a new one that tells it from others."""
        return {Kind.APP: "app_id", Kind.MEMBER: "email"}.get(self, "name")


@dataclass(frozen=True, slots=True)
class Target:
    """One record that a change is about."""

    kind: Kind
    """What it is."""
    key: str
    """What the server knows it by: a channel's name, a device's id, an address; empty before it is made."""
    name: str
    """What a user calls it; raw."""
    app_id: str = ""
    """The app that it belongs to; empty for what belongs to an organization."""
    org_id: str = ""
    """The organization that it belongs to, where that is known."""

    @property
    def identity(self) -> tuple[Kind, str, str]:
        """What it is told apart by, whatever a user calls it and whether its organization is known."""
        around = self.org_id if self.kind is Kind.MEMBER else self.app_id
        return self.kind, around, self.key.casefold() if self.kind is Kind.MEMBER else self.key

    @property
    def scope(self) -> str:
        """Where a right to change it would hold: the app, else the organization, else everywhere."""
        return self.app_id or self.org_id
