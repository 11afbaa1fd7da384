"""Reading the records of many targets again with as few requests as that takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Final, TypeVar

from capgo_tui.api import background
from capgo_tui.api.server_version import keeps_left_out_version
from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.bundle_edit import BundleNotes
from capgo_tui.models.facts import Facts, device_facts
from capgo_tui.models.facts import facts_of as said_by
from capgo_tui.services.changes.channels import channel_facts
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.changes.change import Change
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

RecordT = TypeVar("RecordT")

_ROWS_A_PAGE: Final = 50
_PAGES_OF_A_LONG_LIST: Final = 3
"""Requests for a list of more than one page, as the server's pages grow (contract/api.md 3.6)."""


async def read_devices(data: AppData, ids: Sequence[str]) -> dict[str, Device]:
    """Read devices again, and give those that there are by their id.

    Raises:
        CapgoError: they cannot be read.
    """

    def key(device: Device) -> str:
        return device.device_id

    async def read_one(device_id: str) -> Device:
        return await data.read_device(device_id)

    return await _read(data.devices, ids, key, read_one, _device_pages(data))


async def read_channels(data: AppData, names: Sequence[str]) -> dict[str, Channel]:
    """Read channels again, and give those that there are by their name.

    Raises:
        CapgoError: they cannot be read.
    """

    def key(channel: Channel) -> str:
        return channel.name

    async def read_one(name: str) -> Channel:
        return await data.client.channels.read(data.app_id, name)

    return await _read(data.channels, names, key, read_one, _row_pages(data.channels))


async def read_bundles(data: AppData) -> dict[str, Bundle]:
    """Read all bundles again, by their name: no request reads one alone.

    Raises:
        CapgoError: they cannot be read.
    """
    await read_whole(data.bundles)
    return {bundle.name: bundle for bundle in data.bundles.records}


async def read_whole(listing: Listing[Any]) -> None:
    """Read a whole list again.

    Raises:
        CapgoError: it cannot be read.
    """
    with background():
        await listing.refresh()
        await listing.read()


async def _read(
    listing: Listing[RecordT],
    keys: Sequence[str],
    key: Callable[[RecordT], str],
    read_one: Callable[[str], Awaitable[RecordT]],
    pages: int | None,
) -> dict[str, RecordT]:
    """Read the list where that costs no more than reading each alone, else each alone."""
    alone: dict[str, RecordT] = {}
    with background():
        missing = list(keys)
        if pages is not None and pages <= len(keys):
            await listing.refresh()
            present = {key(record) for record in listing.records}
            missing = [] if listing.complete else [one for one in keys if one not in present]
        for one in missing:
            try:
                record = await read_one(one)
            except Refused as error:
                if error.kind is not RefusalKind.MISSING:
                    raise
                listing.drop(one, key)
            else:
                alone[one] = record
                listing.put(record, key)
    wanted = set(keys)
    return {key(record): record for record in listing.records if key(record) in wanted} | alone


# Facts of what was changed ---------------------------------------------------------------------


def checking_cost(workspace: Workspace, changes: Iterable[Change[Any]]) -> int:
    """How many requests `read_facts` takes, about."""
    groups = Counter((change.target.kind, change.target.app_id) for change in changes)
    return sum(_cost(workspace, kind, app_id, count) for (kind, app_id), count in groups.items())


def looking_cost(workspace: Workspace, changes: Iterable[Change[Any]]) -> int:
    """How many requests changes take around themselves, beside the one that each is, about."""
    server_looks = keeps_left_out_version(workspace.client.server_version)
    looks = 0
    for change in changes:
        if change.beforehand is not None and not (server_looks and change.target.kind is Kind.BUNDLE):
            looks += 1
        if change.afterwards is not None:
            looks += 2  # the record itself, and what else changed
    return looks


async def read_facts(workspace: Workspace, changes: Sequence[Change[Any]]) -> list[Facts | None]:
    """What the records of changes say now, in the same order; None for one that is no more.

    Raises:
        CapgoError: they cannot be read.
    """
    together = iter(await facts_of(workspace, [each.target for each in changes if can_read(each.target)]))
    facts: list[Facts | None] = []
    for change in changes:
        if can_read(change.target):
            facts.append(next(together))
        else:
            with background():
                facts.append(await change.read(None))
    return facts


def can_read(target: Target) -> bool:
    """Whether a record can be read without the change that it is the target of."""
    return target.kind in _READERS


async def facts_of(workspace: Workspace, targets: Sequence[Target]) -> list[Facts | None]:
    """What records say now in the fields that can be changed, in the same order; None for what is no more.

    Args:
        workspace: the connection.
        targets: which, such as `can_read`.

    Raises:
        CapgoError: they cannot be read.
    """
    keys: defaultdict[tuple[Kind, str], list[str]] = defaultdict(list)
    for target in targets:
        keys[target.kind, target.app_id].append(target.key)
    found = {
        (kind, app_id): await _READERS[kind](workspace.app(app_id), group)
        for (kind, app_id), group in keys.items()
    }
    return [found[target.kind, target.app_id].get(target.key) for target in targets]


async def _device_facts(data: AppData, ids: Sequence[str]) -> dict[str, Facts]:
    return {key: device_facts(device) for key, device in (await read_devices(data, ids)).items()}


async def _channel_facts(data: AppData, names: Sequence[str]) -> dict[str, Facts]:
    return {key: channel_facts(channel) for key, channel in (await read_channels(data, names)).items()}


async def _bundle_facts(data: AppData, names: Sequence[str]) -> dict[str, Facts]:
    bundles = await read_bundles(data)
    return {name: _facts_of_bundle(bundles[name]) for name in names if name in bundles}


def _facts_of_bundle(bundle: Bundle) -> Facts:
    """All that any change of a bundle says."""
    origin = {"name": bundle.name, "external_url": bundle.external_url, "checksum": bundle.checksum}
    return {**origin, **said_by(bundle, BundleNotes)}


_READERS: Final[Mapping[Kind, Callable[[AppData, Sequence[str]], Awaitable[Mapping[str, Facts]]]]] = {
    Kind.DEVICE: _device_facts,
    Kind.CHANNEL: _channel_facts,
    Kind.BUNDLE: _bundle_facts,
}


def _cost(workspace: Workspace, kind: Kind, app_id: str, count: int) -> int:
    if kind not in _READERS:
        return count
    data = workspace.app(app_id)
    if kind is Kind.BUNDLE:
        return _row_pages(data.bundles) or 1
    pages = _device_pages(data) if kind is Kind.DEVICE else _row_pages(data.channels)
    return count if pages is None else min(count, pages)


def _device_pages(data: AppData) -> int | None:
    """Requests that reading the loaded devices again takes; None if none are loaded."""
    rows = min(each.devices_a_page for each in data.client.speech.candidates)
    return max(1, ceil(len(data.devices.records) / rows)) if data.devices.begun else None


def _row_pages(listing: Listing[Any]) -> int | None:
    """Requests that reading channels or bundles again takes; None if none are loaded."""
    if not listing.begun:
        return None
    return 1 if len(listing.records) < _ROWS_A_PAGE else _PAGES_OF_A_LONG_LIST
