"""Reads the cases of `why --offline`: JSON documents as the API gives them, from a file or a pipe."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic import dataclasses as documents

from capgo_tui.errors import Misused
from capgo_tui.models.app import App
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.update_decision import PLATFORMS, UNKNOWN, Platforms, Unseen

_NEXT: Final = "A case is an object with app, channels, bundles, device and, as far as it is known, unseen."


@documents.dataclass(frozen=True, kw_only=True)
class _Reference:
    id: int


@documents.dataclass(frozen=True, kw_only=True)
class _Told:
    """What is told beside the public API; a field that is left out is not the same as one that is null."""

    platforms: dict[str, dict[str, bool | None] | None] | None = None
    default_channel: str | None = None
    deleted_bundles: list[_Reference] | None = None
    plan: str | None = None
    ordinary_network: bool | None = None
    no_self_chosen_channel: bool | None = None
    draws: dict[str, bool] | None = None


@documents.dataclass(frozen=True, kw_only=True)
class _Document:
    app: App | None
    channels: list[Channel]
    bundles: list[Bundle]
    device: Device
    unseen: _Told | None = None


_READER: Final[TypeAdapter[_Document]] = TypeAdapter(_Document)


@dataclass(frozen=True)
class Case:
    """One case as it was read."""

    id: Any
    """What the case calls itself; None if it says nothing."""
    app: App | None
    channels: list[Channel]
    bundles: list[Bundle]
    device: Device
    unseen: Unseen


@dataclass(frozen=True)
class Cases:
    """What an input holds."""

    each: Iterator[Case]
    """The cases in their order, as they arrive; reading on raises `Misused` at the first that is wrong."""
    in_a_list: bool
    """Whether they stand in a list, so that even a single one is one of several."""


def read_cases(lines: Iterable[str]) -> Cases:
    """Read one case, a list of cases, an object with `cases`, or a case a line.

    Raises:
        Misused: what was read so far is no JSON.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    number, first = next(numbered, (0, ""))
    if not number:
        return Cases(iter(()), in_a_list=True)
    document = _decoded(first)
    if isinstance(document, dict) and "cases" not in document:
        return Cases(_by_line(number, document, numbered), in_a_list=False)
    if document is None:
        document = _whole("\n" * (number - 1) + first + "".join(_with_gaps(number, numbered)))
        if isinstance(document, dict) and "cases" not in document:
            return Cases(iter([_case(document, "the case")]), in_a_list=False)
    cases = document.get("cases") if isinstance(document, dict) else document
    if not isinstance(cases, list):
        raise Misused(f"line {number}: there is neither a case nor a list of cases.", next_step=_NEXT)
    each = (_case(case, f"case {place}") for place, case in enumerate(cases, 1))
    return Cases(each, in_a_list=True)


def _decoded(text: str) -> Any:
    """A line as JSON; None if it is none by itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _with_gaps(number: int, numbered: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Lines with the empty ones between them, so that a place in the text is a place in the file."""
    for place, line in numbered:
        yield "\n" * (place - number - 1)
        yield line
        number = place


def _whole(text: str) -> Any:
    """A document over several lines."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Misused(f"line {error.lineno}: this is no JSON: {error.msg}.", next_step=_NEXT) from None
    except RecursionError:
        raise Misused("This JSON is nested too deeply.", next_step=_NEXT) from None


def _by_line(number: int, first: Any, rest: Iterable[tuple[int, str]]) -> Iterator[Case]:
    """A case a line."""
    yield _case(first, f"line {number}")
    for place, line in rest:
        document = _decoded(line)
        if document is None:
            _raise_for_line(line, place)
        yield _case(document, f"line {place}")


def _raise_for_line(line: str, place: int) -> None:
    try:
        json.loads(line)
    except json.JSONDecodeError as error:
        raise Misused(
            f"line {place}: this is no JSON: {error.msg} at column {error.colno}.", next_step=_NEXT
        ) from None
    except RecursionError:
        raise Misused(f"line {place}: this JSON is nested too deeply.", next_step=_NEXT) from None


def _case(document: Any, where: str) -> Case:
    """Read one case.

    Raises:
        Misused: it is none; names the place and the field.
    """
    if not isinstance(document, dict):
        raise Misused(f"{where}: this is no case but {_kind(document)}.", next_step=_NEXT)
    try:
        case = _READER.validate_python(_with_app_id(document))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
        raise Misused(f"{where}: {field.removeprefix('.')}: {first['msg']}.", next_step=_NEXT) from None
    return Case(
        id=document.get("id"),
        app=case.app,
        channels=case.channels,
        bundles=case.bundles,
        device=case.device,
        unseen=Unseen() if case.unseen is None else _unseen(case.unseen, document["unseen"]),
    )


def _kind(document: object) -> str:
    if document is None or isinstance(document, bool):
        return json.dumps(document)
    if isinstance(document, list):
        return "a list"
    return "a text" if isinstance(document, str) else "a number"


def _with_app_id(document: dict[str, Any]) -> dict[str, Any]:
    """The same with the app's id, which makes no difference to the answer and may have been left out."""
    app = document.get("app")
    if not isinstance(app, dict) or "app_id" in app:
        return document
    return {**document, "app": {**app, "app_id": ""}}


def _unseen(told: _Told, names: Container[str]) -> Unseen:
    """What is known beside the public API.

    Who tells anything at all is taken to have left out only what is as usual: that the device asks from an
    ordinary network, and that no edge store keeps a channel for it.

    Args:
        told: what is told.
        names: the fields that are.
    """
    deleted = told.deleted_bundles
    return Unseen(
        platforms={name: _platforms(flags or {}) for name, flags in (told.platforms or {}).items()},
        default_channel=told.default_channel if "default_channel" in names else UNKNOWN,
        deleted_bundles=None if deleted is None else frozenset(each.id for each in deleted),
        plan=told.plan if "plan" in names else UNKNOWN,
        ordinary_network=told.ordinary_network if "ordinary_network" in names else True,
        no_self_chosen_channel=told.no_self_chosen_channel is True or "no_self_chosen_channel" not in names,
        draws=told.draws or {},
    )


def _platforms(flags: Mapping[str, bool | None]) -> Platforms:
    return Platforms(**{each: flags.get(each) for each in PLATFORMS})
