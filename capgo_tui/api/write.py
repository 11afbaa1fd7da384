"""A change that can be looked at before it is sent; what is shown is what is sent.

    write = client.bundles.prepare_delete("com.acme.shop", "1.0.0")
    print(write.method, write.path, write.query)   # nothing was sent
    await client.send(write)

A `Write` can only be made whole: one that lacks a name raises here, because a server that is not given one
may take that for "all of them" (contract/api.md 0.3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import InitVar, dataclass, field
from string import Formatter
from typing import Any, Final, Generic, TypeVar
from urllib.parse import unquote

from capgo_tui.api.target import segment, target
from capgo_tui.api.verbs import Action, Verb
from capgo_tui.errors import Misused
from capgo_tui.models.checks import is_blank

AnswerT = TypeVar("AnswerT")

_WORDS: Final[Mapping[str, str]] = {
    "orgId": "organization id",
    "owner_org": "organization id",
    "email": "e-mail address",
    "invite_type": "role",
    "app_id": "app id",
    "channel": "name of the channel",
    "channel_id": "number of the channel",
    "version": "name of the bundle",
    "version_id": "number of the bundle",
    "device_id": "device id",
    "id": "number of the key",
}
"""What a sentence calls a parameter."""

_PARTS: Final = re.compile(r"[/?#\\]")
"""What ends a part of a path."""

_NOTHING: Final = frozenset({"null", "undefined"})
"""What a server may read from a query or a path as no name at all (contract/api.md 0.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Generic[AnswerT]):
    """One request that changes something.

    Args:
        verb: how it is asked for.
        parts: what fills the braces in the verb's path.
        fields: its parameters: the JSON body, or the query where the verb says so. A `DELETE` never has a
            body (contract/api.md 0.4).
        read: makes something of the answer; given the decoded JSON and how an error names the request.

    Raises:
        Misused: a parameter that the verb wants is missing, empty or blank, or cannot be written.
    """

    verb: Verb
    """What it changes, and how that is asked for."""
    parts: InitVar[Mapping[str, str | int]]
    fields: InitVar[Mapping[str, Any]]
    read: Callable[[Any, str], AnswerT] = field(repr=False, compare=False)
    """Makes something of the answer."""
    path: str = field(init=False)
    """The path, encoded, without the host."""
    query: tuple[tuple[str, str], ...] = field(init=False)
    """The parameters, in the order they are sent, where they go into the query; else empty."""
    text: str | None = field(init=False)
    """The JSON body as it is sent; None if there is none."""

    def __post_init__(self, parts: Mapping[str, str | int], fields: Mapping[str, Any]) -> None:
        if self.verb.method not in {"POST", "PUT", "DELETE"}:
            raise Misused(f"{self.verb.method} changes nothing.", tried=self.verb.path)
        fields = {**fields, **self.verb.guard}
        for name in self.verb.wanted:
            _want_named(name, fields.get(name))
        in_query = self.verb.in_query
        in_address = {name: parts.get(name) for _, name, _, _ in Formatter().parse(self.verb.path) if name}
        for name, value in {**in_address, **(fields if in_query else {})}.items():
            _want_named(name, value, but=_NOTHING)
        text = _written(fields, self.verb)
        _written(in_address, self.verb)
        filled = {name: segment(str(part), _WORDS.get(name, name)) for name, part in in_address.items()}
        _set(self, "path", self.verb.path.format_map(filled))
        _set(self, "query", tuple((name, str(value)) for name, value in fields.items()) if in_query else ())
        _set(self, "text", None if in_query else text)
        self._want_no_accident(fields)

    @property
    def action(self) -> Action:
        """What it changes."""
        return self.verb.action

    @property
    def method(self) -> str:
        """`POST`, `PUT` or `DELETE`."""
        return self.verb.method

    @property
    def body(self) -> dict[str, Any] | None:
        """The JSON body, decoded; None if there is none. A copy: changing it changes nothing."""
        body: dict[str, Any] | None = None if self.text is None else json.loads(self.text)
        return body

    @property
    def target(self) -> str:
        """Path and query as they are sent."""
        return target(self.path, dict(self.query))

    @property
    def tried(self) -> str:
        """How an error names it: method and path."""
        return f"{self.method} {self.path}"

    def _want_no_accident(self, fields: Mapping[str, Any]) -> None:
        """Let no other verb delete all bundles, whatever its table says (contract/api.md 0.3)."""
        on_bundles = "bundle" in _PARTS.split(unquote(self.path).casefold())
        if self.method == "DELETE" and on_bundles and self.action is not Action.DELETE_UNLINKED_BUNDLES:
            _want_named("version", fields.get("version"), but=_NOTHING)


def _set(write: Write[Any], name: str, value: object) -> None:
    object.__setattr__(write, name, value)


def _want_named(name: str, value: object, *, but: Collection[str] = ()) -> None:
    what = _WORDS.get(name, name)
    if isinstance(value, str):
        named = not is_blank(value) and value.strip().casefold() not in but
    else:
        named = isinstance(value, int) and value > 0
    if not named:
        raise Misused(
            f"The {what} is missing, so nothing was sent.", next_step=f"Name the {what}.", field=name
        )


def _written(fields: Mapping[str, Any], verb: Verb) -> str:
    try:
        text = json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()
    except ValueError:
        raise Misused(
            "A value holds half a character or a number without an end, which cannot be sent.",
            tried=f"{verb.method} {verb.path}",
        ) from None
    return text
