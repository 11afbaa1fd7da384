"""Bundles, channels and devices by the dozen: what every app of the default world is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from capgo_tui.demo.rows import App, Bundle, Channel, Device
from capgo_tui.demo.world.ids import mixed, uid


@dataclass
class Shelf:
    """Makes the rows of one app, with numbers from a range of its own."""

    app: App
    first: int
    """The number of its first bundle and of its first channel."""
    now: datetime
    bundles: list[Bundle] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    overrides: dict[str, int] = field(default_factory=dict)

    def bundle(self, name: str, days_ago: float, **columns: Any) -> Bundle:
        """Put a bundle on the shelf."""
        made = self.now - timedelta(days=days_ago)
        dice = mixed(self.first + len(self.bundles))
        columns.setdefault("size_bytes", 3_200_000 + dice % 900_000)
        columns.setdefault("checksum", f"{dice & 0xFFFFFFFF:08x}")
        if columns.get("storage_provider", "r2") != "external":
            path = f"orgs/{self.app.owner_org}/apps/{self.app.app_id}/{name}.zip"
            columns.setdefault("r2_path", path)
        if columns.get("deleted"):
            columns.setdefault("deleted_at", self.now - timedelta(days=days_ago / 3))
        row = Bundle(
            id=self.first + len(self.bundles),
            app_id=self.app.app_id,
            name=name,
            owner_org=self.app.owner_org,
            user_id=self.app.user_id,
            created_at=made,
            **{"updated_at": columns.get("deleted_at") or made, "cli_version": "7.18.4", **columns},
        )
        self.bundles.append(row)
        return row

    def channel(self, name: str, days_ago: float, version: str | None, **columns: Any) -> Channel:
        """Put a channel on the shelf, linked to a bundle by name."""
        made = self.now - timedelta(days=days_ago)
        row = Channel(
            id=self.first + len(self.channels),
            app_id=self.app.app_id,
            name=name,
            owner_org=self.app.owner_org,
            created_by=self.app.user_id,
            rollout_id=uid(f"rollout {self.app.app_id} {len(self.channels)}"),
            rbac_id=uid(f"channel {self.app.app_id} {len(self.channels)}"),
            created_at=made,
            version=self.named(version).id if version else None,
            **{"updated_at": made, **columns},
        )
        self.channels.append(row)
        return row

    def named(self, name: str) -> Bundle:
        """Find a bundle on the shelf."""
        return next(bundle for bundle in self.bundles if bundle.name == name)

    def device(
        self, days_ago: float, version_name: str, platform: str, native: str, **columns: Any
    ) -> Device:
        """Put a device on the shelf; `channel` among the columns is its override."""
        number = len(self.devices)
        override: Channel | None = columns.pop("channel", None)
        versions = {
            "ios": ("18.5", "18.6", "26.1"),
            "android": ("13", "14", "15", "16"),
            "electron": ("10.0.26100",),
        }
        plugins = ("7.40.1", "8.41.0", "8.41.2")
        row = Device(
            id=self.first * 100 + number,
            app_id=self.app.app_id,
            device_id=columns.pop("device_id", uid(f"device {self.app.app_id} {number}")),
            updated_at=self.now - timedelta(days=days_ago),
            version_name=version_name,
            platform=platform,
            version_build=native,
            **{
                "plugin_version": plugins[number % len(plugins)],
                "os_version": versions[platform][number % len(versions[platform])],
                "country_code": ("DE", "FR", "US", "JP", "BR", None)[number % 6],
                **columns,
            },
        )
        self.devices.append(row)
        if override:
            self.overrides[row.device_id] = override.id
        return row

    def finish(self) -> None:
        """Let the app know what lies on its shelf."""
        kept = [bundle for bundle in self.bundles if not bundle.deleted]
        self.app.current_storage_bytes = sum(bundle.size_bytes for bundle in kept)
        self.app.channel_device_count = len(self.overrides)
        self.app.manifest_bundle_count = sum(bundle.manifest_count > 0 for bundle in kept)
        newest = max(kept, key=lambda bundle: bundle.created_at, default=None)
        self.app.last_version = newest.name if newest else None


def new_app(app_id: str, name: str, owner_org: str, user_id: str, made: datetime, **columns: Any) -> App:
    """Make an app."""
    return App(
        id=uid(f"app {app_id}"),
        app_id=app_id,
        name=name,
        owner_org=owner_org,
        user_id=user_id,
        created_at=made,
        build_timeout_updated_at=made,
        **{"updated_at": made, "default_upload_channel": "production", **columns},
    )


def storage_changes(bundles: Sequence[Bundle]) -> list[tuple[Any, int]]:
    """List what bundles did to the stored bytes, by day."""
    changes = [(bundle.created_at.date(), bundle.size_bytes) for bundle in bundles]
    changes += [(bundle.deleted_at.date(), -bundle.size_bytes) for bundle in bundles if bundle.deleted_at]
    return changes
