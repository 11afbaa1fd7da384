"""The ASGI application: routing, reading, answering (contract/api.md 1)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from capgo_tui.demo.bodies import query_of
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.dialects import SELF_HOSTED, Dialect, dialect_named
from capgo_tui.demo.errors import JSON, Denial
from capgo_tui.demo.faults import Faults
from capgo_tui.demo.gatekeepers import Methods
from capgo_tui.demo.limits import Limits
from capgo_tui.demo.state import World

SOURCE = "demo-12.201.7"
"""What the application calls itself in `x-worker-source`."""

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
    dialect: Dialect
    """The generation of servers that it plays."""

    def __init__(
        self, world: World, limits: Limits, clock: Callable[[], datetime], dialect: Dialect, faults: Faults
    ) -> None:
        self.world = world
        self.limits = limits
        self.faults = faults
        self._clock = clock
        self.dialect = dialect

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        scope["cloud"] = self
        await _router(self.dialect.name)(scope, receive, send)

    def answer(self, request: Request, raw: bytes, methods: Methods | None) -> Response:
        """Answer one request whose route has these methods (None: it is unknown)."""
        call, dialect = self._call(request, raw), self.dialect
        self.world.settle(call.now)
        try:
            answer = _guarded(call, request.url.path, methods, dialect)
        except Denial as denial:
            answer = Answer(denial.body, denial.status, denial.headers, denial.media)
        return _response(answer, dialect.headers(call, self.faults.source(SOURCE)))

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
            keys_by_number=self.faults.keys_by_number,
            is_self_hosted=request.url.path.startswith(f"{SELF_HOSTED}/"),
            ip=headers.get("cf-connecting-ip") or (request.client.host if request.client else "127.0.0.1"),
        )


def _guarded(call: Call, path: str, methods: Methods | None, dialect: Dialect) -> Answer:
    try:
        return _answer(call, path.removeprefix(SELF_HOSTED), methods, dialect)
    except UNFORESEEN as error:
        _log.info("%s %s met something unforeseen", call.method, path, exc_info=True)
        raise dialect.unforeseen(call) from error


def _answer(call: Call, path: str, methods: Methods | None, dialect: Dialect) -> Answer:
    if call.method == "OPTIONS" and path.startswith(dialect.cors):
        return Answer(None, 204, PREFLIGHT)
    if methods is None or call.method not in methods:
        if path == dialect.guarded or path.startswith(f"{dialect.guarded}/"):
            dialect.guard(call)
        raise dialect.not_found()
    gatekeeper, handler = methods[call.method]
    gatekeeper(call)
    return handler(call)


def _response(answer: Answer, usual: Mapping[str, str]) -> Response:
    headers = {**usual, **answer.headers}
    if answer.status == 204:
        return Response(status_code=204, headers=headers)
    content = written(answer.body) if answer.media == JSON else str(answer.body).encode()
    return Response(content, answer.status, {**headers, "content-type": answer.media})


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
    spoken = dialect_named(dialect)
    made = [
        Route(prefix + path + slash, _Endpoint(methods), include_in_schema=False)
        for prefix in spoken.prefixes
        for path, methods in spoken.routes.items()
        for slash in ("", "/")
    ]
    return Router(made, redirect_slashes=False, default=_Endpoint(None))
