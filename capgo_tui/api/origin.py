"""Where the server is: reading and checking a host as a user writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from capgo_tui.errors import Misused

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?\.?")


@dataclass(frozen=True, slots=True)
class Origin:
    """The part of every address that stays the same."""

    scheme: str
    """`https`, or `http` on this machine."""
    host: str
    """A name or an address, lower case, IPv6 without brackets."""
    port: int | None
    """The port, if it was given."""
    prefix: str
    """The path before every path of the API, such as `/functions/v1`; empty or starting with a slash."""
    is_loopback: bool
    """Whether the server runs on this machine."""

    @property
    def site(self) -> str:
        """Scheme, host and port, without a path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port is not None else "")

    def __str__(self) -> str:
        return self.site + self.prefix


def read_origin(text: str, *, in_process: bool = False) -> Origin:
    """Read a host such as `api.capgo.app` or `https://x.supabase.co/functions/v1/`.

    A missing scheme is https. Plain http is for this machine only, because the key would be readable on
    the way; `in_process` takes names below `localhost` too, as nothing leaves the process then.

    Raises:
        Misused: it is no such address.
    """
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    if not text.isprintable() or " " in text.partition("://")[2].partition("/")[0]:
        raise _no_host(text)
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except ValueError:
        raise _no_host(text) from None
    if "@" in parts.netloc:
        raise Misused(
            "The host holds a user name or a password.",
            next_step="Leave that part out: the key goes in CAPGO_TOKEN or in a key file.",
        )
    if parts.scheme not in {"http", "https"} or parts.query or parts.fragment or not _is_host(host):
        raise _no_host(text)
    loopback = _is_loopback(host) or (in_process and host.endswith(".localhost"))
    if parts.scheme == "http" and not loopback:
        raise Misused(
            f"http:// would send the key readably over the network to {host}.",
            next_step=f"Write https://{host}; http:// is only for this machine, such as http://localhost:8787.",
        )
    prefix = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=-._~")
    return Origin(parts.scheme, host, port, prefix, loopback)


def _no_host(text: str) -> Misused:
    return Misused(
        f"This is no host: {text}",
        next_step="Write a host such as https://api.capgo.app or https://x.supabase.co/functions/v1.",
    )


def _is_host(host: str) -> bool:
    if ":" in host:
        return _address(host)
    return bool(_NAME.fullmatch(host)) and ".." not in host


def _address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    return _address(host) and ip_address(host).is_loopback
