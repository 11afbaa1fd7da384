"""The engine agrees with what the real update server answered, and is never certain and wrong."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from capgo_tui.rules.update_decision import Check, State, Unseen, Verdict
from tests.rules.decisions import (
    Json,
    answer_of,
    answered,
    cases,
    device_of,
    evaluator_of,
    unseen_of,
    whole_file,
)

PARTS = ("platforms", "default_channel", "deleted_bundles", "plan")


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['id']}-{case['answer']['error'] or 'ok'}")
def test_the_engine_agrees_with_the_server(case: Json) -> None:
    evaluator, device = evaluator_of(case, unseen_of(case["unseen"])), device_of(case)
    decision = evaluator.decide(device)
    assert answer_of(decision) == answered(case)
    assert decision.certain
    assert decision.assumes == ()
    explanation = evaluator.explain(device)
    assert explanation.decision == decision
    states = [rung.state for rung in explanation.rungs]
    end = states.index(State.FAILED) if State.FAILED in states else len(states)
    assert set(states[:end]) <= {State.PASSED}
    assert set(states[end + 1 :]) <= {State.NOT_REACHED}
    assert (State.FAILED in states) == (decision.verdict is not Verdict.GETS)


def test_every_code_of_the_file_is_there() -> None:
    counted = whole_file()["header"]["counts"]
    codes = [case["answer"]["error"] or "ok" for case in cases()]
    assert {code: codes.count(code) for code in counted} == counted


def test_no_answer_is_certain_and_wrong_whatever_of_the_unseen_is_known() -> None:
    for case in cases():
        for known in chain.from_iterable(combinations(PARTS, count) for count in range(4)):
            unseen = unseen_of({name: case["unseen"][name] for name in known})
            decision = evaluator_of(case, unseen).decide(device_of(case))
            if decision.certain:
                assert answer_of(decision) == answered(case), (case["id"], known)
            if "plan" in known and "default_channel" in known:
                possible = [answer_of(each.outcome) for each in decision.possibilities]
                assert answered(case) in possible, (case["id"], known)
                assert decision.assumes == ()


def test_without_any_knowledge_only_what_comes_before_the_plan_is_certain() -> None:
    for case in cases():
        decision = evaluator_of(case, None).decide(device_of(case))
        assert decision.certain == (decision.code == "semver_error")
        unseen = case["unseen"]
        as_usual = unseen["plan"] is None and not unseen["default_channel"]
        if as_usual and decision.verdict is not Verdict.DEPENDS:
            assert answer_of(decision) == answered(case), case["id"]


def test_fields_that_are_always_the_same_make_no_difference() -> None:
    constant = whole_file()["header"]["trimmed"]["constant"]
    app = {"block_provider_infra_requests": True, "allow_device_custom_id": True}
    for case in cases()[::7]:
        whole = {
            "app": {**app, **case["app"]},
            "channels": [{**constant["channels"], **each} for each in case["channels"]],
            "bundles": [{**constant["bundles"], **each} for each in case["bundles"]],
            "device": {**constant["device"], **case["device"]},
        }
        unseen = unseen_of(case["unseen"])
        assert answer_of(evaluator_of(whole, unseen).decide(device_of(whole))) == answered(case)


def test_the_order_of_the_documents_makes_no_difference() -> None:
    for case in cases()[::7]:
        turned = {**case, "channels": case["channels"][::-1], "bundles": case["bundles"][::-1]}
        decision = evaluator_of(turned, unseen_of(case["unseen"])).decide(device_of(case))
        assert answer_of(decision) == answered(case)


def test_every_rung_is_there_once_and_in_the_servers_order() -> None:
    case = cases()[0]
    rungs = evaluator_of(case, Unseen()).explain(device_of(case)).rungs
    assert [rung.check for rung in rungs] == list(Check)
    rows = [rung.check.row for rung in rungs]
    assert rows[:3] == ["0a", "0b", "1"]
    assert rows[-1] == "23"
