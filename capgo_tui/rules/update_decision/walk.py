"""One climb of the ladder: what is chosen on the way, and a record of each rung for who wants to see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from capgo_tui.rules.update_decision.bundle_facts import BundleFacts
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import VERDICTS, Outcome, Verdict
from capgo_tui.rules.update_decision.questions import YES_NO, Answers, Assumption, Condition, Question, Topic
from capgo_tui.rules.update_decision.request import Request
from capgo_tui.rules.update_decision.world import ChannelFacts, World

Value = tuple[object, str]
"""A value and its source; made into text only for who looks at the ladder."""
TAKEN: Final[Value] = ("taken for granted", "assumption")
"""Stands for what nobody can see, and what is taken for granted."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a climb saw at one check."""

    check: Check
    passed: bool
    applies: bool
    code: str | None
    left: Value | None
    right: Value | None
    hangs_on: tuple[Condition, ...]
    assumed: tuple[Assumption, ...]


class Walk:
    """A request on its way through the checks."""

    def __init__(self, world: World, request: Request, answers: Answers, *, recording: bool) -> None:
        self.world = world
        self.request = request
        self.answers = answers
        self.channel: ChannelFacts | None = None
        """The channel found."""
        self.bundle: BundleFacts | None = None
        """The bundle chosen on it."""
        self.manifest_only = False
        """Whether the bundle has a manifest and no file of its own."""
        self.records: list[Record] = []
        """What was seen, if it is recorded."""
        self._recording = recording
        self._met = 0
        self._assumed = 0

    def judge(
        self,
        check: Check,
        code: str,
        *,
        passed: bool,
        left: Value | None = None,
        right: Value | None = None,
    ) -> Outcome | None:
        """Record a check; the end if it is not passed, else None."""
        self._record(
            check, passed=passed, applies=True, code=None if passed else code, left=left, right=right
        )
        return None if passed else self.outcome(VERDICTS.get(code, Verdict.FAILED), code, check)

    def note(self, check: Check, left: Value | None = None, right: Value | None = None) -> None:
        """Record a check that can only be passed."""
        self._record(check, passed=True, applies=True, code=None, left=left, right=right)

    def skip(self, check: Check, right: Value | None = None) -> None:
        """Record a check that has nothing to do here, and why."""
        self._record(check, passed=True, applies=False, code=None, left=None, right=right)

    def outcome(self, verdict: Verdict, code: str | None, check: Check | None) -> Outcome:
        """The end as it is now."""
        return Outcome(
            verdict,
            code,
            bundle=None if self.bundle is None else self.bundle.name,
            channel=None if self.channel is None else self.channel.name,
            check=check,
        )

    def flag(self, value: bool | None, topic: Topic, about: str, detail: str = "") -> bool:
        """A flag, or this climb's answer where it is not known."""
        if value is not None:
            return value
        return self.answers.ask(Question(topic, about, detail), YES_NO)

    def channel_flag(self, value: bool | None, channel: ChannelFacts, name: str) -> bool:
        """A flag of a channel by its name in the API, or this climb's answer."""
        return self.flag(value, Topic.FIELD, f"channel {channel.label}", name)

    def stable(self, channel: ChannelFacts) -> BundleFacts:
        """The bundle that a channel points at: the built-in one or another, if nobody told us which."""
        bundle = channel.stable
        if bundle.is_builtin is not None:
            return bundle
        other = self.channel_flag(None, channel, "version")
        return replace(bundle, is_builtin=False) if other else BundleFacts.built_in()

    def platform(self) -> str:
        """The device's platform, or this climb's answer."""
        if self.request.platform is not None:
            return self.request.platform
        return self.answers.ask(Question(Topic.FIELD, "device", "platform"), ("ios", "android", "electron"))

    def serves(self, channel: ChannelFacts) -> bool:
        """Whether a channel serves the device's platform, or this climb's answer."""
        platforms = channel.platforms
        if self.request.platform is None and platforms.ios == platforms.android == platforms.electron:
            return self.flag(platforms.ios, Topic.PLATFORM, channel.label, "any")
        platform = self.platform()
        return self.flag(channel.platforms.serves(platform), Topic.PLATFORM, channel.label, platform)

    def _record(
        self,
        check: Check,
        *,
        passed: bool,
        applies: bool,
        code: str | None,
        left: Value | None,
        right: Value | None,
    ) -> None:
        if not self._recording:
            return
        met, assumed = self.answers.met, self.answers.assumed
        hangs_on, taken = (
            tuple(dict.fromkeys(met[self._met :])),
            tuple(dict.fromkeys(assumed[self._assumed :])),
        )
        self._met, self._assumed = len(met), len(assumed)
        self.records.append(Record(check, passed, applies, code, left, right, hangs_on, taken))
