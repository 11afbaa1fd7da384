"""What an edit does to a rollout: two bundles on one channel, and a draw per device (contract/api.md 5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from capgo_tui.rules.channel_step import ChannelStep, ChannelWarning, WarningKind
from capgo_tui.rules.versions import is_older

if TYPE_CHECKING:
    from capgo_tui.models.channel import BundleRef, Channel

ALL_BPS: Final = 10_000
"""A rollout to every device, in basis points."""


def rollout_warnings(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Say what the server will refuse, and which devices draw again or are sent back."""
    yield from _impossible(step)
    yield from _target_beside_stable(step)
    yield from _ends(step)
    yield from _share(step)


def _impossible(step: ChannelStep) -> Iterator[ChannelWarning]:
    kind = WarningKind.ROLLOUT_WITHOUT_STABLE
    begins = step.given.get("rollout_version") is not None or step.given.get("rollout_enabled") is True
    if step.before is None:
        if any(name.startswith(("rollout_", "auto_pause_")) for name in step.given):
            yield ChannelWarning(kind, "A new channel has no rollout, so the server refuses: make it first.")
        return
    if step.after.is_builtin and begins:
        yield ChannelWarning(
            kind, f"{step.name} has no stable bundle, so the server refuses a rollout on it."
        )
    elif step.after.is_builtin and "version" in step.given and _has_target(step.after):
        yield ChannelWarning(
            kind, f"The rollout of {_target(step.after)} goes on, but its stable bundle is taken away."
        )
    if step.given.get("rollout_enabled") is True and not _has_target(step.after):
        yield ChannelWarning(
            WarningKind.ROLLOUT_WITHOUT_TARGET, "There is no bundle to roll out, so the server refuses."
        )


def _target_beside_stable(step: ChannelStep) -> Iterator[ChannelWarning]:
    """The bundle that is rolled out is no step forward from the stable one."""
    target, stable = _name(step.after.rollout_version_info), _name(step.after.version)
    if not target or not stable or not step.touches("version", "rollout_version"):
        return
    if target == stable:
        text = f"{target} is the stable bundle too: rolling it out changes nothing."
        yield ChannelWarning(WarningKind.ROLLOUT_IS_STABLE, text)
    elif is_older(target, stable):
        text = f"{target}, which is rolled out, is older than {stable}, the stable bundle."
        yield ChannelWarning(WarningKind.ROLLOUT_OLDER, text)


def _ends(step: ChannelStep) -> Iterator[ChannelWarning]:
    before, given = step.before, step.given
    if before is None or before.rollout_enabled is False or not _has_target(before):
        return
    drops = "rollout_version" in given and given["rollout_version"] is None
    if drops or given.get("rollout_enabled") is False:
        yield ChannelWarning(WarningKind.ROLLOUT_ENDS, _sent_back(step, before))


def _share(step: ChannelStep) -> Iterator[ChannelWarning]:
    """Another share of the same rollout: who draws again."""
    before, now = step.before, step.given.get("rollout_percentage_bps")
    if before is None or now is None or "rollout_version" in step.given:
        return
    was = before.rollout_percentage_bps
    if not was or not _has_target(before) or step.after.rollout_enabled is False:
        return  # nobody has drawn yet
    change = f"from {_percent(was)} to {_percent(now)}"
    if now > was:
        who = "every device gets it" if now >= ALL_BPS else "devices draw again, for the difference alone"
        yield ChannelWarning(WarningKind.SHARE_RAISED, f"The rollout is raised {change}: {who}.")
    elif now == 0:
        text = f"The rollout is lowered {change}: nobody new gets it. {_sent_back(step, before, may=True)}"
        yield ChannelWarning(WarningKind.SHARE_LOWERED, text)
    elif now < was:
        text = (
            f"The rollout is lowered {change}: every device draws again; those that run "
            f"{_target(before)} already keep it."
        )
        yield ChannelWarning(WarningKind.SHARE_LOWERED, text)


def _sent_back(step: ChannelStep, before: Channel, *, may: bool = False) -> str:
    stable = "the bundle built into the app" if step.after.is_builtin else _name(step.after.version)
    are = "may be" if may else "are"
    return f"Devices that run {_target(before)} {are} sent back to {stable or 'the stable bundle'}."


def _has_target(channel: Channel) -> bool:
    return channel.rollout_version is not None or channel.rollout_version_info is not None


def _target(channel: Channel) -> str:
    return _name(channel.rollout_version_info) or "the new bundle"


def _name(bundle: BundleRef | None) -> str:
    return (bundle.name or "") if bundle is not None else ""


def _percent(bps: int) -> str:
    return f"{bps / 100:g} %"
