"""How API keys look. Never the secret: a list holds it only on servers of 2025, and it is masked there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import flag_column, text_column, word
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, age, moment

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey


def _expiry_tone(key: ApiKey, now: Now) -> Tone:
    """Say that a key has expired, or soon will."""
    if key.expires_at is None:
        return Tone.MUTED
    left = (key.expires_at - now()).days
    return Tone.BAD if left < 0 else Tone.WARN if left < 14 else Tone.PLAIN


def _expiry_text(key: ApiKey, now: Now) -> str:
    """When a key ends, or how long ago it did."""
    if key.expires_at is None:
        return "never"
    ends = age(key.expires_at, now())
    return f"{ends} ago" if key.expires_at < now() and ends != "now" else ends


def rights_of(key: ApiKey) -> str:
    """What the server tells of a key's rights: the old mode, or today's global permissions."""
    return key.mode or ", ".join(key.global_permissions or ()) or NONE


def api_key_columns(now: Now) -> tuple[Column[ApiKey], ...]:
    """The columns of the Keys table."""
    expires: Column[ApiKey] = age_column("expires", "expires", lambda k: k.expires_at, now)
    return (
        text_column("name", "name", lambda k: k.name, width=24, grow=True),
        Column("id", "id", text=lambda k: str(k.id), sort=lambda k: k.id, width=8, right=True),
        age_column("created", "created", lambda k: k.created_at, now),
        Column(
            expires.key,
            expires.title,
            text=lambda k: _expiry_text(k, now),
            sort=expires.sort,
            level=Level.MEDIUM,
            width=expires.width,
            right=True,
            tone=lambda k: _expiry_tone(k, now),
            value=expires.value,
        ),
        flag_column("hashed", "hashed", lambda k: k.is_hashed_key),
        Column("rights", "rights", text=rights_of, sort=rights_of, level=Level.MEDIUM, width=14),
        age_column("updated", "updated", lambda k: k.updated_at, now, level=Level.WIDE),
        text_column("user_id", "user", lambda k: k.user_id, level=Level.WIDE, width=36, muted=True),
        text_column("rbac_id", "rbac id", lambda k: k.rbac_id, level=Level.WIDE, width=36, muted=True),
    )


def api_key_details(key: ApiKey, now: Now) -> list[Section]:
    """The fields of a key."""
    expires = "never" if key.expires_at is None else moment(key.expires_at, now())
    return [
        Section(
            "API key",
            (
                Row("name", key.name or "?"),
                Row("id", str(key.id)),
                Row("rights", rights_of(key), "the API does not list role bindings"),
                Row("hashed", word(key.is_hashed_key), "a hashed key is stored as SHA-256 only"),
                Row("expires", expires, tone=_expiry_tone(key, now)),
            ),
        ),
        Section(
            "History",
            (
                Row("created", moment(key.created_at, now())),
                Row("updated", moment(key.updated_at, now())),
                Row("user", key.user_id or "?"),
                Row("rbac id", key.rbac_id or NONE),
            ),
        ),
    ]
