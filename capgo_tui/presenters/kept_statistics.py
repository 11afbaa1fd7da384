"""How the local history of statistics looks in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.flags import text_column
from capgo_tui.presenters.numbers import size, whole

if TYPE_CHECKING:
    from capgo_tui.services.history import Summary


def summary_columns(bytes_of_row: float) -> tuple[Column[Summary], ...]:
    """The columns of what is kept, one row for an app, an organization, or everything of a profile.

    Args:
        bytes_of_row: what a row takes in the file, on average.
    """

    def bytes_of(of: Summary) -> float:
        return round(bytes_of_row * of.rows)

    return (
        text_column("host", "server", lambda s: s.key.host, width=23, level=Level.MEDIUM),
        text_column("kind", "kind", lambda s: s.key.kind, width=12),
        text_column("name", "name", lambda s: s.key.name, width=26, grow=True),
        Column("first_day", "first day", lambda s: s.first.isoformat(), lambda s: s.first.isoformat()),
        Column("last_day", "last day", lambda s: s.last.isoformat(), lambda s: s.last.isoformat()),
        Column(
            "rows",
            "rows",
            text=lambda s: whole(s.rows),
            sort=lambda s: s.rows,
            width=8,
            right=True,
            value=lambda s: s.rows,
        ),
        Column(
            "bytes",
            "size",
            text=lambda s: size(bytes_of(s)),
            sort=bytes_of,
            width=9,
            right=True,
            value=bytes_of,
        ),
    )
