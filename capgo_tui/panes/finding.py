"""Finds the record that a link names, wherever the list has got to; imported when it is asked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from capgo_tui.errors import CapgoError, Refused
from capgo_tui.models.ids import is_uuid
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.panes.sharing import ADDRESSES
from capgo_tui.rules.filter_language.terms import quoted
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import key_shown

if TYPE_CHECKING:
    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.panes.list_pane import ListPane


async def show_record(pane: ListPane[Any], wanted: str) -> None:
    """Put the cursor on a record and open it.

    Args:
        pane: the tab.
        wanted: what the record is recognised by, or called; a device is also asked for by its id.
    """
    listing = pane.listing(pane.connection)
    try:
        await listing.read(at_most=pane.at_first)
        found = _named(pane, listing.records, wanted)
        if not found and pane.id == "devices" and is_uuid(wanted):
            device = await pane.connection.app(pane.subject).read_device(wanted)
            listing.put(device, pane.key_of)
            pane.show_changes()
            found = [device]
        if isinstance(pane, AppListPane):
            await pane.data.read_neighbours(but=listing)
    except Refused as error:
        pane.refuse(error)
        return
    except CapgoError:
        return  # the pane itself says why its list could not be read
    if not found:
        more = "; more are on the server" if not listing.complete else ""
        said = f"There is no {pane.noun} {clean(wanted, 80)} among the {len(listing.records):,} loaded{more}."
        pane.notify(said, severity="warning", markup=False, timeout=10)
    elif len(found) > 1:
        pane.filter_by(quoted(clean(wanted)))
        pane.notify(f"{len(found)} {pane.plural} are called {clean(wanted, 80)}.", markup=False)
    else:
        pane.table.restore(replace(pane.table.state, cursor=pane.key_of(found[0])))
        pane.post_message(pane.opened(found[0]))


async def find_typed(pane: ListPane[Any], text: str) -> None:
    """Ask the server for a device whose whole id was typed as a filter, wherever the list has got to.

    What is no whole id, and is not among the loaded ones, is said, with what finds it.
    """
    wanted = text.strip()
    if pane.table.row_count or not pane.has_begun or not wanted:
        return
    if not is_uuid(wanted):
        if pane.has_more and not any(sign in wanted for sign in ':=<>!/~" '):
            said = (
                f"None of the {pane.table.total:,} loaded devices has these letters; more are on the server."
            )
            key = key_shown(pane, "devices.load-all", "L")
            pane.notify(f"{said} {key} loads all, after saying what that costs.", markup=False, timeout=8)
        return
    try:
        device = await pane.connection.app(pane.subject).read_device(wanted)
    except CapgoError as error:
        pane.notify(clean(str(error), 300), severity="warning", markup=False)
        return
    pane.listing(pane.connection).put(device, pane.key_of)
    pane.show_changes()


async def explain(pane: DevicesPane, wanted: str) -> None:
    """Put the cursor on a device, by its id or custom id, and show why it gets a bundle or does not."""
    listing = pane.listing(pane.connection)
    with suppress(CapgoError):  # the pane itself says why its list could not be read
        await listing.read(at_most=pane.at_first)
    found = _named(pane, listing.records, wanted)
    if not found and is_uuid(wanted):
        pane.filter_by(wanted)
        await find_typed(pane, wanted)
        found = _named(pane, listing.records, wanted)
    if not found:
        if not pane.table.row_count:
            pane.filter_by("")  # nobody is left standing before no rows
        pane.notify(_none(pane, wanted), severity="warning", markup=False, timeout=10)
        return
    pane.show_changes()
    if len(found) > 1:
        pane.filter_by(quoted(clean(wanted)))
        pane.notify(f"{len(found)} devices are called {clean(wanted, 80)}: `j` goes on.", markup=False)
    else:
        pane.reveal(pane.key_of(found[0]))
    if not pane.why.has_class("-shown"):
        pane.action_why()


def _none(pane: ListPane[Any], wanted: str) -> str:
    """Say that nothing of this name is loaded, and what would find it elsewhere."""
    listing = pane.listing(pane.connection)
    said = f"There is no {pane.noun} {clean(wanted, 80)} among the {len(listing.records):,} loaded"
    if listing.complete:
        return f"{said}."
    key = key_shown(pane, "devices.load-all", "L")
    return f"{said}; more are on the server. A whole device id is asked for there; {key} loads all."


def _named(pane: ListPane[Any], records: list[Any], wanted: str) -> list[Any]:
    """The record of an id, else all of a name."""
    address = ADDRESSES.get(pane.id or "")
    if address is None:
        return []
    by_id = [record for record in records if address.id(record).lower() == wanted.lower()]
    return by_id[:1] or [record for record in records if address.name(record) == wanted]
