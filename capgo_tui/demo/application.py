"""The ASGI application: routing, reading, answering (contract/api.md 1)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from capgo_tui.demo.bodies import query_of
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.dialects import Dialect, dialect_named
from capgo_tui.demo.errors import Refusal, not_found, unknown_error
from capgo_tui.demo.faults import Faults
from capgo_tui.demo.gatekeepers import Methods
from capgo_tui.demo.limits import Limits
from capgo_tui.demo.state import World

SOURCE = "demo-12.201.7"
"""What the application calls itself in `x-worker-source`."""

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
UNFORESEEN = (TypeError, ValueError, AttributeError, LookupError)
"""What a handler raises over a value of a kind that nobody expects; the server answers 500 to it."""

PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET,HEAD,PUT,POST,DELETE,PATCH",
    "access-control-allow-headers": "*",
}

_log = logging.getLogger(__name__)
_OWN_ID = re.compile(r"[A-Za-z0-9_=-]{1,255}")


class Cloud:
    """Answers requests over a world."""

    world: World
    """The rows."""
    limits: Limits
    """The counters of requests."""
    faults: Faults
    """What makes it behave like another server."""

    def __init__(
        self, world: World, limits: Limits, clock: Callable[[], datetime], dialect: Dialect, faults: Faults
    ) -> None:
        self.world = world
        self.limits = limits
        self.faults = faults
        self._clock = clock
        self._dialect = dialect

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        scope["cloud"] = self
        await _router(self._dialect.name)(scope, receive, send)

    def answer(self, request: Request, raw: bytes, methods: Methods | None) -> Response:
        """Answer one request whose route has these methods (None: it is unknown)."""
        call = self._call(request, raw)
        self.world.settle(call.now)
        try:
            answer = _answer(call, request.url.path, methods, self._dialect)
        except Refusal as refusal:
            answer = Answer(refusal.body, refusal.status, refusal.headers)
        except UNFORESEEN:
            _log.info("%s %s met something unforeseen", call.method, request.url.path, exc_info=True)
            answer = Answer(unknown_error().body, 500)
        return _response(call, answer, self.faults.source(SOURCE))

    def _call(self, request: Request, raw: bytes) -> Call:
        headers = {name.lower(): value for name, value in request.headers.items()}
        own = headers.get("x-request-id", "")
        return Call(
            world=self.world,
            limits=self.limits,
            now=self._clock(),
            method="GET" if request.method == "HEAD" else request.method,
            params=request.path_params,
            query=query_of(request.scope["query_string"]),
            raw=raw,
            headers=headers,
            request_id=own if _OWN_ID.fullmatch(own) else str(uuid4()),
            unlinks_on_post=self.faults.unlink_on_post is not None,
            ip=headers.get("cf-connecting-ip") or (request.client.host if request.client else "127.0.0.1"),
        )


def _answer(call: Call, path: str, methods: Methods | None, dialect: Dialect) -> Answer:
    if call.method == "OPTIONS":
        return Answer(None, 204, PREFLIGHT)
    if methods is None or call.method not in methods:
        if path == dialect.guarded or path.startswith(f"{dialect.guarded}/"):
            dialect.guard(call)
        raise not_found()
    gatekeeper, handler = methods[call.method]
    gatekeeper(call)
    return handler(call)


def _response(call: Call, answer: Answer, source: str) -> Response:
    headers = {
        "x-request-id": call.request_id,
        **({"x-worker-source": source} if source else {}),
        "content-security-policy": POLICY,
        **answer.headers,
    }
    if answer.status == 204:
        return Response(status_code=204, headers=headers)
    return Response(written(answer.body), answer.status, headers, media_type="application/json")


def written(body: object) -> bytes:
    """Write JSON as the server does: as UTF-8, with an escape where a text is no whole character."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()


class _Endpoint:
    """One path with its methods; an instance, so that Starlette leaves every method to it."""

    def __init__(self, methods: Methods | None) -> None:
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        raw = await request.body()
        cloud: Cloud = scope["cloud"]
        response = cloud.answer(request, raw, self._methods)
        await response(scope, receive, send)


@cache
def _router(dialect: str) -> ASGIApp:
    """Make a dialect's routing table, which is the same for every cloud. One slash at the end is accepted."""
    made = [
        Route(path + slash, _Endpoint(methods), include_in_schema=False)
        for path, methods in dialect_named(dialect).routes.items()
        for slash in ("", "/")
    ]
    return Router(made, redirect_slashes=False, default=_Endpoint(None))
