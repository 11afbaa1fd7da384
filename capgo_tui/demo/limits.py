"""Rate limits, and how the server counts (contract/api.md 2.4)."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, field

from capgo_tui.demo.errors import Json, Refusal


@dataclass(slots=True)
class _Window:
    count: int = 0
    ends: int = 0


@dataclass
class Limits:
    """How many of what are let through, and the counters; tests lower the numbers.

    All windows are milliseconds. A number is the count up to which the server goes along.
    """

    requests_per_key: int = 2000
    """The request with this number is the first one refused, and every request re-arms the window."""
    key_window: int = 60_000
    failed_logins_per_ip: int = 20
    """After so many, the address is blocked; a right key does not help."""
    login_window: int = 900_000
    device_operations: int = 5
    """Of one kind, on one device, in `device_window`."""
    device_window: int = 1_000
    same_override_window: int = 60_000
    """Between two POSTs of one device and one channel."""
    device_writes_per_ip: int = 1000
    """On one app, from one address."""
    ip_window: int = 60_000
    _windows: dict[Hashable, _Window] = field(default_factory=dict, repr=False)

    def clear(self) -> None:
        """Forget every count."""
        self._windows.clear()

    def check_address(self, ip: str, now: int) -> None:
        """Refuse everything from an address with too many failed logins; this does not extend the block."""
        window = self._open("login", ip, now=now)
        if window.count >= self.failed_logins_per_ip:
            raise _too_many({"reason": "too_many_failed_auth_attempts"}, window.ends, now)

    def failed_login(self, ip: str, now: int) -> None:
        """Count a wrong key; each one re-arms the block."""
        window = self._open("login", ip, now=now)
        window.count += 1
        window.ends = now + self.login_window

    def count_request(self, apikey_id: int, now: int) -> None:
        """Count a request of a key; the count falls only after silence, and refused requests extend it."""
        window = self._open("key", apikey_id, now=now)
        window.count += 1
        window.ends = now + self.key_window
        if window.count >= self.requests_per_key:
            raise _too_many(
                {"reason": "api_key_rate_limit_exceeded", "apikey_id": apikey_id}, window.ends, now
            )

    def count_device(self, operation: str, app_id: str, device_id: str, now: int) -> None:
        """Count a get, set or delete of one device."""
        window = self._open(operation, app_id, device_id, now=now, lasts=self.device_window)
        window.count += 1
        if window.count > self.device_operations:
            raise _too_many({"app_id": app_id, "device_id": device_id}, window.ends, now)

    def count_override(self, app_id: str, device_id: str, channel: str, now: int) -> None:
        """Let one POST of a device and a channel through per window, whether it works or not."""
        window = self._open("override", app_id, device_id, channel, now=now, lasts=self.same_override_window)
        window.count += 1
        if window.count > 1:
            raise _too_many({"app_id": app_id, "device_id": device_id}, window.ends, now)

    def count_device_write(self, app_id: str, ip: str, now: int) -> None:
        """Count a device write from an address."""
        window = self._open("writes", app_id, ip, now=now, lasts=self.ip_window)
        window.count += 1
        if window.count > self.device_writes_per_ip:
            raise _too_many({"reason": "ip_rate_limit_exceeded", "app_id": app_id}, window.ends, now)

    def _open(self, *name: Hashable, now: int, lasts: int = 0) -> _Window:
        window = self._windows.get(name)
        if window is None or window.ends <= now:
            window = self._windows[name] = _Window(ends=now + lasts)
        return window


def _too_many(more: Json, ends: int, now: int) -> Refusal:
    seconds = max(1, math.ceil((ends - now) / 1000))
    return Refusal(
        "too_many_requests",
        "Too many requests",
        {**more, "rateLimitResetAt": ends, "retryAfterSeconds": seconds},
        status=429,
        headers={"retry-after": str(seconds), "x-ratelimit-reset": str(math.ceil(ends / 1000))},
    )
