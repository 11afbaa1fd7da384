"""What the devices of the default world told the server in the last weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import cached_property
from typing import overload

from capgo_tui.demo.rows import Device, LogRow
from capgo_tui.demo.world.ids import mixed

_QUIET = ("app_moved_to_foreground", "get", "noNew", "app_moved_to_background")
_UPDATE = (
    *(
        "app_moved_to_foreground",
        "get",
        "download_0",
        "download_50",
        "download_zip_start",
        "download_zip_complete",
    ),
    *("download_complete", "set", "app_launch_start", "app_launch_ready"),
)
_REFUSALS = {
    "native-two": ("get", "disableAutoUpdateUnderNative"),
    "store-review": ("get", "disableAutoUpdateUnderNative"),
    "bigcorp-1": ("get", "channelMisconfigured"),
    "bigcorp-2": ("get", "channelMisconfigured"),
    "ci-emulator": ("get", "disableEmulator"),
    "mia-simulator": ("get", "disableDevBuild"),
    "other-key": ("get", "keyMismatch"),
    "asks-for-private": ("get", "NoChannelOrOverride"),
    "canary-1": (
        "get",
        "download_0",
        "download_complete",
        "set",
        "webview_javascript_error",
        "update_fail",
        "reset",
    ),
    "canary-2": ("get", "download_0", "download_30", "download_fail"),
    "lobby-kiosk": ("get", "checksum_fail"),
}
"""What the devices with a story said, by custom id."""


class DeviceLog(Sequence[LogRow]):
    """A log that is written when somebody reads it."""

    def __init__(self, devices: Callable[[], Iterable[Device]]) -> None:
        self._devices = devices

    @cached_property
    def _rows(self) -> list[LogRow]:
        rows = [row for device in self._devices() for row in _told(device)]
        rows.sort(key=lambda row: row.created_at)
        for number, row in enumerate(rows, start=1):
            row.id = number
        return rows

    @overload
    def __getitem__(self, place: int) -> LogRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[LogRow]: ...
    def __getitem__(self, place: int | slice) -> LogRow | Sequence[LogRow]:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)


def _told(device: Device) -> Iterable[LogRow]:
    dice = mixed(device.id)
    said = _REFUSALS.get(device.custom_id) or (_UPDATE if dice % 3 == 0 else _QUIET)
    for visit in range(1 + dice % 3):
        for place, action in enumerate(said):
            yield LogRow(
                id=0,
                created_at=device.updated_at - timedelta(hours=19 * visit) + timedelta(seconds=2 * place),
                app_id=device.app_id,
                device_id=device.device_id,
                action=action,
                version_name=device.version_name,
                metadata={"message": "Cannot read properties of undefined"} if "error" in action else None,
            )
