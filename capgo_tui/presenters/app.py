"""How apps look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.numbers import whole
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import Now

if TYPE_CHECKING:
    from capgo_tui.models.app import App


def app_columns(now: Now) -> tuple[Column[App], ...]:
    """The columns of a list of apps."""
    return (
        text_column("app", "app", lambda a: a.app_id, width=26, grow=True),
        text_column("name", "name", lambda a: a.name, width=18, grow=True),
        text_column("last_version", "last version", lambda a: a.last_version, width=12),
        Column(
            "overrides",
            "overrides",
            text=lambda a: whole(a.channel_device_count),
            sort=lambda a: a.channel_device_count,
            level=Level.MEDIUM,
            width=9,
            right=True,
        ),
        Column(
            "rollouts",
            "rollouts",
            text=lambda a: whole(a.rollout_channel_count),
            sort=lambda a: a.rollout_channel_count,
            level=Level.MEDIUM,
            width=8,
            right=True,
        ),
        age_column("updated", "updated", lambda a: a.updated_at, now),
        age_column("created", "created", lambda a: a.created_at, now, level=Level.WIDE),
        text_column(
            "organization", "organization", lambda a: a.owner_org, level=Level.WIDE, width=36, muted=True
        ),
        text_column("id", "id", lambda a: a.id, level=Level.WIDE, width=36, muted=True),
    )
