"""/bundle, GET and DELETE (contract/api.md 3.7)."""

from __future__ import annotations

from collections.abc import Callable

from capgo_tui.demo import journal, records
from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current.app_ids import want_app_id
from capgo_tui.demo.errors import Refusal, database_error, no_such_row
from capgo_tui.demo.paging import ImpossibleRange, page_of
from capgo_tui.demo.rows import Bundle


def read(call: Call) -> Answer:
    """Give a page of an app's bundles, newest first; a page without any is a 400."""
    body = call.body_or_query()
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "app.read_bundles", app_id):
        raise Refusal("cannot_get_bundle", "You can't access this app", {"app_id": app_id})
    try:
        rows = page_of(call.world.bundles_of(app_id), body.get("page"))
    except ImpossibleRange as impossible:
        details = "Limit should be greater than or equal to zero."
        error = database_error("PGRST103", "Requested range not satisfiable", details)
        raise Refusal("cannot_get_bundle", "Cannot get bundle", {"supabaseError": error}) from impossible
    if not rows:
        raise Refusal("cannot_get_bundle", "Cannot get bundle", {"supabaseError": None})
    return Answer([records.bundle(row) for row in rows])


def delete(call: Call) -> Answer:
    """Delete one bundle softly, or, without a usable `version`, every one that no channel uses."""
    return delete_unless_linked(call, linked_in)


def linked_in(call: Call, app_id: str) -> set[int | None]:
    """Give the numbers of the bundles that the channels of an app use."""
    return {
        bundle_id
        for row in call.world.channels_of(app_id)
        for bundle_id in (row.version, row.rollout_version)
    }


def delete_unless_linked(call: Call, protected: Callable[[Call, str], set[int | None]]) -> Answer:
    """Delete one bundle softly, or every one that is not protected.

    Args:
        call: the request.
        protected: gives the numbers of the bundles of an app that may not go.
    """
    body = call.body_or_query()
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "bundle.delete", app_id):
        raise Refusal("cannot_delete_bundle", "You can't access this app", {"app_id": app_id})
    version = body.get("version")
    linked = protected(call, app_id)
    if not version:
        for bundle in call.world.bundles_of(app_id):
            if bundle.id not in linked:
                _delete_softly(call, bundle)
        return Answer({"status": "ok"})
    found = call.world.bundle_named(app_id, version)
    if found is None:
        raise Refusal("cannot_delete_version", "Cannot delete version", {"supabaseError": no_such_row()})
    if found.id in linked:
        more = {"app_id": app_id, "version": version}
        raise Refusal("cannot_delete_linked_version", "Cannot delete a bundle linked to a channel", more)
    _delete_softly(call, found)
    return Answer({"status": "ok"})


def _delete_softly(call: Call, bundle: Bundle) -> None:
    with journal.updating(call, bundle):
        bundle.deleted = True
        bundle.deleted_at = bundle.updated_at = call.now
