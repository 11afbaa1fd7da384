"""Replays recorded cases against the demo cloud, and says where an answer differs."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from capgo_tui.demo import Demo

CONTRACT = Path(__file__).parent.parent / "contract"

_FORMS: dict[str, Callable[[Any], bool]] = {
    "<uuid>": lambda v: (
        isinstance(v, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", v) is not None
    ),
    "<int>": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "<epoch ms>": lambda v: isinstance(v, int) and v > 1_000_000_000_000,
    "<epoch seconds>": lambda v: (
        isinstance(v, str) and v.isdecimal() and 1_000_000_000 < int(v) < 10_000_000_000
    ),
    "<secret>": lambda v: isinstance(v, str) and v.startswith("whsec_"),
    "<timestamp Z>": lambda v: _time(v) is not None,
    "<timestamp +00:00>": lambda v: _time(v) is not None,
    "<timestamp +00>": lambda v: _time(v) is not None,
    "<svg>": lambda v: isinstance(v, str) and v.startswith("<svg ") and v.endswith("</svg>"),
    "<text with PGRST116>": lambda v: isinstance(v, str) and "PGRST116" in v,
    "Apikey <int>": lambda v: isinstance(v, str) and re.fullmatch(r"Apikey \d+", v) is not None,
}
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00(:00)?)")
_EMBEDDED = {"supabaseError", "dbError"}


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    return datetime.fromisoformat(value).astimezone(UTC)


def differences(expected: Any, answered: Any, path: str = "") -> Iterator[str]:
    """Say where two JSON values differ; placeholders match by form, times in any of the three styles."""
    if isinstance(expected, dict) and isinstance(answered, dict):
        yield from _object_differences(expected, answered, path)
    elif isinstance(expected, list) and isinstance(answered, list):
        if len(expected) != len(answered):
            yield f"{path}: {len(answered)} items, not {len(expected)}"
        for place, pair in enumerate(zip(expected, answered, strict=False)):
            yield from differences(*pair, f"{path}[{place}]")
    elif not _same(expected, answered):
        yield f"{path}: {answered!r}, not {expected!r}"


def _object_differences(expected: dict[str, Any], answered: dict[str, Any], path: str) -> Iterator[str]:
    for name in sorted(expected.keys() | answered.keys()):
        if name not in expected or name not in answered:
            yield f"{path}.{name}: only {'expected' if name in expected else 'answered'}"
        elif name in _EMBEDDED or _is_database_error(expected[name]):
            if (expected[name] is None) != (answered[name] is None):
                yield f"{path}.{name}: {answered[name]!r}, not {expected[name]!r}"
        else:
            yield from differences(expected[name], answered[name], f"{path}.{name}")


def _same(expected: Any, answered: Any) -> bool:
    if isinstance(expected, str) and expected in _FORMS:
        return _FORMS[expected](answered)
    moment = _time(expected)
    if moment is not None:
        return _time(answered) == moment
    if isinstance(expected, bool) or isinstance(answered, bool):
        return expected is answered
    if isinstance(expected, float) and isinstance(answered, float):
        return math.isclose(expected, answered, rel_tol=1e-12)
    return bool(expected == answered)


def _is_database_error(value: Any) -> bool:
    return isinstance(value, dict) and {"code", "details", "hint", "message"} == value.keys()


@dataclass(frozen=True)
class Outcome:
    """What a case got."""

    case: dict[str, Any]
    status: int
    body: Any
    headers: dict[str, str]

    def differences(self) -> list[str]:
        """Say where the answer differs from the recorded one."""
        wanted = self.case["response"]
        found = [] if self.status == wanted["status"] else [f"status {self.status}, not {wanted['status']}"]
        found += differences(wanted["body"], self.body)
        if "content_type" in wanted and self.headers.get("content-type") != wanted["content_type"]:
            found.append(f"content type {self.headers.get('content-type')}, not {wanted['content_type']}")
        for name, value in wanted.get("headers", {}).items():
            found += differences(value, self.headers.get(name), f"header {name}")
        return found


def cases(name: str) -> list[dict[str, Any]]:
    """Read the cases of a file of `tests/contract`."""
    found: list[dict[str, Any]] = json.loads((CONTRACT / name).read_text(encoding="utf-8"))["cases"]
    return found


async def send(demo: Demo, request: dict[str, Any]) -> httpx.Response:
    """Send a recorded request."""
    headers = dict(request.get("headers") or {})
    content: bytes | None = None
    raw = request.get("raw_body", request.get("raw"))
    if raw is not None:
        content = raw.encode()
    elif "body" in request:
        content = json.dumps(request["body"]).encode()
    if content is not None:
        headers.setdefault("content-type", "application/json")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=demo.app), base_url="https://demo"
    ) as client:
        return await client.request(request["method"], request["path"], headers=headers, content=content)
