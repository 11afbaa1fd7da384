"""/ok and /ko (contract/api.md 1.5)."""

from __future__ import annotations

import re

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.errors import Refusal

DATED = (2025, 10, 2)
"""From this version of the API on, /ok tells its version."""

_VERSION = re.compile(r"\d+(?:[.-]\d+)*")


def ok(call: Call) -> Answer:
    """Say that all is well; no key is needed."""
    asked = call.headers.get("capgo_api")
    if not asked:
        return Answer({"status": "ok"})
    if not _VERSION.fullmatch(asked):
        raise Refusal("invalid_capgo_api_version", "Invalid capgo_api version", {"capgo_api": asked})
    if tuple(int(part) for part in re.split(r"[.-]", asked)) < DATED:
        return Answer({"status": "ok"})
    return Answer({"status": "ok", "version": "2025.10.2", "detail": "ok endpoint 2025-10-02 response"})


def ko(call: Call) -> Answer:  # noqa: ARG001 - a handler like the others
    """Fail on purpose."""
    raise Refusal("unknown_error", "KO", status=500)
