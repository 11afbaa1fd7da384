"""A bundle: one version of an app's web code (contract/api.md 3.7)."""

from __future__ import annotations

from pydantic import AliasChoices, Field
from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Json, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class Bundle(Document):
    """A bundle."""

    id: int
    """Its number."""
    name: str
    """Its version, such as `1.2.0`; stays taken after it was deleted."""
    app_id: str | None = None
    """The app that it belongs to."""
    created_at: Time = None
    """When it was uploaded."""
    updated_at: Time = None
    """When it was changed."""
    deleted: bool | None = None
    """Whether it was deleted; lists have only those that were not."""
    deleted_at: Time = None
    """When it was deleted."""
    storage_provider: str | None = None
    """Where its file is: `r2`, `r2-direct` or `external`."""
    r2_path: str | None = None
    """The path of its file."""
    external_url: str | None = None
    """The address of its file, if that is not at Capgo; wins over `r2_path`."""
    checksum: str | None = None
    """The checksum of its file."""
    session_key: str | None = None
    """The encrypted key of its file, if it is encrypted."""
    key_id: str | None = None
    """The start of the public key that it is encrypted with."""
    min_update_version: str | None = Field(
        default=None, validation_alias=AliasChoices("min_update_version", "minUpdateVersion")
    )
    """The native version from which on the strategy `version_number` delivers it."""
    native_packages: Json = None
    """The native packages that it needs: a list as it came."""
    manifest: Json = None
    """Its files, if it can be delivered file by file: a list as it came."""
    manifest_count: int | None = None
    """How many files the manifest has."""
    link: str | None = None
    """Where to read about it."""
    comment: str | None = None
    """What its maker says about it."""
    owner_org: str | None = None
    """The id of the organization that owns it."""
    user_id: str | None = None
    """The id of the user who uploaded it."""
    cli_version: str | None = None
    """The version of the program that uploaded it."""
    created_by_apikey_rbac_id: str | None = None
    """The `rbac_id` of the key that uploaded it."""
    bucket_id: str | None = None
    """Where its file was on servers of 2024."""
