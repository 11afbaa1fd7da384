"""/channel, GET and DELETE (contract/api.md 3.6)."""

from __future__ import annotations

from capgo_tui.demo import journal, records
from capgo_tui.demo.access import may_in_app, sees_channel
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import no_access, want_app_id
from capgo_tui.demo.errors import Refusal, database_error, no_such_row
from capgo_tui.demo.paging import ImpossibleRange, page_of


def read(call: Call) -> Answer:
    """Give one channel by name, or a page of an app's channels, oldest first."""
    body = call.body_or_query()
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "app.read_channels", app_id):
        raise no_access(app_id)
    name = body.get("channel")
    if name:
        row = call.world.channel_named(app_id, name)
        if row is None:
            raise Refusal("cannot_find_version", "Cannot find version", {"supabaseError": no_such_row()})
        return Answer(records.channel(call.world, row))
    try:
        rows = page_of(call.world.channels_of(app_id), body.get("page"))
    except ImpossibleRange as impossible:
        details = "Limit should be greater than or equal to zero."
        error = database_error("PGRST103", "Requested range not satisfiable", details)
        raise Refusal(
            "cannot_find_channels", "Cannot find channels", {"supabaseError": error}
        ) from impossible
    return Answer([records.channel(call.world, row) for row in rows])


def delete(call: Call) -> Answer:
    """Delete a channel and the overrides that point at it; a public one goes without a warning."""
    body = call.body_or_query()
    app_id = want_app_id(body)
    name = body.get("channel")
    if not name:
        raise Refusal("missing_channel_name", "You must provide a channel name")
    row = call.world.channel_named(app_id, name)
    if row is None or not sees_channel(call.world, call.key, row):
        raise Refusal("cannot_find_channel", "Cannot find channel", {"supabaseError": no_such_row()})
    if not may_in_app(call.world, call.key, "channel.delete", app_id, row.id):
        raise no_access(app_id, channel_id=row.id)
    journal.deleted(call, row)
    call.world.delete_channel(row)
    return Answer({"status": "ok"})
