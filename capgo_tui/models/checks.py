"""What the server asks of single values, checked before anything is sent: every failure is a `Misused`."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from capgo_tui.errors import Misused

_APP_ID: Final = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9_-]+)+")
_EMAIL: Final = re.compile(r"[^@\s]+@(?:[^@\s.]+\.)+[^@\s.]{2,}")
_NUMBER: Final = r"(?:0|[1-9][0-9]*)"
_PART: Final = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_SEMVER: Final = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_PART}(?:\.{_PART})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that anybody could see."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def want_text(value: str, field: str, what: str) -> None:
    """Want a text with something in it.

    Args:
        value: the text.
        field: the name of the field, for whoever marks it on a screen.
        what: what it is, as a sentence calls it.

    Raises:
        Misused: it is empty or blank.
    """
    if is_blank(value):
        raise Misused(f"The {what} is empty.", next_step=f"Name the {what}.", field=field)


def want_length(value: str, least: int, field: str, what: str) -> None:
    """Want a text of so many characters, blanks around it not counted.

    Raises:
        Misused: it is shorter.
    """
    if len(value.strip()) < least:
        raise Misused(f"The {what} needs at least {least} characters.", field=field)


def want_one_of(value: str, words: Collection[str], field: str, what: str) -> None:
    """Want one of some words.

    Raises:
        Misused: it is another.
    """
    if value not in words:
        raise Misused(f"The {what} is one of {', '.join(words)}.", field=field)


def want_whole(value: object, least: int, most: int | None, field: str, what: str) -> None:
    """Want a whole number in a range, its ends included; no end if `most` is None.

    Raises:
        Misused: it is none, or outside.
    """
    inside = (
        isinstance(value, int)
        and not isinstance(value, bool)
        and least <= value
        and (most is None or value <= most)
    )
    if not inside:
        bounds = f"{least} or more" if most is None else f"from {least} to {most}"
        raise Misused(f"The {what} is a whole number, {bounds}.", field=field)


def want_between(value: float, low: float, high: float, field: str, what: str) -> None:
    """Want a number in a range, its ends not included.

    Raises:
        Misused: it is outside, or no number.
    """
    if not low < value < high:
        raise Misused(f"The {what} lies between {low:g} and {high:g}, neither of them included.", field=field)


def want_email(value: str, field: str = "email") -> None:
    """Want an address of a mailbox.

    Raises:
        Misused: it is none.
    """
    if not _EMAIL.fullmatch(value):
        raise Misused("That is no e-mail address.", next_step="Write it like ana@acme.example.", field=field)


def want_app_id(value: str, field: str = "app_id") -> None:
    """Want an app id as the server spells them (contract/api.md 3.5).

    Raises:
        Misused: it is none.
    """
    if not _APP_ID.fullmatch(value):
        raise Misused(
            "An app id is two or more parts with dots between, of letters, digits, _ and -.",
            next_step="Write it like com.acme.shop.",
            field=field,
        )


def want_semver(value: str, field: str = "version") -> None:
    """Want a strict semantic version without a `v` (contract/api.md 3.7).

    Raises:
        Misused: it is none.
    """
    if not _SEMVER.fullmatch(value):
        raise Misused(
            "The version is no semantic version.",
            next_step="Write it like 1.2.0 or 1.2.0-beta.1, without a v.",
            field=field,
        )


def want_https(value: str, field: str, what: str) -> None:
    """Want an address that begins with https://.

    Raises:
        Misused: it does not, or names no host.
    """
    if _host(value, {"https"}) is None:
        raise Misused(f"The {what} is an address that begins with https://.", field=field)


def want_website(value: str, field: str = "website") -> None:
    """Want an address of the web; one without a scheme becomes https on the server (contract/api.md 3.1).

    Raises:
        Misused: it is none.
    """
    host = _host(value if "://" in value else f"https://{value}", {"http", "https"})
    if host is None or ("." not in host and host != "localhost"):
        raise Misused("That is no website.", next_step="Write it like https://acme.example.", field=field)


def want_aware(value: datetime, field: str, what: str) -> None:
    """Want a time that says its zone.

    Raises:
        Misused: it does not.
    """
    if value.tzinfo is None:
        raise Misused(f"The {what} needs a time zone.", field=field)


def _host(address: str, schemes: Collection[str]) -> str | None:
    if any(character.isspace() for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname or None
    except ValueError:
        return None
    return host if parts.scheme in schemes else None
