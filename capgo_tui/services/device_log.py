"""What the devices of an app reported, read a page at a time and kept up to date by what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from capgo_tui.api.device_log import PAGE
from capgo_tui.errors import RateLimited, Refused

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.log_line import LogLine

_SECOND: Final = timedelta(seconds=1)
_LATE: Final = timedelta(minutes=1)
"""How much later than others a line may reach the server and still be seen by who follows."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A line of the log, told apart from others that say the same."""

    line: LogLine
    """The line."""
    key: tuple[str, ...]
    """What it is recognised by when it is read again."""


class DeviceLogs:
    """The logs of an app's devices; what refuses one is not asked for another before `forget`."""

    def __init__(self, client: CapgoClient, app_id: str) -> None:
        self._client = client
        self._app_id = app_id
        self._refusal: Refused | None = None

    def of(self, device_id: str) -> DeviceLog:
        """The log of a device; nothing is read yet."""
        return DeviceLog(self, device_id)

    def forget(self) -> None:
        """Ask again from now on."""
        self._refusal = None

    async def read(
        self, device_id: str, *, since: datetime | None = None, before: datetime | None = None
    ) -> list[LogLine]:
        """Get a page of what a device reported, newest first.

        Raises:
            Refused: the key may not, or the server has no such route; also if that was so before.
            CapgoError: any other of its kinds.
        """
        if self._refusal is not None:
            raise self._refusal
        try:
            return await self._client.device_log.read(self._app_id, device_id, since=since, before=before)
        except Refused as error:
            if not isinstance(error, RateLimited):
                self._refusal = error
            raise


class DeviceLog:
    """The log of one device. Reading it again asks only for what came since."""

    def __init__(self, logs: DeviceLogs, device_id: str) -> None:
        self._logs = logs
        self._device_id = device_id
        self._lines: list[Reported] = []
        self._whole = False

    async def pages(self) -> AsyncIterator[list[Reported]]:
        """Give the lines, newest first: those that are known with what came since, then older ones.

        Raises:
            CapgoError: of `DeviceLogs.read`.
        """
        if self._lines:
            await self._catch_up()
            yield list(self._lines)
        while not self._whole:
            older = await self._read_older()
            if older:
                yield older

    async def _catch_up(self) -> None:
        """Read from a minute before the newest line on; that takes the place of the lines since."""
        newest = self._lines[0].line.created_at
        since = newest.replace(microsecond=0) - _LATE if newest is not None else None
        news = await self._logs.read(self._device_id, since=since)
        if since is None or len(news) >= PAGE:  # there may be a gap behind them
            self._lines, self._whole = told_apart(news), len(news) < PAGE and since is None
        else:
            kept = [each for each in self._lines if _is_before(each, since)]
            self._lines = [*told_apart(news), *kept]

    async def _read_older(self) -> list[Reported]:
        """Read the page behind the oldest line; what is known of its second is left out."""
        oldest = self._lines[-1].line.created_at if self._lines else None
        before = oldest.replace(microsecond=0) + _SECOND if oldest is not None else None
        page = await self._logs.read(self._device_id, before=before)
        known = {each.key for each in self._lines}
        older = [each for each in told_apart(page) if each.key not in known]
        self._whole = len(page) < PAGE or not older
        self._lines += older
        return older


def told_apart(lines: Sequence[LogLine]) -> list[Reported]:
    """Give each line its key: its number, else what it says and how many said the same before it."""
    seen: Counter[tuple[str, ...]] = Counter()
    told: list[Reported] = []
    for line in reversed(lines):  # from the oldest, so that a new line changes the key of none
        said = (str(line.raw().get("created_at")), line.action or "", line.version_name or "")
        seen[said] += 1
        key = (str(line.id),) if line.id is not None else (*said, str(seen[said]))
        told.append(Reported(line, key))
    return told[::-1]


def _is_before(each: Reported, moment: datetime) -> bool:
    at = each.line.created_at
    return at is not None and at < moment
