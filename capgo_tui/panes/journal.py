"""The journal: every change that this program made, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.content import Content

from capgo_tui.errors import CapgoError
from capgo_tui.messages import MakeAgain, TakeBack
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Section
from capgo_tui.presenters.journal import STATE_LEGEND, entry_document, journal_columns, journal_details
from capgo_tui.safe_text import clean
from capgo_tui.services.journal import Entry
from capgo_tui.services.journal_listing import journal_listing
from capgo_tui.services.plans.unfinished import Unfinished, find_out, mark_seen, unfinished_plans
from capgo_tui.services.undoing import UNCLEAR, resolve, why_no_undo
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

ALL, PROFILE, APP = "all", "profile", "app"
"""Which changes a pane shows: all, those of this profile on this server, those of one app."""

_NAMED: Final = 3
"""Of how many changes that were never sent the banner tells."""
_FOUND_AT_ONCE: Final = 50
"""Of how many changes it is found out at once what became of them."""


class JournalPane(ListPane[Entry]):
    """A table of changes, newest first; for `APP` the subject is the app, else the scope itself."""

    noun = "change"
    remembers = False
    at_first = 300
    legend = STATE_LEGEND

    BINDINGS = [
        shown("u", "undo", "undo", "journal.undo", "Take back this change, or the marked ones"),
        quiet("U", "redo", "journal.redo", "Make the change again that was taken back last"),
        shown("r", "reload", "refresh", "journal.refresh", "Read again, also what became of unclear changes"),
    ]

    def __init__(self, scope: str) -> None:
        """Make the pane.

        Args:
            scope: which changes it shows, and its id.
        """
        super().__init__(id=scope)
        self._scope = scope

    def columns(self) -> tuple[Column[Entry], ...]:
        """Changes."""
        return journal_columns(self.now)

    def listing(self, workspace: Workspace) -> Listing[Entry]:
        """The changes of the scope."""
        return journal_listing(workspace, self._wants)

    def _wants(self, entry: Entry) -> bool:
        workspace, intent = self.connection, entry.intent
        if self._scope == PROFILE:
            return (intent.profile, intent.host) == (workspace.profile, workspace.client.host)
        return self._scope == ALL or self.subject in {intent.target.app_id, intent.target.key}

    def key_of(self, record: Entry) -> object:
        """A change keeps its id."""
        return record.intent.id

    def title_of(self, record: Entry) -> str:
        """A change goes by what it does."""
        return record.intent.title

    def details_of(self, record: Entry) -> Sequence[Section]:
        """A change in full."""
        titles = (
            {} if self._shown is None else {one.intent.id: one.intent.title for one in self._shown.records}
        )
        return journal_details(record, self.now, titles)

    def document_of(self, record: Entry) -> object:
        """Its lines in the journal."""
        return entry_document(record)

    @property
    def empty_text(self) -> str:
        """What the journal is for."""
        path = self.connection.journal.path
        where = f"in {clean(path)}" if path is not None else "until the program ends"
        return (
            "Nothing was changed here yet.\n\n"
            "Every change leaves a line before it is sent and one when it is known what became of it,\n"
            f"{where}: to look it up, and to take it back with u."
        )

    # What is unclear -----------------------------------------------------------------------

    @property
    def unclear(self) -> list[Entry]:
        """The changes shown that may have been made, on this server."""
        if self._shown is None:
            return []
        host = self.connection.client.host
        return [each for each in self._shown.records if each.state in UNCLEAR and each.intent.host == host]

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:  # noqa: ARG002
        """Say above the rows what stands out."""
        unclear, skipped = len(self.unclear), workspace.journal.skipped
        try:
            plans = await asyncio.to_thread(unfinished_plans, workspace)
        except CapgoError:
            return  # the list itself has said why
        told = [f"{_unfinished(plan)} r reads what became of it, and closes it." for plan in plans]
        if unclear:
            what = "1 change" if unclear == 1 else f"{unclear} changes"
            told.append(f"{what} may have been made: r reads what became of it.")
        if skipped:
            lines = "1 line" if skipped == 1 else f"{skipped} lines"
            told.append(f"{lines} of the journal cannot be read.")
        if told:
            self.warn(Content(" ".join(told)))

    def action_reload(self) -> None:
        """Find out what became of unclear changes and unfinished plans, then read the journal again."""
        self.read_unclear()

    @work(exclusive=True, group="load")
    async def read_unclear(self) -> None:
        """Read the records of unclear changes, and write down what they tell."""
        unclear = self.unclear[:_FOUND_AT_ONCE]
        if unclear:
            what = "1 change" if len(unclear) == 1 else f"{len(unclear)} changes"
            self.notify(f"Reading what became of {what}…", markup=False, timeout=2)
        try:
            known = await resolve(self.connection, unclear)
        except CapgoError as error:
            self.notify(clean(str(error), 400), severity="error", markup=False)
        else:
            left = sum(entry.state in UNCLEAR for entry in known)
            if left:
                what = "1 change" if left == 1 else f"{left} changes"
                self.notify(f"Reading does not tell about {what}.", severity="warning", markup=False)
            await self._close_plans()
        self.call_later(self.load, refresh=True)

    async def _close_plans(self) -> None:
        """Find out about the plans that an earlier start left in the middle, say it, and let them be."""
        try:
            for plan in await asyncio.to_thread(unfinished_plans, self.connection):
                known = await find_out(self.connection, plan)
                mark_seen(self.connection, known)
                self.notify(_unfinished(known), severity="warning", markup=False, timeout=15)
        except CapgoError as error:
            self.notify(clean(str(error), 400), severity="error", markup=False)

    # Taking back ---------------------------------------------------------------------------

    def why_not(self, action: str) -> str:
        """Why a change cannot be taken back: read-only mode, or what the journal says of it."""
        if action not in {"undo", "redo"} or self.workspace is None:
            return super().why_not(action)
        reason, entry = self.connection.read_only_reason, self.table.record
        if reason or action == "redo" or self.table.marked or entry is None or entry.state in UNCLEAR:
            return reason
        return why_no_undo(entry, self.connection.client.host)

    def action_undo(self) -> None:
        """Plan to take back the marked changes, else the one under the cursor."""
        chosen = self.chosen() if not self.table.marked else None
        entries = [chosen] if chosen is not None else self.table.marked_records()
        if entries:
            self.post_message(TakeBack(entries))

    def action_redo(self) -> None:
        """Plan to make the change again that was taken back last."""
        self.post_message(MakeAgain())

    @on(RecordTable.Highlighted)
    def _near_end(self, event: RecordTable.Highlighted) -> None:
        """The keys are those of another row; reaching the last one reads on."""
        self.refresh_bindings()
        if event.record is None or not self.table.at_end or self.table.filter:
            return
        if self.has_more and not self.is_busy:
            self.read_more(1)


def _unfinished(plan: Unfinished) -> str:
    """How far a plan came, and what of it was never sent."""
    left = [clean(title, 60) for title in plan.not_begun]
    named = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
    return f"{plan.sentence.removesuffix(' J shows it.')}" + (f" Not begun: {named}." if left else "")
