"""One connection, and everything that was read over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from capgo_tui.errors import CapgoError
from capgo_tui.services.estate import Estate, read_estate
from capgo_tui.services.listing import Listing
from capgo_tui.services.opening import Look

if TYPE_CHECKING:
    from capgo_tui.api import Action, CapgoClient
    from capgo_tui.models.api_key import ApiKey
    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.models.member import Member
    from capgo_tui.models.organization import Organization
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.alerts.watching import Alerts
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.changes.making import Changes
    from capgo_tui.services.history import HistoryProblem
    from capgo_tui.services.journal import Journal
    from capgo_tui.services.permissions import Permissions
    from capgo_tui.services.plans.job import Job
    from capgo_tui.services.plans.jobs import Jobs
    from capgo_tui.services.plans.unfinished import Unfinished
    from capgo_tui.services.scans import Scans
    from capgo_tui.services.session import Session, SessionFile
    from capgo_tui.services.statistics.reader import Statistics

READ_ONLY: Final = "read-only mode: :rw leaves it"
"""Why nothing can be changed while the client is read-only."""

RecordT = TypeVar("RecordT")


class OrganizationData:
    """One organization's lists."""

    org_id: str
    members: Listing[Member]
    audit: Listing[AuditEntry]
    record: Listing[Organization]
    """The organization itself, as a list of one, so that it is kept and refreshed like the others."""

    def __init__(self, client: CapgoClient, org_id: str, now: Now) -> None:
        self.org_id = org_id
        self.record = Listing(_one_page(lambda: _single(client.organizations.read(org_id))), now)
        self.members = Listing(_one_page(lambda: client.members.read_all(org_id)), now)
        self.audit = Listing(lambda: _audit_pages(client, org_id), now)
        self._client, self._now = client, now
        self._audit_of: dict[str, Listing[AuditEntry]] = {}

    def audit_of(self, table: str) -> Listing[AuditEntry]:
        """The audit log of one table, such as `channels`, newest first; a list of its own, kept."""
        if table not in self._audit_of:
            self._audit_of[table] = Listing(lambda: _audit_pages(self._client, self.org_id, table), self._now)
        return self._audit_of[table]


class Workspace:
    """Reads over one connection and keeps what it read, until it is closed."""

    client: CapgoClient
    """The connection, for the meters and the log."""
    now: Now
    """Gives the present time of that server's world."""
    estate: Estate
    """The organizations and apps, once read."""
    keys: Listing[ApiKey]
    """The API keys that this key may see."""
    profile: str
    """The profile's name."""
    protected: tuple[str, ...]
    """Patterns of names that have to be typed before they are changed."""
    look: Look
    """What the profile says."""
    platforms: tuple[str, ...]
    """Which platforms channels serve, as the profile says it: `APP/CHANNEL: ios, android`."""
    private_api: bool
    """Whether routes that are not documented may be asked (contract/api.md 4)."""
    console: str
    """The address of the server's web console; empty where it is not known."""

    def __init__(
        self,
        client: CapgoClient,
        now: Now,
        look: Look | None = None,
        journal_file: Path | None = None,
        *,
        history_file: Path | None = None,
        alerts_file: Path | None = None,
        session_file: Path | None = None,
    ) -> None:
        """Make it; nothing is asked yet.

        Args:
            client: the connection.
            now: gives the present time of that server's world.
            look: what the profile says: its name, apps and protected names.
            journal_file: where changes are written down; None keeps them in memory.
            history_file: where statistics that were seen are kept; None keeps them in memory.
            alerts_file: where alerts are kept; None keeps them in memory.
            session_file: where it is kept where one was; None keeps it in memory.
        """
        look = look or Look()
        self.client = client
        self.look = look
        self.profile = look.profile
        self.protected = tuple(look.protected)
        self.platforms = tuple(look.platforms)
        self.private_api = look.private_api
        self.console = look.console
        self._journal_file = journal_file
        self._history_file = history_file
        self._alerts_file = alerts_file
        self._session_file = session_file
        self.now = now
        self.estate = Estate()
        self.keys = Listing(_one_page(client.api_keys.read_all), now)
        self._configured = look.apps
        self._apps: dict[str, AppData] = {}
        self._organizations: dict[str, OrganizationData] = {}
        self._watchers: list[Callable[[], None]] = []
        self._history_watchers: list[Callable[[HistoryProblem], None]] = []
        self._progress_watchers: list[Callable[[], None]] = []

    async def read_estate(self) -> Estate:
        """Read the tree, or read it again.

        Raises:
            CapgoError: nothing of it could be read; the old one stays.
        """
        self.estate = await read_estate(self.client, self._configured)
        for entry in self.estate.apps:
            if entry.record is not None and entry.app_id in self._apps:
                self._apps[entry.app_id].take_record(entry.record)
        return self.estate

    def app(self, app_id: str) -> AppData:
        """What is loaded of an app; made at the first call."""
        if app_id not in self._apps:
            from capgo_tui.services.app_data import AppData  # noqa: PLC0415 - not before an app is opened

            record = next((entry.record for entry in self.estate.apps if entry.app_id == app_id), None)
            self._apps[app_id] = AppData(self.client, app_id, self.now, record)
        return self._apps[app_id]

    def organization(self, org_id: str) -> OrganizationData:
        """What is loaded of an organization; made at the first call."""
        if org_id not in self._organizations:
            data = self._organizations[org_id] = OrganizationData(self.client, org_id, self.now)
            record = next(
                (entry.record for entry in self.estate.organizations if entry.org_id == org_id), None
            )
            if record is not None:
                data.record.seed([record])
        return self._organizations[org_id]

    def name_of(self, org_id: str) -> str:
        """What an organization is called, else its id; raw."""
        known = (org.name for org in self.estate.organizations if org.org_id == org_id)
        return next(known, None) or org_id

    def forget(self, gone: Collection[str]) -> None:
        """Let go of what was read of apps and organizations that are no more, by their ids."""
        for key in gone:
            self._apps.pop(key, None)
            self._organizations.pop(key, None)

    @cached_property
    def statistics(self) -> Statistics:
        """Figures by day, and how devices spread over bundles."""
        from capgo_tui.services.history import History  # noqa: PLC0415 - not before it is looked at
        from capgo_tui.services.statistics.reader import Statistics  # noqa: PLC0415

        history = History(self._history_file)
        return Statistics(self.client, self.now, history, self.profile, self._history_watchers)

    def watch_history(self, tell: Callable[[HistoryProblem], None]) -> None:
        """Be told, once, of what is wrong with the file in which statistics are kept."""
        self._history_watchers.append(tell)

    @cached_property
    def alerts(self) -> Alerts:
        """What is watched in statistics, and what fired."""
        from capgo_tui.rules.alerts.checking import Plan  # noqa: PLC0415 - not before the tree stands
        from capgo_tui.services.alerts.shelf import Shelf  # noqa: PLC0415
        from capgo_tui.services.alerts.watching import Alerts  # noqa: PLC0415

        plan = Plan(self.look.billing_day, self.look.limits)
        return Alerts(self.statistics, Shelf(self._alerts_file, self.profile), plan)

    async def may_have_alerts(self) -> bool:
        """Whether alerts were saved, as far as that can be told without reading any."""
        return self._alerts_file is not None and await asyncio.to_thread(self._alerts_file.exists)

    @property
    def alerts_fired(self) -> int:
        """How many alerts fired at their last check."""
        return len(self.alerts.fired) if "alerts" in self.__dict__ else 0

    # Changing ------------------------------------------------------------------------------

    @cached_property
    def journal(self) -> Journal:
        """What was changed, by this program and those before it."""
        from capgo_tui.services.journal import Journal  # noqa: PLC0415 - not before something is changed

        return Journal(self._journal_file, self.client.masked)

    @cached_property
    def permissions(self) -> Permissions:
        """What this key was refused."""
        from capgo_tui.services.permissions import Permissions  # noqa: PLC0415

        return Permissions()

    @cached_property
    def changes(self) -> Changes:
        """The one way to change something."""
        from capgo_tui.services.changes.making import Changes  # noqa: PLC0415

        return Changes(self.client, self.journal, self.permissions, self.now, self.profile)

    @cached_property
    def jobs(self) -> Jobs:
        """The plans that are being applied, whatever screen is shown."""
        from capgo_tui.services.plans.jobs import Jobs  # noqa: PLC0415

        return Jobs(self)

    @cached_property
    def scans(self) -> Scans:
        """The apps whose devices are all being read, whatever screen is shown."""
        from capgo_tui.services.scans import Scans  # noqa: PLC0415

        return Scans(self)

    @cached_property
    def session(self) -> Session:
        """Where one is, was, and how one looks at things; kept at the end."""
        return self._sessions.read()

    @property
    def _sessions(self) -> SessionFile:
        from capgo_tui.services.session import SessionFile  # noqa: PLC0415 - not before the tree stands

        return SessionFile(self._session_file, f"{self.profile} {self.client.host}")

    def keep_session(self) -> None:
        """Write down where one is, and the bookmarks.

        Raises:
            CapgoError: the file cannot be written.
        """
        self._sessions.write(self.session)

    @property
    def jobs_note(self) -> str:
        """How far running plans and scans are, in a few letters: `job 3/5`; empty if none runs."""
        notes = [self.jobs.note] if "jobs" in self.__dict__ else []
        notes += [self.scans.note] if "scans" in self.__dict__ else []
        return " ".join(note for note in notes if note)

    @property
    def all_jobs(self) -> tuple[Job, ...]:
        """The plans that are being applied or were, oldest first."""
        return self.jobs.all if "jobs" in self.__dict__ else ()

    async def unfinished(self) -> list[Unfinished]:
        """The plans that an earlier start of the program began, and that have no end.

        Raises:
            JournalProblem: the journal cannot be read.
        """
        if self._journal_file is None or not await asyncio.to_thread(self._journal_file.exists):
            return []
        from capgo_tui.services.plans.unfinished import unfinished_plans  # noqa: PLC0415

        return await asyncio.to_thread(unfinished_plans, self)

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Be told when lists may hold other records than they did; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def tell_changed(self) -> None:
        """Tell that lists may hold other records than they did."""
        for tell in tuple(self._watchers):
            tell()

    def watch_progress(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Be told when `jobs_note` may be another; call the result to end it."""
        self._progress_watchers.append(tell)
        return lambda: self._progress_watchers.remove(tell) if tell in self._progress_watchers else None

    def tell_progress(self) -> None:
        """Tell that `jobs_note` may be another."""
        for tell in tuple(self._progress_watchers):
            tell()

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be changed; empty if things can."""
        return READ_ONLY if self.client.read_only else ""

    def why_not(self, action: Action, scope: str) -> str:
        """Why an action cannot be done; empty if nothing is known to be in its way.

        Args:
            action: what is to be done.
            scope: the app or organization in which.
        """
        if self.client.read_only:
            return READ_ONLY
        if lacking := self.client.speech.why_not(action):
            return lacking
        code = self.permissions.refused(action, scope)
        return f"refused before: {code} (:perm reset forgets)" if code else ""

    async def close(self) -> None:
        """End the plans that run, and let the connection go."""
        if "jobs" in self.__dict__:
            await self.jobs.close()
        if "scans" in self.__dict__:
            await self.scans.close()
        if "session" in self.__dict__:
            with suppress(CapgoError):  # bookmarks were written when they were set; the rest is a convenience
                self.keep_session()
        await self.client.aclose()
        if "statistics" in self.__dict__:
            await self.statistics.close()


async def _single(reading: Awaitable[RecordT]) -> list[RecordT]:
    """Read one record as a list of one."""
    return [await reading]


def _one_page(read_all: Callable[[], Awaitable[list[RecordT]]]) -> Callable[[], AsyncIterator[list[RecordT]]]:
    """Make a list that the server sends whole into one that comes in pages."""

    async def pages() -> AsyncIterator[list[RecordT]]:
        yield await read_all()

    return pages


async def _audit_pages(
    client: CapgoClient, org_id: str, table: str | None = None
) -> AsyncIterator[list[AuditEntry]]:
    """Give the entries of each page of the audit log, newest first; of one table if one is named."""
    async for page in client.audit.pages(org_id, table=table):
        yield list(page.data)
