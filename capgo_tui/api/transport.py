"""One way to ask the server anything: checks, budget, retries, log and refusals in one place."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.api.budget import Budget, Ticket
from capgo_tui.api.coalescing import Flights
from capgo_tui.api.decode import parse
from capgo_tui.api.dialects.clues import clues_in
from capgo_tui.api.dialects.speech import Speech
from capgo_tui.api.key_header import AUTHORIZATION, CAPGKEY, header_for
from capgo_tui.api.login_guard import LoginGuard
from capgo_tui.api.masking import Mask
from capgo_tui.api.origin import Origin
from capgo_tui.api.outcomes import explain
from capgo_tui.api.priority import current
from capgo_tui.api.refusals import means_one_device, refusal, says_no
from capgo_tui.api.request_log import Exchange, RequestLog, curl_line
from capgo_tui.api.retry import RetryPolicy
from capgo_tui.api.server_version import HEADER, ServerVersion, read_server_version
from capgo_tui.api.target import Query, redirected, target
from capgo_tui.api.verbs import READING_POSTS
from capgo_tui.api.write import AnswerT, Write
from capgo_tui.errors import CapgoError, Misused, RateLimited, Refused, Unexpected
from capgo_tui.secret import Secret

if TYPE_CHECKING:
    from capgo_tui.api.wire import Answer, Wire

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS: Final = 3
_SECRET_ANSWERS: Final = ("/apikey", "/webhooks")
"""Where answers hold secrets that are shown once or never: the log does not keep them."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked, without host and key. Equal calls have equal answers."""

    method: str
    """`GET`, `POST`, `PUT` or `DELETE`."""
    target: str
    """Path and query, encoded."""
    tried: str
    """Method and path, as errors name them."""
    body: bytes | None = None
    """JSON to send; never with GET and DELETE (contract/api.md 0.4)."""
    keyless: bool = False
    """Whether it works without a key, and so goes without."""
    wants_picture: bool = False
    """Whether a picture is wanted, and not data."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing: a GET, or one of the few POSTs that only read."""
        return self.method == "GET" or (self.method == "POST" and self.target in READING_POSTS)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a transport takes from outside, so that a test can hold it still."""

    sleep: Callable[[float], Awaitable[object]]
    """Waits for so many seconds."""
    clock: Callable[[], float]
    """Seconds, rising."""
    jitter: Callable[[], float]
    """A number from 0 to 1."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The time of day."""


class Transport:
    """The way to one server with one key."""

    def __init__(
        self,
        origin: Origin,
        key: Secret | None,
        *,
        open_wire: Callable[[], Wire],
        budget: Budget,
        requests: RequestLog,
        retries: RetryPolicy,
        surroundings: Surroundings,
        speech: Speech | None = None,
    ) -> None:
        self.origin = origin
        self.speech = speech or Speech()
        """Which generation the server is of, as far as its answers told."""
        self.source = ""
        """What the server called itself in its last answer; empty if it did not."""
        self.read_only = False
        """Whether nothing but reads may leave; may be switched at any time."""
        self.server_version: ServerVersion | None = None
        """What the server last said its version is; None until it says one."""
        self.mask = Mask(key)
        self._key = key
        self._open_wire = open_wire
        self._budget = budget
        self._requests = requests
        self._retries = retries
        self._around = surroundings
        self._flights = Flights(budget)
        self._logins = LoginGuard()
        self._wire: Wire | None = None
        self._opening = asyncio.Lock()
        self._closed = False
        self._statistics_by_capgkey = False

    def uses(self, secret: Secret | None) -> bool:
        """Whether a key is the one that requests are made with."""
        return secret is not None and secret == self._key

    async def get(self, path: str, query: Query | None = None, *, keyless: bool = False) -> Any:
        """Ask for decoded JSON; an equal question that is under way is joined.

        What comes back may be shared with others: it is not to be changed.

        Raises:
            CapgoError: any of its kinds.
        """
        where = target(path, query or {})
        call = Call("GET", where, self.mask.text(f"GET {where.partition('?')[0]}"), keyless=keyless)
        return await self._read(call)

    async def get_picture(self, path: str, query: Query) -> str:
        """Ask for an SVG picture.

        Raises:
            Unexpected: what comes is no picture.
            CapgoError: any other of its kinds.
        """
        where = target(path, query)
        call = Call("GET", where, self.mask.text(f"GET {where.partition('?')[0]}"), wants_picture=True)
        found: str = await self._read(call)
        return found

    async def ask(self, path: str, fields: Mapping[str, Any]) -> Any:
        """Ask for decoded JSON with one of the POSTs that only read (contract/api.md 4); else as `get`.

        Raises:
            ValueError: a POST to this path is not known to change nothing.
            CapgoError: any of its kinds.
        """
        call = Call("POST", path, self.mask.text(f"POST {path}"), json.dumps(fields).encode())
        if not call.reads:
            raise ValueError(f"POST {path} is not known to change nothing")
        return await self._read(call)

    async def _read(self, call: Call) -> Any:
        self._want_usable(call)
        if self._flights.is_under_way(call):
            self._requests.add(replace(self._exchanged(call, str(self.origin) + call.target), shared=True))
        return await self._flights.share(call, lambda ticket: self._ask(call, ticket), current.get())

    async def send(self, write: Write[AnswerT]) -> AnswerT:
        """Send a change, once and over a connection of its own, and read its answer.

        It is never sent twice, shared, or followed to where the server sends it on. Reads that begin after it
        ask the server anew, so that what they say is not from before the change. If the sending task is
        cancelled, whether the change was made is unknown, as after any error with `outcome_unknown`.

        There is no other way to send anything that may change something.

        Raises:
            Misused: it must not be sent: read-only mode, no key, or the client is closed.
            CapgoError: any other of its kinds.
        """
        body = None if write.text is None else write.text.encode()
        call = Call(write.method, write.target, self.mask.text(write.tried), body)
        self._want_usable(call)
        try:
            return write.read(await self._ask(call, Ticket(current.get())), call.tried)
        except CapgoError as error:
            explain(error, write)
            raise
        finally:
            self._flights.part()

    def curl(self, write: Write[Any]) -> str:
        """A change as a line for a shell, with the key as `$CAPGO_TOKEN`; nothing is sent."""
        header = self._header(write.target)
        return self.mask.text(curl_line(write.method, str(self.origin) + write.target, header, write.text))

    def curl_read(self, path: str) -> str:
        """A read as a line for a shell, with the key as `$CAPGO_TOKEN`; nothing is sent."""
        where = target(path, {})
        return self.mask.text(curl_line("GET", str(self.origin) + where, self._header(where), None))

    async def aclose(self) -> None:
        """End everything: requests under way are cancelled."""
        self._closed = True
        await self._flights.aclose()
        await self._budget.aclose()
        if self._wire is not None:
            await self._wire.aclose()

    def _want_usable(self, call: Call) -> None:
        if self._closed:
            raise Misused("The connection is closed.", tried=call.tried)
        if self._key is None and not call.keyless:
            raise Misused(
                "There is no API key.",
                tried=call.tried,
                next_step="Set CAPGO_TOKEN, name a key file, or look around with --demo.",
            )
        self._want_allowed(call)

    def _want_allowed(self, call: Call) -> None:
        if self.read_only and not call.reads:
            raise Misused(
                "Nothing may be changed in read-only mode, so nothing was sent.",
                tried=call.tried,
                next_step="Allow changes first, with :rw or without --read-only.",
            )

    async def _ask(self, call: Call, ticket: Ticket) -> Any:
        attempt = 1
        while True:
            try:
                return self._accepted(call, await self._attempt(call, ticket, attempt))
            except CapgoError as error:
                if self._wants_capgkey(call, error):
                    self._statistics_by_capgkey = True
                    continue
                wait = None
                if call.reads:
                    wait = self._retries.wait_before_next(error, attempt, self._around.jitter())
                if wait is None:
                    raise
            attempt += 1
            await self._around.sleep(wait)

    async def _attempt(self, call: Call, ticket: Ticket, attempt: int) -> Answer:
        """Send it once, and follow where the server itself sends it on to."""
        url = str(self.origin) + call.target
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._exchange(call, url, ticket, attempt)
            if answer.status not in _REDIRECTS:
                return answer
            url = redirected(self.origin, url, answer.headers.get("location", ""), call.method, call.tried)
        raise Unexpected("The server sends this request round in circles.", tried=call.tried)

    async def _exchange(self, call: Call, url: str, ticket: Ticket, attempt: int) -> Answer:
        """Send it when the budget allows, note it in the log, and raise what the server refuses."""
        self._logins.check(call.tried)
        wire = await self._opened()
        await self._budget.take(ticket)
        self._want_allowed(call)  # again: it may have been switched while this waited for its turn
        entry = replace(self._exchanged(call, url), attempt=attempt)
        began = self._around.clock()
        try:
            answer = await wire.exchange(call.method, url, entry.key_header, call.body, call.tried)
        except CapgoError as error:
            self._requests.add(replace(entry, ms=self._ms_since(began), problem=type(error).__name__))
            raise
        except asyncio.CancelledError:
            if not call.reads:  # it may have been carried out
                self._requests.add(replace(entry, ms=self._ms_since(began), problem="cancelled"))
            raise
        self._learn(call, answer)
        refused = self._refused(call, answer) if answer.status >= 400 else None
        if not call.keyless:
            self._logins.note(refused)
        self._requests.add(
            replace(
                entry,
                ms=self._ms_since(began),
                status=answer.status,
                size=len(answer.body),
                problem=refused.code or refused.kind if refused else "",
            ),
            None if call.target.startswith(_SECRET_ANSWERS) else self.mask.body(answer.body),
        )
        if refused is not None:
            raise refused
        return answer

    def _learn(self, call: Call, answer: Answer) -> None:
        """Notice what an answer gives away about the age of the server."""
        self.source = answer.headers.get(HEADER, "")
        self.server_version = read_server_version(self.source) or self.server_version
        path = call.target.partition("?")[0]
        for clue in clues_in(call.method, path, answer.status, self.source, answer.body):
            self.speech.note(clue)

    async def _opened(self) -> Wire:
        """The connections, made at the first use and outside of the event loop, as that takes a while."""
        async with self._opening:
            if self._wire is None:
                self._wire = await asyncio.to_thread(self._open_wire)
            return self._wire

    def _accepted(self, call: Call, answer: Answer) -> Any:
        if answer.status == 204 and call.method != "GET":
            return None
        if call.wants_picture:
            return self._picture(call, answer)
        if answer.content_type.startswith("image/"):
            raise Unexpected(
                "The answer is a picture, not data.",
                tried=call.tried,
                next_step="Leave out the parameter graph: servers of January 2025 draw it.",
            )
        payload = parse(answer.body, call.tried)
        if says_no(payload):
            raise self._refused(call, answer)
        return payload

    def _picture(self, call: Call, answer: Answer) -> str:
        if not answer.content_type.startswith("image/svg"):
            raise Unexpected("The server draws no pictures any more.", tried=call.tried)
        return self.mask.text(answer.body.decode("utf-8", "replace"))

    def _refused(self, call: Call, answer: Answer) -> Refused:
        try:
            payload = parse(answer.body)
        except Unexpected:
            payload = answer.body.decode("utf-8", "replace")
        refused = refusal(
            status=answer.status,
            headers=answer.headers,
            payload=payload,
            tried=call.tried,
            mask=self.mask,
            now=self._around.now(),
        )
        # A read is tried again after the pause; a bulk of changes must not wait for one device of many.
        if isinstance(refused, RateLimited) and (call.reads or not means_one_device(refused)):
            self._budget.pause(refused.retry_after)
        return refused

    def _wants_capgkey(self, call: Call, error: CapgoError) -> bool:
        """Whether old statistics took the key for a login token (contract/api.md 2.1, api-seed.md 0.5)."""
        return (
            isinstance(error, Refused)
            and error.status == 401
            and error.details.get("error") == "Invalid JWT token"
            and call.method == "GET"
            and self._header(call.target) == AUTHORIZATION
            and call.target.startswith("/statistics")
        )

    def _header(self, where: str) -> str:
        """The header of the key, by what of the server is asked for."""
        if self._key is None:
            return ""
        if self._statistics_by_capgkey and where.startswith("/statistics"):
            return CAPGKEY
        return header_for(self._key)

    def _exchanged(self, call: Call, url: str) -> Exchange:
        return Exchange(
            at=self._around.now(),
            method=call.method,
            path=self.mask.text(url.removeprefix(str(self.origin))),
            url=self.mask.text(url),
            key_header="" if call.keyless else self._header(call.target),
            body=None if call.body is None else self.mask.text(call.body.decode("utf-8", "replace")),
        )

    def _ms_since(self, began: float) -> float:
        return (self._around.clock() - began) * 1000
