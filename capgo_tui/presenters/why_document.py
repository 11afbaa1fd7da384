"""The answer of the update decision as a JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from capgo_tui.presenters.why_words import condition_text

if TYPE_CHECKING:
    from capgo_tui.rules.update_decision import Compared, Condition, Explanation, Possibility, Rung

Document = dict[str, Any]


class Told(Protocol):
    """A platform flag, and who says so."""

    @property
    def on(self) -> bool:
        """Whether the channel serves the platform."""

    @property
    def source(self) -> str:
        """Who says so."""


def why_document(
    identity: object, explanation: Explanation, *, flags: Mapping[str, Mapping[str, Told]] | None = None
) -> Document:
    """Make the document of a case or a device.

    `code` is null where a bundle is delivered; where the outcomes of a dependent answer differ in one of
    `code`, `bundle` and `channel` that is null, and `outcomes` has each.

    Args:
        identity: what the document calls the case: its own id, or the device's.
        explanation: the answer.
        flags: what was learned of the platforms that channels serve, by channel and platform; of the channels
            that the device may come to `platforms` says it then. None for a case, which says it itself.
    """
    decision = explanation.decision
    document: Document = {
        "id": identity,
        "verdict": decision.verdict.value,
        "certain": decision.certain,
        "assumes": [each.value for each in decision.assumes],
        "code": decision.code,
        "bundle": decision.bundle,
        "channel": decision.channel,
        "rungs": [_rung(each) for each in explanation.rungs],
    }
    if len(decision.possibilities) > 1:
        document["outcomes"] = [_outcome(each) for each in decision.possibilities]
    if decision.caveats:
        document["caveats"] = [each.value for each in decision.caveats]
    if flags is not None:
        met = [each.outcome.channel for each in decision.possibilities]
        document["platforms"] = {name: _flags(flags.get(name, {})) for name in met if name is not None}
    return document


def _flags(told: Mapping[str, Told]) -> Document:
    return {platform: {"on": flag.on, "source": flag.source} for platform, flag in told.items()}


def _rung(rung: Rung) -> Document:
    document: Document = {
        "check": rung.check.key,
        "row": rung.check.row,
        "state": rung.state.value,
        "applies": rung.applies,
        "code": rung.code,
        "left": _compared(rung.left),
        "right": _compared(rung.right),
    }
    if rung.hangs_on:
        document["hangs_on"] = [each.key for each in rung.hangs_on]
    if rung.assumes:
        document["assumes"] = [each.value for each in rung.assumes]
    return document


def _compared(compared: Compared | None) -> Document | None:
    return None if compared is None else {"value": compared.value, "source": compared.source}


def _outcome(possibility: Possibility) -> Document:
    outcome = possibility.outcome
    document: Document = {
        "verdict": outcome.verdict.value,
        "code": outcome.code,
        "bundle": outcome.bundle,
        "channel": outcome.channel,
        "if": [_condition(each) for each in possibility.conditions],
    }
    if possibility.chance is not None:
        document["chance"] = round(possibility.chance, 4)
    return document


def _condition(condition: Condition) -> Document:
    return {
        "unknown": condition.question.key,
        "is": condition.answer,
        "says": condition_text(condition),
    }
