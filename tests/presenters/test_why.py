"""The answer in words: the verdict first, a sentence for every code and what mends it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.why import (
    caveat_lines,
    fix_of,
    headline,
    ladder_columns,
    ladder_rows,
    possibility_lines,
    shown_verdict,
    unknown_lines,
    verdict_tone,
)
from capgo_tui.presenters.why_document import why_document
from capgo_tui.presenters.why_words import ASSUMPTIONS, CAVEATS, CODES, condition_text, question_text
from capgo_tui.rules.update_decision import (
    Assumption,
    Check,
    Condition,
    Evaluator,
    Explanation,
    Question,
    Topic,
    Unseen,
    Verdict,
)
from capgo_tui.rules.update_decision.decision import VERDICTS, Caveat
from capgo_tui.rules.update_decision.strategy import PASSES, STRATEGY
from tests.rules.decisions import Json, cases, device_of, evaluator_of, unseen_of
from tests.rules.small_world import KNOWN, app, bundle, channel, device, rolling

FIRST_OF_EACH = {case["answer"]["error"]: case for case in reversed(cases())}


def explained(case: Json) -> Explanation:
    return evaluator_of(case, unseen_of(case["unseen"])).explain(device_of(case))


def explain(*channels: Any, knows: Unseen = KNOWN, on: Any = None, **counters: Any) -> Explanation:
    bundles = [bundle(number) for number in range(1, 5)]
    return Evaluator(app(**counters), channels, bundles, knows).explain(on or device())


@pytest.mark.parametrize("case", FIRST_OF_EACH.values(), ids=[str(code) for code in FIRST_OF_EACH])
def test_every_answer_of_the_server_has_a_sentence(case: Json) -> None:
    explanation, on = explained(case), device_of(case)
    said = headline(explanation, on)
    code = case["answer"]["error"]
    assert "{" not in said
    assert "not known" not in said
    assert "None" not in said
    if code not in (None, "no_new_version_available"):
        assert said.endswith(f"({code})"), "so that it can be searched for"
    fix = fix_of(explanation, on)
    refused = explanation.decision.verdict in (Verdict.BLOCKED, Verdict.FAILED)
    assert (fix is not None) == refused
    if fix is not None:
        assert fix.sentence.endswith(".")
        assert "{" not in fix.sentence
    assert ladder_rows(explanation)[-1].mark in "✓✗=–"


def test_every_code_of_the_engine_has_words_and_a_tone() -> None:
    no_fault = {"no_new_version_available", "already_on_builtin"}
    assert set(VERDICTS) - set(CODES) == no_fault
    assert {case["answer"]["error"] for case in cases()} - set(CODES) == {None, *no_fault}
    assert set(ASSUMPTIONS) == set(Assumption)
    assert set(CAVEATS) == set(Caveat)
    assert len({verdict_tone(verdict) for verdict in Verdict} | {Tone.PLAIN}) == 5


@pytest.mark.parametrize(
    ("channels", "on", "says"),
    [
        ((channel(),), device(), "gets 1.3.0 from production"),
        ((channel(),), device(version_name="1.3.0"), "up to date on 1.3.0 (production)"),
        (
            (channel(number=None),),
            device(),
            "stays on the built-in bundle: production delivers none (already_on_builtin)",
        ),
        (
            (channel(number=None),),
            device(version_name="1.2.0"),
            "goes back to the built-in bundle: production delivers none (already_on_builtin)",
        ),
        (
            (channel(disableAutoUpdateUnderNative=True),),
            device(version_build="1.4"),
            (
                "blocked: 1.3.0 is below native 1.4.0, and production protects from that "
                "(disable_auto_update_under_native)"
            ),
        ),
        (
            (channel(public=False),),
            device(),
            "fails: no channel delivers to it: no public channel serves it (no_channel)",
        ),
        (
            (rolling(1_000),),
            device(),
            "depends on the rollout draw of production (10% chance)",
        ),
    ],
)
def test_the_verdict_in_one_line(channels: tuple[Any, ...], on: Any, says: str) -> None:
    assert headline(explain(*channels, on=on), on) == says


def test_a_refusal_in_which_every_draw_ends_is_the_verdict_and_can_be_mended() -> None:
    on = device(version_build="2.0.0")
    explanation = explain(rolling(1_000), on=on)
    assert explanation.decision.verdict is Verdict.DEPENDS
    assert headline(explanation, on) == (
        "blocked either way: 1.3.0 or 1.4.0 is below native 2.0.0, and production protects from that "
        "(disable_auto_update_under_native)"
    )
    assert shown_verdict(explanation) is Verdict.BLOCKED
    fix = fix_of(explanation, on)
    assert fix is not None
    assert (fix.opens, fix.field) == ("channel", "disableAutoUpdateUnderNative")
    assert len(possibility_lines(explanation, on)) == 2


def test_each_way_of_a_dependent_answer_says_what_it_hangs_on() -> None:
    explanation = explain(
        rolling(1_000), knows=Unseen(plan=None, default_channel=None, ordinary_network=True)
    )
    assert headline(explanation, device()) == (
        "depends on whether production serves iOS and the rollout draw of production (10% chance)"
    )
    assert possibility_lines(explanation, device()) == [
        (
            "if production serves iOS and the draw leaves it on the stable bundle (90% chance): "
            "gets 1.3.0 from production"
        ),
        "if production does not serve iOS: fails: no channel delivers to it (no_channel)",
        "if production serves iOS and the draw gives it the rollout (10% chance): gets 1.4.0 from production",
    ]
    assert fix_of(explanation, device()) is None


def test_what_is_taken_for_granted_is_said() -> None:
    assert unknown_lines(explain(channel(ios=True), knows=Unseen())) == [
        "it does not ask from a data centre of Google or Apple",
        "the organization's plan is valid",
        "the app asks for no channel of its own",
    ]
    assert unknown_lines(explain(channel())) == []


def test_an_override_that_is_not_counted_yet_is_mended_by_waiting() -> None:
    explanation = explain(channel("beta", public=False), on=device(channel="beta"), channel_device_count=0)
    fix = fix_of(explanation, device())
    assert fix is not None
    assert "in a minute" in fix.sentence
    assert "0: overrides are ignored" in headline(explanation, device())


def test_a_fix_names_what_has_to_be_edited() -> None:
    fix = fix_of(explain(channel(allow_prod=False)), device())
    assert fix is not None
    assert (fix.sentence, fix.opens, fix.field) == (
        "Allow production builds on production.",
        "channel",
        "allow_prod",
    )


def test_a_dead_download_is_a_warning() -> None:
    by_file = [bundle(3, r2_path=None, manifest_count=2)]
    on = device(plugin_version="6.2.0")
    (line,) = caveat_lines(Evaluator(app(), [channel()], by_file, KNOWN).explain(on))
    assert "1.3.0 has only a manifest" in line


# The ladder


def test_the_ladder_leaves_out_what_has_nothing_to_do_and_counts_what_was_not_reached() -> None:
    rows = ladder_rows(explain(channel(allow_prod=False)))
    assert [row.mark for row in rows].count("✗") == 1
    assert rows[-2].code == "disable_prod_build"
    assert rows[-1].check == "5 more not reached"
    assert len(ladder_rows(explain(channel()), whole=True)) == len(Check)


def test_a_rung_shows_the_two_values_and_where_they_come_from() -> None:
    rows = {row.check: row for row in ladder_rows(explain(channel()))}
    major = rows[Check.MAJOR.asks]
    assert (major.left, major.right) == ("1.3.0", "1.1.0")
    assert major.sources == "channel.version, device.version_build"
    assert rows[Check.CHANNEL.asks].right == "production (public channel)"


def test_a_device_that_is_where_it_should_be_is_no_fault_on_the_ladder() -> None:
    rows = ladder_rows(explain(channel(), on=device(version_name="1.3.0")))
    assert (rows[-2].mark, rows[-2].tone) == ("=", Tone.GOOD)


def test_unknown_rungs_show_every_value_that_they_may_have() -> None:
    rows = {row.check: row for row in ladder_rows(explain(rolling(1_000), knows=Unseen()))}
    assert rows[Check.ROLLOUT.asks].left == "1.3.0 or 1.4.0"
    assert rows[Check.ROLLOUT.asks].mark == "?"
    assert rows[Check.PLAN.asks].right == "taken for granted"


def test_every_column_reads_every_row() -> None:
    for row in ladder_rows(explain(rolling(1_000), knows=Unseen()), whole=True):
        for column in ladder_columns():
            assert isinstance(column.text(row), str)
            column.sort(row)


# Words for every unknown


@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize("answer", [True, False, "none", PASSES])
def test_every_unknown_has_words_for_every_answer(topic: Topic, answer: bool | str) -> None:
    for detail in ("", "ios", "any") if topic is not Topic.DRAW else ("", "2500"):
        question = Question(topic, "production", detail)
        assert "production" in question_text(question)
        assert condition_text(Condition(question, answer))
        assert question.key.startswith(f"{topic}:production")


def test_yes_and_no_never_read_the_same() -> None:
    for topic in Topic:
        question = Question(topic, "production", "2500" if topic is Topic.DRAW else "beta")
        assert condition_text(Condition(question, answer=True)) != condition_text(
            Condition(question, answer=False)
        )


# As JSON


def test_the_document_has_what_a_script_needs() -> None:
    document = why_document("u1", explain(rolling(1_000), knows=Unseen(platforms=KNOWN.platforms)))
    assert json.loads(json.dumps(document)) == document
    assert list(document) == [
        "id",
        "verdict",
        "certain",
        "assumes",
        "code",
        "bundle",
        "channel",
        "rungs",
        "outcomes",
    ]
    assert (document["verdict"], document["code"], document["bundle"]) == ("depends", None, None)
    assert [(each["bundle"], each["chance"]) for each in document["outcomes"]] == [
        ("1.3.0", 0.9),
        ("1.4.0", 0.1),
    ]
    assert document["outcomes"][1]["if"][-1] == {
        "unknown": "draw:production:1000",
        "is": True,
        "says": "the draw gives it the rollout (10% chance)",
    }
    assert [rung["check"] for rung in document["rungs"]] == [check.key for check in Check]


def test_a_decided_document_has_no_outcomes() -> None:
    document = why_document(None, explain(channel()))
    assert "outcomes" not in document
    assert (document["verdict"], document["certain"], document["assumes"]) == ("gets", True, [])


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("passes", "the strategy of channel production lets it through"),
        ("disable_auto_update_to_minor", "the strategy of channel production is minor"),
        ("misconfigured_channel", "the strategy of channel production is version_number"),
    ],
)
def test_a_strategy_that_a_server_does_not_name_is_told_by_its_own_names(end: str, words: str) -> None:
    assert condition_text(Condition(Question(Topic.FIELD, "channel production", STRATEGY), end)) == words
