"""How members of an organization look. One vocabulary for both generations of servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import text_column, told

if TYPE_CHECKING:
    from capgo_tui.models.member import Member
    from capgo_tui.presenters.times import Now


_OLD_MEMBERS: Final = frozenset({"read", "upload", "write"})
"""Words of servers before May 2026 for what is a member today (contract/api.md 3.2)."""


def role_text(role: str | None) -> str:
    """A role without its scope: `org_super_admin` reads `super admin`.

    What a member of an old server may is told beside: `invite_read` reads `member (read)`.
    """
    if not role:
        return "?"
    word = role.removeprefix("invite_").removeprefix("org_").replace("_", " ")
    return f"member ({word})" if word in _OLD_MEMBERS else word


def member_state(member: Member) -> str:
    """Whether a member has joined, or is only invited."""
    return "?" if member.is_tmp is None else "invited" if member.is_tmp else "active"


def member_columns(now: Now) -> tuple[Column[Member], ...]:  # noqa: ARG001 - one signature for all tables
    """The columns of the Members table."""
    return (
        text_column("email", "email", lambda m: m.email, width=28, grow=True, sent="email"),
        Column("role", "role", text=lambda m: role_text(m.role), sort=lambda m: role_text(m.role), width=16),
        Column(
            "state",
            "state",
            text=member_state,
            sort=member_state,
            width=8,
            tone=lambda m: Tone.WARN if m.is_tmp else Tone.PLAIN,
        ),
        text_column("uid", "uid", lambda m: m.uid, level=Level.WIDE, width=36, muted=True),
    )


def member_details(member: Member, now: Now) -> list[Section]:  # noqa: ARG001 - one signature for all details
    """The fields of a member."""
    return [
        Section(
            "Member",
            (
                Row("email", member.email or "?"),
                Row(
                    "role",
                    role_text(member.role),
                    "" if member.role == role_text(member.role) else member.role or "",
                ),
                Row("state", member_state(member)),
                Row("uid", member.uid or "?"),
                Row("picture", told(member, "image_url", member.image_url)),
            ),
        )
    ]
