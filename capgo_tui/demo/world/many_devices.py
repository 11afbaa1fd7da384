"""A hundred thousand devices that exist only while somebody looks at them.

The device with place i among n has an id whose first eight digits grow with i, so that an id leads back to
its place. By time, the devices stand in an order that is a permutation of their places (`i·step + start`
modulo n, which can be inverted), and the time is a rising function of the rank. Neither order ever needs the
whole list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from math import gcd

from capgo_tui.demo.rows import Device
from capgo_tui.demo.tables import Place, is_behind
from capgo_tui.demo.world.ids import mixed

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Mix:
    """What a crowd of devices is made of."""

    versions: Sequence[tuple[str, int]]
    """Bundle names with their weights."""
    natives: Sequence[str] = ("1.0.0",)
    plugins: Sequence[str] = ("7.40.1", "7.40.1", "8.41.0")
    countries: Sequence[str | None] = ("DE", "FR", "US", "US", "JP", "BR", None)
    custom_every: int = 4
    """One device in so many has a custom id."""
    days: int = 90
    """How long ago the last change of the stalest device is."""


class ManyDevices:
    """The devices of one app, made when asked for."""

    def __init__(self, app_id: str, count: int, mix: Mix, now: datetime) -> None:
        self._app_id = app_id
        self._count = count
        self._mix = mix
        self._now = int(now.timestamp())
        self._span = mix.days * 86_400
        self._gap = (1 << 32) // count
        self._step = next(
            step for step in range(int(count * 0.618) | 1, count * 2, 2) if gcd(step, count) == 1
        )
        self._back = pow(self._step, -1, count)
        self._seed = mixed(len(app_id) * 1_000_003 + count)
        weights = [weight for _, weight in mix.versions]
        self._bounds = list(accumulate(weights))
        self._names = [name for name, _ in mix.versions]

    def __len__(self) -> int:
        return self._count

    def get(self, device_id: str) -> Device | None:
        """Find one device by its lower-case id."""
        try:
            place = int(device_id[:8], 16) // self._gap
        except ValueError:
            return None
        return self._made(place) if place < self._count and self._id(place) == device_id else None

    def by_id(self, after: str, *, changed_after: datetime | None, custom_only: bool) -> Iterator[Device]:
        """Go through the devices behind an id, by id."""
        behind = range(self._first_behind(after), self._count)
        if changed_after is None:
            return self._devices(behind, custom_only=custom_only)
        return self._devices(self._changed(behind, changed_after), custom_only=custom_only)

    def _changed(self, places: range, changed_after: datetime) -> Iterator[int]:
        """Keep the places whose devices changed after a time: by rank where those are few."""
        rank = self._rank_behind(changed_after)
        if self._count - rank < self._count // 10:
            recent = sorted(self._place(r) for r in range(rank, self._count))
            return iter(recent[bisect_left(recent, places.start) :])
        step, count = self._step, self._count
        return (place for place in places if place * step % count >= rank)

    def by_time(
        self, after: Place | None, *, newest_first: bool, changed_after: datetime | None, custom_only: bool
    ) -> Iterator[Device]:
        """Go through the devices behind a place, by time and, within one time, by id."""
        lowest = self._rank_behind(changed_after) if changed_after else 0
        ranks = range(lowest, self._count)
        if after and newest_first:
            ranks = range(lowest, max(lowest, bisect_right(range(self._count), after[0], key=self._time)))
        elif after:
            ranks = range(max(lowest, bisect_left(range(self._count), after[0], key=self._time)), self._count)
        ordered = map(self._place, reversed(ranks) if newest_first else ranks)
        for device in self._devices(ordered, custom_only=custom_only):
            if not after or is_behind(
                (device.updated_at, device.device_id), after, newest_first=newest_first
            ):
                yield device

    def _devices(self, places: Iterator[int] | Sequence[int], *, custom_only: bool) -> Iterator[Device]:
        if custom_only:
            return (self._made(place) for place in places if place % self._mix.custom_every == 0)
        return map(self._made, places)

    def _first_behind(self, device_id: str) -> int:
        if not device_id:
            return 0
        behind: Callable[[int], str] = self._id
        return bisect_right(range(self._count), device_id, key=behind)

    def _rank_behind(self, moment: datetime) -> int:
        return bisect_right(range(self._count), moment, key=self._time)

    def _place(self, rank: int) -> int:
        return rank * self._back % self._count

    def _time(self, rank: int) -> datetime:
        """Give the time of the device with a rank: many changed lately, few long ago; no two are equal."""
        left = self._count - rank
        return datetime.fromtimestamp(self._seconds(left), UTC)

    def _seconds(self, left: int) -> int:
        return self._now - left - self._span * left * left // (self._count * self._count)

    def _id(self, place: int) -> str:
        scattered = mixed(self._seed ^ place)
        head = place * self._gap + scattered % self._gap
        return (
            f"{head:08x}-{scattered >> 48:04x}-4{scattered >> 36 & 0xFFF:03x}-a{scattered >> 24 & 0xFFF:03x}"
            f"-{scattered >> 4 & 0xFFFFFFFFFFF:011x}{place & 15:x}"
        )

    def _made(self, place: int) -> Device:
        mix, dice = self._mix, mixed(self._seed + place)
        name = self._names[bisect_right(self._bounds, dice % self._bounds[-1])]
        ios = dice >> 20 & 7 < 4
        custom_id = f"customer-{place // mix.custom_every:06d}" if place % mix.custom_every == 0 else ""
        return Device(
            id=1_000_000 + place,
            app_id=self._app_id,
            device_id=self._id(place),
            updated_at=self._time(place * self._step % self._count),
            version_name=name,
            platform="ios" if ios else "android",
            plugin_version=mix.plugins[dice % len(mix.plugins)],
            os_version=("18.5", "18.6", "26.1")[dice % 3] if ios else ("13", "14", "15", "16")[dice & 3],
            version_build=mix.natives[(dice >> 8) % len(mix.natives)],
            custom_id=custom_id,
            is_prod=dice >> 16 & 63 != 0,
            is_emulator=dice >> 16 & 127 == 0,
            country_code=mix.countries[(dice >> 12) % len(mix.countries)],
            install_source=None if ios else "com.android.vending",
        )
