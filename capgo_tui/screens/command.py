"""What a command of the line behind `:` is, and how a typed text is read as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import isawaitable
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.safe_text import clean
from capgo_tui.widgets.command_line import Offer

if TYPE_CHECKING:
    from capgo_tui.screens.main import MainScreen

Run = Callable[["MainScreen", str], Awaitable[None] | None]
"""Does it, with the words behind the name; raises a CapgoError if it cannot, and nothing typed is lost."""


def _none(_: MainScreen) -> Iterable[Candidate]:
    return ()


def _nothing(_: MainScreen) -> str:
    return ""


@dataclass(frozen=True)
class Candidate:
    """What may stand behind the name of a command."""

    value: str
    """As it is typed; raw."""
    about: str = ""
    """What it is; raw."""


@dataclass(frozen=True)
class Command:
    """One command: declared once; completion, palette and help have it from here."""

    name: str
    """What is typed behind the colon."""
    takes: str
    """What may stand behind it: `ID` where it is needed, `[filter]` where not, empty for nothing."""
    does: str
    """What it does, as a sentence without a full stop."""
    run: Run
    candidates: Callable[[MainScreen], Iterable[Candidate]] = _none
    """What is known to fit behind the name."""
    why_not: Callable[[MainScreen], str] = _nothing
    """Why it cannot be run now, in a sentence; empty if it can."""

    @property
    def written(self) -> str:
        """How it is written: `:app ID`."""
        return f":{self.name} {self.takes}".rstrip()

    @property
    def needs_more(self) -> bool:
        """Whether the name alone is not enough."""
        return bool(self.takes) and not self.takes.startswith("[")


async def execute(commands: Sequence[Command], screen: MainScreen, text: str) -> None:
    """Run what was typed; nothing at all is no command.

    Raises:
        Misused: there is no such command, it takes other words, or it cannot be run now.
        CapgoError: it failed.
    """
    name, words = _parts(text)
    if not name:
        return
    command = next((each for each in commands if each.name == name), None)
    if command is None:
        raise Misused(f"There is no command :{name}.", next_step=_instead(commands, name))
    if command.needs_more and not words:
        raise Misused(f":{name} needs {command.takes}.", next_step=f"{command.does}.")
    if words and not command.takes:
        raise Misused(f":{name} stands alone.", next_step=f"{command.does}.")
    reason = command.why_not(screen)
    if reason:
        raise Misused(reason)
    done = command.run(screen, words)
    if isawaitable(done):
        await done


def offers(commands: Sequence[Command], screen: MainScreen, text: str) -> list[Offer]:
    """What could be meant by a text: commands, or what fits behind the one that is typed."""
    name, words = _parts(text)
    if " " not in text.strip(": ") and not text.endswith(" "):
        return [_offer(command, screen) for command in commands if command.name.startswith(name)]
    command = next((each for each in commands if each.name == name), None)
    if command is None:
        return []
    wanted = words.casefold()
    found: dict[str, tuple[bool, Candidate]] = {}
    for candidate in command.candidates(screen):
        value = clean(candidate.value)
        if wanted in value.casefold():
            found.setdefault(value, (not value.casefold().startswith(wanted), candidate))
    fitting = sorted(found.items(), key=lambda item: item[1][0])
    return [Offer(f"{name} {value}", value, each.about) for value, (_, each) in fitting] or [
        Offer(text, command.written, command.does)
    ]


def _offer(command: Command, screen: MainScreen) -> Offer:
    reason = command.why_not(screen)
    does = f"{command.does} — {reason}" if reason else command.does
    return Offer(f"{command.name} " if command.takes else command.name, command.written, does)


def _parts(text: str) -> tuple[str, str]:
    """The name and the words behind it; a colon that was typed once more is not part of the name."""
    name, _, words = text.strip().lstrip(": ").partition(" ")
    return name, words.strip()


def _instead(commands: Sequence[Command], name: str) -> str:
    """The commands whose names are nearest to a wrong one."""
    names = [command.name for command in commands]
    begun = [each for each in names if each.startswith(name) or name.startswith(each)]
    near = dict.fromkeys([*begun, *get_close_matches(name, names, n=3, cutoff=0.5)])
    return f"Near: {', '.join(f':{each}' for each in near)}." if near else ":help has the list."
