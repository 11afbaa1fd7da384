"""The cases of `contract/decisions.json`: apps and devices as the public API showed them, and the verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from capgo_tui.models.app import App
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.update_decision import UNKNOWN, Decision, Evaluator, Outcome, Platforms, Unseen, Verdict

FILE = Path(__file__).parents[1] / "contract" / "decisions.json"

Json = dict[str, Any]
Answer = tuple[str, str | None, str | None, str | None]
"""Verdict, code, bundle, channel."""
_KINDS = {"up_to_date": Verdict.UP_TO_DATE, "blocked": Verdict.BLOCKED, "failed": Verdict.FAILED}


@cache
def whole_file() -> Json:
    document: Json = json.loads(FILE.read_text(encoding="utf-8"))
    return document


def cases() -> list[Json]:
    found: list[Json] = whole_file()["cases"]
    return found


def answered(case: Json) -> Answer:
    """What the server said; an answer without a kind is success, or a failure of the request itself."""
    answer = case["answer"]
    usual = Verdict.GETS if answer["error"] is None else Verdict.FAILED
    verdict = _KINDS.get(answer["kind"], usual)
    return verdict, answer["error"], answer["candidate"], answer["channel"]


def answer_of(what: Decision | Outcome) -> Answer:
    return what.verdict, what.code, what.bundle, what.channel


def unseen_of(told: Mapping[str, Any]) -> Unseen:
    """Read what is told of the unseen; the rest is unknown, but for the network and the edge store."""
    deleted = told.get("deleted_bundles")
    return Unseen(
        platforms={name: Platforms(**flags) for name, flags in told.get("platforms", {}).items()},
        default_channel=told.get("default_channel", UNKNOWN),
        deleted_bundles=None if deleted is None else frozenset(each["id"] for each in deleted),
        plan=told.get("plan", UNKNOWN),
        ordinary_network=True,
        no_self_chosen_channel=True,
        draws=told.get("draws", {}),
    )


def evaluator_of(case: Json, unseen: Unseen | None, **more: bool) -> Evaluator:
    return Evaluator(
        App.read(case["app"]),
        [Channel.read(each) for each in case["channels"]],
        [Bundle.read(each) for each in case["bundles"]],
        unseen,
        **more,
    )


def device_of(case: Json) -> Device:
    return Device.read(case["device"])
