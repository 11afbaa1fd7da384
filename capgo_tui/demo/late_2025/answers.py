"""What answered otherwise in November 2025 than today, apart from statistics (contract/api.md 6 and 9)."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace

from capgo_tui.demo.access import may_in_app
from capgo_tui.demo.calls import Answer, Call, Handler
from capgo_tui.demo.current import bundles, channel_edits, devices, organizations
from capgo_tui.demo.current.app_ids import no_access, want_app_id
from capgo_tui.demo.early_2025.devices import page
from capgo_tui.demo.errors import Json
from capgo_tui.demo.paging import CAP, range_of

_ROLLOUT = re.compile("rollout|auto_?pause", re.IGNORECASE)


def create_organization(call: Call) -> Answer:
    """Create as today; until 19 January 2026 the answer had a status."""
    answer = organizations.create(call)
    created = dict(answer.body) if isinstance(answer.body, dict) else {}
    return Answer({"status": "Organization created", **created})


def post_channel(call: Call) -> Answer:
    """Create or update as today; until 6 July 2026 a `version` that is left out un-linked.

    What the body says of rollouts is passed over: they came on the same day.
    """
    call.unlinks_on_post = True
    with contextlib.suppress(ValueError):
        body = json.loads(call.raw)
        if isinstance(body, dict):
            call.raw = json.dumps(_without_rollouts(body)).encode()
    return channel_edits.post(call)


def before_rollouts(handler: Handler) -> Handler:
    """Make a handler of today answer without the fields that came with rollouts, on 6 July 2026."""

    def answer(call: Call) -> Answer:
        given = handler(call)
        body = given.body
        rows = [_without_rollouts(row) for row in body] if isinstance(body, list) else body
        return replace(given, body=_without_rollouts(rows) if isinstance(rows, dict) else rows)

    return answer


def _without_rollouts(row: Json) -> Json:
    return {name: value for name, value in row.items() if not _ROLLOUT.search(name)}


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
