"""How the checks of many devices end on a channel: each device in the line where it belongs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from capgo_tui.models.channel import Channel
from capgo_tui.models.device import Device
from capgo_tui.rules.endings import Ending, Endings, Line, Way
from capgo_tui.rules.surroundings import Surroundings
from capgo_tui.rules.update_decision import UNKNOWN, Evaluator, Topic, Unseen, Verdict
from tests.rules.small_world import KNOWN, app, bundle, channel, device, rolling

BUNDLES = [bundle(number) for number in (4, 3, 2, 1)]


def endings(devices: list[Device], channels: list[Channel], unseen: Unseen = KNOWN) -> Endings:
    around = Surroundings()
    around.set_channels(channels, complete=True)
    around.set_bundles(BUNDLES, complete=True)
    evaluator = Evaluator(app(), channels, BUNDLES, unseen)
    found = Endings(around)
    for each in devices:
        found.add(each, evaluator.decide(each))
    return found


def numbered(count: int, **fields: object) -> list[Device]:
    return [device(device_id=f"00000000-0000-4000-8000-{n:012d}", **fields) for n in range(count)]


def only(lines: list[Line]) -> Ending:
    assert len(lines) == 1, lines
    return lines[0].ending


def test_devices_that_fare_alike_share_a_line_and_most_come_first() -> None:
    runs = numbered(2, version_name="1.3.0")
    gets = [device(device_id=f"a{each.device_id[1:]}") for each in numbered(3)]
    lines = endings([*runs, *gets], [channel()]).on("production")
    assert [(line.ending.verdict, len(line.devices)) for line in lines] == [
        (Verdict.GETS, 3),
        (Verdict.UP_TO_DATE, 2),
    ]
    assert lines[0].devices == tuple(each.device_id for each in gets)
    assert lines[0].ending.ways == (Way(Verdict.GETS, None, "1.3.0"),)


def test_a_rule_that_stops_devices_is_named_by_its_code() -> None:
    held = only(endings(numbered(2, is_emulator=True), [channel(allow_emulator=False)]).on("production"))
    assert held.verdict is Verdict.BLOCKED
    assert held.ways[0].code == "disable_emulator"


def test_an_override_takes_a_device_to_its_own_channel() -> None:
    found = endings([device(channel="beta")], [channel(), channel("beta", 4, public=False)])
    assert found.on("production") == []
    assert only(found.on("beta")).ways[0].bundle == "1.4.0"


def test_a_draw_names_both_ways_with_their_chances() -> None:
    ending = only(endings([device()], [rolling(1000)]).on("production"))
    assert ending.verdict is Verdict.DEPENDS
    assert {(way.bundle, way.chance) for way in ending.ways} == {("1.3.0", 0.9), ("1.4.0", 0.1)}
    assert [question.topic for question in ending.hangs_on] == [Topic.DRAW]


def test_platforms_that_nobody_told_leave_it_open_only_whether_the_channel_serves() -> None:
    ending = only(endings([device()], [channel()], Unseen()).on("production"))
    assert ending.verdict is Verdict.GETS
    assert ending.if_served


def test_two_public_channels_of_unknown_platforms_both_name_a_device_that_may_be_theirs() -> None:
    found = endings([device()], [channel(), channel("Beta", 4)], Unseen())
    for name in ("production", "Beta"):
        ending = only(found.on(name))
        assert ending.elsewhere
        assert ending.verdict is Verdict.DEPENDS
        assert {question.topic for question in ending.hangs_on} == {Topic.PLATFORM}


def test_what_is_stopped_before_a_channel_is_looked_for_stands_with_the_one_it_would_ask() -> None:
    old = device(plugin_version="4.1.0")
    ending = only(endings([old], [channel()]).on("production"))
    assert ending.ways[0].code == "unsupported_plugin_version"
    assert not ending.elsewhere
    forced = endings([device(plugin_version="4.1.0", channel="beta")], [channel(), channel("beta", 4)])
    assert forced.on("production") == []
    assert only(forced.on("beta")).ways[0].code == "unsupported_plugin_version"


def test_it_counts_of_how_many_it_is_assumed_that_they_ask_for_no_channel_of_their_own() -> None:
    askable = [channel(), channel("beta", 4, public=False, allow_device_self_set=True)]
    known = replace(KNOWN, default_channel=UNKNOWN)
    (line,) = endings([*numbered(3), device(default_channel="")], askable, known).on("production")
    assert (len(line.devices), line.assumed) == (4, 3)
    (sure,) = endings(numbered(3), askable).on("production")
    assert sure.assumed == 0


def test_no_channel_has_a_device_that_none_serves() -> None:
    assert endings([device()], [channel(public=False)]).on("production") == []


NAMES = st.sampled_from(["1.1.0", "1.3.0", "1.4.0", "builtin", "2.0.0", None])
DEVICES = st.lists(
    st.builds(
        device,
        version_name=NAMES,
        version_build=st.sampled_from(["1.0.0", "1.5.0", "x", None]),
        channel=st.sampled_from([None, "beta", "gone"]),
        platform=st.sampled_from(["ios", "android", None]),
        plugin_version=st.sampled_from(["8.41.0", "4.1.0", None]),
        is_emulator=st.sampled_from([True, False, None]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(DEVICES, st.booleans())
def test_every_device_whose_channel_is_known_stands_in_one_line_of_that_channel_and_no_other(
    devices: list[Device], known: bool
) -> None:
    devices = [
        Device.read({**each.raw(), "device_id": f"00000000-0000-4000-8000-{n:012d}"})
        for n, each in enumerate(devices)
    ]
    channels = [rolling(2000), channel("beta", 4, public=False, allow_emulator=False)]
    unseen = KNOWN if known else Unseen()
    evaluator = Evaluator(app(), channels, BUNDLES, unseen)
    found = endings(devices, channels, unseen)
    stands = {
        each.name: Counter(one for line in found.on(each.name) for one in line.devices) for each in channels
    }
    assert all(times == 1 for counted in stands.values() for times in counted.values())
    for each in devices:
        decided = evaluator.decide(each).channel
        if decided is not None:
            assert [name for name, counted in stands.items() if each.device_id in counted] == [decided]
