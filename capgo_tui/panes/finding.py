"""Finds the record that a link names, wherever the list has got to; imported when it is asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.errors import CapgoError, Refused
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.panes.sharing import ADDRESSES
from capgo_tui.rules.filter_language.terms import quoted
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.panes.list_pane import ListPane

_DEVICE_ID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


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
        if not found and pane.id == "devices" and _DEVICE_ID.fullmatch(wanted):
            device = await pane.connection.client.devices.read(pane.subject, wanted)
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


def _named(pane: ListPane[Any], records: list[Any], wanted: str) -> list[Any]:
    """The record of an id, else all of a name."""
    address = ADDRESSES.get(pane.id or "")
    if address is None:
        return []
    by_id = [record for record in records if address.id(record).lower() == wanted.lower()]
    return by_id[:1] or [record for record in records if address.name(record) == wanted]
