"""Which generation a connection speaks: what was set, what was chosen before, and what answers gave away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from capgo_tui.api.dialects.clues import EARLY, Clue
from capgo_tui.api.dialects.generations import GENERATIONS, NAMES, UNSURE, Generation
from capgo_tui.api.verbs import Action, Verb
from capgo_tui.errors import CapgoError, Misused

AUTO: Final = "auto"
"""The setting that finds out."""


class Unsettled(Misused):
    """Nobody knows yet what a change would mean to this server, so it was not sent."""


class Speech(Mapping[Action, Verb]):
    """The generation of a server, as far as it is known; as a mapping, how it is asked for its changes.

    Answers are its teachers: each clue leaves fewer generations. One that contradicts those before means that
    the server is another one now, so that it alone counts.
    """

    def __init__(
        self, setting: str = AUTO, chosen: str = "", remember: Callable[[str], None] = lambda _: None
    ) -> None:
        """Begin.

        Args:
            setting: `auto`, or the generation that is spoken whatever answers say.
            chosen: the generation that somebody chose for this server before; empty for none.
            remember: keeps what is chosen, for the next start; given an empty text to forget it.
        """
        self._remember = remember
        self._setting = setting
        self._chosen = chosen if chosen in NAMES else ""
        self._possible = NAMES
        self._clues: list[Clue] = []
        self._watchers: list[Callable[[], None]] = []

    # What is known -------------------------------------------------------------------------

    @property
    def setting(self) -> str:
        """What the profile or the user says: `auto`, or a generation."""
        return self._setting

    @property
    def chosen(self) -> str:
        """The generation that was chosen for this server; empty if none was."""
        return self._chosen

    @property
    def possible(self) -> frozenset[str]:
        """The generations that would have answered as this server did."""
        return self._possible

    @property
    def clues(self) -> tuple[str, ...]:
        """What answers gave away, each as part of a sentence, oldest first."""
        return tuple(clue.said for clue in self._clues)

    @property
    def generation(self) -> Generation:
        """The one that is spoken now."""
        if self._setting in NAMES:
            return GENERATIONS[self._setting]
        if self._chosen:
            return GENERATIONS[self._chosen]
        return next(each for name, each in GENERATIONS.items() if name in self._possible)

    @property
    def is_said(self) -> bool:
        """Whether somebody said which generation it is."""
        return self._setting in NAMES or bool(self._chosen)

    @property
    def is_certain(self) -> bool:
        """Whether it is known which generation it is: somebody said it, or answers leave one."""
        return self.is_said or len(self._possible) == 1

    @property
    def candidates(self) -> tuple[Generation, ...]:
        """What the server may be: the generation that is spoken where that is certain."""
        if self.is_certain:
            return (self.generation,)
        return tuple(each for name, each in GENERATIONS.items() if name in self._possible)

    @property
    def contradicted(self) -> bool:
        """Whether the server answers as no server of the generation does that was set for it."""
        return not any(_alike(self.generation, GENERATIONS[name]) for name in self._possible)

    @property
    def doubted(self) -> bool:
        """Whether the server answers as none of the generation does that somebody said it is of."""
        return self.is_said and self.generation.name not in self._possible

    def why_not(self, action: Action) -> str:
        """Why this server cannot do something, in a few words; empty if it can, or nobody knows."""
        names = {self.generation.name} if self.is_certain else self._possible
        reasons = [GENERATIONS[name].missing.get(action, "") for name in sorted(names)]
        return (self.generation.missing.get(action) or reasons[0]) if all(reasons) else ""

    def is_settled(self, action: Action) -> bool:
        """Whether it is known what a change would mean to this server.

        Verbs of before March 2025 are spoken only where somebody said so (contract/api.md 7.1).
        """
        if action not in UNSURE:
            return True
        if self.contradicted:
            return False
        return self.is_said or (
            not self._possible & EARLY
            and all(GENERATIONS[name].verbs[action] == self[action] for name in self._possible)
        )

    # Learning ------------------------------------------------------------------------------

    def note(self, clue: Clue) -> None:
        """Learn from an answer."""
        before = (self._possible, self._chosen)
        left = self._possible & clue.generations
        if not left:  # the server is another one than it was
            self._clues.clear()
            left = clue.generations
        if clue not in self._clues:
            self._clues.append(clue)
        self._possible = left
        if self._chosen and not any(_alike(GENERATIONS[self._chosen], GENERATIONS[name]) for name in left):
            self._chosen = ""
            with suppress(CapgoError):  # it is found out again at the next start
                self._remember("")
        if before != (self._possible, self._chosen):
            self._tell()

    def choose(self, name: str) -> None:
        """Speak a generation from now on, or find out again (`auto`).

        Raises:
            ValueError: there is no such generation.
            CapgoError: it cannot be kept for the next start; it holds until then.
        """
        if name != AUTO and name not in NAMES:
            raise ValueError(name)
        self._setting = AUTO
        self._chosen = "" if name == AUTO else name
        if name == AUTO or self.contradicted:
            self._possible, self._clues = NAMES, []
        self._tell()
        self._remember(self._chosen)

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Be told when something else is known; call the result to end it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def _tell(self) -> None:
        for tell in tuple(self._watchers):
            tell()

    def want_settled(self, verb: Verb) -> None:
        """Let only a change through that this server takes for what it is.

        Raises:
            Unsettled: it is a change whose meaning is not certain, or of another generation by now.
        """
        if verb.action not in UNSURE:
            return
        if verb != self[verb.action]:
            raise Unsettled(
                "The server is of another generation than when this was prepared, so nothing was sent.",
                tried=f"{verb.method} {verb.path}",
                next_step="Do it again: it is prepared anew.",
            )
        if self.is_settled(verb.action):
            return
        seen = f": {', '.join(self.clues)}" if self._clues else ""
        if self.contradicted:
            raise Unsettled(
                f"The dialect is set to {self.generation.name}, but the server answers otherwise{seen}. "
                "Nothing was sent.",
                tried=f"{verb.method} {verb.path}",
                next_step=":dialect auto finds out; --dialect and the profile's `dialect` set it.",
            )
        raise Unsettled(
            f"{verb.method} {verb.path} changes one thing on servers before March 2025 and another on later "
            f"ones, and it is not certain which this is{seen}. Nothing was sent.",
            tried=f"{verb.method} {verb.path}",
            next_step=":dialect says which it is; --dialect and the profile's `dialect` do, too.",
        )

    # The mapping ---------------------------------------------------------------------------

    def __getitem__(self, action: Action) -> Verb:
        return self.generation.verbs[action]

    def __iter__(self) -> Iterator[Action]:
        return iter(self.generation.verbs)

    def __len__(self) -> int:
        return len(self.generation.verbs)


def _alike(one: Generation, other: Generation) -> bool:
    """Whether nothing that one is asked would change something else with the other."""
    return all(one.verbs[action] == other.verbs[action] for action in UNSURE)
