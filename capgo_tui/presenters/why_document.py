"""The answer of the update decision as a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.presenters.why_words import condition_text

if TYPE_CHECKING:
    from capgo_tui.rules.update_decision import Compared, Condition, Explanation, Possibility, Rung

Document = dict[str, Any]


def why_document(identity: object, explanation: Explanation) -> Document:
    """Make the document of a case or a device.

    `code` is null where a bundle is delivered; where the outcomes of a dependent answer differ in one of
    `code`, `bundle` and `channel` that is null, and `outcomes` has each.

    Args:
        identity: what the document calls the case: its own id, or the device's.
        explanation: the answer.
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
    return document


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
