"""/bundle of the German page (S2-137 to S2-160)."""

from __future__ import annotations

from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025 import bundles
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of
from capgo_tui.demo.errors import Json
from capgo_tui.demo.rows import Bundle
from capgo_tui.demo.seed_pages.pages import page_of


def read(call: Call) -> Answer:
    """Give a page of an app's bundles, which may be empty."""
    body = fields_of(body_or_query(call, "Cannot get bundle"))
    app_id = bundles.want_one_app(call, "read", body)
    return Answer([shown(row) for row in page_of(call.world.bundles_of(app_id), body.get("page"))])


def shown(row: Bundle) -> Json:
    """Write a bundle: sixteen fields, among them two that soon went."""
    one = bundles.shown(row)
    del one["manifest"]
    least = one.pop("min_update_version")
    return {**one, "bucket_id": None, "minUpdateVersion": least}
