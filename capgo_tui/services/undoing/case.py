"""One change that is being taken back, and what is known around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from capgo_tui.errors import Misused
from capgo_tui.models.facts import Fact, Facts
from capgo_tui.presenters.field_changes import label_of
from capgo_tui.services.changes.change import Change
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.journal import Entry
from capgo_tui.services.plans.reading import read_bundles
from capgo_tui.services.undoing.history import History, Identity, NotTold, left_by
from capgo_tui.services.undoing.records import Record, read_records, with_facts

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import OrganizationData, Workspace

RecordT = TypeVar("RecordT", bound=Record)


class Records:
    """Records as they are now, and as they will be once what is planned already was done."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[Identity, Record | None] = {}
        self._bundles: dict[str, dict[str, Bundle]] = {}

    async def read(self, targets: Iterable[Target]) -> None:
        """Read records together; what fails is read, and fails, again when it is asked for.

        Raises:
            CapgoError: they cannot be read.
        """
        found = await read_records(self._workspace, targets)
        self._known |= {target.identity: record for target, record in found.items()}

    async def get(self, target: Target) -> Record | None:
        """A record, read at most once; None if there is none.

        Raises:
            CapgoError: it cannot be read.
        """
        if target.identity in self._known:
            return self._known[target.identity]
        if target.kind is Kind.BUNDLE:  # one list has all of an app, so it is read once
            if target.app_id not in self._bundles:
                self._bundles[target.app_id] = await read_bundles(self._workspace.app(target.app_id))
            return self._bundles[target.app_id].get(target.key)
        await self.read([target])
        return self._known[target.identity]

    async def change(self, target: Target, values: Facts) -> None:
        """Have a record say something else from now on."""
        present = await self.get(target)
        if present is not None:
            self._known[target.identity] = with_facts(present, values)

    def put(self, target: Target, record: Record | None) -> None:
        """Have another record from now on, or none."""
        self._known[target.identity] = record


@dataclass
class Case:
    """One change that is being taken back."""

    workspace: Workspace
    """The connection."""
    entry: Entry
    """The change."""
    records: Records
    """The records as they are now."""
    history: History
    """What else was done to them."""
    notes: list[str] = field(default_factory=list)
    """What stays as it is, or has to be known, as sentences."""

    @property
    def target(self) -> Target:
        """What it is about."""
        return self.entry.intent.target

    @property
    def data(self) -> AppData:
        """The app that it is in."""
        return self.workspace.app(self.target.app_id)

    @property
    def organization(self) -> OrganizationData:
        """The organization that it is in."""
        return self.workspace.organization(self.target.org_id)

    @property
    def answer(self) -> dict[str, Any]:
        """What the journal kept of the server's answer."""
        outcome = self.entry.outcome
        return dict(outcome.answer or {}) if outcome is not None else {}

    async def record(self, kind: type[RecordT]) -> RecordT:
        """The record as it is now.

        Raises:
            Misused: there is none any more.
            CapgoError: it cannot be read.
        """
        present = await self.records.get(self.target)
        if not isinstance(present, kind):
            raise Misused(f"There is no {self.target.kind} {self.target.name} any more.")
        return present

    async def want_none(self) -> None:
        """Want that there is no such record.

        Raises:
            Misused: there is one again.
            CapgoError: it cannot be read.
        """
        if await self.records.get(self.target) is not None:
            raise Misused(f"There is a {self.target.kind} {self.target.name} again.")

    def want_some(self, present: Facts | None, facts: Facts) -> dict[str, Fact]:
        """Those of some fields that would change.

        Raises:
            Misused: there is none.
        """
        changed = {name: value for name, value in facts.items() if (present or {}).get(name, self) != value}
        if not changed:
            raise Misused(" ".join(self.notes) or "It says already what it said before.")
        return changed

    def facts_before(self, also: Iterable[str] = ()) -> dict[str, Fact]:
        """What it said in the fields that were changed.

        What its own line does not tell, the lines before it may. What nobody knows is left out, and said.

        Args:
            also: fields that may have changed along with those that were asked for.
        """
        before, left = self.entry.intent.before or {}, left_by(self.entry) or {}
        names = [*(self.entry.intent.after or {})]
        names += [name for name in also if name not in names and before.get(name) != left.get(name)]
        found: dict[str, Fact] = {}
        unknown = []
        for name in names:
            value = before[name] if name in before else self.history.known_before(self.entry, name)
            if isinstance(value, NotTold):
                unknown.append(label_of(name))
            else:
                found[name] = value
        if unknown:
            self.notes.append(f"What {_listed(unknown)} said before is not known, so that stays.")
        return found


Inverse: TypeAlias = Callable[[Case], Awaitable[list[Change[Any]]]]
"""Gives what takes a change back, in the order in which it is to be done, and keeps `records` up to date.

Raises Misused with the sentence that says why nothing does, any other CapgoError if that cannot be found out.
"""


def moment(value: Fact) -> datetime | None:
    """A time as facts have it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _listed(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
