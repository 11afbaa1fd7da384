"""/ok (contract/api-seed.md 2)."""

from __future__ import annotations

import json

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.denials import failed


def read(call: Call) -> Answer:  # noqa: ARG001 - a handler like the others
    """Say that all is well."""
    return Answer({"status": "ok"})


def post(call: Call) -> Answer:
    """Say the same to any JSON."""
    try:
        json.loads(call.raw)
    except ValueError as error:
        raise failed("Cannot post ok") from error
    return Answer({"status": "ok"})
