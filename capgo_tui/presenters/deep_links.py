"""Links to places: `com.acme.shop/devices/ID`, `com.acme.shop/devices?filter=…&sort=-changed`.

What is copied is a whole command, `capgo-tui open LINK`, that any shell takes as it stands: everything in it
that is not a letter, a digit or one of `-._~` is percent-encoded, so that no name can become a command.
"""

from __future__ import annotations

import shlex
from typing import Final
from urllib.parse import parse_qsl, quote, unquote

from capgo_tui.errors import Misused
from capgo_tui.presenters.console_links import read_console_link
from capgo_tui.presenters.places import ORGANIZATION_TABS, Place

COMMAND: Final = "capgo-tui open"
"""What stands before a link where it is copied."""
EXAMPLE: Final = (
    "Write it like com.acme.shop/devices/ID or com.acme.shop/channels, or paste a console address."
)
_ORGANIZATION: Final = "org"
_LONGEST: Final = 8_192
_SINGULAR: Final = {
    "device": "devices",
    "d": "devices",
    "channel": "channels",
    "bundle": "bundles",
    "member": "members",
    "key": "keys",
}
"""A tab as people type it who name one record of it."""


def deep_link(place: Place) -> str:
    """Write a place as a link.

    Raises:
        ValueError: it is no place, for it has neither app nor organization.
    """
    if place.app_id:
        owner = _part(place.app_id)
        parts = ["%6Frg" if owner == _ORGANIZATION else owner]
    elif place.org_id:
        parts = [_ORGANIZATION, _part(place.org_id)]
    else:
        raise ValueError("a link leads to an app or to an organization")
    parts += [_part(each) for each in (place.tab, place.record) if each]
    query = []
    if place.filter:
        query.append(f"filter={_part(place.filter)}")
    if place.sort:
        query.append(f"sort={'-' if place.descending else ''}{_part(place.sort)}")
    return "/".join(parts) + ("?" + "&".join(query) if query else "")


def open_command(place: Place) -> str:
    """Write a place as the command that opens it."""
    return f"{COMMAND} {shlex.quote(deep_link(place))}"


def read_link(text: str) -> Place:
    """Read a link, the command around it, or an address of the web console.

    Raises:
        Misused: it is none of them; says how one is written.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise Misused("That is too long for a link.", next_step=EXAMPLE)
    if text.startswith(COMMAND):
        text = text.removeprefix(COMMAND).strip().strip("'\"")
    if "://" in text.partition("?")[0]:
        return read_console_link(text)
    path, _, query = text.partition("?")
    parts = [part for part in path.split("/") if part]
    of_organization = parts[:1] == [_ORGANIZATION] and len(parts) > 1
    owner, *rest = [unquote(part) for part in (parts[1:] if of_organization else parts)] or [""]
    if not owner.strip() or len(rest) > 2:
        raise Misused(f"{text or 'Nothing'} is no link to a place.", next_step=EXAMPLE)
    tab = _SINGULAR.get(rest[0].lower(), rest[0].lower()) if rest else ""
    if of_organization and tab and tab not in ORGANIZATION_TABS:
        raise Misused(
            f"An organization has no tab {tab}.", next_step=f"There are {', '.join(ORGANIZATION_TABS)}."
        )
    asked = dict(parse_qsl(query))
    sort = asked.get("sort", "")
    return Place(
        app_id="" if of_organization else owner,
        org_id=owner if of_organization else "",
        tab=tab,
        record=rest[1] if len(rest) > 1 else "",
        filter=asked.get("filter", ""),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
    )


def _part(text: str) -> str:
    """A part of a link, with nothing in it that a shell or an address reads in its own way."""
    return quote(text.encode("utf-8", "replace"), safe="")
