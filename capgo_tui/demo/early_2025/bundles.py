"""/bundle: no list without rows, and no protection (contract/api-seed.md 3.6)."""

from __future__ import annotations

from capgo_tui.demo import journal, records
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.early_2025.apps import is_hidden, want_app
from capgo_tui.demo.early_2025.channels import IMPOSSIBLE_RANGE
from capgo_tui.demo.early_2025.denials import database_text, no_row_text, says
from capgo_tui.demo.early_2025.readers import body_or_query, fields_of
from capgo_tui.demo.errors import Json
from capgo_tui.demo.paging import ImpossibleRange, page_of
from capgo_tui.demo.rows import Bundle

_LATER = {
    *("link", "comment", "manifest_count", "key_id", "cli_version", "deleted_at"),
    "created_by_apikey_rbac_id",
}
"""Columns that came after this generation."""


def read(call: Call) -> Answer:
    """Give a page of an app's bundles, newest first; a page without any is a 400."""
    body = fields_of(body_or_query(call, "Cannot get bundle"))
    app_id = want_one_app(call, "read", body)
    try:
        rows = page_of(call.world.bundles_of(app_id), body.get("page"))
    except ImpossibleRange as impossible:
        raise says("Cannot get bundle", error=database_text(*IMPOSSIBLE_RANGE)) from impossible
    if not rows:
        raise says("Cannot get bundle", error=None)
    return Answer([shown(row) for row in rows])


def want_one_app(call: Call, least: str, body: Json) -> str:
    """Give the `app_id` of a body.

    Raises:
        Denial: 400 where it is missing, or the key's owner lacks the right.
    """
    if not body.get("app_id"):
        raise says("Missing app_id")
    return want_app(call, least, body)


def shown(row: Bundle) -> Json:
    """Write a bundle: sixteen fields."""
    return {name: value for name, value in records.bundle(row).items() if name not in _LATER}


def delete(call: Call) -> Answer:
    """Delete one bundle softly, or, without a usable `version`, every one; channels do not protect theirs."""
    body = fields_of(body_or_query(call, "Cannot delete bundle"))
    app_id = want_one_app(call, "write", body)
    name = body.get("version")
    if not name:
        for bundle in call.world.bundles_of(app_id):
            _delete_softly(call, bundle)
        return Answer({"status": "ok"})
    found = call.world.bundle_named(app_id, name, deleted_too=True)
    if found is None and not is_hidden(call.world, app_id, name):
        raise says("Cannot delete version", error=no_row_text())
    if found is not None and not found.deleted:
        _delete_softly(call, found)
    return Answer({"status": "ok"})


def _delete_softly(call: Call, bundle: Bundle) -> None:
    with journal.updating(call, bundle):
        bundle.deleted = True
        bundle.deleted_at = bundle.updated_at = call.now
