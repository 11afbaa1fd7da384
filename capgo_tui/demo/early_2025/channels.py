"""/channel, GET and DELETE (contract/api-seed.md 3.4)."""

from __future__ import annotations

from capgo_tui.demo import journal, timestamps
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.apps import numbered, unlinked, want_app
from capgo_tui.demo.early_2025.denials import database_text, no_row_text, says
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of
from capgo_tui.demo.errors import Json
from capgo_tui.demo.paging import ImpossibleRange, page_of
from capgo_tui.demo.rows import Channel
from capgo_tui.demo.state import World

IMPOSSIBLE_RANGE = ("PGRST103", "Requested range not satisfiable")


def read(call: Call) -> Answer:
    """Give one channel by name, which lacks `allow_dev`, or a page of an app's channels, oldest first."""
    body = fields_of(body_or_query(call, "Cannot get channel"))
    app_id = want_app(call, "read", body)
    if body.get("channel"):
        row = named(call, app_id, body["channel"])
        one = shown(call.world, row)
        del one["allow_dev"]
        return Answer(one)
    try:
        rows = page_of(call.world.channels_of(app_id), body.get("page"))
    except ImpossibleRange as impossible:
        raise says("Cannot find channels", error=database_text(*IMPOSSIBLE_RANGE)) from impossible
    return Answer([shown(call.world, row) for row in rows])


def named(call: Call, app_id: str, name: object) -> Channel:
    """Find a channel by its name.

    Raises:
        Denial: 400, which speaks of a version.
    """
    row = call.world.channel_named(app_id, name)
    if row is None:
        raise says("Cannot find version", error=no_row_text())
    return row


def shown(world: World, row: Channel) -> Json:
    """Write a channel; one without a bundle names the hidden one."""
    version = numbered(world, row.app_id, row.version) or unlinked(world, row.app_id)
    return {
        "id": row.id,
        "created_at": timestamps.rest(row.created_at),
        "name": row.name,
        "app_id": row.app_id,
        "created_by": row.created_by,
        "updated_at": timestamps.rest(row.updated_at),
        "public": row.public,
        "allow_device_self_set": row.allow_device_self_set,
        "allow_emulator": row.allow_emulator,
        "allow_dev": row.allow_dev,
        "version": version.shown() if version else None,
        "disableAutoUpdateUnderNative": row.disable_auto_update_under_native,
        "disableAutoUpdate": row.disable_auto_update,
    }


def delete(call: Call) -> Answer:
    """Delete a channel with its overrides, public ones too."""
    body = fields_of(body_or_query(call, "Cannot delete channel"))
    app_id = want_app(call, "admin", body)
    if not body.get("channel"):
        raise says("You must provide a channel name")
    row = call.world.channel_named(app_id, body["channel"])
    if row is None:
        raise says("Cannot find channel", error=no_row_text())
    journal.deleted(call, row)
    call.world.delete_channel(row)
    return Answer({"status": "ok"})
