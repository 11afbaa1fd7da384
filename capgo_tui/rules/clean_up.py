"""Which bundles of an app can be deleted: those that nothing points at, nobody runs, and nobody kept.

A deleted bundle cannot be brought back and its name stays taken (contract/api.md 3.7), so whatever is not
known speaks for keeping it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.models.channel import BUILTIN_NAMES

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import BundleRef, Channel
    from capgo_tui.rules.surroundings import Surroundings


class Verdict(StrEnum):
    """What becomes of a bundle."""

    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class CleanUpRule:
    """What is to be kept beside the bundles that channels point at.

    Raises:
        Misused: a number or an age is below zero.
    """

    keep_newest: int = 0
    """How many of the newest bundles are kept, linked ones counted among them."""
    older_than: timedelta | None = None
    """Only bundles of at least this age go; None takes any age."""
    including_used: bool = False
    """Whether bundles go that loaded devices still run; those devices keep them."""

    def __post_init__(self) -> None:
        if self.keep_newest < 0:
            raise Misused("The number of bundles to keep is below zero.", field="keep_newest")
        if self.older_than is not None and self.older_than < timedelta(0):
            raise Misused("The age of bundles to delete is below zero.", field="older_than")


@dataclass(frozen=True, slots=True)
class CleanUpRow:
    """A bundle with what becomes of it."""

    bundle: Bundle
    """The bundle."""
    verdict: Verdict
    """Whether it can go."""
    reason: str
    """Why, as a part of a sentence: `linked to production`. Names in it are as the server sent them."""


def plan_clean_up(
    bundles: Iterable[Bundle], around: Surroundings, rule: CleanUpRule, now: datetime
) -> list[CleanUpRow]:
    """Say of each bundle whether it can be deleted, and why, newest first; those of unknown age come last.

    Args:
        bundles: the bundles of an app, in any order.
        around: its channels and devices, as far as they are loaded.
        rule: what else is to be kept.
        now: the present time, aware.
    """
    ordered = sorted(bundles, key=_newest_first)
    links = _Links(around)
    dated = [bundle.id for bundle in ordered if bundle.created_at is not None]
    newest = frozenset(dated[: rule.keep_newest])
    found = []
    for bundle in ordered:
        kept = links.of(bundle) or _kept(bundle, rule, now, newest) or _used(bundle, around, rule)
        kept = kept or links.doubt
        verdict, reason = (Verdict.KEEP, kept) if kept else (Verdict.DELETE, _unused(bundle, around))
        found.append(CleanUpRow(bundle, verdict, reason))
    return found


class _Links:
    """Which bundles the channels point at, by number and by name: old servers may send only one of them."""

    doubt: str
    """Why there may be links that nobody sees; empty if all are seen."""

    def __init__(self, around: Surroundings) -> None:
        by_id: defaultdict[int, list[str]] = defaultdict(list)
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for channel in around.channels:
            for how, bundle_id, name in _references(channel):
                if bundle_id is not None:
                    by_id[bundle_id].append(how)
                if name:
                    by_name[name].append(how)
        self._by_id: Mapping[int, list[str]] = by_id
        self._by_name: Mapping[str, list[str]] = by_name
        silent = next((each.name for each in around.channels if each.is_builtin is None), None)
        if not around.channels_complete:
            self.doubt = "not all channels are loaded: one that is not may point at it"
        else:
            self.doubt = f"{silent} does not say which bundle it points at" if silent is not None else ""

    def of(self, bundle: Bundle) -> str:
        """What points at a bundle, in words; empty if nothing is known to."""
        hows = (*self._by_id.get(bundle.id, ()), *self._by_name.get(bundle.name, ()))
        return ", ".join(dict.fromkeys(hows))


def _references(channel: Channel) -> Iterable[tuple[str, int | None, str | None]]:
    """What a channel points at: how, the number and the name."""
    yield f"linked to {channel.name}", *_parts(channel.version)
    yield f"rollout of {channel.name}", channel.rollout_version, None
    yield f"rollout of {channel.name}", *_parts(channel.rollout_version_info)


def _parts(reference: BundleRef | None) -> tuple[int | None, str | None]:
    return (None, None) if reference is None else (reference.id, reference.name)


def _newest_first(bundle: Bundle) -> tuple[bool, float, int]:
    made = bundle.created_at
    return made is None, 0.0 if made is None else -made.timestamp(), -bundle.id


def _kept(bundle: Bundle, rule: CleanUpRule, now: datetime, newest: frozenset[int]) -> str:
    """Why a bundle is kept for what it is; empty if it is not."""
    if bundle.name in BUILTIN_NAMES:
        return "stands for the bundle built into the app"
    if bundle.deleted:
        return "deleted already"
    if bundle.created_at is None:
        return "nobody knows when it was made"
    if bundle.id in newest:
        return "the newest" if rule.keep_newest == 1 else f"among the newest {rule.keep_newest}"
    if rule.older_than is not None and now - bundle.created_at < rule.older_than:
        return f"younger than {_span(rule.older_than)}"
    return ""


def _used(bundle: Bundle, around: Surroundings, rule: CleanUpRule) -> str:
    """Why a bundle is kept for the devices that run it; empty if it is not."""
    running = around.devices_on_bundle(bundle.name)
    return f"still run by {_devices(running)}" if running and not rule.including_used else ""


def _unused(bundle: Bundle, around: Surroundings) -> str:
    """Why a bundle can go."""
    running = around.devices_on_bundle(bundle.name)
    if running:
        return f"no channel points at it; {_devices(running)} still {'runs' if running == 1 else 'run'} it"
    if around.devices_complete:
        return "no channel points at it, no device runs it"
    return "no channel points at it, no loaded device runs it (not all are loaded)"


def _devices(count: int) -> str:
    return "1 loaded device" if count == 1 else f"{count} loaded devices"


def _span(age: timedelta) -> str:
    """An age as a sentence says it, in the largest unit that it is a whole number of."""
    seconds = age.total_seconds()
    for size, one, many in ((86_400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes")):
        count, rest = divmod(seconds, size)
        if count and not rest:
            return f"1 {one}" if count == 1 else f"{count:.0f} {many}"
    return f"{seconds:g} seconds"
