"""A device: one installation of an app (contract/api.md 3.9)."""

from __future__ import annotations

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
