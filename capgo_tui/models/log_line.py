"""A line of the device log: what a device itself reported (contract/api.md 4)."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from capgo_tui.models.document import DOCUMENT, Document
from capgo_tui.models.values import Json, Time


@dataclass(frozen=True, slots=True, kw_only=True, config=DOCUMENT)
class LogLine(Document):
    """One thing that a device did, or that became of it."""

    created_at: Time = None
    """When; some servers tell whole seconds."""
    action: str | None = None
    """What, such as `set` or `download_fail`."""
    device_id: str | None = None
    """The device."""
    app_id: str | None = None
    """The app on it."""
    version_name: str | None = None
    """The bundle that it was about."""
    metadata: Json = None
    """What else the device told."""
    id: Json = None
    """The number of the line; not every server has one."""
