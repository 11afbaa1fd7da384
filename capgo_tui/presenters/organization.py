"""How organizations look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.columns import Column, Level
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.flags import text_column, told
from capgo_tui.presenters.time_columns import age_column
from capgo_tui.presenters.times import Now, moment

if TYPE_CHECKING:
    from capgo_tui.models.organization import Organization


def organization_columns(now: Now) -> tuple[Column[Organization], ...]:
    """The columns of a list of organizations."""
    return (
        text_column("name", "name", lambda o: o.name, width=20, grow=True),
        text_column("id", "id", lambda o: o.id, width=36, muted=True),
        text_column(
            "email",
            "management email",
            lambda o: o.management_email,
            level=Level.MEDIUM,
            width=22,
            sent="management_email",
        ),
        age_column("created", "created", lambda o: o.created_at, now),
        text_column("website", "website", lambda o: o.website, level=Level.WIDE, width=20, sent="website"),
        text_column(
            "customer_id", "customer", lambda o: o.customer_id, level=Level.WIDE, width=16, sent="customer_id"
        ),
        age_column("updated", "updated", lambda o: o.updated_at, now, level=Level.WIDE),
        text_column(
            "created_by",
            "created by",
            lambda o: o.created_by,
            level=Level.WIDE,
            width=36,
            muted=True,
            sent="created_by",
        ),
    )


def organization_details(organization: Organization, now: Now) -> list[Section]:
    """The fields of an organization."""
    o = organization
    return [
        Section(
            "Organization",
            (
                Row("name", o.name or "?"),
                Row("id", o.id),
                Row("management email", o.management_email or "?"),
                Row("website", told(o, "website", o.website)),
                Row("customer", told(o, "customer_id", o.customer_id)),
                Row("logo", told(o, "logo", o.logo)),
            ),
        ),
        Section(
            "History",
            (
                Row("created", moment(o.created_at, now())),
                Row("created by", o.created_by or "?"),
                Row("updated", moment(o.updated_at, now()), "a rename does not move it"),
            ),
        ),
    ]
