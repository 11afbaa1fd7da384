"""A server that answers reads as the old handlers were heard to, word for word."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from tests.api.servers import KEY, Asked, Reply, Scripted
from tests.models.recorded import CONTRACT

JANUARY = "2025-01-29"
"""The generation of the German seed page."""

NOVEMBER = "2025-11-14"
"""The generation of the Chinese seed page; of its routes only the statistics were recorded."""

_UNKNOWN_THEN = {JANUARY: {"noAccumulate", "breakdown", "limit", "order", "updated_at"}, NOVEMBER: set[str]()}


def old_server(generation: str) -> Scripted:
    """Answers of one generation, for the key of mode all; an unrecorded path is unrouted."""
    cases = json.loads((CONTRACT / "seed-cases.json").read_text(encoding="utf-8"))["cases"]
    known: dict[Any, Reply] = {}
    for case in cases:
        request, response = case["request"], case["response"]
        headers = request.get("headers", {})
        plain = request["method"] == "GET" and not {"body", "raw"} & set(request)
        if case["generation"].startswith(generation) and plain and list(headers.values()) == [KEY]:
            known.setdefault(_question(request["path"], {}, next(iter(headers))), _reply(response))

    def answer(asked: Asked) -> Reply:
        header = "authorization" if "authorization" in asked.headers else "capgkey"
        query = {name: value for name, value in asked.query.items() if name not in _UNKNOWN_THEN[generation]}
        if generation == JANUARY and asked.path.startswith("/statistics") and header == "authorization":
            return Reply({"status": "Unauthorized", "error": "Invalid JWT token"}, 401)
        for spelling in (header, "authorization", "capgkey"):  # the others take the key in either
            found = known.get(_question(asked.path, query, spelling))
            if found is not None:
                return found
        return Reply("404 Not Found", 404, {"content-type": "text/plain; charset=UTF-8"})

    return Scripted(answer)


def _question(path: str, query: dict[str, str], header: str) -> Any:
    plain, _, own = path.partition("?")
    return plain.rstrip("/"), frozenset({**dict(parse_qsl(own)), **query}.items()), header


def _reply(response: dict[str, Any]) -> Reply:
    kind = response.get("content_type", "application/json")
    return Reply(response["body"], response["status"], {"content-type": kind})
