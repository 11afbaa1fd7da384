"""Looks at a list again and again while it is watched, and tells what became of it.

What was found is taken in only when the owner says so: a table does not change behind an open dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from capgo_tui.errors import CapgoError

if TYPE_CHECKING:
    from capgo_tui.api.devices import Changes
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.listing import Listing, Reading

RecordT = TypeVar("RecordT")

OVERLAP: Final = timedelta(minutes=2)
"""How far before the newest change is asked again: changes show up up to half a minute late (api.md 3.9)."""
WHOLE_EVERY: Final = 10
"""Of so many looks one reads the whole list, where the others ask for changes only: gone rows, and
overrides that somebody else set, are in no list of changes (contract/api.md 3.9)."""
MOST_WHOLE: Final = 5_000
"""Longer lists are followed by changes alone, where the server tells these: a page has a thousand."""


@dataclass(frozen=True)
class Found(Generic[RecordT]):
    """What a list has become."""

    changed: Sequence[tuple[RecordT, RecordT]] = ()
    """Records as they were and as they are."""
    new: Sequence[RecordT] = ()
    """Records that were not there before."""
    gone: Sequence[RecordT] = ()
    """Records that are there no more; only reading the whole list tells."""
    elsewhere: int = 0
    """How many more changed that are not loaded."""
    cut: bool = False
    """Whether more changed than was read."""
    whole: bool = True
    """Whether the whole list was read."""
    around: bool = False
    """Whether the lists that its columns join with are others than before."""
    take: Callable[[], bool] = field(default=lambda: True)
    """Takes it all in; false if the list was changed meanwhile, and what was found is out of date."""

    @property
    def is_news(self) -> bool:
        """Whether any record is another than before."""
        return bool(self.changed or self.new or self.gone or self.elsewhere)


class Following(Generic[RecordT]):
    """Follows one list by reading it again as far as it is loaded."""

    def __init__(self, listing: Listing[RecordT], key: Callable[[RecordT], Hashable]) -> None:
        """Begin.

        Args:
            listing: a list that was read before.
            key: what a record is recognised by.
        """
        self.listing = listing
        self.key = key
        self._was_empty = False

    async def look(self) -> Found[RecordT]:
        """Find out what became of the list.

        Raises:
            CapgoError: it could not be read; what is loaded stays.
        """
        return self.compare(await self.listing.read_again())

    def compare(self, reading: Reading[RecordT]) -> Found[RecordT]:
        """Compare what was read with what is loaded.

        Args:
            reading: the list read again.
        """
        listing, key = self.listing, self.key
        # Where the server cannot read its own store it may say that there is nothing: that is asked twice.
        was_empty, self._was_empty = self._was_empty, not reading.records
        if self._was_empty and not was_empty:
            return Found()
        known = {key(record): record for record in listing.records}
        left, last = dict(known), -1
        changed: list[tuple[RecordT, RecordT]] = []
        unknown: list[tuple[int, RecordT]] = []
        for place, record in enumerate(reading.records):
            before = left.pop(key(record), None)
            if before is None:
                unknown.append((place, record))
                continue
            last = place
            if before != record:
                changed.append((before, record))
        whole = reading.complete and listing.complete
        # Of a list that goes on, what stands behind all that was known may just not have been loaded.
        new = [record for place, record in unknown if whole or place < last]
        gone = list(left.values()) if whole else []

        def take() -> bool:
            if not listing.would_take(reading):
                return False
            if changed or unknown or left:
                listing.take(reading)
            else:
                listing.confirm(reading.began)
            return True

        return Found(changed, new, gone, take=take)


class AppFollowing(Following[RecordT]):
    """Follows one list of an app with the others that its columns join with."""

    def __init__(self, data: AppData, listing: Listing[RecordT], key: Callable[[RecordT], Hashable]) -> None:
        """Begin.

        Args:
            data: the app.
            listing: one of its lists.
            key: what a record is recognised by.
        """
        super().__init__(listing, key)
        self.data = data

    async def look(self) -> Found[RecordT]:
        """Find out what became of the list, and of those beside it.

        Raises:
            CapgoError: one could not be read; what is loaded stays.
        """
        reading = await self.listing.read_again()
        data = self.data
        lists: list[Listing[Any]] = [data.channels, data.bundles]
        others = [
            (each, await each.read_again()) for each in lists if each is not self.listing and each.begun
        ]
        fresh = [(each, again) for each, again in others if again.records != each.records]
        found = self.compare(reading)
        counts_hold = self.keeps_counters(found) and all(each is not data.channels for each, _ in fresh)
        return await self.joined(found, fresh, counts_hold=counts_hold)

    def keeps_counters(self, found: Found[RecordT]) -> bool:
        """Whether the app counts as many overrides and rollouts as before."""
        return self.listing is not self.data.channels or not found.is_news

    async def joined(
        self,
        found: Found[RecordT],
        fresh: Sequence[tuple[Listing[Any], Reading[Any]]] = (),
        *,
        counts_hold: bool,
    ) -> Found[RecordT]:
        """Have the other lists taken in too, and the app's counters, which decide on overrides.

        Args:
            found: what became of the list.
            fresh: other lists that are not as before.
            counts_hold: whether the counters are those that are known.
        """
        if not found.is_news and not fresh:
            return found
        data, record = self.data, self.data.record
        if not counts_hold and record is not None:
            try:
                record = await data.client.apps.read(data.app_id)
            except CapgoError:
                record = None  # they are unknown then, and no answer relies on them

        def take() -> bool:
            if not found.take():
                return False
            for listing, reading in fresh:
                if listing.would_take(reading):
                    listing.take(reading)
            if record is not None:
                data.take_record(record)
            return True

        return replace(found, around=bool(fresh), take=take)


class DevicesFollowing(AppFollowing["Device"]):
    """Follows devices by what changed, where the server tells that; else by reading them again."""

    def __init__(self, data: AppData) -> None:
        """Begin.

        Args:
            data: the app.
        """
        super().__init__(data, data.devices, lambda device: device.device_id)
        self.tells_changes: bool | None = None
        """Whether the server tells what changed; None before it was asked."""
        self._looks = 0
        self._newest: datetime | None = None
        self._elsewhere: dict[str, datetime | None] = {}

    async def look(self) -> Found[Device]:
        """Find out what changed since the newest change that is known; every tenth time read all.

        Raises:
            CapgoError: it could not be read; what is loaded stays.
        """
        self._looks += 1
        since = self._since()
        whole = not self._looks % WHOLE_EVERY and len(self.listing.records) <= MOST_WHOLE
        if self.tells_changes is not False and since is not None and not whole:
            began = self.data.now()
            changes = await self.data.client.devices.read_changed(self.data.app_id, since)
            self.tells_changes = changes is not None
            if changes is not None:
                return await self._of_changes(changes, began)
        return await super().look()

    def keeps_counters(self, found: Found[Device]) -> bool:
        """Whether no override came, went or changed."""
        before = any(old.channel != now.channel for old, now in found.changed)
        return not before and not any(device.channel for device in (*found.new, *found.gone))

    def _since(self) -> datetime | None:
        """From when on to ask, by the server's clock: this machine's may be wrong."""
        times = [device.updated_at for device in self.listing.records if device.updated_at is not None]
        known = [*times, *([self._newest] if self._newest is not None else [])]
        return max(known) - OVERLAP if known else None

    async def _of_changes(self, changes: Changes, began: datetime) -> Found[Device]:
        listing = self.listing
        before = (listing.records, len(listing.records))
        known = {device.device_id: device for device in listing.records}
        there = [(known[each.device_id], each) for each in changes.devices if each.device_id in known]
        changed = [(old, new) for old, new in there if old != new]
        unknown = [each for each in changes.devices if each.device_id not in known]
        new = unknown if listing.complete else []
        elsewhere = {} if listing.complete else {each.device_id: each.updated_at for each in unknown}
        more = sum(self._elsewhere.get(each, self) != time for each, time in elsewhere.items())

        def take() -> bool:
            if listing.records is not before[0] or len(listing.records) != before[1]:
                return False
            if changed or new:
                listing.put_all([*(now for _, now in changed), *new], self.key)
            listing.confirm(began)
            self._elsewhere.update(elsewhere)
            times = (each for each in (*elsewhere.values(), self._newest) if each is not None)
            self._newest = max(times, default=None)
            return True

        found = Found(changed, new, (), more, cut=not changes.complete, whole=False, take=take)
        return await self.joined(found, counts_hold=self.keeps_counters(found))
