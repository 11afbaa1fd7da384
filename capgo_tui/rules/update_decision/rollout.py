"""Which of a channel's two bundles (contract/api.md 5.4)."""

from __future__ import annotations

from capgo_tui.rules.update_decision.bundle_facts import BundleFacts
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import NO_YES, Assumption, Question, Topic
from capgo_tui.rules.update_decision.unseen import Unknown
from capgo_tui.rules.update_decision.walk import Value, Walk
from capgo_tui.rules.update_decision.world import ChannelFacts, Rollout

ALL_BPS = 10_000
"""A rollout to every device, in basis points."""
_FORCED: Value = ("forced to a bundle", "journal")


def choose_bundle(walk: Walk) -> Outcome | None:
    """Choose the stable bundle or the rollout's; nothing ends here."""
    channel = walk.channel
    if walk.request.forced_bundle is not None:
        walk.bundle = walk.world.bundle_named(walk.request.forced_bundle)
        walk.skip(Check.ROLLOUT, _FORCED)
        return None
    if channel is None:  # the check before found one
        return None
    rollout = channel.rollout
    if isinstance(rollout, Unknown):
        if not walk.world.has_rollouts:
            walk.answers.assume(Assumption.NO_ROLLOUT)
            there = False
        else:
            question = Question(Topic.FIELD, f"channel {channel.label}", "rollout_version")
            there = walk.answers.ask(question, NO_YES)
        rollout = Rollout(target=BundleFacts(is_builtin=False)) if there else None
    if rollout is None:
        walk.bundle = walk.stable(channel)
        walk.skip(Check.ROLLOUT, ("no rollout", "channel.rollout_version"))
        return None
    gets, why = _gets_rollout(walk, channel, rollout)
    walk.bundle = rollout.target if gets else walk.stable(channel)
    walk.note(
        Check.ROLLOUT, (walk.bundle.label, "channel.rollout_version" if gets else "channel.version"), why
    )
    return None


def _gets_rollout(walk: Walk, channel: ChannelFacts, rollout: Rollout) -> tuple[bool, Value]:
    """Whether the device gets the rollout's bundle, and what decided."""
    if not _looked_at(walk):
        return False, ("rollouts are not looked at", "app.rollout_channel_count")
    if not walk.channel_flag(rollout.enabled, channel, "rolloutEnabled"):
        return False, ("the rollout is off", "channel.rolloutEnabled")
    target = rollout.target
    deleted = target.deleted
    if deleted is None:
        deleted = walk.answers.ask(Question(Topic.DELETED, target.label), NO_YES)
    if deleted:
        return False, ("its bundle was deleted", "bundles")
    if runs(walk, target):
        return True, ("the device runs it already", "device.version_name")
    if walk.channel_flag(rollout.paused, channel, "rolloutPausedAt"):
        return False, ("the rollout is paused", "channel.rolloutPausedAt")
    bps = rollout.bps
    if bps is not None and not 0 < bps < ALL_BPS:
        return bps >= ALL_BPS, ("all" if bps > 0 else "0%", "channel.rolloutPercentageBps")
    drawn = walk.world.unseen.draws.get(channel.label)
    if drawn is None:
        question = Question(Topic.DRAW, channel.label, "" if bps is None else str(bps))
        drawn = walk.answers.ask(question, NO_YES)
    return drawn, ("drawn" if drawn else "not drawn", "channel.rolloutPercentageBps")


def _looked_at(walk: Walk) -> bool:
    """Whether the update server looks at rollouts at all, by the app's counters."""
    counters = walk.world.counters
    if counters.rollouts:
        return True
    name, paused = walk.request.runs, counters.paused_names
    if paused is not None:
        if name is None:
            listed = bool(paused) and walk.answers.ask(Question(Topic.RUNS, "a paused rollout"), NO_YES)
        else:
            listed = name in paused
        if listed or counters.rollouts is False:
            return listed
    walk.answers.assume(Assumption.ROLLOUTS_COUNTED)
    return walk.world.would_look_at_rollouts(name, counted=counters.rollouts)


def runs(walk: Walk, bundle: BundleFacts) -> bool:
    """Whether the device says it runs a bundle: the names are equal, character by character."""
    if bundle.name is not None and walk.request.runs is not None:
        return walk.request.runs == bundle.name
    if bundle.is_builtin:  # a device never says so: the native version stands in its place
        return False
    return walk.answers.ask(Question(Topic.RUNS, bundle.label), NO_YES)
