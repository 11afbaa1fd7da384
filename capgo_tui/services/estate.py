"""Which organizations and apps the key can see.

Both lists have gaps (contract/api.md 3.1, 3.5): organizations beyond fifty show only through their
apps, a key bound to one app sees no organization at all, and old servers have no list of apps. So
each answers for the other, and what cannot be read is said, not hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError, RefusalKind, Refused

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.models.app import App
    from capgo_tui.models.organization import Organization

NO_ORGANIZATION = ""
"""Stands for the organization of an app that tells none."""


@dataclass(frozen=True)
class AppEntry:
    """One app, as the tree shows it."""

    app_id: str
    org_id: str
    record: App | None = None
    """Its row; None where only the id is known."""


@dataclass(frozen=True)
class OrgEntry:
    """One organization with its apps."""

    org_id: str
    name: str | None
    """None where it cannot be read."""
    apps: Sequence[AppEntry]
    record: Organization | None = None


@dataclass(frozen=True)
class Estate:
    """Everything that the key can see, organizations by name, apps by id."""

    organizations: Sequence[OrgEntry] = ()
    problems: Sequence[CapgoError] = field(default=())
    """What could not be read, so that a gap can be explained."""

    @property
    def apps(self) -> list[AppEntry]:
        """All apps, in the tree's order."""
        return [app for org in self.organizations for app in org.apps]


_LISTS_NONE: Final = "This server is older and lists no apps."
_NAME_THEM: Final = 'Add yours by their ids, or name them in the profile: apps = ["com.acme.shop"].'


async def read_estate(client: CapgoClient, configured: Sequence[str] = ()) -> Estate:
    """Read the tree, in two requests where the server has both lists.

    Args:
        client: the connection.
        configured: app ids from the settings, used where the server lists none and names none.

    Raises:
        CapgoError: neither list could be read, and no app is configured.
    """
    problems: list[CapgoError] = []
    records: list[App] | None = None
    organizations: list[Organization] = []
    # One after the other: with a wrong key the second is never sent, and every one counts (api.md 2.4).
    try:
        records = await client.apps.read_all()
    except Refused as error:
        if error.kind is RefusalKind.BAD_LOGIN:
            raise
        if error.kind is RefusalKind.MISSING:
            error.said, error.next_step = _LISTS_NONE, _NAME_THEM
        if error.kind is not RefusalKind.MISSING or not configured:
            problems.append(error)
    try:
        organizations = await client.organizations.read_all(records)
    except CapgoError as error:
        problems.append(error)
    if records is None:
        apps = [AppEntry(app_id, NO_ORGANIZATION) for app_id in configured]
    else:
        apps = [AppEntry(app.app_id, app.owner_org or NO_ORGANIZATION, app) for app in records]
    if not apps and not organizations and problems:
        raise problems[0]
    return Estate(_join(organizations, apps), tuple(problems))


def _join(organizations: Sequence[Organization], apps: Sequence[AppEntry]) -> tuple[OrgEntry, ...]:
    """Put each app under its organization, adding those that only an app told of."""
    records = {organization.id: organization for organization in organizations}
    under: dict[str, list[AppEntry]] = {org_id: [] for org_id in records}
    for app in sorted(apps, key=lambda entry: entry.app_id):
        under.setdefault(app.org_id, []).append(app)
    entries = []
    for org_id, its_apps in under.items():
        record = records.get(org_id)
        entries.append(OrgEntry(org_id, record.name if record else None, tuple(its_apps), record))
    # Organizations without a name come last, for they are the least useful to look at.
    return tuple(
        sorted(entries, key=lambda entry: (entry.name is None, (entry.name or "").casefold(), entry.org_id))
    )
