"""The commands that read records: which requests, which columns."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from capgo_tui.cli.listings import Listing, always, just, read_once
from capgo_tui.errors import CapgoError, Misused
from capgo_tui.models.ids import is_uuid
from capgo_tui.presenters.columns import Column, RecordT

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.device import Device
    from capgo_tui.models.document import Document
    from capgo_tui.presenters.times import Now
    from capgo_tui.rules.surroundings import Surroundings

Read = Callable[["CapgoClient", "Arguments", "Now"], Awaitable[Listing[Any]]]
"""What every command is: it may read what it needs to know first, and returns what to print."""

_FULL_PAGES = (49, 50, 1000)
"""Devices on a page that may have a next one; of any other length it is the last (contract/api.md 3.9)."""
_FIRST_ENTRIES = 50
"""How many audit entries are read unless asked otherwise: one page (contract/api.md 3.3)."""


def raw(document: Document) -> object:
    """A record as the server sent it."""
    return document.raw()


async def organization_id(client: CapgoClient, text: str) -> str:
    """Find the organization that is meant by an id, a name, or the beginning of a name.

    Raises:
        Misused: none or several are meant; says which there are.
    """
    if is_uuid(text):
        return text.lower()
    known = await client.organizations.read_all()
    wanted = text.casefold()
    for means in (str.__eq__, str.startswith):
        found = [each for each in known if means((each.name or "").casefold(), wanted)]
        if len(found) == 1:
            return str(found[0].id)
        if found:
            which = ", ".join(f"{each.name} ({each.id})" for each in found)
            raise Misused(
                f"{len(found)} organizations are called {text}: {which}.", next_step="Give the id of one."
            )
    names = ", ".join(each.name or each.id for each in known) or "none at all"
    raise Misused(f"There is no organization {text}.", next_step=f"This key sees: {names}.")


async def read_organizations(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:  # noqa: ARG001
    """`orgs`."""
    from capgo_tui.presenters.organization import organization_columns  # noqa: PLC0415 - only what is read

    return Listing(
        ("organization", "organizations"),
        read_once(client.organizations.read_all()),
        always(organization_columns(now)),
        raw,
    )


async def read_apps(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`apps [ORG]`."""
    from capgo_tui.presenters.app import app_columns  # noqa: PLC0415

    wanted = arguments.organization and await organization_id(client, arguments.organization)
    return Listing(("app", "apps"), read_once(client.apps.read_all(wanted)), always(app_columns(now)), raw)


async def read_channels(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`channels APP`."""
    from capgo_tui.presenters.channel import channel_columns  # noqa: PLC0415

    return Listing(
        ("channel", "channels"), client.channels.pages(arguments.app), always(channel_columns(now)), raw
    )


async def read_bundles(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`bundles APP`; a table says which channels deliver each, so it reads the channels too."""
    from capgo_tui.presenters.bundle import bundle_columns  # noqa: PLC0415

    async def columns() -> Sequence[Column[Bundle]]:
        return bundle_columns(now, await _surroundings(client, arguments.app, bundles=False))

    return Listing(("bundle", "bundles"), client.bundles.pages(arguments.app), columns, raw)


async def read_devices(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`devices APP`; a table says how far behind each is, so it reads channels and bundles too."""
    from capgo_tui.presenters.device import device_columns  # noqa: PLC0415

    async def columns() -> Sequence[Column[Device]]:
        return device_columns(now, await _surroundings(client, arguments.app, bundles=True))

    noun = ("device", "devices")
    if arguments.device is not None:
        device = await client.devices.read(arguments.app, arguments.device)
        return Listing(noun, just([device]), columns, raw, one=True)
    pages = client.devices.pages(arguments.app)
    if arguments.all:
        return Listing(noun, pages, columns, raw)

    def after(count: int) -> str:
        if count not in _FULL_PAGES:
            return ""
        return f"{count:,} devices: the first page. There may be more; --all reads every page."

    return Listing(noun, _first_page(pages), columns, raw, after=after)


async def read_members(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`members ORG`."""
    from capgo_tui.presenters.member import member_columns  # noqa: PLC0415

    wanted = await organization_id(client, arguments.organization or "")
    members = read_once(client.members.read_all(wanted))
    return Listing(("member", "members"), members, always(member_columns(now)), raw)


async def read_keys(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:  # noqa: ARG001
    """`keys`; what a server of 2025 tells of secrets is masked by the document itself."""
    from capgo_tui.presenters.api_key import api_key_columns  # noqa: PLC0415

    return Listing(
        ("API key", "API keys"), read_once(client.api_keys.read_all()), always(api_key_columns(now)), raw
    )


async def read_audit(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`audit ORG`."""
    from capgo_tui.presenters.audit import audit_columns  # noqa: PLC0415

    wanted = await organization_id(client, arguments.organization or "")
    most = None if arguments.all else arguments.limit or _FIRST_ENTRIES

    total: int | None = None

    async def entries() -> AsyncIterator[Sequence[AuditEntry]]:
        nonlocal total
        count = 0
        pages = client.audit.pages(wanted, table=arguments.table, operation=arguments.operation)
        async with aclosing(cast("AsyncGenerator[Any]", pages)) as opened:
            async for page in opened:
                total = page.total
                left = None if most is None else most - count
                count += len(page.data)
                yield page.data[:left]
                if most is not None and count >= most:
                    return

    def after(count: int) -> str:
        if arguments.all or total is None or count >= total:
            return ""
        return f"The newest {count:,} of {total:,} entries; --limit N or --all reads more."

    return Listing(("entry", "entries"), entries(), always(audit_columns(now)), raw, after=after)


async def _first_page(pages: AsyncIterator[Sequence[RecordT]]) -> AsyncIterator[Sequence[RecordT]]:
    """The first page of a list, so that the next is never asked for."""
    async with aclosing(cast("AsyncGenerator[Sequence[RecordT]]", pages)) as opened:
        async for page in opened:
            yield page
            return


async def _surroundings(client: CapgoClient, app: str, *, bundles: bool) -> Surroundings:
    """Read what a table says beside the records; what may not be read is unknown in it."""
    from capgo_tui.rules.surroundings import Surroundings as Around  # noqa: PLC0415

    around = Around()
    try:
        around.set_channels(await client.channels.read_all(app), complete=True)
        if bundles:
            around.set_bundles(await client.bundles.read_all(app), complete=True)
    except CapgoError as error:
        from capgo_tui.cli.messages import say  # noqa: PLC0415

        say(f"Some columns stay unknown: {error}")
    return around


READS: dict[str, Read] = {
    "orgs": read_organizations,
    "apps": read_apps,
    "channels": read_channels,
    "bundles": read_bundles,
    "devices": read_devices,
    "members": read_members,
    "keys": read_keys,
    "audit": read_audit,
}
"""The command lines' words and what each reads; statistics are in `statistics`."""
