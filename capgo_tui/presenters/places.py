"""A place in the program: an app or an organization, a tab, a record, and how its table is looked at."""

from __future__ import annotations

from dataclasses import dataclass

DETAILS = "details"
"""The tab of an organization's own fields."""
ORGANIZATION_TABS = (DETAILS, "members", "keys", "audit")
"""The tabs of an organization."""


@dataclass(frozen=True)
class Place:
    """Where one is; texts are raw. A record, a filter or an order is of a tab, so none is without one."""

    app_id: str = ""
    """The app; empty for a place of an organization."""
    org_id: str = ""
    """The organization, where it is no place of an app."""
    tab: str = ""
    """`channels`, `devices`, … of an app; of an organization one of `ORGANIZATION_TABS`; or empty."""
    record: str = ""
    """What the record is recognised by: a device's id, a channel's or bundle's number, or its name."""
    filter: str = ""
    """The filter of the table, as it is typed."""
    sort: str = ""
    """The key of the column that the table is sorted by."""
    descending: bool = False
    """Whether the greatest comes first."""
