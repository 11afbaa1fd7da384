"""Who comes in: the key stands in `authorization`, and the words of its mode mean what they say."""

from __future__ import annotations

from capgo_tui.demo.calls import Call
from capgo_tui.demo.early_2025.denials import says
from capgo_tui.demo.early_2025.keys import ALL, ANY, READING, WRITING, want
from capgo_tui.demo.errors import Denial


def _authorization(call: Call) -> str | None:
    return call.headers.get("authorization")


def _refusal(call: Call) -> Denial:  # noqa: ARG001 - one kind of function for all
    return says("Invalid apikey", code=401, error="Invalid apikey")


any_mode = want(ANY, header=_authorization, refusal=_refusal)
reading = want(READING, header=_authorization, refusal=_refusal)
writing = want(WRITING, header=_authorization, refusal=_refusal)
mode_all = want(ALL, header=_authorization, refusal=_refusal)
statistics = want(frozenset({"read", "all"}), header=_authorization, refusal=_refusal)
