"""The checks of platform, strategy and under-native protection (contract/api.md 5.2, rows 10 to 17).

All comparisons are with the native version, never with the bundle that the device runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from capgo_tui.rules.update_decision.bundle_facts import BundleFacts
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import Question, Topic
from capgo_tui.rules.update_decision.semver import Semver, read_semver
from capgo_tui.rules.update_decision.unseen import UNKNOWN
from capgo_tui.rules.update_decision.walk import Value, Walk

PASSES: Final = "passes"
"""The end of a comparison that holds nothing back; the other ends are the server's codes."""
STRATEGY: Final = "disableAutoUpdate"
"""The field of a channel that an unknown strategy is asked by; the answer is how its check ends."""
NOT_SEMVER: Final = "unknown_error"
"""What comes of parsing a name or a minimum that is no semver: HTTP 500."""
NO_MINIMUM: Final = "misconfigured_channel"
BELOW_MINIMUM: Final = "disable_auto_update_to_metadata"
UNDER_NATIVE: Final = "disable_auto_update_under_native"

_NOT_COMPARED: Final[Value] = ("the built-in bundle is not compared", "rule")
_FORCED: Final[Value] = ("forced to a bundle", "journal")

Compare = Callable[[Semver, Semver], bool]
"""Whether a bundle's version (first) may go to a native version (second)."""


@dataclass(frozen=True, slots=True)
class _Strategy:
    """A strategy that compares the bundle's name with the native version."""

    check: Check
    code: str
    holds: Compare


_BY_NAME: Final[Mapping[str, _Strategy]] = MappingProxyType(
    {
        "major": _Strategy(
            Check.MAJOR,
            "disable_auto_update_to_major",
            lambda bundle, native: bundle.major <= native.major,
        ),
        "minor": _Strategy(
            Check.MINOR,
            "disable_auto_update_to_minor",
            lambda bundle, native: (bundle.major, bundle.minor) == (native.major, native.minor),
        ),
        "patch": _Strategy(
            Check.PATCH,
            "disable_auto_update_to_patch",
            lambda bundle, native: bundle.numbers == native.numbers,
        ),
    }
)
_CHECKS: Final = (Check.MAJOR, Check.MINOR, Check.PATCH, Check.MINIMUM, Check.METADATA)
_CHECK_OF: Final[Mapping[str, Check]] = MappingProxyType(
    {
        **{each.code: each.check for each in _BY_NAME.values()},
        NO_MINIMUM: Check.MINIMUM,
        BELOW_MINIMUM: Check.METADATA,
    }
)


def check_platform(walk: Walk) -> Outcome | None:
    """Row 10: the channel serves the platform; only by an override can a device get here if it does not."""
    channel = walk.channel
    if channel is None:
        walk.skip(Check.PLATFORM, _FORCED)
        return None
    passed = walk.serves(channel)
    code = "disabled_platform" if passed else f"disabled_platform_{walk.platform()}"
    return walk.judge(
        Check.PLATFORM,
        code,
        passed=passed,
        left=(walk.request.platform, "device.platform"),
        right=("on" if passed else "off", "channel.platforms"),
    )


def check_strategy(walk: Walk) -> Outcome | None:
    """Rows 11 and 13 to 16: the channel's strategy; the built-in bundle is not held back by any."""
    bundle, channel = walk.bundle, walk.channel
    if bundle is None or bundle.is_builtin or channel is None:
        for check in _CHECKS:
            walk.skip(check, _NOT_COMPARED if channel is not None else _FORCED)
        return None
    if len(channel.strategies) > 1:
        return _check_unknown(walk, bundle, channel.label, channel.strategies)
    (strategy,) = channel.strategies
    for check in _CHECKS:
        if strategy in _BY_NAME and check is _BY_NAME[strategy].check:
            end = _check_name(walk, bundle, strategy)
        elif strategy == "version_number" and check is Check.MINIMUM:
            end = _check_minimum(walk, bundle)
        elif strategy == "version_number" and check is Check.METADATA:
            end = _check_metadata(walk, bundle)
        else:
            walk.skip(check, (strategy, "channel.disableAutoUpdate"))
            continue
        if end is not None:
            return end
    return None


def check_under_native(walk: Walk) -> Outcome | None:
    """Row 17: with the protection on, the bundle is not below the native version."""
    bundle, channel = walk.bundle, walk.channel
    if bundle is None or channel is None or bundle.is_builtin:
        walk.skip(Check.UNDER_NATIVE, _NOT_COMPARED if channel is not None else _FORCED)
        return None
    off: Value = ("off", "channel.disableAutoUpdateUnderNative")
    if channel.under_native is False:
        walk.skip(Check.UNDER_NATIVE, off)
        return None
    ends = _ends_by_name(walk, bundle, UNDER_NATIVE, lambda version, native: version >= native)
    end = ends[0]
    if len(ends) > 1:
        end = walk.answers.ask(Question(Topic.COMPARISON, Check.UNDER_NATIVE.key, bundle.label), ends)
    elif end != PASSES and not walk.channel_flag(
        channel.under_native, channel, "disableAutoUpdateUnderNative"
    ):
        walk.skip(Check.UNDER_NATIVE, off)
        return None
    return _judge(walk, Check.UNDER_NATIVE, end, (bundle.name, "channel.version"))


def _judge(walk: Walk, check: Check, end: str, left: Value) -> Outcome | None:
    """Judge a comparison with the native version by how it ends."""
    right = (walk.request.native, "device.version_build")
    return walk.judge(check, end, passed=end == PASSES, left=left, right=right)


def _check_name(walk: Walk, bundle: BundleFacts, strategy: str) -> Outcome | None:
    """Rows 11, 13 and 14."""
    rule = _BY_NAME[strategy]
    ends = _ends(walk, bundle, strategy)
    end = walk.answers.ask(Question(Topic.COMPARISON, rule.check.key, bundle.label), ends)
    return _judge(walk, rule.check, end, (bundle.name, "channel.version"))


def _check_minimum(walk: Walk, bundle: BundleFacts) -> Outcome | None:
    """Row 15: the bundle states a minimum."""
    minimum = bundle.minimum
    stated = None if minimum is UNKNOWN else bool(minimum)
    passed = walk.flag(stated, Topic.FIELD, f"bundle {bundle.label}", "min_update_version")
    left: Value = ("none" if stated is False else minimum, "bundle.min_update_version")
    return walk.judge(Check.MINIMUM, NO_MINIMUM, passed=passed, left=left)


def _check_metadata(walk: Walk, bundle: BundleFacts) -> Outcome | None:
    """Row 16: the minimum is full semver and not above the native version."""
    ends = tuple(end for end in _ends(walk, bundle, "version_number") if end != NO_MINIMUM)
    end = walk.answers.ask(Question(Topic.COMPARISON, Check.METADATA.key, bundle.label), ends)
    return _judge(walk, Check.METADATA, end, (bundle.minimum, "bundle.min_update_version"))


def _check_unknown(
    walk: Walk, bundle: BundleFacts, channel: str, strategies: tuple[str, ...]
) -> Outcome | None:
    """The strategy is not known: go through the ways in which any of them may end, not through them all."""
    ends = dict.fromkeys(end for each in strategies for end in _ends(walk, bundle, each))
    likeliest_first = tuple(sorted(ends, key=lambda end: end != PASSES))
    end = walk.answers.ask(Question(Topic.FIELD, f"channel {channel}", STRATEGY), likeliest_first)
    check = _CHECK_OF.get(end, Check.MAJOR)
    for each in _CHECKS:
        if each is check:
            if end == PASSES:
                walk.note(check, ("unknown", "channel.disableAutoUpdate"))
            else:
                return _judge(walk, check, end, (bundle.name, "channel.version"))
        else:
            walk.skip(each, ("unknown", "channel.disableAutoUpdate"))
    return None


def _ends(walk: Walk, bundle: BundleFacts, strategy: str) -> tuple[str, ...]:
    """Every way in which a strategy may end, as far as both sides of its comparison are known."""
    if strategy in _BY_NAME:
        return _ends_by_name(walk, bundle, _BY_NAME[strategy].code, _BY_NAME[strategy].holds)
    if strategy != "version_number":
        return (PASSES,)
    minimum, native = bundle.minimum, walk.request.native_version
    if not isinstance(minimum, str):
        return (NO_MINIMUM,) if minimum is None else (PASSES, BELOW_MINIMUM, NOT_SEMVER, NO_MINIMUM)
    version = read_semver(minimum)
    if not minimum or version is None:
        return (NOT_SEMVER if minimum else NO_MINIMUM,)
    if native is None:
        return (PASSES, BELOW_MINIMUM)
    return (PASSES if version <= native else BELOW_MINIMUM,)


def _ends_by_name(walk: Walk, bundle: BundleFacts, code: str, holds: Compare) -> tuple[str, ...]:
    """Every way in which a comparison of the bundle's name with the native version may end."""
    version, native = bundle.version, walk.request.native_version
    if bundle.name is None:
        return (PASSES, code, NOT_SEMVER)
    if version is None:
        return (NOT_SEMVER,)
    if native is None:
        return (PASSES, code)
    return (PASSES if holds(version, native) else code,)
