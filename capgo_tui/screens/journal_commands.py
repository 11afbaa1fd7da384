"""The commands about the journal, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.screens.command import Command, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from capgo_tui.screens.main import MainScreen


def _run(action: str) -> Run:
    """Do what the key does."""

    async def run(screen: MainScreen, _: str) -> None:
        await screen.app.run_action(action, screen)

    return run


def _why_not(action: str) -> Callable[[MainScreen], str]:
    return lambda screen: screen.why_not(action)


JOURNAL_COMMANDS: tuple[Command, ...] = (
    Command("journal", "", "What was changed, and what became of it", _run("journal")),
    Command("undo", "", "Take back the last change", _run("undo"), why_not=_why_not("undo")),
    Command("redo", "", "Make again what was taken back last", _run("redo"), why_not=_why_not("redo")),
)
"""They join the others in `ex_commands`."""
