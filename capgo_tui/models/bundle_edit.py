"""What is sent to register a bundle or to describe one (contract/api.md 3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from capgo_tui.models import checks
from capgo_tui.models.edit import UNSET, Edit, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalBundle(Edit):
    """A bundle whose file lies elsewhere, to be registered."""

    version: str
    """Its name: a strict semantic version without a `v`. Stays taken after the bundle was deleted."""
    external_url: str
    """The address of its file, https."""
    checksum: str
    """The checksum of its file."""
    session_key: str | Unset = UNSET
    """The encrypted key of its file, if it is encrypted."""
    key_id: str | Unset = UNSET
    """The start of the public key that it is encrypted with."""

    def __post_init__(self) -> None:
        checks.want_semver(self.version)
        checks.want_https(self.external_url, "external_url", "address of the file")
        checks.want_text(self.checksum, "checksum", "checksum")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleNotes(Edit):
    """What is to be said about a bundle."""

    link: str | Unset | None = UNSET
    """Where to read about it; None takes it away."""
    comment: str | Unset | None = UNSET
    """What its maker says about it; None takes it away."""
