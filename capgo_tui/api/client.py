"""The client: one object with everything that can be asked, by resource."""

# Each resource is imported when it is first used: making its documents takes longer than most requests.
# ruff: noqa: PLC0415

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

from capgo_tui.api.budget import Budget
from capgo_tui.api.dialects.settling import Settling
from capgo_tui.api.dialects.speech import AUTO, Speech
from capgo_tui.api.health import Health
from capgo_tui.api.key_header import usable
from capgo_tui.api.origin import read_origin
from capgo_tui.api.request_log import RequestLog
from capgo_tui.api.retry import RetryPolicy
from capgo_tui.api.timeouts import Timeouts
from capgo_tui.api.transport import Surroundings, Transport
from capgo_tui.api.write import AnswerT, Write
from capgo_tui.secret import Secret

if TYPE_CHECKING:
    from capgo_tui.api.api_keys import ApiKeys
    from capgo_tui.api.apps import Apps
    from capgo_tui.api.audit import Audit
    from capgo_tui.api.bundles import Bundles
    from capgo_tui.api.channels import Channels
    from capgo_tui.api.device_log import DeviceLogRoute
    from capgo_tui.api.devices import Devices
    from capgo_tui.api.members import Members
    from capgo_tui.api.organizations import Organizations
    from capgo_tui.api.private_devices import PrivateDevices
    from capgo_tui.api.server_version import ServerVersion
    from capgo_tui.api.statistics import Statistics
    from capgo_tui.api.wire import Wire

HOST: Final = "https://api.capgo.app"
"""Where Capgo Cloud is (contract/api.md 1.1)."""

DEMO_HOST: Final = "http://demo.localhost"
"""What an application in this process is called."""


class CapgoClient:
    """The way to one server with one key; closes with `async with` or `aclose`."""

    def __init__(
        self,
        transport: Transport,
        *,
        budget: Budget,
        requests: RequestLog,
        now: Callable[[], datetime],
    ) -> None:
        self._transport = transport
        self._verbs = transport.speech
        self._settling = Settling(transport)
        self._now = now
        self._mode_watchers: list[Callable[[bool], None]] = []
        self.budget = budget
        """How many requests may still go out."""
        self.requests = requests
        """What was sent."""
        self.health = Health(transport)
        """The server itself."""

    @property
    def host(self) -> str:
        """The server's address, without a slash at its end."""
        return str(self._transport.origin)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed; may be switched at any time, also for changes that still wait."""
        return self._transport.read_only

    @read_only.setter
    def read_only(self, on: bool) -> None:
        self._transport.read_only = on
        for tell in list(self._mode_watchers):
            tell(on)

    def watch_read_only(self, tell: Callable[[bool], None]) -> Callable[[], None]:
        """Be told when read-only mode is switched on or off; call the result to end it."""
        self._mode_watchers.append(tell)
        return lambda: self._mode_watchers.remove(tell) if tell in self._mode_watchers else None

    @property
    def server_version(self) -> ServerVersion | None:
        """The version that the server last said it has, such as (12, 201, 7); None if it said none yet."""
        return self._transport.server_version

    @property
    def speech(self) -> Speech:
        """Which generation of servers is spoken to."""
        return self._transport.speech

    async def find_out(self, org_id: str = "") -> None:
        """Ask what tells the server's generation: two reads, then the harmless probe (contract/api.md 7.1).

        Args:
            org_id: an organization for the probe; the first that the server lists if empty.

        Raises:
            CapgoError: it cannot be asked.
        """
        await self._settling.find_out(org_id)

    @cached_property
    def organizations(self) -> Organizations:
        """Organizations."""
        from capgo_tui.api.organizations import Organizations

        return Organizations(self._transport, self.apps, self._verbs)

    @cached_property
    def members(self) -> Members:
        """Members of an organization."""
        from capgo_tui.api.members import Members

        return Members(self._transport, self._verbs)

    @cached_property
    def api_keys(self) -> ApiKeys:
        """API keys."""
        from capgo_tui.api.api_keys import ApiKeys

        return ApiKeys(self._transport, self._verbs, self._now)

    @cached_property
    def apps(self) -> Apps:
        """Apps."""
        from capgo_tui.api.apps import Apps

        return Apps(self._transport, self._now, self._verbs)

    @cached_property
    def channels(self) -> Channels:
        """Channels of an app."""
        from capgo_tui.api.channels import Channels

        return Channels(self._transport, self._verbs)

    @cached_property
    def bundles(self) -> Bundles:
        """Bundles of an app."""
        from capgo_tui.api.bundles import Bundles

        return Bundles(self._transport, self._verbs)

    @cached_property
    def devices(self) -> Devices:
        """Devices of an app."""
        from capgo_tui.api.devices import Devices

        return Devices(self._transport, self._verbs)

    @cached_property
    def device_log(self) -> DeviceLogRoute:
        """What devices reported, by a route that is not documented (contract/api.md 4)."""
        from capgo_tui.api.device_log import DeviceLogRoute

        return DeviceLogRoute(self._transport)

    @cached_property
    def private_devices(self) -> PrivateDevices:
        """Devices in full, by an undocumented route that not every server has."""
        from capgo_tui.api.private_devices import PrivateDevices

        return PrivateDevices(self._transport)

    @cached_property
    def statistics(self) -> Statistics:
        """Usage."""
        from capgo_tui.api.statistics import Statistics

        return Statistics(self._transport)

    @cached_property
    def audit(self) -> Audit:
        """The audit log of an organization."""
        from capgo_tui.api.audit import Audit

        return Audit(self._transport)

    async def send(self, write: Write[AnswerT]) -> AnswerT:
        """Send a change that a `prepare_…` method made, once, and give what comes back.

        Raises:
            Misused: nothing was sent: read-only mode, or there is no key.
            Unsettled: nothing was sent, as it is not certain what this server would take it for.
            Refused: the server says no.
            CapgoError: any other of its kinds; with `outcome_unknown` only reading tells whether it was made.
        """
        await self._settling.settle(write)
        return await self._transport.send(write)

    def curl(self, write: Write[Any]) -> str:
        """A change as a line for a shell, with the key as `$CAPGO_TOKEN`; nothing is sent."""
        return self._transport.curl(write)

    def curl_read(self, path: str) -> str:
        """A GET by its path and query as a line for a shell, with the key as `$CAPGO_TOKEN`; nothing is sent.

        Raises:
            Misused: it is no path.
        """
        return self._transport.curl_read(path)

    def is_own_key(self, secret: Secret | None) -> bool:
        """Whether a key is the one in use; false also where it is not known."""
        return self._transport.uses(secret)

    def masked(self, value: Any) -> Any:
        """Decoded JSON or a text without the key, and without what stands under the name of one."""
        return self._transport.mask.json(value)

    async def get_json(self, path: str) -> Any:
        """Ask for anything by its path and query, such as `/channel?app_id=com.acme.shop`.

        Keys are masked in what comes back.

        Raises:
            CapgoError: any of its kinds.
        """
        return self._transport.mask.json(await self._transport.get(path))

    async def aclose(self) -> None:
        """Cancel what is under way and close every connection."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def connect(
    host: str = HOST,
    key: Secret | None = None,
    *,
    asgi: Any = None,
    budget: int = 100,
    read_only: bool = False,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    jitter: Callable[[], float] = random.random,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    timeouts: Timeouts | None = None,
    most_bytes: int | None = None,
    retries: RetryPolicy | None = None,
    dialect: str = AUTO,
    chosen: str = "",
    remember: Callable[[str], None] = lambda _: None,
) -> CapgoClient:
    """Make a client; nothing is sent and no connection made before the first request.

    Args:
        host: the server, such as `https://api.capgo.app`; https if it has no scheme.
        key: the API key; without one only `health.ok` works.
        asgi: an application to ask in this process instead of a server.
        budget: requests a minute.
        read_only: let nothing be changed, until `CapgoClient.read_only` is switched off.
        sleep: waits for so many seconds.
        clock: seconds, rising.
        jitter: a number from 0 to 1, for the time between retries.
        now: the time of day, aware.
        timeouts: how long to wait for what.
        most_bytes: the largest answer that is read, uncompressed; 32 MiB if None.
        retries: when reads are sent again.
        dialect: the generation of the server, or `auto` (`api.dialects`).
        chosen: with `auto`, the generation that somebody chose for this server before.
        remember: keeps the generation that is chosen from now on; given an empty text to forget it.

    Raises:
        Misused: the host or the key is not usable.
    """
    origin = read_origin(
        DEMO_HOST if asgi is not None and host == HOST else host, in_process=asgi is not None
    )
    key = usable(key)
    policy = retries or RetryPolicy()
    requests = RequestLog()
    allowance = Budget(budget, clock=clock, sleep=sleep, longest_wait=policy.longest)

    def open_wire() -> Wire:
        from capgo_tui.api import wire  # brings httpx, which takes longer than a first frame

        return wire.Wire(
            origin,
            key,
            asgi=asgi,
            timeouts=timeouts or Timeouts(),
            most_bytes=most_bytes or wire.MOST_BYTES,
        )

    transport = Transport(
        origin,
        key,
        open_wire=open_wire,
        budget=allowance,
        requests=requests,
        retries=policy,
        surroundings=Surroundings(sleep, clock, jitter, now),
        speech=Speech(dialect, chosen, remember),
    )
    transport.read_only = read_only
    return CapgoClient(transport, budget=allowance, requests=requests, now=now)
