"""From bytes to documents. What cannot be read is an `Unexpected` that names endpoint and field."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from capgo_tui.errors import Unexpected
from capgo_tui.models.document import Document, reader

DocumentT = TypeVar("DocumentT", bound=Document)

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CHECK_HOST: Final = (
    "Check that the host is a Capgo server, and that no login page of a network stands between."
)


def parse(body: bytes, tried: str = "") -> Any:
    """Decode JSON of any origin.

    Half characters and bytes that are no UTF-8 become U+FFFD, for no other part of the program could show,
    write or send them. JSON that is nested beyond reason is refused.

    Raises:
        Unexpected: it is no JSON.
    """
    try:
        return from_json(body)
    except ValueError:
        pass
    try:
        # The strict reader refuses half of a surrogate pair; the tolerant one tells whether that was all.
        text = json.dumps(json.loads(body.decode("utf-8", "replace")), ensure_ascii=False)
        return from_json(_LONE_SURROGATE.sub("\ufffd", text))
    except (ValueError, RecursionError):
        raise _no_json(body, tried) from None


def _no_json(body: bytes, tried: str) -> Unexpected:
    if not body.strip():
        said = "The answer is empty."
    elif body.lstrip()[:1] == b"<":
        said = "The answer is a web page or a picture, not data."
    elif body.lstrip()[:1] in {b"[", b"{"}:
        said = "The answer is broken or incomplete JSON."
    else:
        said = "The answer is not JSON."
    return Unexpected(said, tried=tried, next_step=_CHECK_HOST)


def read_one(kind: type[DocumentT], payload: Any, tried: str) -> DocumentT:
    """Read one record: as it is, alone in a list, or in `data` (contract/api.md 6, row 2).

    Raises:
        Unexpected: it is no such record.
    """
    if isinstance(payload, dict) and isinstance(payload.get("data"), dict | list):
        payload = payload["data"]
    if isinstance(payload, list) and len(payload) == 1:
        payload = payload[0]
    document: DocumentT = _read(kind, payload, tried)
    return document


def read_exactly(kind: type[DocumentT], payload: Any, tried: str) -> DocumentT:
    """Read one record that may itself have a field `data`.

    Raises:
        Unexpected: it is no such record.
    """
    document: DocumentT = _read(kind, payload, tried)
    return document


def read_list(
    kind: type[DocumentT], payload: Any, tried: str, *, wrapped_in: Sequence[str] = ("data",)
) -> list[DocumentT]:
    """Read a list of records, plain or in one of these fields (contract/api.md 6, rows 15 and 22).

    Raises:
        Unexpected: it is no such list.
    """
    if isinstance(payload, dict):
        payload = next((payload[name] for name in wrapped_in if isinstance(payload.get(name), list)), payload)
    documents: list[DocumentT] = _read(list[kind], payload, tried)  # type: ignore[valid-type]  # made at run time
    return documents


def _read(kind: Any, payload: Any, tried: str) -> Any:
    try:
        return reader(kind).validate_python(payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = _spelled(first["loc"])
        where = f"{field}: " if field else ""
        raise Unexpected(
            f"The answer to {tried or 'a request'} cannot be read: {where}{first['msg']}.",
            tried=tried,
            field=field,
            next_step="The server may be newer than this program: look for an update.",
        ) from None


def _spelled(location: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).removeprefix(".")
