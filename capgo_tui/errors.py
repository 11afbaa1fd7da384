"""What can go wrong between this program and a Capgo server.

    CapgoError
    ├── Unreachable        nothing usable came back: no network, refused, TLS, timeout, half an answer
    ├── Refused            the server answered and said no (status, code)
    │   └── RateLimited    429: everything with this key stops for `retry_after` seconds
    ├── Unexpected         an answer that cannot be read: HTML, broken JSON, a field of a wrong kind
    └── Misused            the request was wrong before it was sent (empty channel, http:// to a host)

Every error says what was tried, what was said, and what to do next. Texts may hold words of the server
as they came: whoever shows them cleans them (`safe_text.clean`). None ever holds the API key.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RefusalKind(StrEnum):
    """What a refusal means, told by its code and not by its status (contract/api.md 7.2 and 8.13)."""

    BAD_LOGIN = "bad-login"
    """The key is not accepted at all. Trying again brings the address closer to being blocked."""
    NO_RIGHT = "no-right"
    """The key is fine and may not do this, or there is no such thing: the server does not tell them apart."""
    PLAN = "plan"
    """The organization's plan does not cover it, or the key may not see the plan."""
    MISSING = "missing"
    """There is no such thing."""
    INVALID = "invalid"
    """The server did not accept something in the request."""
    LIMITED = "limited"
    """Too many requests."""
    BROKEN = "broken"
    """The server failed."""


class CapgoError(Exception):
    """Anything that this program reports instead of crashing."""

    tried: str
    """What was asked, such as `GET /channel`; empty where no request was involved."""
    said: str
    """What came back, as one sentence."""
    next_step: str
    """What the user can do about it, as one sentence; empty where there is nothing to do."""
    outcome_unknown: bool
    """Whether a change that was asked for may have been made all the same: only reading tells.

    Always false for reads, and for changes that were certainly not made.
    """

    def __init__(self, said: str, *, tried: str = "", next_step: str = "") -> None:
        super().__init__(said)
        self.outcome_unknown = False
        self.said = said
        self.tried = tried
        self.next_step = next_step

    def __str__(self) -> str:
        return " ".join(part for part in (self.said, self.next_step) if part)


class Unreachable(CapgoError):
    """Nothing usable came back; the same request may work later."""

    transient: bool
    """Whether it may work within seconds, which makes it worth a second try; a wrong certificate will not."""
    sent: bool
    """Whether the request may have arrived; if not, not a byte of it left for the server."""

    def __init__(
        self,
        said: str,
        *,
        tried: str = "",
        next_step: str = "",
        transient: bool = True,
        sent: bool = False,
    ) -> None:
        super().__init__(said, tried=tried, next_step=next_step)
        self.transient = transient
        self.sent = sent


class Refused(CapgoError):
    """The server answered and said no."""

    status: int
    """The HTTP status."""
    code: str
    """The server's own code, such as `cannot_access_app`; empty where it sent none.

    Servers before July 2025 sent sentences: a known one has the code of today's same refusal.
    """
    kind: RefusalKind
    """What it means."""
    details: Mapping[str, object]
    """The rest of the error body (`moreInfo`, `supabaseError`, ...), for the curious."""

    def __init__(
        self,
        said: str,
        *,
        status: int,
        code: str = "",
        tried: str = "",
        next_step: str = "",
        details: Mapping[str, object] | None = None,
        kind: RefusalKind = RefusalKind.INVALID,
    ) -> None:
        super().__init__(said, tried=tried, next_step=next_step)
        self.status = status
        self.code = code
        self.kind = kind
        self.details = details or {}


class RateLimited(Refused):
    """429: every further call with this key makes the wait longer (contract/api.md 2.4)."""

    retry_after: float
    """Seconds to wait before anything else is sent."""

    def __init__(
        self,
        said: str,
        *,
        retry_after: float,
        code: str = "",
        tried: str = "",
        next_step: str = "",
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(
            said,
            status=429,
            code=code,
            tried=tried,
            next_step=next_step,
            details=details,
            kind=RefusalKind.LIMITED,
        )
        self.retry_after = retry_after


class Unexpected(CapgoError):
    """An answer came that this program cannot read."""

    field: str
    """Where in the answer the reading stopped, such as `[3].version.id`; empty if it never began."""

    def __init__(self, said: str, *, tried: str = "", field: str = "", next_step: str = "") -> None:
        super().__init__(said, tried=tried, next_step=next_step)
        self.field = field


class Misused(CapgoError):
    """Refused here, before anything was sent."""

    field: str
    """The parameter or the field of an edit that is wrong, such as `version`; empty if it is none of them."""

    def __init__(self, said: str, *, tried: str = "", next_step: str = "", field: str = "") -> None:
        super().__init__(said, tried=tried, next_step=next_step)
        self.field = field
