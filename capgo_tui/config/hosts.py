"""What may stand as the address of a Capgo server, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

CLOUD: Final = "https://api.capgo.app"
"""Capgo's own cloud (contract/api.md 1.1)."""
CONSOLE: Final = "https://console.capgo.app"
"""The web console of that cloud."""

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?\.?")
_LONGEST_LABEL: Final = 63
_SAFE: Final = "/%:@!$&'()*+,;=-._~"
_FORM: Final = "Write an address such as https://api.capgo.app or https://x.supabase.co/functions/v1."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a server is: the part of every address of its that stays the same."""

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


class NoHost(ValueError):
    """What was written is no address of a server; its text begins with "must" and has no full stop."""

    next_step: str
    """What to write instead, as a sentence."""

    def __init__(self, text: str, next_step: str = _FORM) -> None:
        super().__init__(text)
        self.next_step = next_step


def read_host(text: str) -> str:
    """Bring the address of a server into the one form `scheme://name[:port][/path]`.

    A bare name means https, or http on loopback.

    Raises:
        NoHost: as `read_origin`.
    """
    return str(read_origin(text, bare_loopback="http"))


def read_origin(text: str, *, in_process: bool = False, bare_loopback: str = "https") -> Origin:
    """Read the address of a server, as a user writes it.

    A path may follow, as self-hosted servers have one (`https://<project>.supabase.co/functions/v1`). A
    bare name means https.

    Args:
        text: the address.
        in_process: whether nothing leaves this process, so that names below `localhost` are loopback too.
        bare_loopback: the scheme that a bare name of this machine means.

    Raises:
        NoHost: it is no such address, it is `http://` to another machine, which would show the key to the
            network, or it has parts that an address of a server has not.
    """
    parts = _split(text.strip())
    if "@" in parts.netloc:
        raise NoHost(
            "must not hold a user name or a password",
            "Leave that part out, as in https://api.capgo.app: the key goes in CAPGO_TOKEN or in a key file.",
        )
    if parts.query or parts.fragment:
        raise NoHost("must be the address alone, without ? or #")
    host = _name(parts.hostname or "")
    loopback = is_loopback(host) or (in_process and host.endswith(".localhost"))
    scheme = parts.scheme or (bare_loopback if loopback else "https")
    if scheme == "http" and not loopback:
        raise NoHost(
            "must begin with https://: over http:// everybody on the way can read the key",
            f"Write https://{host}; http:// is only for this machine, such as http://localhost:8787.",
        )
    return Origin(scheme, host, parts.port, quote(parts.path.rstrip("/"), safe=_SAFE), loopback)


def is_loopback(name: str) -> bool:
    """Whether a host name means this machine (`localhost`, 127.0.0.0/8, `::1`)."""
    address = _address(name)
    return name == "localhost" or (address is not None and address.is_loopback)


def _split(written: str) -> SplitResult:
    """Take an address apart; the scheme is empty if there was none.

    Raises:
        NoHost: it cannot be taken apart, or has a scheme of something else.
    """
    server = written.partition("://")[2].partition("/")[0] if "://" in written else written.partition("/")[0]
    if not written or not written.isprintable() or " " in server:
        raise NoHost("must be the address of a server, such as https://api.capgo.app")
    try:
        parts = urlsplit(written if "://" in written else f"//{written}")
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        raise NoHost("must be the address of a server: its port or its brackets are wrong") from None
    if ("://" in written and parts.scheme not in {"https", "http"}) or not parts.hostname:
        raise NoHost("must begin with https:// (or http:// for a server on this machine)")
    return parts


def _name(host: str) -> str:
    """Check a host's name, and write it in ASCII.

    Raises:
        NoHost: it is no name and no address.
    """
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if _address(name) is not None:
        return name
    labels = name.removesuffix(".").split(".")
    if not _NAME.fullmatch(name) or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):
        raise NoHost("must be the address of a server: that is no name of a machine")
    return name


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
