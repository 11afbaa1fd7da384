"""Makes changes: look again, write the line before, send, read back, write the line after.

    present = await changes.look(change)      # somebody else may have changed it since it was shown
    done = await changes.make(change)

* The journal has its line before the request leaves; if it cannot be written, nothing is sent.
* An answer that was lost is no answer: the record is read, and what it says decides (contract/api.md 7.6).
* An ok is no proof either: what was wanted is compared with what the record says afterwards, and so is what
  nobody asked to change, such as the bundle that servers before July 2026 unlink (contract/api.md 3.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from capgo_tui.errors import CapgoError, Misused, Refused
from capgo_tui.models.facts import Difference, Facts, differences
from capgo_tui.services.changes.change import AnswerT, Change, Done
from capgo_tui.services.changes.comparing import unexpected, was_made
from capgo_tui.services.journal import Intent, Journal, JournalProblem, Outcome, State, new_id

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.permissions import Permissions

UNPUBLISHED = "unpublished"
"""Under which the journal keeps the channels that another one's becoming public made private."""

_SECRETS = frozenset({"session_key"})
"""Parameters that have no place in the journal."""

_NOT_SO = "it is not as it should be"


class Changes:
    """The one way from a change to the server."""

    def __init__(
        self, client: CapgoClient, journal: Journal, permissions: Permissions, now: Now, profile: str
    ) -> None:
        """Make it.

        Args:
            client: the connection.
            journal: where every change leaves its lines.
            permissions: what was refused before.
            now: gives the present time.
            profile: the profile's name, for the journal.
        """
        self._client = client
        self._journal = journal
        self._permissions = permissions
        self._now = now
        self._profile = profile

    async def look(self, change: Change[Any]) -> tuple[Difference, ...]:
        """Read the record again and say what changed since it was shown.

        Raises:
            Misused: there is one where there was none, or none where there was one.
            CapgoError: it cannot be read.
        """
        if change.unseen:
            return ()
        present = await change.read(None)
        if present is None and change.before is not None:
            raise Misused(
                f"There is no {change.target.kind} {change.target.name} any more.",
                next_step="Somebody else may have deleted it: read the list again.",
            )
        if change.before is None and present is not None:
            raise Misused(
                f"There is {change.target.kind.article} {change.target.name} already.",
                next_step="Choose another name, or change that one.",
                field=change.target.kind.named_by,
            )
        return differences(change.before, present)

    async def make(
        self, change: Change[AnswerT], *, batch: str = "", undoes: str = "", read_back: bool = True
    ) -> Done[AnswerT]:
        """Send a change, and find out what became of it.

        Args:
            change: what is to be done.
            batch: the plan that it is a part of.
            undoes: the journal's entry that it takes back; that of the change if empty.
            read_back: whether the record is read after an ok. Who makes many reads them together; a change
                that may change others is read back in any case.

        Raises:
            JournalProblem: it cannot be written down, so nothing was sent.
            CapgoError: it was not made; or nobody knows, if the error says so (`outcome_unknown`).
        """
        self._want_allowed(change)
        if change.beforehand is not None:
            await change.beforehand()
        if change.first is not None:
            await self.make(change.first, read_back=False)
        intent = self._intent(change, batch, undoes)
        try:
            self._journal.write(intent)
        except JournalProblem as problem:
            problem.next_step = f"Nothing was changed. {problem.next_step}"
            raise
        try:
            answer = await self._client.send(change.write)
        except CapgoError as error:
            other = _instead(change, error)
            if other is None:
                return await self._failed(change, intent, error)
            self._note(intent, State.REFUSED, error=error)
            return await self.make(other, batch=batch, undoes=undoes, read_back=read_back)
        except BaseException:  # cancelled while it was under way: only a later reading can tell
            self._note(intent, State.UNKNOWN, said="It was cancelled before the answer came.")
            raise
        self._permissions.unlearn(change.write.action, change.target.scope)
        if change.unseen or (not read_back and change.afterwards is None):
            told = change.told(answer) if change.told is not None else None
            unwritten = self._note(intent, State.MADE, answer=told)
            note = _joined([change.unseen, unwritten])
            return Done(change=change, entry=intent.id, answer=answer, present=None, note=note)
        return await self._made(change, intent, answer)

    # How it went ---------------------------------------------------------------------------

    async def _made(self, change: Change[AnswerT], intent: Intent, answer: AnswerT) -> Done[AnswerT]:
        """The server took it: read back, and compare."""
        told = dict(change.told(answer)) if change.told is not None else {}
        present: Facts | None = None
        broken: tuple[Difference, ...] = ()
        notes = []
        try:
            present = await change.read(answer)
            told |= await _read_around(change)
            broken = unexpected(change, present)
        except CapgoError as error:
            notes.append(f"The server took it; reading it back failed: {error.said}")
        except BaseException:  # cancelled, but the server had answered
            self._note(intent, State.MADE, answer=told)
            raise
        if broken:
            still = f"the {change.target.kind} is still there" if change.after is None else _NOT_SO
            notes.append(_joined([f"The server said ok, but {still}.", change.if_broken]))
        notes += [_also(told), self._note(intent, State.MADE, answer=told, present=present)]
        return Done(
            change=change, entry=intent.id, answer=answer, present=present, broken=broken, note=_joined(notes)
        )

    async def _failed(self, change: Change[AnswerT], intent: Intent, error: CapgoError) -> Done[AnswerT]:
        """It was refused, or the answer was lost: then reading decides."""
        if change.first is not None:
            error.next_step = _joined([f"{change.first.title}: that was done.", error.next_step])
        if isinstance(error, Refused):
            self._permissions.learn(change.write.action, change.target.scope, error)
        if not error.outcome_unknown:
            raise self._unmade(intent, State.REFUSED, error)
        if change.unseen:
            raise self._unmade(intent, State.UNKNOWN, error)
        try:
            present = await change.read(None)
        except CapgoError:
            raise self._unmade(intent, State.UNKNOWN, error) from None
        except BaseException:
            self._note(intent, State.UNKNOWN, error=error)
            raise
        made = was_made(change, present)
        if made is None:
            raise self._unmade(intent, State.UNKNOWN, error, present)
        if not made:
            error.outcome_unknown = False
            error.next_step = "It was read again: the change was not made. Try again."
            raise self._unmade(intent, State.REFUSED, error, present)
        self._permissions.unlearn(change.write.action, change.target.scope)
        told = await _read_around(change)
        unwritten = self._note(intent, State.MADE, error=error, answer=told, present=present)
        return Done(
            change=change,
            entry=intent.id,
            answer=None,
            present=present,
            broken=unexpected(change, present),
            note=_joined([error.said, "It was read again: the change was made.", _also(told), unwritten]),
        )

    def _unmade(
        self, intent: Intent, state: State, error: CapgoError, present: Facts | None = None
    ) -> CapgoError:
        """Write down that it was not made, or that nobody knows; give the error to raise."""
        unwritten = self._note(intent, state, error=error, present=present)
        error.next_step = _joined([error.next_step, unwritten])
        return error

    # The journal ---------------------------------------------------------------------------

    def _want_allowed(self, change: Change[Any]) -> None:
        """Refuse early in read-only mode, so that the journal tells only of what was tried."""
        if self._client.read_only:
            raise Misused(
                "Nothing was sent: this is read-only mode.",
                tried=change.write.tried,
                next_step="`:rw` leaves it.",
            )

    def _intent(self, change: Change[Any], batch: str, undoes: str) -> Intent:
        write = change.write
        return Intent(
            id=new_id(),
            at=self._now(),
            profile=self._profile,
            host=self._client.host,
            action=write.action.value,
            title=change.title,
            target=change.target,
            before=change.before,
            after=change.after,
            method=write.method,
            request=self._client.masked(write.target),
            body=self._masked(write.body),
            batch=batch,
            undoes=undoes or change.undoes,
            partly=change.partly,
            final=change.final,
        )

    def _masked(self, body: dict[str, Any] | None) -> dict[str, Any] | None:
        if body is None:
            return None
        kept: dict[str, Any] = self._client.masked(body)
        return {name: "…" if name in _SECRETS else value for name, value in kept.items()}

    def _note(
        self,
        intent: Intent,
        state: State,
        *,
        said: str = "",
        error: CapgoError | None = None,
        answer: Mapping[str, Any] | None = None,
        present: Facts | None = None,
    ) -> str:
        """Write the line after; why it could not be written, as what happened is not undone by that."""
        outcome = Outcome(
            id=intent.id, at=self._now(), state=state, said=said, answer=answer or None, present=present
        )
        if error is not None:
            outcome = replace(outcome, said=error.said)
        if isinstance(error, Refused):
            outcome = replace(outcome, code=error.code, status=error.status)
        try:
            self._journal.write(outcome)
        except JournalProblem as problem:
            return f"{problem.said} It shows this change as unfinished."
        return ""


def _instead(change: Change[AnswerT], error: CapgoError) -> Change[AnswerT] | None:
    """What is made where the server refused a change; None if the refusal stands."""
    if change.instead is None or error.outcome_unknown or not isinstance(error, Refused):
        return None
    return change.instead(error)


async def _read_around(change: Change[Any]) -> dict[str, Any]:
    """Read what else is different now; that it fails says nothing about the change, so it is silent."""
    if change.afterwards is not None:
        with suppress(CapgoError):
            return dict(await change.afterwards() or {})
    return {}


def _also(told: Mapping[str, Any]) -> str:
    """What else changed, as a sentence (contract/api.md 3.6: one public channel for each platform)."""
    names = ", ".join(map(str, told.get(UNPUBLISHED, ())))
    return f"No longer public: {names}." if names else ""


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
