"""Paths and queries: written so that nothing in them can change where a request goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

from capgo_tui.api.origin import Origin
from capgo_tui.errors import Misused, Unexpected

Query = Mapping[str, str | int | None]
"""Parameters of a query; None leaves one out."""

_SAFE: Final = "/%:@!$&'()*+,;=-._~"


def segment(value: str | int, what: str) -> str:
    """One part of a path, such as an app id.

    Raises:
        Misused: it is empty or only dots, which would name another resource.
    """
    text = str(value)
    if not text.strip("."):
        raise Misused(f"The {what} is empty.", next_step=f"Name the {what}.")
    return quote(_writable(text), safe="")


def target(path: str, query: Query) -> str:
    """Path and query as they are sent. The path may have a query of its own; its encoding is kept.

    Raises:
        Misused: a parameter is empty: the server would take that for none (contract/api.md 7.3).
    """
    if "://" in path.partition("?")[0]:
        raise Misused("A path is wanted, not a whole address.", next_step="Write it like /channel?app_id=….")
    plain, mark, own = _writable(path).partition("?")
    encoded = "/" + quote(plain.lstrip("/"), safe=_SAFE)
    for name, value in query.items():
        if value == "":
            raise Misused(f"The parameter {name} is empty.", next_step=f"Name the {name}.")
    pairs = {name: _writable(str(value)) for name, value in query.items() if value is not None}
    parts = [quote(own, safe=_SAFE + "?")] if mark else []
    if pairs:
        parts.append(urlencode(pairs, quote_via=quote, safe=""))
    return "?".join([encoded, "&".join(parts)]) if parts else encoded


def redirected(origin: Origin, url: str, location: str, method: str, tried: str) -> str:
    """Where a redirect leads, if it may be followed: a read, to the same host over the same scheme.

    Raises:
        Unexpected: it may not: the key would go to somebody else, or a write would be repeated.
    """
    try:
        there = urlsplit(urljoin(url, location))
        default = {"http": 80, "https": 443}.get(there.scheme)
        same = (there.scheme, there.hostname, there.port or default) == (
            origin.scheme,
            origin.host,
            origin.port or default,
        )
    except ValueError:
        same = False
        there = urlsplit("")
    if not location or not same:
        host = there.netloc.rpartition("@")[2]
        whither = f"{there.scheme}://{host}" if host else "an address that cannot be read"
        raise Unexpected(
            f"The server sends this request on to {whither}. That was not followed: the key would go along.",
            tried=tried,
            next_step="If that is the right server, name it as the host (--host).",
        )
    if method != "GET":
        raise Unexpected(
            "The server sends this request on to another path; only reads are followed.",
            tried=tried,
            next_step="Check the host (--host): a part of its path may be missing.",
        )
    return origin.site + target(there.path + (f"?{there.query}" if there.query else ""), {})


def _writable(text: str) -> str:
    """The text without half characters, which have no encoding."""
    return text.encode("utf-8", "replace").decode("utf-8")
