"""What may stand as the address of a Capgo server, and how it is written."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

CLOUD = "https://api.capgo.app"
"""Capgo's own cloud (contract/api.md 1.1)."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def read_host(text: str) -> str:
    """Bring the address of a server into the one form `scheme://name[:port][/path]`.

    A bare name means https, or http on loopback. A path may follow, as self-hosted servers have one
    (`https://<project>.supabase.co/functions/v1`).

    Raises:
        ValueError: it is no such address, it is `http://` to another machine, which would show the key
            to the network, or it has parts that an address of a server has not.
    """
    written = text.strip()
    if not written or not written.isprintable() or " " in written:
        raise ValueError("must be the address of a server, such as https://api.capgo.app")
    parts = _split(written)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("must begin with https:// (or http:// for a server on this machine)")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or a password")
    if parts.query or parts.fragment:
        raise ValueError("must be the address alone, without ? or #")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("must begin with https://: over http:// everybody on the way can read the key")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def is_loopback(name: str) -> bool:
    """Whether a host name means this machine (`localhost`, 127.0.0.0/8, `::1`)."""
    return name in _LOOPBACK or (name.startswith("127.") and name.replace(".", "").isdigit())


def _split(written: str) -> SplitResult:
    """Take an address apart; without a scheme it gets the one that suits the place."""
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise ValueError("must be the address of a server: its port or its brackets are wrong") from error
    if "://" not in written and is_loopback(parts.hostname or ""):
        return parts._replace(scheme="http")
    return parts
