"""A bundle as the ladder asks it, and finding the one that a channel points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from capgo_tui.rules.update_decision.semver import Semver, read_semver
from capgo_tui.rules.update_decision.stated import stated
from capgo_tui.rules.update_decision.unseen import UNKNOWN, Unknown

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle

BUILTIN = "builtin"
"""What the server calls the bundle that came with the app."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFacts:
    """A bundle. None of a flag or of the name is "unknown"; made without arguments, nothing is known."""

    name: str | None = None
    is_builtin: bool | None = None
    deleted: bool | None = None
    r2_path: str | Unknown | None = UNKNOWN
    external_url: str | Unknown | None = UNKNOWN
    manifest: bool | None = None
    """Whether it can be delivered file by file."""
    key_id: str | Unknown | None = UNKNOWN
    minimum: str | Unknown | None = UNKNOWN
    """`min_update_version`."""
    version: Semver | None = field(init=False, default=None)
    """Its name read strictly; None where that is no semver, or the name is not known."""

    def __post_init__(self) -> None:
        if self.name is not None:
            object.__setattr__(self, "version", read_semver(self.name))

    @classmethod
    def built_in(cls) -> BundleFacts:
        """The built-in bundle."""
        return cls(
            name=BUILTIN,
            is_builtin=True,
            deleted=False,
            r2_path=None,
            external_url=None,
            manifest=False,
            key_id=None,
            minimum=None,
        )

    @property
    def label(self) -> str:
        """What questions and sentences call it."""
        return self.name if self.name is not None else "a bundle that is not loaded"

    @property
    def own_file(self) -> bool | None:
        """Whether it has a file of its own: in Capgo's storage or at another address."""
        if any(isinstance(place, str) and place for place in (self.r2_path, self.external_url)):
            return True
        return None if UNKNOWN in (self.r2_path, self.external_url) else False


class Bundles:
    """The bundles of an app by id and name, and which of the others were deleted."""

    def __init__(self, bundles: Sequence[Bundle], deleted: frozenset[int] | None, *, complete: bool) -> None:
        self._by_id = {bundle.id: bundle for bundle in bundles}
        self._by_name = {bundle.name: bundle for bundle in bundles}
        self._deleted = deleted
        self._complete = complete

    def find(self, bundle_id: int | None, name: str | None) -> BundleFacts:
        """Find the bundle that a channel names; old servers send only one half of a reference."""
        bundle = self._by_id.get(bundle_id) if bundle_id is not None else self._by_name.get(name or "")
        if bundle is None:
            nameless = bundle_id is None and not name
            return BundleFacts(
                name=name,
                is_builtin=None if nameless else False,
                deleted=None if nameless else self._is_deleted(bundle_id),
            )
        count = bundle.manifest_count
        manifest = count > 0 if count is not None else None
        return BundleFacts(
            name=bundle.name,
            is_builtin=False,
            deleted=bundle.deleted is True or (self._deleted is not None and bundle.id in self._deleted),
            r2_path=stated(bundle, bundle.r2_path, "r2_path"),
            external_url=stated(bundle, bundle.external_url, "external_url"),
            manifest=True if bundle.manifest else manifest,
            key_id=stated(bundle, bundle.key_id, "key_id"),
            minimum=stated(bundle, bundle.min_update_version, "min_update_version", "minUpdateVersion"),
        )

    def _is_deleted(self, bundle_id: int | None) -> bool | None:
        """Whether a bundle that is not in the list was deleted: if the list is full (contract/api.md 5.5)."""
        if bundle_id is not None and self._deleted is not None:
            # Neither there nor among the deleted: one of the two lists is older than the channel.
            listed = bundle_id in self._deleted
            return listed if listed or not self._complete else None
        return True if self._complete else None
