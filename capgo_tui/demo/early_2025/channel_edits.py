"""POST /channel: create or update; leaving `version` out un-links (contract/api-seed.md 3.4)."""

from __future__ import annotations

from typing import Any

from capgo_tui.demo import journal
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.apps import unlinked, want_app
from capgo_tui.demo.early_2025.denials import database_text, failed, no_row_text, says
from capgo_tui.demo.early_2025.readers import json_only
from capgo_tui.demo.errors import Denial, Json
from capgo_tui.demo.rows import Channel

STRATEGIES = ("major", "minor", "patch", "version_number", "none")

FLAGS = {
    "public": "public",
    "disableAutoUpdateUnderNative": "disable_auto_update_under_native",
    "ios": "ios",
    "android": "android",
    "allow_device_self_set": "allow_device_self_set",
    "allow_emulator": "allow_emulator",
    "allow_dev": "allow_dev",
}
"""The flags of the body, and the columns behind them."""

_TRUE = {"true", "t", "tru", "tr", "yes", "y", "ye", "on", "1"}
_FALSE = {"false", "f", "fals", "fal", "fa", "no", "n", "off", "of", "0"}


def post(call: Call) -> Answer:
    """Create a channel or update the one of that name."""
    body = json_only(call, "Cannot create channel", first="app_id")
    app_id = want_app(call, "write", body)
    version = _version(call, app_id, body.get("version"))
    name = body.get("channel")
    if not isinstance(name, str) or not name:
        raise failed("Cannot create channel")
    row = call.world.channel_named(app_id, name)
    if row is not None and row.created_by == call.key.user_id and _is_so(row, body, version):
        raise failed("Cannot create channel")
    write(call, app_id, name, {**columns(body), "version": version})
    return Answer({"status": "ok"})


def _version(call: Call, app_id: str, name: Any) -> int | None:
    """Find the bundle to link; None is the hidden one, which an app without bundles does not have."""
    if not name:
        if unlinked(call.world, app_id) is None:
            raise says("Cannot find version", error=no_row_text())
        return None
    bundle = call.world.bundle_named(app_id, name)
    if bundle is None:
        raise says("Cannot find version", error=no_row_text())
    return bundle.id


def _is_so(row: Channel, body: Json, version: int | None) -> bool:
    """Say whether nothing would change; a text never equals a truth value."""
    same = all(body[field] is getattr(row, column) for field, column in FLAGS.items() if field in body)
    strategy = body.get("disableAutoUpdate", row.disable_auto_update)
    return same and row.version == version and strategy == row.disable_auto_update


def columns(body: Json) -> Json:
    """Read the flags and the strategy as the database does.

    Raises:
        Denial: 400 with the error of the database.
    """
    found: Json = {column: _truth(column, body[field]) for field, column in FLAGS.items() if field in body}
    if "disableAutoUpdate" in body:
        strategy = body["disableAutoUpdate"]
        if strategy is None:
            raise _is_null("disable_auto_update")
        if strategy not in STRATEGIES:
            raise _refused(f'invalid input value for enum disable_update: "{_written(strategy)}"')
        found["disable_auto_update"] = strategy
    return found


def _truth(column: str, value: Any) -> bool:
    """Read a truth value, or a text that Postgres takes for one."""
    if value is None:
        raise _is_null(column)
    text = _written(value).strip().lower()
    if text not in _TRUE | _FALSE:
        raise _refused(f'invalid input syntax for type boolean: "{_written(value)}"')
    return text in _TRUE


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refused(message: str, code: str = "22P02") -> Denial:
    return says("Cannot create channel", error=database_text(code, message))


def _is_null(column: str) -> Denial:
    return _refused(
        f'null value in column "{column}" of relation "channels" violates not-null constraint', "23502"
    )


def write(call: Call, app_id: str, name: str, changes: Json) -> None:
    """Set columns of a channel, which is made first if there is none; it is the caller's from now on."""
    world = call.world
    row = world.channel_named(app_id, name)
    number = next(number for number in world.channel_numbers if number not in world.channels)
    made = row is None
    if row is None:
        row = Channel(
            id=number,
            app_id=app_id,
            name=name,
            owner_org=world.apps[app_id].owner_org,
            created_by=call.key.user_id,
            rollout_id=world.new_uuid(),
            rbac_id=world.new_uuid(),
            created_at=call.now,
        )
        _ = world.audit
        world.channels[row.id] = row
    changes = {**changes, "created_by": call.key.user_id, "updated_at": call.now}
    if made:
        _set(row, changes)
        journal.inserted(call, row)
        return
    with journal.updating(call, row):
        _set(row, changes)


def _set(row: Channel, changes: Json) -> None:
    for column, value in changes.items():
        setattr(row, column, value)
