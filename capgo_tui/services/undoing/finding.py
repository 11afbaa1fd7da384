"""Which changes `u` and `U` are about: the last of this profile on this server, and what belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from capgo_tui.api.verbs import Action
from capgo_tui.services.journal import Entry, Journal, State
from capgo_tui.services.undoing.history import LOOK_BACK

NO_WAY_BACK: Final[Mapping[str, str]] = {
    Action.CREATE_ORGANIZATION: "An organization is deleted only by its own dialog.",
    Action.DELETE_ORGANIZATION: "A deleted organization cannot be brought back.",
    Action.CREATE_APP: "An app is deleted only by its own dialog.",
    Action.DELETE_APP: "A deleted app cannot be brought back.",
    Action.CREATE_KEY: "A key is deleted only by its own dialog.",
    Action.REGENERATE_KEY: "The old secret cannot be brought back.",
    Action.DELETE_KEY: "A deleted key cannot be brought back.",
    Action.SET_BUNDLE_OVERRIDE: "What a device was forced to before cannot be read: clear its override.",
    Action.PROBE: "It changed nothing.",
    Action.DELETE_BUNDLE: "A deleted bundle cannot be brought back, and its name stays taken.",
    Action.DELETE_UNLINKED_BUNDLES: "Deleted bundles cannot be brought back, and their names stay taken.",
}
"""Changes that nothing takes back, and why, as sentences."""


@dataclass(frozen=True)
class Found:
    """What is to be taken back."""

    entries: tuple[Entry, ...] = ()
    """The changes, newest first: one, or those of a plan; none if there is nothing."""
    passed: tuple[Entry, ...] = ()
    """Newer changes that nothing takes back, newest first."""


def last_undoable(journal: Journal, profile: str, host: str, but: Collection[str] = frozenset()) -> Found:
    """The last change that a profile made on a server, stands and can be taken back; of a plan all such.

    Changes that may have been made count, as only reading tells; see `resolve`.

    Args:
        journal: where to look.
        profile: the profile's name.
        host: the server.
        but: the ids of changes to pass.

    Raises:
        JournalProblem: the journal cannot be read.
    """
    passed: list[Entry] = []
    for entry in _latest(journal):
        if entry.intent.undoes or entry.intent.id in but:
            continue
        if not _stands(entry) or not _is_by(entry, profile, host):
            continue
        if entry.intent.action in NO_WAY_BACK:
            passed += [entry] if entry.state is State.MADE else []
            continue
        return Found(_with_its_plan(journal, entry), tuple(passed))
    return Found((), tuple(passed))


def last_redoable(journal: Journal, profile: str, host: str) -> Found:
    """The last undo that a profile made on a server and that stands; of a plan all of it.

    Raises:
        JournalProblem: the journal cannot be read.
    """
    chains: list[_Chain] = []
    for entry in _latest(journal):
        for chain in chains:
            chain.meet(entry)
        if entry.intent.undoes and _is_by(entry, profile, host) and _stands(entry):
            chains.append(_Chain(entry, entry.intent.undoes))
        while chains and chains[0].is_whole:
            if chains[0].is_undo:
                return Found(_with_its_plan(journal, chains[0].entry))
            del chains[0]
    return Found()


@dataclass
class _Chain:
    """A change that takes another back, which may itself take one back, and so on to a change of its own."""

    entry: Entry
    waits_for: str
    is_undo: bool = True
    """Whether it takes back a change, and not an undo."""

    @property
    def is_whole(self) -> bool:
        return not self.waits_for

    def meet(self, entry: Entry) -> None:
        """Go on to what that one takes back, if it is the one that this waits for."""
        if entry.intent.id == self.waits_for:
            self.waits_for = entry.intent.undoes
            self.is_undo ^= bool(entry.intent.undoes)


def _with_its_plan(journal: Journal, entry: Entry) -> tuple[Entry, ...]:
    """A change and what was made together with it, as far as that stands."""
    if not entry.intent.batch:
        return (entry,)
    return tuple(one for one in journal.plan_entries(entry.intent.batch) if _stands(one))


def _stands(entry: Entry) -> bool:
    """Whether a change was made, or may have been, and was not taken back."""
    return entry.state is not State.REFUSED and not entry.undone_by


def _is_by(entry: Entry, profile: str, host: str) -> bool:
    return (entry.intent.profile, entry.intent.host) == (profile, host)


def _latest(journal: Journal) -> Iterator[Entry]:
    """The last changes, newest first."""
    return islice((entry for page in journal.pages() for entry in page), LOOK_BACK)
