"""The checks of the kind of build and device (contract/api.md 5.2, rows 18 to 21)."""

from __future__ import annotations

from typing import Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import Assumption, Topic
from capgo_tui.rules.update_decision.walk import TAKEN, Value, Walk

_FIRST: Final = (Check.PROD, Check.DEVICE)
"""The rows that come first of each pair."""


def check_build(walk: Walk) -> Outcome | None:
    """Rows 18 and 19: the channel allows production, or development builds."""
    if _skipped(walk, Check.PROD, Check.DEV):
        return None
    prod = walk.request.is_prod
    if prod is None:
        if _allows_both(walk, Check.PROD, Check.DEV):
            return None
        prod = walk.flag(None, Topic.FIELD, "device", "is_prod")
    kind = ("production build" if prod else "development build", "device.is_prod")
    if prod:
        return _check(walk, Check.PROD, Check.DEV, "disable_prod_build", kind)
    return _check(walk, Check.DEV, Check.PROD, "disable_dev_build", kind)


def check_device(walk: Walk) -> Outcome | None:
    """Rows 20 and 21: the channel allows real devices, or emulators."""
    if _skipped(walk, Check.DEVICE, Check.EMULATOR):
        return None
    emulator = walk.request.is_emulator
    if emulator is None:
        if _allows_both(walk, Check.DEVICE, Check.EMULATOR):
            return None
        emulator = walk.flag(None, Topic.FIELD, "device", "is_emulator")
    kind = ("emulator" if emulator else "real device", "device.is_emulator")
    if emulator:
        return _check(walk, Check.EMULATOR, Check.DEVICE, "disable_emulator", kind)
    return _check(walk, Check.DEVICE, Check.EMULATOR, "disable_device", kind)


def _skipped(walk: Walk, *checks: Check) -> bool:
    """Pass checks of the channel over where there is none: the device is forced to a bundle."""
    if walk.channel is None:
        for check in checks:
            walk.skip(check, ("forced to a bundle", "journal"))
    return walk.channel is None


def _allowed(walk: Walk, check: Check) -> bool | None:
    """The channel's flag for a check, as far as it is known; where the server has none nothing is checked."""
    told = None if walk.channel is None else walk.channel.allows.get(check.key)
    if told is None and f"allow_{check.key}" in walk.world.lacks:
        walk.answers.assume(Assumption.NO_SUCH_FLAG)
        return True
    return told


def _allows_both(walk: Walk, one: Check, other: Check) -> bool:
    """Record that it does not matter which of two kinds the device is, if both are known to be allowed."""
    both = _allowed(walk, one) is True and _allowed(walk, other) is True
    if both:
        walk.note(one, right=("both kinds are allowed", f"channel.allow_{one.key}"))
        walk.note(other, right=("both kinds are allowed", f"channel.allow_{other.key}"))
    return both


def _check(walk: Walk, wanted: Check, other: Check, code: str, kind: Value) -> Outcome | None:
    """Judge the one of two flags that applies; the other one then has nothing to do."""
    name = f"allow_{wanted.key}"
    allowed = walk.channel is None or walk.channel_flag(_allowed(walk, wanted), walk.channel, name)
    right: Value = ("allowed" if allowed else "not allowed", f"channel.{name}")
    if name in walk.world.lacks:
        right = TAKEN
    if other in _FIRST:
        walk.skip(other, kind)
    end = walk.judge(wanted, code, passed=allowed, left=kind, right=right)
    if end is None and other not in _FIRST:
        walk.skip(other, kind)
    return end
