"""What a dialog saves with: it knows the record, the server and the rules, so that the dialog knows none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from capgo_tui.errors import Misused
from capgo_tui.presenters.field_changes import change_rows, request_text
from capgo_tui.presenters.preview import ChangeRow, Preview
from capgo_tui.rules.protection import protecting_name
from capgo_tui.services.changes.change import Change, Done

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

RecordT = TypeVar("RecordT")
EditT = TypeVar("EditT")
AnswerT = TypeVar("AnswerT")


class Saving(Generic[RecordT, EditT, AnswerT]):
    """Previews, checks and makes the change that a dialog describes.

    The change is made anew of the record as it was read last, so that what somebody else changed in the
    meantime is neither sent back nor lost.
    """

    def __init__(
        self,
        workspace: Workspace,
        prepare: Callable[[RecordT, EditT], Change[AnswerT]],
        record: RecordT,
        find: Callable[[], RecordT | None] | None = None,
    ) -> None:
        """Describe it.

        Args:
            workspace: the connection, and what protects names on it.
            prepare: makes the change of a record and what was typed; raises Misused if that cannot be sent.
            record: the record as the dialog shows it; for a new one whatever it is made in.
            find: gives the record as it was read last; None where there is nothing to read.
        """
        self._workspace = workspace
        self._prepare = prepare
        self._find = find
        self.record = record
        """The record as the dialog shows it."""

    def preview(self, edit: EditT) -> Preview:
        """What would be sent, and what it would do.

        Raises:
            Misused: it cannot be sent.
        """
        return preview_of(self._prepare(self.record, edit), self._workspace)

    async def look(self, edit: EditT) -> tuple[ChangeRow, ...]:
        """Read the record again: what changed since it was shown.

        Raises:
            CapgoError: it is gone, or cannot be read.
        """
        return change_rows(await self._workspace.changes.look(self._prepare(self.record, edit)))

    async def save(self, edit: EditT) -> Done[AnswerT]:
        """Send it.

        Raises:
            CapgoError: it was not made, or nobody knows.
        """
        return await self._workspace.changes.make(self._prepare(self._latest(), edit))

    def renew(self) -> None:
        """Take the record as it was read last for the one that is shown."""
        self.record = self._latest()

    def why_not(self, edit: EditT | None = None) -> str:
        """Why it cannot be saved: read-only mode, or a refusal before; empty if nothing is known."""
        reason = self._workspace.read_only_reason
        if reason or edit is None:
            return reason
        try:
            change = self._prepare(self.record, edit)
        except Misused:
            return ""
        return self._workspace.why_not(change.write.action, change.target.scope)

    def _latest(self) -> RecordT:
        found = self._find() if self._find is not None else None
        return self.record if found is None else found


def preview_of(change: Change[AnswerT], workspace: Workspace) -> Preview:
    """A change as it is shown before it is sent."""
    names, why = names_to_type(change, workspace)
    return Preview(
        changes=change_rows(change.rows),
        request=_requests(change, workspace),
        warnings=change.warnings,
        final=change.final,
        typed=names,
        why_typed=why,
    )


def _requests(change: Change[Any], workspace: Workspace) -> str:
    """What is sent, without secrets; what is sent before it comes first."""
    write = change.write
    masked = workspace.client.masked
    own = request_text(write.method, masked(write.target), masked(write.body))
    return own if change.first is None else f"{_requests(change.first, workspace)}\n{own}"


def names_to_type(change: Change[AnswerT], workspace: Workspace) -> tuple[tuple[str, ...], str]:
    """The names that have to be typed before a change is sent, and why.

    One for what cannot be undone, and one for a record, app or organization that the profile protects.
    """
    names = [change.typed] if change.typed else []
    protected = protecting_name(change.names(), workspace.protected)
    why = change.why_typed
    if protected and not any(protected in name.split() for name in names):
        names.append(protected)
        why = f"{why} The profile protects {protected}.".strip()
    return tuple(names), why


def with_warnings(change: Change[AnswerT], *more: str) -> Change[AnswerT]:
    """A change with more to know before."""
    return replace(change, warnings=(*change.warnings, *more))
