"""The rollout half of POST /channel: two bundles on one channel (contract/api.md 3.6 and 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from capgo_tui.demo import javascript, timestamps
from capgo_tui.demo.calls import Call
from capgo_tui.demo.errors import Json, Refusal, unknown_error
from capgo_tui.demo.rows import Channel

_NAMES = {
    "rollout_version": "rolloutVersion",
    "rollout_percentage": "rolloutPercentage",
    "rollout_percentage_bps": "rolloutPercentageBps",
    "rollout_enabled": "rolloutEnabled",
    "rollout_paused_at": "rolloutPausedAt",
    "rollout_pause_reason": "rolloutPauseReason",
    "rollout_cache_ttl_seconds": "rolloutCacheTtlSeconds",
    "auto_pause_enabled": "autoPauseEnabled",
    "auto_pause_window_minutes": "autoPauseWindowMinutes",
    "auto_pause_failure_rate_bps": "autoPauseFailureRateBps",
    "auto_pause_confidence": "autoPauseConfidence",
    "auto_pause_min_attempts": "autoPauseMinAttempts",
    "auto_pause_min_failures": "autoPauseMinFailures",
    "auto_pause_action": "autoPauseAction",
    "auto_pause_cooldown_minutes": "autoPauseCooldownMinutes",
}
"""Columns, and their second spelling in a body; both are taken."""

_STATE = ("rollout_version", "rollout_enabled", "rollout_paused_at")
"""A change of one of these gives the rollout a new id."""

_ENDED: Json = {
    "rollout_version": None,
    "rollout_percentage_bps": 0,
    "rollout_enabled": False,
    "rollout_paused_at": None,
    "rollout_pause_reason": None,
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a body asks of a channel's rollout."""

    fields: Json
    """By column; the target is still a name."""
    promote: bool
    rollback: bool

    @property
    def given(self) -> bool:
        """Whether the body says anything about a rollout."""
        return bool(self.fields) or self.promote or self.rollback

    def columns(self, call: Call, row: Channel, stable: int | None) -> Json:
        """Give the columns to write.

        Raises:
            Refusal: there is no stable bundle, no target, or no bundle of the target's name.
        """
        about = {"app_id": row.app_id, "channel": row.name}
        if self.promote:
            if row.rollout_version is None:
                raise Refusal(
                    "missing_rollout_version", "Cannot promote a rollout without a rollout bundle", about
                )
            columns: Json = {**_ENDED, "version": row.rollout_version}
        elif self.rollback:
            columns = dict(_ENDED)
        else:
            columns = self._target(call, row, stable, about)
        if any(name in columns and columns[name] != getattr(row, name) for name in _STATE):
            columns["rollout_id"] = call.world.new_uuid()
        return columns

    def _target(self, call: Call, row: Channel, stable: int | None, about: Json) -> Json:
        columns = dict(self.fields)
        name = columns.get("rollout_version")
        if name is not None:
            if stable is None:
                raise Refusal(
                    "missing_stable_version", "Cannot set rollout target without a stable bundle", about
                )
            bundle = call.world.bundle_named(row.app_id, name)
            if bundle is None:
                raise Refusal("cannot_find_version", "Cannot find version", about)
            columns["rollout_version"] = bundle.id
        elif "rollout_version" in columns:
            columns = {**_ENDED, **columns}
        if columns.get("rollout_enabled") and columns.get("rollout_version", row.rollout_version) is None:
            raise Refusal(
                "missing_rollout_version", "Cannot enable a rollout without a rollout bundle", about
            )
        return columns


def concerned(body: Json) -> bool:
    """Say whether a body touches which bundle devices get."""
    names = ("rollout_version", "rollout_percentage", "rollout_percentage_bps", "rollout_enabled")
    spelled = {name for column in names for name in (column, _NAMES[column])}
    return bool(spelled & body.keys()) or bool(body.get("promoteToStable") or body.get("rollback"))


def read(call: Call, body: Json) -> Changes:  # noqa: ARG001 - the clock may be wanted for pauses
    """Read the rollout fields of a body in either spelling.

    Raises:
        Refusal: a value is out of bounds; 500 where the database would refuse its kind.
    """
    fields: Json = {}
    for column, other in _NAMES.items():
        for name in (column, other):
            if name in body:
                fields[column] = body[name]
    _percentage(fields)
    _want_kinds(fields)
    promote = body.get("promoteToStable") is True or body.get("promote_to_stable") is True
    return Changes(fields, promote=promote, rollback=body.get("rollback") is True)


def _percentage(fields: Json) -> None:
    if "rollout_percentage" in fields:
        percent = fields.pop("rollout_percentage")
        if javascript.kind(percent) != "number" or not 0 <= percent <= 100:
            message = "Rollout percentage must be between 0 and 100"
            raise Refusal("invalid_rollout_percentage", message, {"rolloutPercentage": percent})
        fields["rollout_percentage_bps"] = javascript.rounded(percent * 100)
    elif "rollout_percentage_bps" in fields:
        bps = fields["rollout_percentage_bps"]
        if javascript.kind(bps) != "number" or bps != int(bps) or not 0 <= bps <= 10000:
            message = "Rollout percentage bps must be an integer between 0 and 10000"
            raise Refusal("invalid_rollout_percentage", message, {"rolloutPercentageBps": bps})
        fields["rollout_percentage_bps"] = int(bps)


def _want_kinds(fields: Json) -> None:
    confidence = fields.get("auto_pause_confidence", 0.5)
    if javascript.kind(confidence) != "number" or not 0 < confidence < 1:
        message = "Auto-pause confidence must be between 0 and 1"
        raise Refusal("invalid_auto_pause_confidence", message, {"autoPauseConfidence": confidence})
    action = fields.get("auto_pause_action", "pause")
    if action not in {"pause", "rollback", "notify"}:
        message = "Auto-pause action must be pause, rollback or notify"
        raise Refusal("invalid_auto_pause_action", message, {"autoPauseAction": action})
    for column in ("rollout_enabled", "auto_pause_enabled"):
        if column in fields and not isinstance(fields[column], bool):
            raise unknown_error()
    for column in ("rollout_cache_ttl_seconds", "auto_pause_window_minutes", "auto_pause_cooldown_minutes"):
        if column in fields and not _is_count(fields[column]):
            raise Refusal(
                "invalid_rollout_config", f"Invalid {_NAMES[column]}", {_NAMES[column]: fields[column]}
            )
    if fields.get("rollout_paused_at") is not None:
        fields["rollout_paused_at"] = _moment(fields["rollout_paused_at"])


def _is_count(value: Any) -> bool:
    return javascript.kind(value) == "number" and value == int(value) and value >= 0


def _moment(text: Any) -> Any:
    try:
        return timestamps.read(text)
    except (TypeError, ValueError) as error:
        raise unknown_error() from error
