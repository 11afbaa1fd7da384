"""A device: one installation of an app (contract/api.md 3.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import AliasChoices, AliasPath, Field
from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import BundleId, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Device(Document):
    """A device."""

    device_id: str
    """Its id, in lower case."""
    app_id: str | None = None
    """The app that is installed."""
    custom_id: str | None = None
    """What the app calls it; chosen by the device, often empty."""
    platform: str | None = None
    """`ios`, `android` or `electron`."""
    version_name: str | None = Field(
        default=None, validation_alias=AliasChoices("version_name", AliasPath("version", "name"))
    )
    """The bundle that it runs or was offered last; `builtin` for the one that the app was built with."""
    version: BundleId = None
    """The id of that bundle; `None` also if no such bundle is left."""
    version_build: str | None = None
    """The native version of the app."""
    plugin_version: str | None = None
    """The version of the updater in the app."""
    os_version: str | None = None
    """The version of the operating system."""
    is_prod: bool | None = None
    """Whether it is a production build."""
    is_emulator: bool | None = None
    """Whether it is an emulator."""
    channel: str | None = None
    """The channel that it is forced to; `None` without an override, or where that is not known."""
    override_known: bool = True
    """Whether it is known if there is an override: servers of 2025 do not tell (api-seed.md 0.10)."""
    forced_bundle: str | None = None
    """The bundle that it was forced to from here: no server tells it (contract/api-seed.md 3.5)."""
    updated_at: Time = None
    """When one of its properties changed last; this is not the last contact."""
    created_at: Time = None
    """When it was first seen; only in the seed pages."""
    default_channel: str | None = None
    """The channel that the app asks for; only the private device list has it (contract/api.md 4)."""
    key_id: str | None = None
    """The start of the public key in the app."""
    install_source: str | None = None
    """The store or file that it was installed from; unknown in production lists."""
    country_code: str | None = None
    """Its country; unknown in production lists."""

    def with_sent(self, more: Mapping[str, Any]) -> Self:
        """The same device with more fields, as if the server had sent them; what is known from here stays."""
        whole = type(self).read({**self.raw(), **more})
        for name in _KNOWN_HERE:
            object.__setattr__(whole, name, getattr(self, name))  # nobody else has it yet
        return whole

    def known_to_be_forced(self, *, bundle: str | None, channel: str | None) -> Self:
        """The same device as it was forced from here; the server does not tell, so that may be old."""
        forced = self.with_sent({})
        object.__setattr__(forced, "forced_bundle", bundle)  # nobody else has it yet
        object.__setattr__(forced, "channel", channel)
        return forced

    @property
    def is_whole(self) -> bool:
        """Whether the server sent what the update decision asks; the record of one device may lack it."""
        return all(self.has(name) for name in _LEFT_OUT)

    def completed_by(self, known: Self) -> Self:
        """The same device with the fields that it lacks as they were known before.

        The record of one device says less than the list, on a server as the first pages describe it
        (contract/api-seed.md 5.2, S2-132).
        """
        before = known.raw()
        missing = {name: before[name] for name in _LEFT_OUT if name in before and not self.has(name)}
        return self.with_sent(missing) if missing else self


_KNOWN_HERE = ("channel", "override_known", "forced_bundle")
_LEFT_OUT = ("custom_id", "version_build", "is_prod", "is_emulator")
