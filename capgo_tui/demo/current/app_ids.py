"""What every route about an app asks of its id."""

from __future__ import annotations

import re
from typing import Any

from capgo_tui.demo.errors import Json, Refusal

_REVERSE_DOMAIN = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9_-]+)+")


def want_app_id(body: Json) -> str:
    """Give the `app_id` of a body.

    Raises:
        Refusal: it is missing (the body is echoed), or no reverse domain.
    """
    app_id = body.get("app_id")
    if not app_id:
        raise Refusal("missing_app_id", "Missing app_id", {"body": body})
    return valid(app_id)


def valid(app_id: Any) -> str:
    """Give an app id back.

    Raises:
        Refusal: it is no reverse domain.
    """
    if not isinstance(app_id, str) or not _REVERSE_DOMAIN.fullmatch(app_id):
        raise Refusal("invalid_app_id", "App ID must be a reverse domain string", {"app_id": app_id})
    return app_id


def no_access(app_id: str, **more: Any) -> Refusal:
    """Answer 400 `cannot_access_app`."""
    return Refusal("cannot_access_app", "You can't access this app", {"app_id": app_id, **more})
