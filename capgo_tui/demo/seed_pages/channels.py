"""/channel of the German page (S2-74 to S2-108)."""

from __future__ import annotations

from typing import Any

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import channels
from capgo_tui.demo.early_2025.apps import want_app
from capgo_tui.demo.early_2025.channel_edits import FLAGS, write
from capgo_tui.demo.early_2025.denials import says
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of, json_only
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import Channel
from capgo_tui.demo.seed_pages.pages import page_of
from capgo_tui.demo.state import World

STRATEGIES = ("major", "minor", "version_number", "none")


def read(call: Call) -> Answer:
    """Give one channel by name, or a page of an app's channels."""
    body = fields_of(body_or_query(call, "Cannot get channel"))
    app_id = want_app(call, "read", body)
    if body.get("channel"):
        return Answer(shown(call.world, channels.named(call, app_id, body["channel"])))
    rows = page_of(call.world.channels_of(app_id), body.get("page"))
    return Answer([shown(call.world, row) for row in rows])


def shown(world: World, row: Channel) -> Json:
    """Write a channel: twelve fields; of the strategy only whether there is one."""
    one = channels.shown(world, row)
    del one["allow_device_self_set"]
    return {**one, "disableAutoUpdate": one["disableAutoUpdate"] != "none"}


def post(call: Call) -> Answer:
    """Create a channel or update the one of that name; what is left out stays as it is."""
    body = json_only(call, "Cannot create channel", first="app_id")
    app_id = want_app(call, "write", body)
    name = body.get("channel")
    if not isinstance(name, str) or not name:
        raise says("Invalid body", error="channel is required")
    write(call, app_id, name, _changes(call, app_id, body))
    return Answer({"status": "ok"})


def _changes(call: Call, app_id: str, body: Json) -> Json:
    changes: Json = {}
    for field, column in FLAGS.items():
        if field in body:
            changes[column] = _checked(field, body[field], isinstance(body[field], bool))
    if "disableAutoUpdate" in body:
        strategy = body["disableAutoUpdate"]
        changes["disable_auto_update"] = _checked("disableAutoUpdate", strategy, strategy in STRATEGIES)
    if "version" in body:
        bundle = call.world.bundle_named(app_id, body["version"])
        if bundle is None:
            raise says("Cannot find version", error="Unknown version")
        changes["version"] = bundle.id
    return changes


def _checked(field: str, value: Any, is_right: bool) -> Any:
    if not is_right:
        raise says("Invalid body", error=f"{field} is of the wrong type")
    return value
