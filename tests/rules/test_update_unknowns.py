"""What is not known is gone through or taken for granted, and the answer says which."""

from __future__ import annotations

from typing import Any

import pytest

from capgo_tui.models.app import App
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.update_decision import (
    Assumption,
    Check,
    Decision,
    Evaluator,
    Outcome,
    Rung,
    State,
    Unseen,
    Verdict,
)
from capgo_tui.rules.update_decision.decision import Caveat
from tests.rules.small_world import EVERYWHERE, KNOWN, app, bundle, channel, device, rolling


def decide(*channels: Channel, knows: Unseen = KNOWN, on: Device | None = None, **more: Any) -> Decision:
    bundles = more.pop("bundles", [bundle(number) for number in range(1, 5)])
    evaluator = Evaluator(more.pop("app", app()), channels, bundles, knows, **more)
    return evaluator.decide(on or device())


def rung(check: Check, *channels: Channel, knows: Unseen = KNOWN, on: Device | None = None) -> Rung:
    evaluator = Evaluator(app(), channels, [bundle(number) for number in range(1, 5)], knows)
    return next(each for each in evaluator.explain(on or device()).rungs if each.check is check)


def outcomes(decision: Decision) -> dict[str, Outcome]:
    return {
        each.outcome.code or f"gets {each.outcome.bundle}": each.outcome for each in decision.possibilities
    }


def keys(decision: Decision) -> set[str]:
    return {each.question.key for one in decision.possibilities for each in one.conditions}


# Platform flags


def test_a_public_channel_whose_platforms_are_unknown_makes_the_answer_depend_on_them() -> None:
    decision = decide(channel(), knows=Unseen(default_channel=None, plan=None, ordinary_network=True))
    assert decision.verdict is Verdict.DEPENDS
    assert list(outcomes(decision)) == ["gets 1.3.0", "no_channel"], "the likely one first"
    assert keys(decision) == {"platform:production:ios"}
    assert not decision.certain
    assert decision.assumes == ()


def test_platforms_that_the_document_itself_states_are_known() -> None:
    knows = Unseen(default_channel=None, plan=None, ordinary_network=True)
    assert decide(channel(ios=True), knows=knows).certain


def test_an_override_asks_for_the_platform_only_where_it_gets_that_far() -> None:
    knows = Unseen(plan=None, ordinary_network=True, no_self_chosen_channel=True)
    forced = device(channel="beta")
    reached = decide(channel("beta", public=False), knows=knows, on=forced)
    assert set(outcomes(reached)) == {"gets 1.3.0", "disabled_platform_ios"}
    before = decide(channel("beta", 1, public=False), knows=knows, on=forced)
    assert (before.verdict, before.certain) == (Verdict.UP_TO_DATE, True)


# What is taken for granted


def test_without_knowledge_a_useful_answer_says_what_it_takes_for_granted() -> None:
    decision = decide(channel(), knows=Unseen(platforms=EVERYWHERE))
    assert (decision.verdict, decision.bundle) == (Verdict.GETS, "1.3.0")
    assert not decision.certain
    assert set(decision.assumes) == {
        Assumption.ORDINARY_NETWORK,
        Assumption.VALID_PLAN,
        Assumption.NO_DEFAULT_CHANNEL,
    }


def test_an_app_that_lets_data_centres_in_takes_no_network_for_granted() -> None:
    decision = decide(channel(), knows=Unseen(), app=app(block_provider_infra_requests=False))
    assert Assumption.ORDINARY_NETWORK not in decision.assumes


def test_what_ends_before_the_plan_is_certain_without_it() -> None:
    decision = decide(channel(), knows=Unseen(), on=device(version_build="abc"))
    assert (decision.code, decision.certain, decision.assumes) == ("semver_error", True, ())


def test_a_default_channel_matters_only_where_one_could_be_asked_for() -> None:
    knows = Unseen(platforms=EVERYWHERE, plan=None, ordinary_network=True)
    private = decide(channel(public=False), knows=knows)
    assert (private.code, private.certain) == ("no_channel", True)
    open_to_choice = decide(channel(public=False, allow_device_self_set=True), knows=knows)
    assert (open_to_choice.code, open_to_choice.certain) == ("no_channel", False)
    assert open_to_choice.assumes == (Assumption.NO_DEFAULT_CHANNEL,)


def test_the_default_channel_of_the_device_itself_is_known() -> None:
    knows = Unseen(platforms=EVERYWHERE, plan=None, ordinary_network=True)
    decision = decide(
        channel(), channel("beta", 2, public=False), knows=knows, on=device(default_channel="beta")
    )
    assert (decision.code, decision.certain) == ("no_channel", True), "there is no falling back"


def test_an_old_plugin_may_have_a_channel_that_nobody_can_see() -> None:
    knows = Unseen(platforms=EVERYWHERE, default_channel=None, plan=None, ordinary_network=True)
    choice = channel("beta", public=False, allow_device_self_set=True)
    for plugin, seen in (("7.33.9", False), ("7.34.0", True), ("8.0.0-beta", False), ("8.0.0", True)):
        decision = decide(channel(), choice, knows=knows, on=device(plugin_version=plugin))
        assert decision.certain is seen, plugin
    assert decide(channel(), knows=knows, on=device(plugin_version="5.0.0")).certain, (
        "there is nothing to choose"
    )


def test_counters_that_are_missing_are_taken_to_be_as_the_server_keeps_them() -> None:
    old = App.read({"app_id": "com.acme.shop", "block_provider_infra_requests": False})
    forced = decide(channel("beta", public=False), app=old, on=device(channel="beta"))
    assert (forced.bundle, forced.assumes) == ("1.3.0", (Assumption.OVERRIDES_COUNTED,))
    started = decide(rolling(10_000), app=old)
    assert (started.bundle, started.assumes) == ("1.4.0", (Assumption.ROLLOUTS_COUNTED,))
    manifest = bundle(3, r2_path=None, manifest_count=2)
    by_file = decide(channel(), app=old, bundles=[manifest])
    assert (by_file.bundle, by_file.assumes) == ("1.3.0", (Assumption.MANIFESTS_COUNTED,))


def test_a_server_that_never_mentions_rollouts_is_taken_to_have_none() -> None:
    told = {name: value for name, value in channel().raw().items() if "ollout" not in name}
    decision = decide(
        Channel.read(told), app=App.read({"app_id": "a.b", "block_provider_infra_requests": False})
    )
    assert (decision.verdict, decision.bundle) == (Verdict.GETS, "1.3.0")
    assert decision.assumes == (Assumption.NO_ROLLOUT,)


def test_what_no_document_of_an_old_server_mentions_is_taken_not_to_be_checked() -> None:
    missing = {"allow_prod", "allow_device"}
    told = {name: value for name, value in channel().raw().items() if "ollout" not in name}
    old = {name: value for name, value in told.items() if name not in missing}
    app = App.read({"app_id": "a.b", "block_provider_infra_requests": False})
    decision = decide(Channel.read(old), app=app)
    assert (decision.verdict, decision.bundle, decision.certain) == (Verdict.GETS, "1.3.0", False)
    assert Assumption.NO_SUCH_FLAG in decision.assumes
    one_of_two = decide(Channel.read(old), Channel.read({**told, "name": "beta", "public": False}), app=app)
    assert one_of_two.verdict is Verdict.DEPENDS, "another channel has the flags: this one's are unknown"


def test_an_app_that_only_statistics_mention_says_nothing_of_rollouts() -> None:
    told = {name: value for name, value in channel().raw().items() if "ollout" not in name}
    mentioned = App(app_id="a.b", block_provider_infra_requests=False)
    assert decide(Channel.read(told), app=mentioned).assumes == (Assumption.NO_ROLLOUT,)


def test_an_override_to_a_channel_that_is_gone_is_taken_to_be_gone_too() -> None:
    decision = decide(channel(), on=device(channel="deleted"))
    assert (decision.channel, decision.assumes) == ("production", (Assumption.OVERRIDE_GONE,))


# Rollouts


def test_a_rollout_gives_both_outcomes_and_the_chance_of_each() -> None:
    decision = decide(rolling(1_000))
    assert decision.verdict is Verdict.DEPENDS
    assert {each.outcome.bundle: each.chance for each in decision.possibilities} == {
        "1.3.0": pytest.approx(0.9),
        "1.4.0": pytest.approx(0.1),
    }
    assert decision.channel == "production", "what the outcomes share is said"
    assert rung(Check.ROLLOUT, rolling(1_000)).state is State.UNKNOWN


def test_a_draw_that_is_known_decides() -> None:
    knows = Unseen(
        platforms=EVERYWHERE,
        default_channel=None,
        plan=None,
        ordinary_network=True,
        draws={"production": True},
    )
    assert (decide(rolling(1_000), knows=knows).bundle, decide(rolling(1_000), knows=knows).certain) == (
        "1.4.0",
        True,
    )


@pytest.mark.parametrize(
    ("rollout", "counters", "runs", "gets"),
    [
        (rolling(10_000), {}, "1.1.0", "1.4.0"),
        (rolling(0), {}, "1.1.0", "1.3.0"),
        (rolling(10_000), {"rollout_channel_count": 0}, "1.1.0", "1.3.0"),
        (rolling(0), {}, "1.4.0", None),
        (rolling(0), {"rollout_channel_count": 0}, "1.4.0", "1.3.0"),
        (rolling(5_000, rolloutPausedAt="2026-05-01"), {}, "1.1.0", "1.3.0"),
        (rolling(5_000, rolloutPausedAt="some day"), {}, "1.1.0", "1.3.0"),
        (
            rolling(5_000, rolloutPausedAt="2026-05-01"),
            {"rollout_channel_count": 0, "rollout_paused_version_names": ["1.4.0"]},
            "1.4.0",
            None,
        ),
    ],
    ids=[
        "all",
        "none",
        "not counted",
        "stays",
        "sent back",
        "paused",
        "paused at no time",
        "paused and stays",
    ],
)
def test_rollouts_are_looked_at_as_the_counters_say(
    rollout: Channel, counters: dict[str, Any], runs: str, gets: str | None
) -> None:
    decision = decide(rollout, app=app(**counters), on=device(version_name=runs))
    if gets is None:
        assert decision.code == "no_new_version_available"
    else:
        assert (decision.verdict, decision.bundle) == (Verdict.GETS, gets)


def test_the_same_refusal_for_both_bundles_is_shared() -> None:
    decision = decide(rolling(1_000, allow_prod=False))
    assert (decision.verdict, decision.code, decision.bundle) == (Verdict.DEPENDS, "disable_prod_build", None)


# Lists that are not complete


def test_a_bundle_that_is_not_loaded_may_be_deleted_or_not() -> None:
    decision = decide(channel(), bundles=[], bundles_complete=False, knows=Unseen(platforms=EVERYWHERE))
    assert {"gets 1.3.0", "no_channel", "no_bundle"} <= set(outcomes(decision))
    assert "deleted:1.3.0" in keys(decision)


def test_a_bundle_that_is_not_in_the_full_list_was_deleted() -> None:
    knows = Unseen(platforms=EVERYWHERE, default_channel=None, plan=None, ordinary_network=True)
    assert decide(channel(), bundles=[], knows=knows).code == "no_channel"


def test_a_bundle_in_neither_of_two_lists_may_be_either() -> None:
    decision = decide(channel(), bundles=[])
    assert {"gets 1.3.0", "no_channel"} <= set(outcomes(decision))


def test_a_channel_that_is_not_loaded_may_be_the_public_one() -> None:
    decision = decide(channel(public=False), channels_complete=False)
    assert decision.verdict is Verdict.DEPENDS
    assert "no_channel" in outcomes(decision)
    assert "channels:public" in keys(decision)


def test_two_names_that_databases_sort_differently_are_not_guessed() -> None:
    both = (channel("beta", 2), channel("Beta", 3))
    decision = decide(*both)
    assert {each.outcome.channel for each in decision.possibilities} == {"beta", "Beta"}
    assert decide(channel("beta", 2), channel("production", 3)).channel == "beta"


# Fields that are missing


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("is_prod", {"gets 1.3.0", "disable_dev_build"}),
        ("is_emulator", {"gets 1.3.0", "disable_emulator"}),
        ("version_build", {"gets 1.3.0", "semver_error", "disable_auto_update_to_major"}),
        ("plugin_version", {"gets 1.3.0", "unsupported_plugin_version"}),
        ("version_name", {"gets 1.3.0", "no_new_version_available"}),
    ],
)
def test_a_field_of_the_device_that_is_missing_is_gone_through(field: str, codes: set[str]) -> None:
    told = {name: value for name, value in device().raw().items() if name != field}
    strict = channel(allow_dev=False, allow_emulator=False)
    assert codes <= set(outcomes(decide(strict, on=Device.read(told))))


def test_what_a_missing_field_cannot_change_is_not_asked() -> None:
    told = {name: value for name, value in device().raw().items() if name not in ("is_prod", "is_emulator")}
    assert decide(channel(), on=Device.read(told)).certain


def test_an_old_strategy_holds_something_back_but_nobody_knows_what() -> None:
    codes = set(outcomes(decide(channel(disableAutoUpdate=True))))
    assert codes == {"gets 1.3.0", "disable_auto_update_to_minor", "disable_auto_update_to_patch"} | {
        "misconfigured_channel"
    }
    assert decide(channel(disableAutoUpdate=False)).certain


def test_an_app_that_could_not_be_read_leaves_its_counters_open() -> None:
    decision = decide(channel(), app=None)
    assert (decision.verdict, decision.bundle, decision.certain) == (Verdict.GETS, "1.3.0", True)


# What only a reader of the whole answer would notice


def test_a_manifest_that_an_old_plugin_is_not_sent_is_worth_a_warning() -> None:
    by_file = [bundle(3, r2_path=None, manifest_count=2)]
    old = decide(channel(), bundles=by_file, on=device(plugin_version="7.0.34"))
    assert (old.verdict, old.caveats) == (Verdict.GETS, (Caveat.DEAD_DOWNLOAD,))
    assert decide(channel(), bundles=by_file).caveats == ()


def test_alike_devices_share_a_decision_and_others_do_not() -> None:
    evaluator = Evaluator(app(), [channel()], [bundle(3)], KNOWN)
    one = evaluator.decide(device(version_name="0.0.1", version_build="1.1.0"))
    assert evaluator.decide(device(version_name="0.0.2", version_build="1.1.5")) is one
    assert evaluator.decide(device(version_name="1.3.0")) is not one
    assert evaluator.decide(device(version_build="1.4.0")).code == "disable_auto_update_under_native"
