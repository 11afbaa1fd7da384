"""Everything that the Why of a device shows, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from capgo_tui.presenters.columns import Tone
from capgo_tui.presenters.device import device_label
from capgo_tui.presenters.times import age
from capgo_tui.presenters.why import (
    LadderRow,
    caveat_lines,
    fix_of,
    headline,
    ladder_rows,
    possibility_lines,
    shared_refusal,
    shown_verdict,
    unknown_lines,
    verdict_tone,
)
from capgo_tui.presenters.why_document import Told, why_document
from capgo_tui.presenters.why_words import Fix, platform_name
from capgo_tui.rules.propagation import is_spreading
from capgo_tui.rules.update_decision.decision import Verdict

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision import Explanation

MARKS: Final = {
    Verdict.GETS: "✓",
    Verdict.UP_TO_DATE: "=",
    Verdict.BLOCKED: "✗",
    Verdict.FAILED: "✗",
    Verdict.DEPENDS: "?",
}
"""A verdict by its shape."""
_PLATFORMS: Final = ("ios", "android", "electron")


class AskedFor(Protocol):
    """The channel that the app on a device asks for."""

    @property
    def channel(self) -> str | None:
        """Its name; None for none."""

    @property
    def problem(self) -> str:
        """Why it is not known; empty if it is."""


@dataclass(frozen=True)
class Note:
    """What should be known beside the ladder; the text is raw."""

    label: str
    text: str
    tone: Tone = Tone.MUTED


@dataclass(frozen=True)
class WhyPage:
    """The Why of one device; texts are raw."""

    device: str
    """What the device is called."""
    mark: str
    """The verdict by its shape."""
    verdict: str
    """The verdict in a sentence."""
    tone: Tone
    """What it says by colour."""
    ways: tuple[str, ...]
    """Each way it can end, where there are several."""
    ladder: tuple[LadderRow, ...]
    """The rungs."""
    notes: tuple[Note, ...]
    """What is taken for granted, what to mind, where the platform flags are from."""
    fix: Fix | None
    """What mends it; None where nothing has to be mended."""
    channel: str | None
    """The channel that is found; None where that is not known."""
    document: Mapping[str, object]
    """The same as JSON."""


def why_page(
    device: Device,
    explanation: Explanation,
    *,
    channels: Sequence[Channel],
    flags: Mapping[str, Mapping[str, Told]],
    flags_problem: str,
    asked_for: AskedFor | None = None,
    now: datetime,
) -> WhyPage:
    """Put an explanation into words.

    Args:
        device: the device that was asked about.
        explanation: why it gets a bundle, or does not.
        channels: the channels of the app, for how long ago they changed.
        flags: what is known of the platforms that channels serve, by channel and platform.
        flags_problem: why the audit log does not tell them; empty if it could be read.
        asked_for: the channel that its app asks for; None if that was not asked.
        now: the present time, aware.
    """
    decision = explanation.decision
    granted = unknown_lines(explanation)
    met = met_channels(explanation)
    by_name = {channel.name: channel for channel in channels}
    notes = [
        *(Note("mind", text, Tone.WARN) for text in caveat_lines(explanation)),
        *_spreading([by_name[name] for name in met if name in by_name], now),
        *platform_notes(device, met, flags, flags_problem),
        *([_default_channel_note(asked_for)] if asked_for is not None else []),
        *([Note("assumed", "; ".join(granted))] if granted else []),
    ]
    return WhyPage(
        device=device_label(device),
        mark=MARKS[shown_verdict(explanation)],
        verdict=headline(explanation, device),
        tone=verdict_tone(shown_verdict(explanation)),
        ways=tuple(possibility_lines(explanation, device)) if shared_refusal(explanation) is None else (),
        ladder=tuple(ladder_rows(explanation)),
        notes=tuple(notes),
        fix=fix_of(explanation, device),
        channel=decision.channel,
        document=why_document(device.device_id, explanation, flags=flags),
    )


def met_channels(explanation: Explanation) -> list[str]:
    """The channels that it may come to."""
    possibilities = explanation.decision.possibilities
    return list(dict.fromkeys(each.outcome.channel for each in possibilities if each.outcome.channel))


def _default_channel_note(asked_for: AskedFor) -> Note:
    """Say which channel the app asks for, and who says so."""
    label = "default channel"
    if asked_for.problem:
        return Note(label, f"not known: {asked_for.problem}")
    return Note(label, f"{asked_for.channel or 'none'}, told by /private/devices")


def _spreading(channels: Sequence[Channel], now: datetime) -> list[Note]:
    """Say of a channel that was just changed that devices may not see it yet."""
    return [
        Note(
            "spreading",
            f"{channel.name} was changed {_just(channel.updated_at, now)}; "
            "devices see that within about two minutes",
            Tone.ACCENT,
        )
        for channel in channels
        if channel.updated_at is not None and is_spreading(channel.updated_at, now)
    ]


def platform_notes(
    device: Device, met: Sequence[str], flags: Mapping[str, Mapping[str, Told]], problem: str
) -> list[Note]:
    """Say of each channel in question which platforms it serves, and who says so.

    Args:
        device: the device.
        met: the channels that it may come to.
        flags: what is known of them, by channel and platform.
        problem: why the audit log does not tell; empty if it was read.
    """
    notes, unknown = [], []
    for name in met:
        known = flags.get(name, {})
        if device.platform in _PLATFORMS and device.platform not in known:
            unknown.append(name)
            continue
        on = [platform_name(each) for each in _PLATFORMS if each in known and known[each].on]
        sources = ", ".join(dict.fromkeys(each.source for each in known.values()))
        if known:
            notes.append(Note("platforms", f"{name} serves {', '.join(on) or 'none'} ({sources})"))
    if unknown:
        why = (
            f"the audit log does not tell ({problem})"
            if problem
            else "the audit log has no change of it in 90 days, or in the last 500 changes"
        )
        text = f"not known of {', '.join(unknown)}: {why}; the profile's setting platforms can tell"
        notes.append(Note("platforms", text))
    return notes


def _just(then: datetime, now: datetime) -> str:
    """How long ago something was that is a few minutes old at most."""
    text = age(then, now)
    return "just now" if text == "now" else f"{text} ago"
