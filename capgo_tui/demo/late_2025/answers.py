"""What answered otherwise in November 2025 than today, apart from statistics (contract/api.md 6 and 9)."""

from __future__ import annotations

from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call
from capgo_tui.demo.current import bundles, channel_edits, devices, organizations
from capgo_tui.demo.current.app_ids import no_access, want_app_id
from capgo_tui.demo.early_2025.devices import page
from capgo_tui.demo.paging import CAP, range_of


def create_organization(call: Call) -> Answer:
    """Create as today; until 19 January 2026 the answer had a status."""
    answer = organizations.create(call)
    created = dict(answer.body) if isinstance(answer.body, dict) else {}
    return Answer({"status": "Organization created", **created})


def post_channel(call: Call) -> Answer:
    """Create or update as today; until 6 July 2026 a `version` that is left out un-linked."""
    call.unlinks_on_post = True
    return channel_edits.post(call)


def delete_bundle(call: Call) -> Answer:
    """Delete as today; until July 2026 channels did not protect theirs."""
    return bundles.delete_unless_linked(call, lambda *_: set())


def read_devices(call: Call) -> Answer:
    """Give one device as today, or an array by page: cursors came on 2 December 2025."""
    body = call.body_or_query()
    if body.get("device_id"):
        return devices.read(call)
    app_id = want_app_id(body)
    if not may_in_app(call.world, call.key, "app.read_devices", app_id):
        raise no_access(app_id)
    first, last = range_of(body.get("page"))
    return Answer(page(call.world, app_id, first, min(last, CAP)))
