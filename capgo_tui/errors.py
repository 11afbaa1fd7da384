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


class CapgoError(Exception):
    """Anything that this program reports instead of crashing."""

    tried: str
    """What was asked, such as `GET /channel`; empty where no request was involved."""
    said: str
    """What came back, as one sentence."""
    next_step: str
    """What the user can do about it, as one sentence; empty where there is nothing to do."""

    def __init__(self, said: str, *, tried: str = "", next_step: str = "") -> None:
        super().__init__(said)
        self.said = said
        self.tried = tried
        self.next_step = next_step

    def __str__(self) -> str:
        return " ".join(part for part in (self.said, self.next_step) if part)


class Unreachable(CapgoError):
    """Nothing usable came back; the same request may work later."""


class Refused(CapgoError):
    """The server answered and said no."""

    status: int
    """The HTTP status."""
    code: str
    """The server's own code, such as `cannot_access_app`; empty where it sent none."""
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
    ) -> None:
        super().__init__(said, tried=tried, next_step=next_step)
        self.status = status
        self.code = code
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
        super().__init__(said, status=429, code=code, tried=tried, next_step=next_step, details=details)
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
