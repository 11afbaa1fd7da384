"""What holds for any documents: no crash, one ladder, and what is certain stays so with more knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.models.app import App
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.update_decision import (
    UNKNOWN,
    Check,
    Evaluator,
    Platforms,
    Possibility,
    Question,
    State,
    Topic,
    Unseen,
    Verdict,
)
from tests.rules.decisions import Answer, Json, answer_of, answered, cases, device_of, evaluator_of, unseen_of

# Documents of any kind

VERSIONS = (
    "1.0.0",
    "1.2.0",
    "1.2.3-beta.1",
    "2.0.0+5",
    "2.0.0",
    "1",
    "1.2",
    "builtin",
    "unknown",
    "",
    "x" * 300,
)
NAMES = ("production", "Beta", "beta", "été", "", "\x1b[31m")
versions = st.sampled_from(VERSIONS) | st.text(max_size=8)
names = st.sampled_from(NAMES)
flags = st.booleans() | st.none()
ids = st.integers(1, 4)
counts = st.integers(-1, 2) | st.none()


def document(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object that may lack any of its fields, but for those whose names end in an underscore."""
    needed = {name.rstrip("_"): each for name, each in fields.items() if name.endswith("_")}
    return st.fixed_dictionaries(
        needed, optional={name: each for name, each in fields.items() if not name.endswith("_")}
    )


references = st.none() | document(id=ids, name=versions)
apps = document(
    app_id_=st.just("com.acme.shop"),
    channel_device_count=counts,
    rollout_channel_count=counts,
    manifest_bundle_count=counts,
    rollout_paused_version_names=st.none() | st.lists(versions, max_size=2),
    block_provider_infra_requests=flags,
)
channels = document(
    id_=ids,
    name_=names,
    version=references,
    public=flags,
    allow_device_self_set=flags,
    allow_emulator=flags,
    allow_device=flags,
    allow_dev=flags,
    allow_prod=flags,
    ios=flags,
    disableAutoUpdate=st.sampled_from(["major", "minor", "patch", "version_number", "none", True, "new"]),
    disableAutoUpdateUnderNative=flags,
    rollout_version=ids | st.none(),
    rollout_version_info=references,
    rolloutEnabled=flags,
    rolloutPausedAt=st.none() | st.sampled_from(["2026-05-01T00:00:00Z", "never"]),
    rolloutPercentageBps=st.integers(-5, 20_000) | st.none(),
)
bundles = document(
    id_=ids,
    name_=versions,
    deleted=flags,
    external_url=st.none() | st.sampled_from(["", "https://x", "ftp://x"]),
    r2_path=st.none() | st.sampled_from(["", "a.zip"]),
    manifest_count=counts,
    key_id=st.none() | st.sampled_from(["", "abcd", "efgh"]),
    min_update_version=st.none() | versions,
)
devices = document(
    device_id_=st.sampled_from(["4b825793-398e-4f30-a5e3-22df549fb5a5", "d1", ""]),
    version_name=versions,
    version_build=versions,
    plugin_version=st.sampled_from(["8.41.0", "8.40.7", "7.0.34", "6.1.9", "4.1.0", "latest"]),
    platform=st.sampled_from(["ios", "android", "electron", "web"]),
    is_prod=flags,
    is_emulator=flags,
    key_id=st.none() | st.sampled_from(["", "abcd"]),
    channel=names,
    default_channel=st.none() | names,
)
platforms = st.builds(Platforms, ios=flags, android=flags, electron=flags)
unseen = st.builds(
    Unseen,
    platforms=st.dictionaries(names, platforms, max_size=3),
    default_channel=st.sampled_from([None, UNKNOWN, *NAMES]),
    deleted_bundles=st.none() | st.frozensets(ids),
    plan=st.sampled_from([None, UNKNOWN, "canceled"]),
    ordinary_network=flags,
    no_self_chosen_channel=st.booleans(),
    draws=st.dictionaries(names, st.booleans(), max_size=1),
)
worlds = st.builds(
    lambda app, some_channels, some_bundles, knows, channels_complete, bundles_complete: Evaluator(
        None if app is None else App.read(app),
        [Channel.read(each) for each in some_channels],
        [Bundle.read(each) for each in some_bundles],
        knows,
        channels_complete=channels_complete,
        bundles_complete=bundles_complete,
    ),
    st.none() | apps,
    st.lists(channels, max_size=4),
    st.lists(bundles, max_size=4),
    unseen,
    st.booleans(),
    st.booleans(),
)


@given(worlds, st.lists(devices.map(Device.read), min_size=1, max_size=4))
@settings(deadline=None)
def test_any_documents_get_an_answer(evaluator: Evaluator, some: list[Device]) -> None:
    for device in some:
        decision = evaluator.decide(device)
        explanation = evaluator.explain(device)
        assert explanation.decision == decision, "the ladder and the quick answer agree, whoever came before"
        assert [rung.check for rung in explanation.rungs] == list(Check)
        outcomes = [each.outcome for each in decision.possibilities]
        assert len(set(outcomes)) == len(outcomes) >= 1
        assert (decision.verdict is Verdict.DEPENDS) == (len(outcomes) > 1)
        if decision.certain:
            assert decision.assumes == ()
            assert all(rung.assumes == () for rung in explanation.rungs)
        if len(outcomes) == 1:
            assert answer_of(decision) == answer_of(outcomes[0])
            reached = [rung.state for rung in explanation.rungs if rung.state is not State.NOT_REACHED]
            ended = decision.verdict is not Verdict.GETS
            assert (State.FAILED in reached or State.UNKNOWN in reached) or not ended


# Less and more knowledge


def without(draw: st.DrawFn, told: Mapping[str, Any], needed: set[str], most: int) -> Json:
    """The same without some of its fields."""
    spare = sorted(set(told) - needed)
    gone = set(draw(st.lists(st.sampled_from(spare), max_size=most))) if spare else set()
    return {name: value for name, value in told.items() if name not in gone}


NEEDED = {
    "app": {"app_id"},
    "channels": {"id", "name"},
    "bundles": {"id", "name"},
    "device": {"device_id", "channel"},
}
"""What every document has; of a device that lacks `channel` it is known that there is no override."""


def with_less_known(draw: st.DrawFn, case: Json, most: int = 4) -> tuple[Json, Json]:
    """A case without some of its fields, and what is left of the unseen."""
    less = {
        **case,
        "app": without(draw, case["app"], NEEDED["app"], most),
        "channels": [without(draw, each, NEEDED["channels"], most) for each in case["channels"]],
        "bundles": [without(draw, each, NEEDED["bundles"], most) for each in case["bundles"]],
        "device": without(draw, case["device"], NEEDED["device"], most),
    }
    told = without(draw, case["unseen"], set(), most)
    if "platforms" in told:
        kept = without(draw, told["platforms"], set(), 2)
        told["platforms"] = {name: without(draw, served, set(), 1) for name, served in kept.items()}
    return less, told


def check_against_the_truth(case: Json, told: Json, truth: Answer) -> None:
    """An answer may say less than the truth, but nothing else."""
    decision = evaluator_of(case, unseen_of(told)).decide(device_of(case))
    if decision.certain:
        assert answer_of(decision) == truth
    if not decision.assumes:
        assert any(fits(answer_of(each.outcome), truth) for each in decision.possibilities)


def fits(possible: Answer, true: Answer) -> bool:
    """Whether a possibility is the true answer, as far as names are known in it."""
    named = zip(possible[2:], true[2:], strict=True)
    return possible[:2] == true[:2] and all(mine in (None, its) for mine, its in named)


@given(st.data(), st.sampled_from(cases()))
@settings(deadline=None, max_examples=150)
def test_less_knowledge_never_contradicts_what_the_server_answered(data: st.DataObject, case: Json) -> None:
    check_against_the_truth(*data.draw(st.composite(with_less_known)(case)), answered(case))


names_once = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
two_bundles = st.tuples(
    st.sampled_from(VERSIONS[:6]), st.sampled_from(("1.4.0", "3.0.0", "0.9.0", "nightly"))
)
yes = st.booleans()


@st.composite
def whole_cases(draw: st.DrawFn) -> Json:
    """An app of which everything is known, with rollouts that hang on a draw that is known too."""
    bundle_names = draw(two_bundles)
    some_bundles = [
        {
            "id": place,
            "name": name,
            "deleted": False,
            "external_url": draw(st.sampled_from([None, None, "https://x", "ftp://x"])),
            "r2_path": draw(st.sampled_from(["a.zip", "a.zip", None])),
            "manifest_count": draw(st.integers(0, 1)),
            "key_id": draw(st.sampled_from([None, "abcd", "efgh"])),
            "min_update_version": draw(st.sampled_from([None, "1.0.0", "9.0.0", "1"])),
        }
        for place, name in enumerate(bundle_names, 1)
        if draw(st.integers(0, 4))
    ]
    channel_names = draw(names_once)
    some_channels = [
        {
            "id": place,
            "name": name,
            "version": draw(st.sampled_from([None, *({"id": 1, "name": bundle_names[0]},) * 3])),
            **{
                flag: draw(yes)
                for flag in (
                    "public",
                    "allow_device_self_set",
                    "disableAutoUpdateUnderNative",
                    "rolloutEnabled",
                )
            },
            **{
                flag: bool(draw(st.integers(0, 4)))
                for flag in ("allow_emulator", "allow_device", "allow_dev", "allow_prod")
            },
            "disableAutoUpdate": draw(st.sampled_from(["major", "minor", "patch", "version_number", "none"])),
            "rollout_version": (target := draw(st.sampled_from([2, 2, None]))),
            "rollout_version_info": {"id": 2, "name": bundle_names[1]} if target else None,
            "rolloutPausedAt": draw(st.sampled_from([None, None, "2026-05-01T00:00:00Z"])),
            "rolloutPercentageBps": draw(st.sampled_from([0, 2_500, 10_000])),
        }
        for place, name in enumerate(channel_names, 1)
    ]
    override = draw(st.sampled_from([None, *channel_names]))
    return {
        "app": {
            "app_id": "com.acme.shop",
            "channel_device_count": draw(st.integers(0, 1)),
            "rollout_channel_count": draw(st.integers(0, 1)),
            "manifest_bundle_count": draw(st.integers(0, 1)),
            "rollout_paused_version_names": draw(st.sampled_from([[], [bundle_names[1]]])),
            "block_provider_infra_requests": draw(yes),
        },
        "channels": some_channels,
        "bundles": some_bundles,
        "device": {
            "device_id": "4b825793-398e-4f30-a5e3-22df549fb5a5",
            "version_name": draw(st.sampled_from(["builtin", "0.0.7", *bundle_names])),
            "version_build": draw(st.sampled_from(["1.2.0", "1", "1.4.0-rc.1", "builtin", "nightly"])),
            "plugin_version": draw(st.sampled_from(["8.41.0", "8.40.7", "6.1.9", "4.1.0"])),
            "platform": draw(st.sampled_from(["ios", "android"])),
            "is_prod": draw(yes),
            "is_emulator": draw(yes),
            "key_id": draw(st.sampled_from([None, "abcd"])),
            **({} if override is None else {"channel": override}),
        },
        "unseen": {
            "platforms": {
                name: {platform: draw(yes) for platform in ("ios", "android", "electron")}
                for name in channel_names
            },
            "default_channel": draw(st.sampled_from([None, "", *NAMES])),
            "deleted_bundles": [
                {"id": place}
                for place, _ in enumerate(bundle_names, 1)
                if place not in {bundle["id"] for bundle in some_bundles}
            ],
            "plan": draw(st.sampled_from([None, None, None, "canceled"])),
            "draws": {name: draw(yes) for name in channel_names},
        },
    }


@given(st.data(), whole_cases())
@settings(deadline=None, max_examples=150)
def test_less_knowledge_never_contradicts_more(data: st.DataObject, case: Json) -> None:
    truth = evaluator_of(case, unseen_of(case["unseen"])).decide(device_of(case))
    if truth.verdict is Verdict.DEPENDS:
        assert {each.topic for p in truth.possibilities for each in questions(p)} == {Topic.ORDER}
        return
    assert truth.certain
    less, told = data.draw(st.composite(with_less_known)(case))
    check_against_the_truth(less, told, answer_of(truth))
    still_less, little = data.draw(st.composite(with_less_known)({**less, "unseen": told}))
    decision = evaluator_of(still_less, unseen_of(little)).decide(device_of(still_less))
    more = evaluator_of(less, unseen_of(told)).decide(device_of(less))
    if decision.certain:
        assert more.certain
        assert answer_of(more) == answer_of(decision)


def questions(possibility: Possibility) -> list[Question]:
    return [condition.question for condition in possibility.conditions]
