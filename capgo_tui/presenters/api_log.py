"""How requests and their answers look in the API log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import flag_column, text_column
from capgo_tui.presenters.numbers import size, whole
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, stamp

if TYPE_CHECKING:
    from capgo_tui.api import Exchange

LEGEND = (
    Row("shared", "no request: an equal one was under way, and its answer was for both"),
    Row("try 2", "sent again after a failure that may pass; only reads are"),
    Row("cut off", "the program let go of a change before its answer came"),
)
"""The words of the column `note`."""


def _status(exchange: Exchange) -> str:
    return NONE if exchange.status is None else str(exchange.status)


def failed(exchange: Exchange) -> bool:
    """Say whether a request had no answer, or one that says no."""
    return not exchange.shared and (exchange.status is None or exchange.status >= 400)


def _tone(exchange: Exchange) -> Tone:
    if exchange.shared:
        return Tone.MUTED
    return Tone.BAD if failed(exchange) else Tone.GOOD


def note(exchange: Exchange) -> str:
    """What was special about an exchange, in a few words."""
    said = "cut off" if exchange.problem == "cancelled" else exchange.problem
    tries = f"try {exchange.attempt}" if exchange.attempt > 1 else ""
    return ", ".join(part for part in ("shared" if exchange.shared else "", tries, said) if part)


def api_log_columns(now: Now) -> tuple[Column[Exchange], ...]:
    """The columns of the API log."""
    return (
        Column(
            "time",
            "time",
            text=lambda e: f"{e.at:%H:%M:%S}",
            sort=lambda e: e.number,
            width=8,
            tone=lambda _: Tone.MUTED,
        ),
        text_column("method", "method", lambda e: e.method, width=6),
        Column("status", "status", text=_status, sort=lambda e: e.status, width=6, right=True, tone=_tone),
        Column(
            "ms",
            "ms",
            text=lambda e: NONE if e.ms is None else whole(e.ms),
            sort=lambda e: e.ms,
            width=7,
            right=True,
            value=lambda e: e.ms,
        ),
        Column(
            "size",
            "bytes",
            text=lambda e: NONE if e.size is None else size(e.size),
            sort=lambda e: e.size,
            width=9,
            right=True,
            value=lambda e: e.size,
        ),
        text_column("path", "path", lambda e: e.path, width=24, grow=True),
        Column(
            "note",
            "note",
            text=note,
            sort=note,
            width=10,
            tone=lambda e: Tone.MUTED if e.shared else Tone.WARN,
        ),
        flag_column("failed", "failed", failed, level=Level.WIDE),
        age_column("age", "age", lambda e: e.at, now, level=Level.WIDE),
        text_column("body", "sent", lambda e: e.body, width=30, level=Level.WIDE, grow=True),
    )


def api_log_details(exchange: Exchange, curl: str) -> Sequence[Section]:
    """An exchange in full."""
    answer = [
        Row("status", _status(exchange), tone=_tone(exchange)),
        Row("time", NONE if exchange.ms is None else f"{whole(exchange.ms)} ms"),
        Row("size", NONE if exchange.size is None else f"{whole(exchange.size)} bytes"),
    ]
    if special := note(exchange):
        answer.append(Row("note", special))
    sent = [
        Row("at", stamp(exchange.at)),
        Row("request", f"{exchange.method} {exchange.path}"),
        Row("key in", exchange.key_header or "no key was sent"),
    ]
    if exchange.body is not None:
        sent.append(Row("sent", exchange.body))
    return (Section("Request", sent), Section("Answer", answer), Section("As curl", [Row("curl", curl)]))


def answer_document(exchange: Exchange, answer: str | None) -> object:
    """Give an answer as a document: JSON, else its text; of one that was cut, the text that is there."""
    if answer is None:
        return {"answer": _no_answer(exchange)}
    try:
        document: object = json.loads(answer)
    except ValueError:
        return {"beginning of the answer, which is no JSON that could be read": answer}
    return document


def _no_answer(exchange: Exchange) -> str:
    if exchange.shared:
        return "This read was answered by an equal one that was under way."
    if exchange.status is None:
        return "No answer came."
    return "Not kept: it may hold secrets, or newer answers took its place."
