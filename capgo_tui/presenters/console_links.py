"""Addresses of Capgo's web console: of a place, and the place of an address.

Channels and bundles stand there by their number, devices by their id. The pages of an organization show the
one that is chosen in the console, whichever that is: no address names it.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from capgo_tui.errors import Misused
from capgo_tui.presenters.places import DETAILS, Place

_OF_ONE: Final = {"device": "devices", "channel": "channels", "bundle": "bundles", "d": "devices"}
"""The page of one record, and the tab that has it; `d` stands in addresses of the console before 2025."""
_PAGES: Final = {tab: page for page, tab in _OF_ONE.items() if page != "d"}
_LISTS: Final = ("devices", "channels", "bundles")
_ORGANIZATION: Final = {
    DETAILS: "settings/organization",
    "members": "settings/organization/members",
    "keys": "apikeys",
    "audit": "settings/organization/auditlogs",
}


def console_link(console: str, place: Place) -> str:
    """The address of a place; empty where the console is not known.

    Args:
        console: the address of the console.
        place: the place; what the console has no page of, such as a filter, is left out.
    """
    if not console:
        return ""
    if not place.app_id:
        return f"{console}/{_ORGANIZATION.get(place.tab, _ORGANIZATION[DETAILS])}"
    app = f"{console}/app/{_part(place.app_id)}"
    if place.tab not in _LISTS:
        return app
    if place.record and (place.tab == "devices" or (place.record.isascii() and place.record.isdecimal())):
        return f"{app}/{_PAGES[place.tab]}/{_part(place.record)}"
    return f"{app}/{place.tab}"


def read_console_link(text: str) -> Place:
    """The place of an address of the console, of today's or of an older one.

    Raises:
        Misused: it is no address of a place that this program has.
    """
    try:
        address = urlsplit(text)
    except ValueError:
        raise Misused(f"{text} is no address.") from None
    parts = [part for part in address.path.split("/") if part]
    if address.scheme not in {"http", "https"} or parts[:1] != ["app"]:
        raise Misused(
            f"{text} is no address of an app in the console.",
            next_step="One looks like https://console.capgo.app/app/com.acme.shop/devices.",
        )
    old = parts[1:2] in (["p"], ["package"])
    owner, *rest = [unquote(part) for part in parts[2 if old else 1 :]] or [""]
    if old and "." not in owner:
        owner = owner.replace("--", ".")
    if "." not in owner:
        raise Misused(f"{text} names no app.", next_step="An app id looks like com.acme.shop.")
    if len(rest) > 1 and rest[0] in _OF_ONE:
        return Place(app_id=owner, tab=_OF_ONE[rest[0]], record=rest[1])
    return Place(app_id=owner, tab=rest[0] if rest and rest[0] in _LISTS else "")


def _part(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
