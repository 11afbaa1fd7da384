"""Why a device gets, or does not get, a bundle: the verdict, the ladder and what is not known, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.why_words import (
    ASSUMPTIONS,
    BAD_MINIMUM,
    BAD_NAME,
    BUILT_IN,
    CAVEATS,
    CODES,
    FORCED,
    FORCED_ELSEWHERE,
    IGNORED_OVERRIDE,
    WORDS_OF_CHECKS,
    Fix,
    condition_text,
    platform_name,
    question_text,
)
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome, State, Verdict
from capgo_tui.rules.update_decision.questions import Assumption, Topic
from capgo_tui.rules.update_decision.strategy import STRATEGY

if TYPE_CHECKING:
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision import (
        Compared,
        Condition,
        Explanation,
        Possibility,
        Question,
        Rung,
    )

MARKS: Final = {State.PASSED: "✓", State.FAILED: "✗", State.UNKNOWN: "?", State.NOT_REACHED: "–"}
"""How a rung stands, by shape and not by colour alone."""
_RUNS_ALREADY: Final = "="
"""A device that is where it should be: the ladder ends there, and nothing is wrong."""
_TONES: Final = {
    Verdict.GETS: Tone.GOOD,
    Verdict.UP_TO_DATE: Tone.GOOD,
    Verdict.BLOCKED: Tone.WARN,
    Verdict.FAILED: Tone.BAD,
    Verdict.DEPENDS: Tone.ACCENT,
}
_STATE_TONES: Final = {
    State.PASSED: Tone.PLAIN,
    State.FAILED: Tone.BAD,
    State.UNKNOWN: Tone.ACCENT,
    State.NOT_REACHED: Tone.MUTED,
}
_HOW_FOUND: Final = {
    "override": "override",
    "journal": "forced to this bundle from here",
    "defaultChannel": "default channel",
    "channel.public": "public channel",
}
_RUNS: Final = ("the device runs it already", "runs already")
"""The check of what it runs in a sentence and in words, where it ends the ladder."""
_NO_FAULT: Final = frozenset({"no_new_version_available", "already_on_builtin"})


@dataclass(frozen=True)
class LadderRow:
    """A rung as a row of a table; texts are raw."""

    mark: str
    check: str
    left: str
    right: str
    code: str
    tone: Tone
    sources: str = ""
    """Where the two values come from."""
    word: str = ""
    """The check in a word or two, for where there is little room."""
    decides: bool = False
    """Whether it ends the ladder, or what cannot be seen decides it."""


def headline(explanation: Explanation, device: Device) -> str:
    """The verdict in one line: `gets 1.3.1 from production`."""
    decision = explanation.decision
    if decision.verdict is not Verdict.DEPENDS:
        text = outcome_text(decision.possibilities[0].outcome, explanation, device)
        return f"{text}, unless forced elsewhere" if Assumption.NO_OVERRIDE in decision.assumes else text
    if (shared := shared_refusal(explanation)) is not None:
        text = outcome_text(shared, explanation, device)
        how, _, why = text.partition(": ")
        return f"{how} either way: {why}"
    possibilities = decision.possibilities
    own = [condition for each in possibilities for condition in _own_conditions(each, possibilities)]
    first, *more = [question_text(each) for each in dict.fromkeys(condition.question for condition in own)]
    if len(more) < 2:
        return f"depends on {' and '.join((first, *more))}"
    return f"depends on {first} and {len(more)} more unknowns"


def shared_refusal(explanation: Explanation) -> Outcome | None:
    """The refusal that every possibility ends in, for whichever bundle; None where they differ in more."""
    outcomes = [each.outcome for each in explanation.decision.possibilities]
    first = outcomes[0]
    refused = first.verdict in (Verdict.BLOCKED, Verdict.FAILED) and first.code is not None
    same = {(each.verdict, each.code, each.channel, each.check) for each in outcomes}
    if len(outcomes) < 2 or not refused or len(same) > 1:
        return None
    bundles = dict.fromkeys(each.bundle for each in outcomes)
    return replace(first, bundle=" or ".join(each for each in bundles if each) or None)


def shown_verdict(explanation: Explanation) -> Verdict:
    """The verdict by which a page is marked: that of the refusal that every possibility ends in, if so."""
    shared = shared_refusal(explanation)
    return explanation.decision.verdict if shared is None else shared.verdict


def verdict_tone(verdict: Verdict) -> Tone:
    """What a verdict says by colour."""
    return _TONES[verdict]


def outcome_text(outcome: Outcome, explanation: Explanation, device: Device) -> str:
    """One way it can end, in a sentence with the server's code."""
    values = _values(outcome, explanation, device)
    bundle, channel = values["bundle"], values["channel"]
    if outcome.verdict is Verdict.GETS:
        return f"gets {bundle}, " + FORCED if device.forced_bundle else f"gets {bundle} from {channel}"
    if outcome.code == "no_new_version_available":
        return f"up to date on {bundle} ({FORCED if device.forced_bundle else channel})"
    if outcome.code == "already_on_builtin":
        at_home = explanation.runs is not None and explanation.runs == explanation.native
        goes = "stays on" if at_home else "goes back to"
        return f"{goes} {BUILT_IN}: {channel} delivers none ({outcome.code})"
    how = "blocked" if outcome.verdict is Verdict.BLOCKED else "fails"
    return f"{how}: {_reason(outcome, explanation).format_map(values)} ({outcome.code})"


def possibility_lines(explanation: Explanation, device: Device) -> list[str]:
    """Each way a dependent answer can end, with what it hangs on; empty where there is but one."""
    possibilities = explanation.decision.possibilities
    if len(possibilities) == 1:
        return []
    return [
        f"{_if(_own_conditions(each, possibilities))}: {outcome_text(each.outcome, explanation, device)}"
        for each in possibilities
    ]


def unknown_lines(explanation: Explanation) -> list[str]:
    """What is taken for granted, a sentence each."""
    return [ASSUMPTIONS[each] for each in explanation.decision.assumes]


def caveat_lines(explanation: Explanation) -> list[str]:
    """What else a user should know."""
    bundle = explanation.decision.bundle or "the bundle"
    return [CAVEATS[each].format(bundle=bundle) for each in explanation.decision.caveats]


def fix_of(explanation: Explanation, device: Device) -> Fix | None:
    """What mends a refusal, or would tell what it hangs on; None where there is neither."""
    decision = explanation.decision
    if shown_verdict(explanation) is Verdict.DEPENDS:
        return _telling(explanation, device)
    outcome = shared_refusal(explanation) or decision.possibilities[0].outcome
    words = CODES.get(outcome.code or "")
    if shown_verdict(explanation) not in (Verdict.BLOCKED, Verdict.FAILED) or words is None:
        return None
    fix = words.fix if device.forced_bundle is None else FORCED_ELSEWHERE
    channel = _rung(explanation, Check.CHANNEL)
    if outcome.code == "no_channel" and channel and channel.right and channel.right.source.startswith("app."):
        fix = IGNORED_OVERRIDE
    values = _values(outcome, explanation, device)
    return Fix(fix.sentence.format_map(values), fix.opens, fix.field)


def _telling(explanation: Explanation, device: Device) -> Fix | None:
    """What tells which platforms channels serve, if an answer hangs on that; nothing tells a draw."""
    possibilities = explanation.decision.possibilities
    own = [each.question for one in possibilities for each in _own_conditions(one, possibilities)]
    names = list(dict.fromkeys(each.about for each in own if each.topic is Topic.PLATFORM))
    if not names or device.app_id is None:
        return _telling_strategy(own)
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    verb = "serves" if len(names) == 1 else "serve"
    line = f"{device.app_id}/{names[0]}: {device.platform or 'ios'}"
    return Fix(f'Say in the profile what {who} {verb}, such as platforms = ["{line}"].', label="know")


def _telling_strategy(questions: Sequence[Question]) -> Fix | None:
    """What tells the strategy of a channel of which the server only says that it has one."""
    asked = [each.about for each in questions if each.topic is Topic.FIELD and each.detail == STRATEGY]
    if not asked:
        return None
    name = asked[0].removeprefix("channel ")
    return Fix(f"Look up in the console which strategy {name} has, or set one.", label="know")


def ladder_rows(explanation: Explanation, *, whole: bool = False) -> list[LadderRow]:
    """The rungs as rows: those that have something to do, then in one row those that were not reached.

    Args:
        explanation: what to show.
        whole: every rung instead, also those with nothing to do.
    """
    rungs = explanation.rungs
    if whole:
        return [_row(rung) for rung in rungs]
    rows = [_row(rung) for rung in rungs if rung.applies and rung.state is not State.NOT_REACHED]
    left_out = [rung.check.key for rung in rungs if rung.state is State.NOT_REACHED]
    if left_out:
        mark = MARKS[State.NOT_REACHED]
        text = f"{len(left_out)} more not reached"
        rows.append(LadderRow(mark, text, "", "", "", Tone.MUTED, word=text))
    return rows


def ladder_columns() -> tuple[Column[LadderRow], ...]:
    """The columns of a ladder."""
    return (
        Column("state", " ", text=lambda r: r.mark, sort=lambda r: r.mark, width=1, tone=lambda r: r.tone),
        text_column("check", "check", lambda r: r.check, width=38, grow=True),
        Column("left", "has", text=lambda r: r.left, sort=lambda r: r.left, width=18),
        Column("right", "against", text=lambda r: r.right, sort=lambda r: r.right, width=18, grow=True),
        Column("code", "code", text=lambda r: r.code, sort=lambda r: r.code, level=Level.MEDIUM, width=32),
        text_column("sources", "from", lambda r: r.sources, level=Level.WIDE, width=40, muted=True),
    )


def _own_conditions(one: Possibility, every: Sequence[Possibility]) -> list[Condition]:
    """What one possibility hangs on that does not hold for all."""
    return [each for each in one.conditions if not all(each in other.conditions for other in every)]


def _if(conditions: Sequence[Condition]) -> str:
    return f"if {' and '.join(map(condition_text, conditions))}" if conditions else "else"


def _reason(outcome: Outcome, explanation: Explanation) -> str:
    """Why it is refused, with the names that may stand in it not yet filled in."""
    code = outcome.code or ""
    if code == "unknown_error":
        return BAD_MINIMUM if outcome.check is Check.METADATA else BAD_NAME
    rung = _rung(explanation, Check.CHANNEL)
    if outcome.check is Check.CHANNEL and rung and rung.state is State.FAILED:
        return f"{CODES[code].reason}: {{why}}"
    return CODES[code].reason if code in CODES else "the server refuses it"


def _row(rung: Rung) -> LadderRow:
    ended_well = rung.state is State.FAILED and rung.code in _NO_FAULT
    granted = rung.state is State.UNKNOWN and bool(rung.assumes) and not rung.hangs_on
    sentence, word = rung.check.asks, WORDS_OF_CHECKS.get(rung.check.key, rung.check.key)
    if ended_well and rung.check is Check.NAME:
        sentence, word = _RUNS
    return LadderRow(
        _RUNS_ALREADY if ended_well else MARKS[rung.state],
        sentence,
        _value(rung.left),
        _against(rung),
        rung.code or "",
        Tone.GOOD if ended_well else Tone.MUTED if granted else _STATE_TONES[rung.state],
        ", ".join(each.source for each in (rung.left, rung.right) if each is not None),
        word,
        rung.state is State.FAILED or bool(rung.hangs_on),
    )


def _against(rung: Rung) -> str:
    """The right value; of a channel that was found also how."""
    how = _HOW_FOUND.get(rung.right.source) if rung.check is Check.CHANNEL and rung.right else None
    return f"{_value(rung.right)} ({how})" if how else _value(rung.right)


def _value(compared: Compared | None) -> str:
    return "" if compared is None else compared.value


def _values(outcome: Outcome, explanation: Explanation, device: Device) -> dict[str, str]:
    """What the sentences may name."""
    minimum, channel = (_rung(explanation, each) for each in (Check.METADATA, Check.CHANNEL))
    bundle = outcome.bundle or "a bundle that is not known"
    return {
        "bundle": BUILT_IN if bundle == "builtin" else bundle,
        "channel": outcome.channel or "a channel that is not known",
        "platform": platform_name(device.platform),
        "native": explanation.native or "its native version",
        "minimum": _value(minimum.left) if minimum else "its minimum",
        "why": _value(channel.right) if channel else "",
    }


def _rung(explanation: Explanation, check: Check) -> Rung | None:
    return next((rung for rung in explanation.rungs if rung.check is check), None)
