"""What an edit does to devices without an override, which get the public channel (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.channel_step import PLATFORMS, ChannelStep, ChannelWarning, WarningKind

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.rules.surroundings import Surroundings

_MOST_NAMES: Final = 5
_BUILT_IN: Final = "the bundle built into the app"


def publishing_warnings(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Say which channels stop being public, and which devices are left without one."""
    if step.was_public and step.after.public is False and step.before is not None:
        yield ChannelWarning(WarningKind.EMPTIES_DEFAULT, without_default(step.before, step.around))
    yield from _empty(step)
    yield from _unpublished(step)


def without_default(channel: Channel, around: Surroundings) -> str:
    """What follows if a public channel is public no more, or is gone."""
    others = [other.name for other in around.public_channels if other.name != channel.name]
    if others:
        stay = "stays" if len(others) == 1 else "stay"
        return (
            f"Devices without an override may get no update any more: {listed(others)} {stay} public, but "
            f"perhaps for other platforms than {channel.name}."
        )
    which = (
        "the only public channel" if around.channels_complete else "the only public channel that is loaded"
    )
    return f"{channel.name} is {which}: devices without an override get no update any more."


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them, of many the first few."""
    known = list(names)
    shown, more = known[:_MOST_NAMES], len(known) - _MOST_NAMES
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part) if shown else ""


def _empty(step: ChannelStep) -> Iterator[ChannelWarning]:
    """The channel that serves devices without override is left without a bundle, or without a platform."""
    if step.after.public is not True:
        return
    if step.after.is_builtin and step.touches("version", "public"):
        text = (
            f"{step.name} is public: every device without an override goes back to {_BUILT_IN}."
            if step.was_public
            else f"{step.name} has no bundle: once it is public, devices without an override go back to "
            f"{_BUILT_IN}."
        )
        yield ChannelWarning(WarningKind.EMPTIES_DEFAULT, text)
    off = [word for flag, word in PLATFORMS.items() if step.given.get(flag) is False]
    if step.was_public and 0 < len(off) < len(PLATFORMS):
        yield ChannelWarning(
            WarningKind.EMPTIES_DEFAULT,
            f"Unless another public channel serves {listed(off)}, devices there without an override get no "
            "update any more.",
        )


def _unpublished(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Other channels lose `public`: a platform has one public channel, and the newest wins silently."""
    mine = newly_served(step)
    if not mine:
        return
    certain, possible = [], []
    for other in step.other_public:
        theirs = platform_flags(other)
        shared = [both(mine[flag], theirs[flag]) for flag in mine]
        if True in shared:
            certain.append(other.name)
        elif None in shared:
            possible.append(other.name)
    rule = "a platform has only one public channel"
    if certain:
        yield _unpublishes(f"{listed(certain)} will not be public any more: {rule}.")
    if possible:
        yield _unpublishes(
            f"{listed(possible)} may silently stop being public: {rule}, and which platforms a channel "
            "serves cannot be read."
        )
    if not step.around.channels_complete:
        yield _unpublishes(
            f"Not all channels are loaded: one that is not may silently stop being public, as {rule}."
        )


def _unpublishes(text: str) -> ChannelWarning:
    return ChannelWarning(WarningKind.UNPUBLISHES, text)


def newly_served(step: ChannelStep) -> Mapping[str, bool | None]:
    """The platforms that it may come to serve as the public channel, each with whether that is certain.

    A public channel that shares one of them stops being public (contract/api.md 3.6).
    """
    if step.after.public is not True:
        return {}
    mine = platform_flags(step.after)
    if step.was_public:
        mine = {flag: True for flag in PLATFORMS if step.given.get(flag) is True}
    return {flag: serves for flag, serves in mine.items() if serves is not False}


def platform_flags(channel: Channel) -> dict[str, bool | None]:
    """Which platforms a channel serves, as its document says; None where that is not known."""
    return {"ios": channel.ios, "android": channel.android, "electron": channel.electron}


def both(mine: bool | None, theirs: bool | None) -> bool | None:
    """Whether both serve a platform; None if that is not known."""
    if theirs is False:
        return False
    return True if mine and theirs else None
