"""How API keys look. Never the secret: a list holds it only on servers of 2025, and it is masked there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import UNKNOWN, flag_column, text_column, told, word
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import NONE, Now, age, moment

if TYPE_CHECKING:
    from capgo_tui.models.api_key import ApiKey


MODES: Final = {
    "read": "reads channels, devices and bundles",
    "upload": "uploads bundles; reads no channels, devices or bundles",
    "write": "changes channels, devices and bundles",
    "all": "everything, also keys and statistics",
}
"""What a key of a mode may (contract/api-seed.md 2)."""


def _expiry_tone(key: ApiKey, now: Now) -> Tone:
    """Say that a key has expired, or soon will."""
    if key.expires_at is None:
        return Tone.MUTED
    left = (key.expires_at - now()).days
    return Tone.BAD if left < 0 else Tone.WARN if left < 14 else Tone.PLAIN


def _expiry_text(key: ApiKey, now: Now) -> str:
    """When a key ends, or how long ago it did; `?` where the server does not say."""
    if key.expires_at is None:
        return "never" if key.never_expires else UNKNOWN
    ends = age(key.expires_at, now())
    return f"{ends} ago" if key.expires_at < now() and ends != "now" else ends


def rights_of(key: ApiKey) -> str:
    """What the server tells of a key's rights: the old mode, or today's global permissions."""
    return key.mode or ", ".join(key.global_permissions or ()) or NONE


def limits_of(key: ApiKey, name_of: Callable[[str], str] = str) -> str:
    """What a key is limited to; a dash for nothing, `?` where the server does not say.

    Args:
        key: the key.
        name_of: gives the name of an organization, by its id.
    """
    if key.limited_to_orgs is None and key.limited_to_apps is None:
        return UNKNOWN
    named = [*map(name_of, key.limited_to_orgs or ()), *(key.limited_to_apps or ())]
    return ", ".join(named) or NONE


def api_key_columns(now: Now, name_of: Callable[[str], str] = str) -> tuple[Column[ApiKey], ...]:
    """The columns of the Keys table.

    Args:
        now: gives the present time, for ages.
        name_of: gives the name of an organization, by its id.
    """

    def limits(key: ApiKey) -> str:
        return limits_of(key, name_of)

    expires: Column[ApiKey] = age_column("expires", "expires", lambda k: k.expires_at, now)
    return (
        text_column("name", "name", lambda k: k.name, width=24, grow=True, sent="name"),
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
        Column("rights", "rights", text=rights_of, sort=rights_of, width=14),
        Column("limits", "limited to", text=limits, sort=limits, level=Level.WIDE, width=24),
        age_column("updated", "updated", lambda k: k.updated_at, now, level=Level.WIDE),
        text_column(
            "user_id", "user", lambda k: k.user_id, level=Level.WIDE, width=36, muted=True, sent="user_id"
        ),
        text_column(
            "rbac_id", "rbac id", lambda k: k.rbac_id, level=Level.WIDE, width=36, muted=True, sent="rbac_id"
        ),
    )


def api_key_details(key: ApiKey, now: Now, name_of: Callable[[str], str] = str) -> list[Section]:
    """The fields of a key.

    Args:
        key: the key.
        now: gives the present time.
        name_of: gives the name of an organization, by its id.
    """
    rights = MODES.get(key.mode, "") if key.mode else "the API does not list role bindings"
    return [
        Section(
            "API key",
            (
                Row("name", key.name or "?"),
                Row("id", str(key.id)),
                Row("rights", rights_of(key), rights),
                *_reach(key, name_of),
                *_secret(key),
                Row("hashed", word(key.is_hashed_key), "a hashed key is stored as SHA-256 only"),
                _end(key, now),
            ),
        ),
        Section(
            "History",
            (
                Row("created", moment(key.created_at, now())),
                Row("updated", moment(key.updated_at, now())),
                Row("user", key.user_id or "?"),
                Row("rbac id", told(key, "rbac_id", key.rbac_id)),
            ),
        ),
    ]


def _end(key: ApiKey, now: Now) -> Row:
    """When it ends."""
    if key.expires_at is not None:
        return Row("expires", moment(key.expires_at, now()), tone=_expiry_tone(key, now))
    if key.never_expires:
        return Row("expires", "never")
    return Row("expires", "unknown", "this server does not say when a key ends")


def _reach(key: ApiKey, name_of: Callable[[str], str]) -> list[Row]:
    """What it is limited to, on servers whose keys have modes; today's bind roles instead."""
    if key.mode is None:
        return []
    rows = []
    for label, ids, named in (
        ("organizations", key.limited_to_orgs, name_of),
        ("apps", key.limited_to_apps, str),
    ):
        if ids is None:
            rows.append(Row(label, "unknown", "this server does not say what a key is limited to"))
        else:
            rows.append(Row(label, ", ".join(map(named, ids)) or "all that its owner reaches"))
    return rows


def _secret(key: ApiKey) -> list[Row]:
    """The end of the key itself, where a server lists it."""
    return (
        [] if key.key is None else [Row("key", key.key.masked(), "this server lists it; more is not shown")]
    )
