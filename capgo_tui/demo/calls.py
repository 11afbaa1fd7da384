"""One request on its way through a handler, and the answer that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from capgo_tui.demo import bodies
from capgo_tui.demo.errors import JSON, Json
from capgo_tui.demo.faults import ByNumber
from capgo_tui.demo.limits import Limits
from capgo_tui.demo.rows import ApiKey
from capgo_tui.demo.state import World
from capgo_tui.demo.timestamps import milliseconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends back."""

    body: object
    """Becomes JSON; a text where the media type is another one."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = JSON


@dataclass(slots=True)
class Call:
    """A request with everything that a handler needs to answer it."""

    world: World
    limits: Limits
    now: datetime
    method: str
    params: Mapping[str, str]
    """The variable parts of the path."""
    query: dict[str, str]
    raw: bytes
    """The body as it came."""
    headers: Mapping[str, str]
    """Names in lower case."""
    request_id: str
    ip: str
    unlinks_on_post: bool = False
    """Whether POST /channel un-links the bundle of a channel that is sent without `version`."""
    keys_by_number: ByNumber | None = None
    """How DELETE /apikey of an early server takes the number of a key; None for its text."""
    is_self_hosted: bool = False
    """Whether the request came below `/functions/v1`, to a self-hosted server (contract/api-seed.md 2)."""
    _key: ApiKey | None = None

    @property
    def key(self) -> ApiKey:
        """The key that calls; only handlers behind a gatekeeper may ask."""
        if self._key is None:
            raise LookupError("This route has no gatekeeper, so nobody is known to call.")
        return self._key

    def admit(self, key: ApiKey) -> None:
        """Let the handler act for a key."""
        self._key = key

    @property
    def instant(self) -> int:
        """The time of the request in milliseconds."""
        return milliseconds(self.now)

    def body_or_query(self) -> Json:
        """Read parameters with the reader that prefers a body (contract/api.md 1.2)."""
        return bodies.body_or_query(self.method, self.raw, self.query)

    def body(self) -> Json:
        """Read parameters with the reader that knows only bodies (contract/api.md 1.2)."""
        return bodies.body_only(self.raw)


Handler = Callable[[Call], Answer]
"""Answers one route and method.

Raises:
    Refusal: the server says no.
"""
