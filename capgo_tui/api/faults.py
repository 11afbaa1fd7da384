"""What went wrong on the way, as a sentence: told by the system's own errors, never by the words of httpx."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import Final, NamedTuple

import httpx

from capgo_tui.api.origin import Origin
from capgo_tui.api.timeouts import Timeouts
from capgo_tui.errors import Unreachable


class _Fault(NamedTuple):
    kind: type[BaseException]
    """An error that is this one, or led to it."""
    said: str
    """What happened. Fields: `where` (host and port), `host`, `connect` and `read` (seconds)."""
    next_step: str
    """What to do."""
    transient: bool = True
    """Whether it may work within seconds."""
    unsent: bool = False
    """Whether it tells only of requests that never left."""


_NETWORK: Final = "Check the network and the host (--host)."

_FAULTS: Final = (
    _Fault(socket.gaierror, "There is no host {host}, or no network.", _NETWORK),
    _Fault(
        ssl.SSLCertVerificationError,
        "The certificate of {where} is not trusted, so nothing was sent.",
        "If a proxy of your company stands between, set SSL_CERT_FILE to its certificate; check the clock.",
        transient=False,
        unsent=True,
    ),
    _Fault(
        ssl.SSLError,
        "{where} does not speak TLS as it should, so nothing was sent.",
        "Check host and port; a server on this machine may want http:// instead of https://.",
        transient=False,
        unsent=True,
    ),
    _Fault(
        ConnectionRefusedError,
        "{where} refused the connection.",
        "Check that a server runs there, and host and port.",
    ),
    _Fault(
        httpx.ProxyError,
        "The proxy did not let the request to {where} through.",
        "Check HTTPS_PROXY and NO_PROXY.",
        transient=False,
    ),
    _Fault(httpx.ConnectTimeout, "{where} did not answer within {connect:g} s.", _NETWORK),
    _Fault(
        httpx.TimeoutException,
        "{where} sent nothing for {read:g} s.",
        "Try again, or ask for less.",
        transient=False,
    ),
)
"""The first that fits counts. A fault that none fits is told by when it happened."""

_BROKEN_OFF: Final = _Fault(
    Exception, "{where} broke off in the middle of its answer.", "Try again in a moment."
)
_NO_ANSWER: Final = _Fault(
    httpx.ProtocolError,
    "{where} ended the connection without an answer, or does not speak HTTP.",
    "Try again; if it stays like this, check host and port.",
)
_NO_WAY: Final = _Fault(Exception, "{where} cannot be reached.", _NETWORK)


def fault(
    error: Exception, origin: Origin, timeouts: Timeouts, tried: str, *, sent: bool, began: bool
) -> Unreachable:
    """Make an error of a fault.

    Args:
        error: what httpx raised.
        origin: the server.
        timeouts: what was waited for.
        tried: method and path.
        sent: whether any of the request left.
        began: whether an answer had begun.
    """
    causes = list(_causes(error))
    fitting = (known for known in _FAULTS if any(isinstance(cause, known.kind) for cause in causes))
    found = next((known for known in fitting if not (known.unsent and sent)), None)
    if found is None and began:
        found = _BROKEN_OFF
    elif found is None:
        found = _NO_ANSWER if isinstance(error, _NO_ANSWER.kind) else _NO_WAY
    said = found.said.format(
        where=origin.site.partition("://")[2], host=origin.host, connect=timeouts.connect, read=timeouts.read
    )
    return Unreachable(said, tried=tried, next_step=found.next_step, transient=found.transient, sent=sent)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and everything that led to it: the system's own error is what can be explained."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for one in error.exceptions:
                yield from _causes(one)
        error = error.__cause__ or error.__context__
