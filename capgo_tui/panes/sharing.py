"""Copying, opening in the console and exporting, for every pane with a table; imported when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from capgo_tui.messages import ConsoleAsked, CopyAsked, ShowCopied
from capgo_tui.modals.copy_menu import LAST, CopyMenu
from capgo_tui.presenters.console_links import console_link
from capgo_tui.presenters.copies import Copy, id_copy, json_copy, line_copy, table_copy, why_copies
from capgo_tui.presenters.deep_links import open_command
from capgo_tui.presenters.places import Place
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from textual.widget import Widget

    from capgo_tui.api import CapgoClient
    from capgo_tui.panes.list_pane import ListPane

MOST_ROWS: Final = 10_000
"""Rows that are copied at most; an export has no bound."""
_OF_ORGANIZATION: Final = "org-"
"""How the ids of panes begin whose subject is an organization."""
NO_CONSOLE: Final = "Not known for this server; the profile's console can say it."
NO_REQUEST: Final = "No request of the API reads it."
CHOSEN_THERE: Final = "The console shows the organization that is chosen there."


@dataclass(frozen=True)
class Address:
    """How the records of a pane are named outside of it."""

    id: Callable[[Any], str]
    """What the record is recognised by; raw."""
    name: Callable[[Any], str]
    """What people call it, if that is something else; raw."""
    read: Callable[[str, Any], str]
    """The GET that reads it, by the subject of the pane."""


ADDRESSES: Final[Mapping[str, Address]] = {
    "channels": Address(
        lambda channel: str(channel.id),
        lambda channel: channel.name,
        lambda app, channel: f"/channel?app_id={_q(app)}&channel={_q(channel.name)}",
    ),
    "devices": Address(
        lambda device: device.device_id,
        lambda device: device.custom_id or "",
        lambda app, device: f"/device?app_id={_q(app)}&device_id={_q(device.device_id)}",
    ),
    "bundles": Address(
        lambda bundle: str(bundle.id),
        lambda bundle: bundle.name,
        lambda app, _: f"/bundle?app_id={_q(app)}",
    ),
    "org-members": Address(
        lambda member: member.uid or "",
        lambda member: member.email or "",
        lambda org, _: f"/organization/members?orgId={_q(org)}",
    ),
    "org-keys": Address(
        lambda key: str(key.id), lambda key: key.name or "", lambda _, key: f"/apikey/{key.id}"
    ),
    "org-audit": Address(
        lambda entry: str(entry.id), lambda _: "", lambda org, _: f"/organization/audit?orgId={_q(org)}"
    ),
}
"""By the id of the pane; the records of any other pane are copied as they stand."""

ALONE: Final = ("stats", "adoption")
"""The ids of the other panes that a link leads to; not to one of their rows."""


def _q(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


# Copying ------------------------------------------------------------------------------------


def open_menu(pane: ListPane[Any]) -> None:
    """Open the menu for the marked records, or the one under the cursor."""
    record = pane.table.record
    records = pane.table.marked_records() or ([record] if record is not None else [])
    if not records:
        pane.notify(f"There is no {pane.noun} to copy.", markup=False)
        return
    one = records[0] if len(records) == 1 else None
    what = pane.title_of(one) if one is not None else f"{len(records):,} marked {pane.plural}"
    show_menu(pane, what, copies_of(pane, records, record if one is None else one))


def show_menu(asker: Widget, what: str, copies: Sequence[Copy]) -> None:
    """Open the menu, before the next key is looked at.

    Args:
        asker: the widget whose messages reach the application.
        what: what is copied from, raw.
        copies: what there is.
    """

    def picked(copy: Copy | None) -> None:
        if copy is LAST:
            asker.post_message(ShowCopied())
        elif copy is not None:
            asker.post_message(CopyAsked(copy.text(), f"{_subject(copy)} of {clean(what, 80)}"))

    asker.app.push_screen(CopyMenu(what, copies), picked)


def copies_of(pane: ListPane[Any], records: Sequence[Any], cursor: Any) -> list[Copy]:
    """What can be copied: of several records together, and of the one under the cursor alone."""
    client = pane.connection.client
    return [masked(copy, client) for copy in _copies(pane, records, cursor)]


def _copies(pane: ListPane[Any], records: Sequence[Any], cursor: Any) -> Iterator[Copy]:
    address = ADDRESSES.get(pane.id or "")
    ids = [_id_of(pane, record) for record in records]
    several = [
        id_copy(ids),
        json_copy([pane.document_of(record) for record in records[:MOST_ROWS]]),
        table_copy(pane.columns(), records[:MOST_ROWS]),
    ]
    too_many = f"Copied are at most {MOST_ROWS:,}: E exports them." if len(records) > MOST_ROWS else ""
    several = [replace(copy, why_not=too_many) for copy in several]
    yield several[0]
    if address is not None and len(records) == 1 and address.name(cursor):
        yield line_copy("n", "name", clean(address.name(cursor)))
    yield from several[1:]
    if cursor is None:
        return
    if address is not None:
        yield line_copy("c", "curl", pane.connection.client.curl_read(address.read(pane.subject, cursor)))
    else:
        curl = pane.curl_of(cursor)
        yield line_copy("c", "curl", curl, why_not="" if curl else NO_REQUEST)
    place = place_of(pane, cursor)
    if place is not None:
        asked = console_of(pane, cursor)
        yield line_copy("u", "console address", asked.address, why_not=asked.why_not)
        yield line_copy("l", "link", open_command(place))
    page = pane.why_of(cursor) if len(records) == 1 else None
    if page is not None:
        yield from why_copies(page)


def masked(copy: Copy, client: CapgoClient) -> Copy:
    """The same without the key, should a server have sent it."""
    return replace(copy, text=lambda: str(client.masked(copy.text())), note=str(client.masked(copy.note)))


def _subject(copy: Copy) -> str:
    return f"The {copy.name.replace(', as ', ' as ')}"


def _id_of(pane: ListPane[Any], record: Any) -> str:
    address = ADDRESSES.get(pane.id or "")
    return address.id(record) if address is not None else str(pane.key_of(record))


# Places -------------------------------------------------------------------------------------


def place_of(pane: ListPane[Any], record: Any) -> Place | None:
    """Where a record is, and how its table is looked at; None for a pane that no link leads to."""
    table, name = pane.table, pane.id or ""
    if name not in ADDRESSES and name not in ALONE:
        return None
    of_organization = name.startswith(_OF_ORGANIZATION)
    return Place(
        app_id="" if of_organization else pane.subject,
        org_id=pane.subject if of_organization else "",
        tab=name.removeprefix(_OF_ORGANIZATION),
        record=_id_of(pane, record) if record is not None and name in ADDRESSES else "",
        filter=table.filter,
        sort=table.order.column if table.order is not None else "",
        descending=table.order.descending if table.order is not None else False,
    )


def console_of(pane: ListPane[Any], record: Any) -> ConsoleAsked:
    """Where the web console shows a record, or why it does not."""
    place = place_of(pane, record)
    if place is None:
        return ConsoleAsked("", f"The console has no page of a {pane.noun} of this list.")
    address = console_link(pane.connection.console, place)
    return ConsoleAsked(address, "" if address else NO_CONSOLE, "" if place.app_id else CHOSEN_THERE)
