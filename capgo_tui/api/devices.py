"""Devices: asking for them, and forcing them to a channel (contract/api.md 3.9)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final, Literal, Self

from capgo_tui.api.answers import read_nothing
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.dialects.speech import Speech
from capgo_tui.api.paging import MOST_PAGES, PAGE, Once, endless, gathered
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused, Refused
from capgo_tui.models.device import Device

Order = Literal["asc", "desc"]
"""By the time of the last change."""

LIMIT: Final = 1000
"""Devices of a page: what the smaller of the server's two back ends gives at most."""

BUNDLE_GONE: Final = "cannot_find_version"
"""How an old server refuses one device whose bundle is no more; its list has it (api-seed.md 3.5)."""

_OLD_PAGE: Final = 49
"""Devices of the first page of old servers, which leave the 50th out (api-seed.md 3.5)."""


@dataclass(frozen=True)
class Changes:
    """The devices of an app that changed since a moment."""

    devices: list[Device]
    """They as they are now, as far as they were read."""
    complete: bool
    """Whether that is all."""


class Devices:
    """What can be asked and changed about devices."""

    def __init__(self, transport: Transport, verbs: Speech) -> None:
        self._transport = transport
        self._verbs = verbs
        self._forced: dict[tuple[str, str], str | None] = {}
        """The overrides that were set or cleared here, for servers that do not tell them."""
        self._bundles: dict[tuple[str, str], str] = {}
        """The bundles that devices were forced to here, which no server tells."""

    def pages(
        self, app_id: str, *, order: Order | None = None, updated_after: datetime | None = None
    ) -> AsyncIterator[list[Device]]:
        """Get the devices of an app page by page, each once.

        After an error the next call asks for the same page again: a pause or a broken line loses nothing.

        Args:
            app_id: the app.
            order: by the time of the last change; by device id if None. Old servers have no order.
            updated_after: only devices that changed since; aware.

        Raises:
            Misused: `updated_after` has no time zone.
            Refused: the key may not read this app (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """
        if updated_after is not None and updated_after.tzinfo is None:
            raise Misused("The time of the last change needs a time zone.")
        return _Pages(self._transport, app_id, order, updated_after, self._as_known)

    async def read_all(
        self, app_id: str, *, order: Order | None = None, updated_after: datetime | None = None
    ) -> list[Device]:
        """Get every device of an app; see `pages`. An app may have 500 000: that takes 500 requests.

        Raises:
            CapgoError: as `pages`.
        """
        return await gathered(self.pages(app_id, order=order, updated_after=updated_after))

    async def read_changed(self, app_id: str, since: datetime, *, most_pages: int = 5) -> Changes | None:
        """Get the devices that changed since, newest first; None where the server cannot tell.

        Servers before July 2026 ignore order and time, or refuse them (contract/api.md 9): that is found
        out from the answer, and costs one page.

        Args:
            app_id: the app.
            since: aware; of those that changed just then some may be left out.
            most_pages: after so many pages it is left at that.

        Raises:
            CapgoError: as `pages`.
        """
        pages = _Pages(self._transport, app_id, "desc", since, self._as_known, ends_at_older=True)
        devices: list[Device] = []
        complete = False
        try:
            while not (complete or pages.ignores_order) and pages.came < most_pages:
                page = await anext(pages, None)
                complete = page is None
                devices += page or ()
        except Refused as error:
            if error.code in {"invalid_order", "invalid_updated_at"}:
                return None
            raise
        return None if pages.ignores_order else Changes(devices, complete)

    async def read(self, app_id: str, device_id: str) -> Device:
        """Get one device; its id in any case.

        Raises:
            Refused: there is none (`device_not_found`), the key may not (`cannot_access_app`), or the bundle
                that it runs is no more and the server is old (`BUNDLE_GONE`).
            CapgoError: any other of its kinds.
        """
        query = {"app_id": app_id, "device_id": device_id.lower()}
        try:
            payload = await self._transport.get("/device", query)
        except Refused as error:
            if error.code == BUNDLE_GONE:
                error.next_step = "The bundle that it runs is no more, so this server gives it in lists only."
            raise
        device = read_one(Device, payload, "GET /device")
        return self._as_known(app_id, [device])[0]

    def _as_known(self, app_id: str, devices: list[Device]) -> list[Device]:
        """Mark devices of a server that does not tell overrides; what was set here is known all the same."""
        if all(each.tells_overrides for each in self._verbs.candidates):
            return devices
        for device in devices:
            key = (app_id, device.device_id)
            object.__setattr__(device, "forced_bundle", self._bundles.get(key))
            if device.channel is None:
                object.__setattr__(device, "channel", self._forced.get(key))  # nobody else has it yet
                object.__setattr__(device, "override_known", key in self._forced)
        return devices

    def _force(self, app_id: str, device_id: str, channel: str | None) -> Callable[[Any, str], None]:
        """Make what remembers an override once the server said ok."""

        def note(payload: Any, tried: str) -> None:
            self._forced[app_id, device_id.lower()] = channel
            if channel is None:
                self._bundles.pop((app_id, device_id.lower()), None)
            read_nothing(payload, tried)

        return note

    def prepare_override(self, app_id: str, device_id: str, channel: str) -> Write[None]:
        """Force a device to a channel, which must not be public. Nothing is sent before `CapgoClient.send`.

        Refused with `public_channel_override`, `channel_not_found`, `cannot_access_channel`, and for a minute
        after the last try of the same device and channel (429). Servers before July 2025 keep an override
        that there is, and answer ok: clear it first there (api-seed.md 0.10).

        Raises:
            Misused: an id or the name is missing. Without a channel the server would do nothing and say ok.
        """
        fields = {"app_id": app_id, "device_id": device_id.lower(), "channel": channel}
        read = self._force(app_id, device_id, channel)
        return Write(verb=self._verbs[Action.SET_OVERRIDE], parts={}, fields=fields, read=read)

    def prepare_bundle_override(self, app_id: str, device_id: str, bundle: str) -> Write[None]:
        """Force a device to a bundle by its name, on a server as the first pages describe it.

        Nothing is sent before `CapgoClient.send`. Every other generation refuses it (api-seed.md 0.11), and
        none tells afterwards which bundle a device is forced to; clearing the override clears this one, too.

        Raises:
            Misused: an id or the name is missing.
        """
        fields = {"app_id": app_id, "device_id": device_id.lower(), "version_id": bundle}

        def read(payload: Any, tried: str) -> None:
            self._bundles[app_id, device_id.lower()] = bundle
            read_nothing(payload, tried)

        return Write(verb=self._verbs[Action.SET_BUNDLE_OVERRIDE], parts={}, fields=fields, read=read)

    def prepare_clear_override(self, app_id: str, device_id: str) -> Write[None]:
        """Let a device find its channel by itself again. Nothing is sent before `CapgoClient.send`.

        The server says ok also if there was no override, no such device or no right to it.

        Raises:
            Misused: an id is missing.
        """
        fields = {"app_id": app_id, "device_id": device_id.lower()}
        read = self._force(app_id, device_id, None)
        return Write(verb=self._verbs[Action.CLEAR_OVERRIDE], parts={}, fields=fields, read=read)


class _Pages:
    """One way through a list of devices, by cursor or, where the server gives a plain list, by number."""

    def __init__(
        self,
        transport: Transport,
        app_id: str,
        order: Order | None,
        updated_after: datetime | None,
        as_known: Callable[[str, list[Device]], list[Device]],
        *,
        ends_at_older: bool = False,
    ) -> None:
        self._transport = transport
        self._ends_at_older = ends_at_older
        self._app_id = app_id
        self._as_known = as_known
        self._updated_after = updated_after
        self._limit: int | None = LIMIT
        self._query: dict[str, str | int | None] = {"app_id": app_id, "order": order}
        if updated_after is not None:
            moment = updated_after.astimezone(UTC).isoformat(timespec="milliseconds")
            self._query["updated_at"] = moment.replace("+00:00", "Z")
        self._once: Once[Device] = Once(lambda device: device.device_id)
        self._place: dict[str, str | int | None] | None = {}
        self._page = 0
        self.came = 0
        """How many pages came."""
        self.ignores_order = False
        """Whether devices came in another order than newest first."""
        self._cursors: set[str] = set()

    def __aiter__(self) -> Self:
        return self

    async def aclose(self) -> None:
        """End it: no further page is asked for."""
        self._place = None

    async def __anext__(self) -> list[Device]:
        while self._place is not None:
            if self.came >= MOST_PAGES:
                raise endless()
            payload = await self._ask(self._place)
            devices = read_list(Device, payload, "GET /device")
            self.came += 1
            fresh = self._once.fresh(devices)
            self._place = self._next_place(payload, devices) if fresh else None
            if self._ends_at_older:
                self._look_at_times(devices)
            wanted = self._wanted(fresh)
            if wanted:
                return self._as_known(self._app_id, wanted)
        raise StopAsyncIteration

    async def _ask(self, place: dict[str, str | int | None]) -> Any:
        """A page of 1000, or of the server's own size if it refuses that."""
        try:
            return await self._transport.get("/device", {**self._query, "limit": self._limit, **place})
        except Refused as error:
            if error.code != "invalid_limit" or self._limit is None:
                raise
            self._limit = None
            return await self._transport.get("/device", {**self._query, **place})

    def _next_place(self, payload: Any, devices: list[Device]) -> dict[str, str | int | None] | None:
        """What to ask for the page behind this one; None at the end."""
        if isinstance(payload, list):
            if len(devices) < _OLD_PAGE:
                return None
            self._page += max(1, len(devices) // PAGE)
            return {"page": self._page}
        cursor = self._next_cursor(payload, devices)
        if cursor is None or cursor in self._cursors:
            return None
        self._cursors.add(cursor)
        return {"cursor": cursor}

    def _next_cursor(self, payload: Any, devices: list[Device]) -> str | None:
        """Where the next page begins; None at the end.

        A back end that gives 1000 rows at most says that there are no more after exactly 1000, and gives no
        cursor. So a page that is full is never taken for the last: its last device makes the cursor then.
        """
        cursor = payload.get("nextCursor")
        more = payload.get("hasMore")
        if more is None:
            more = bool(cursor)
        if not more and len(devices) < (self._limit or PAGE):
            return None
        if isinstance(cursor, str) and cursor:
            return cursor
        last = devices[-1]
        changed = last.raw().get("updated_at")
        return f"{changed if isinstance(changed, str) else ''}|{last.device_id}"

    def _look_at_times(self, devices: list[Device]) -> None:
        """See whether the server knows the order; if so, nothing new follows an older device."""
        times = [device.updated_at for device in devices if device.updated_at is not None]
        self.ignores_order = any(later > time for time, later in pairwise(times))
        since = self._updated_after
        if self.ignores_order or (since is not None and any(time < since for time in times)):
            self._place = None

    def _wanted(self, devices: list[Device]) -> list[Device]:
        """Those that changed since: servers before July 2026 give all (contract/api.md 9)."""
        since = self._updated_after
        if since is None:
            return devices
        return [device for device in devices if device.updated_at is None or device.updated_at >= since]
