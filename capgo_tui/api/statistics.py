"""Asking for statistics (contract/api.md 3.8 and 7.5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from capgo_tui.api.decode import read_exactly, read_list
from capgo_tui.api.running_totals import are_running_totals, day_that_tells, is_daily, per_day
from capgo_tui.api.target import segment
from capgo_tui.api.transport import Transport
from capgo_tui.errors import Misused
from capgo_tui.models.statistics import Breakdown, BundleUsage, StatPoint

_WRAPPED: Final = ("statistics", "data", "global")


class Statistics:
    """What can be asked about usage. Days are UTC days, `first` and `last` both included.

    Points are as the server gives them with `noAccumulate`: each day's own value, and of storage the level on
    the first day and the change after it.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._understood: dict[str, bool] = {}
        """Whether a kind of route understands `noAccumulate`, as far as its answers told."""

    async def app(self, app_id: str, first: date, last: date) -> list[StatPoint]:
        """Get an app's days. Days in the future are left out.

        Raises:
            Refused: no right (`no_access_to_app`), or the plan (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        return await self._points(f"/statistics/app/{segment(app_id, 'app id')}", first, last)

    async def organization(self, org_id: str, first: date, last: date) -> list[StatPoint]:
        """Get an organization's days.

        Raises:
            Refused: no right (`no_access_to_organization`), or the plan (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        return await self._points(f"/statistics/org/{segment(org_id, 'organization id')}", first, last)

    async def user(self, first: date, last: date) -> list[StatPoint]:
        """Get the days of everything that the key can reach.

        Raises:
            Refused: it reaches nothing (`no_organizations_found`), or one of the plans is not valid
                (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        return await self._points("/statistics/user", first, last)

    async def breakdown(self, org_id: str, first: date, last: date) -> Breakdown:
        """Get an organization's days and those of each of its apps.

        Raises:
            Refused: no right (`no_access_to_organization`), or the plan (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        path = f"/statistics/org/{segment(org_id, 'organization id')}"
        payload = await self._transport.get(path, {**_days(first, last), "breakdown": "true"})
        if isinstance(payload, dict) and "byApp" in payload:
            return read_exactly(Breakdown, payload, f"GET {path}")
        return Breakdown(total=tuple(await self._plain(path, payload)))  # a server before September 2025

    async def bundle_usage(self, app_id: str, first: date, last: date) -> BundleUsage:
        """Get how an app's devices spread over its bundles, day by day.

        Raises:
            Refused: no right (`no_access_to_app`), or the plan (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        return await self._usage(f"/statistics/app/{segment(app_id, 'app id')}/bundle_usage", first, last)

    async def native_usage(self, app_id: str, first: date, last: date) -> BundleUsage:
        """Get how an app's devices spread over its native versions, day by day.

        Raises:
            Refused: no right (`no_access_to_app`), or the plan (`subscription_required`).
            CapgoError: any other of its kinds.
        """
        return await self._usage(f"/statistics/app/{segment(app_id, 'app id')}/native_usage", first, last)

    async def picture(self, path: str, metric: str, first: date, last: date) -> str:
        """Get the server's own picture of a metric, as SVG: servers before February 2025 draw one.

        Args:
            path: `/statistics/app/…`, `/statistics/org/…` or `/statistics/user`, which the real servers did
                not draw (api-seed.md 0.11).
            metric: `mau`, `storage` or `bandwidth`.
            first: the first day.
            last: the last day.

        Raises:
            Unexpected: the server draws no pictures.
            CapgoError: any other of its kinds.
        """
        _check(first, last)
        until = (last + timedelta(days=1)).isoformat()
        return await self._transport.get_picture(
            path, {"from": first.isoformat(), "to": until, "graph": metric}
        )

    async def _points(self, path: str, first: date, last: date) -> list[StatPoint]:
        return await self._plain(path, await self._transport.get(path, _days(first, last)))

    async def _plain(self, path: str, payload: Any) -> list[StatPoint]:
        """Read days; where the server gives running totals all the same, make plain days of them.

        Whether it does is asked once for each kind of route, and only where the days leave it open.
        """
        points = _read_points(payload, path)
        if isinstance(payload, dict):
            return points
        route = path.split("/")[2]
        understood = True if is_daily(points) else self._understood.get(route)
        if understood is None and (place := day_that_tells(points)) is not None:
            day = points[place].day
            alone = _read_points(await self._transport.get(path, _days(day, day)), path)
            if alone:
                understood = not are_running_totals(points, place, alone[0])
        if understood is not None:
            self._understood[route] = understood
        return per_day(points) if understood is False else points

    async def _usage(self, path: str, first: date, last: date) -> BundleUsage:
        _check(first, last)  # here the last day is included (contract/api.md 3.8)
        payload = await self._transport.get(path, {"from": first.isoformat(), "to": last.isoformat()})
        if isinstance(payload, dict) and isinstance(payload.get("data"), dict):
            payload = payload["data"]
        return read_exactly(BundleUsage, payload, f"GET {path}")


def _days(first: date, last: date) -> dict[str, str | int | None]:
    """The range: the server leaves `to` out, so it is the day after (contract/api.md 3.8)."""
    _check(first, last)
    return {
        "from": first.isoformat(),
        "to": (last + timedelta(days=1)).isoformat(),
        "noAccumulate": "true",
    }


def _check(first: date, last: date) -> None:
    if last < first or last == date.max:
        raise Misused(
            f"The range from {first} to {last} has no days.",
            next_step="Name the first day first.",
        )


def _read_points(payload: Any, path: str) -> list[StatPoint]:
    points = read_list(StatPoint, payload, f"GET {path}", wrapped_in=_WRAPPED)
    if isinstance(payload, dict) and "statistics" in payload:
        return per_day(points)  # servers before April 2025 wrap their answer and know nothing else
    return points
