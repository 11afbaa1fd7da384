"""/private/stats: what devices reported, by a route that may change without notice (contract/api.md 4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.api.decode import read_list
from capgo_tui.models.log_line import LogLine

if TYPE_CHECKING:
    from capgo_tui.api.transport import Transport

PATH: Final = "/private/stats"
"""The route, as what is shown names it."""
PAGE: Final = 1_000
"""Lines of one answer unless asked otherwise."""


class DeviceLogRoute:
    """What can be asked of it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def read(
        self,
        app_id: str,
        device_id: str,
        *,
        since: datetime | None = None,
        before: datetime | None = None,
        limit: int = PAGE,
    ) -> list[LogLine]:
        """Get what a device reported, newest first.

        Args:
            app_id: the app.
            device_id: the id of the device, in any case.
            since: only lines of this moment (aware) or later.
            before: only lines before this moment (aware).
            limit: lines at most; the server gives 50,000 at most.

        Raises:
            Refused: the key may not (`app.read_logs`), or the server has no such route.
            CapgoError: any other of its kinds.
        """
        fields: dict[str, Any] = {
            "appId": app_id,
            "devicesId": [device_id.lower()],
            "order": [{"key": "created_at", "sortable": "desc"}],
            "limit": limit,
        }
        if since is not None:
            fields["rangeStart"] = since.isoformat()
        if before is not None:
            fields["rangeEnd"] = before.isoformat()
        return read_list(LogLine, await self._transport.ask(PATH, fields), f"POST {PATH}")
