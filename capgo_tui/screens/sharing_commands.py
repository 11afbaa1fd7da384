"""The commands about places and files: go to a link, write what a table shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.presenters.deep_links import read_link
from capgo_tui.screens.command import Command

if TYPE_CHECKING:
    from capgo_tui.screens.main import MainScreen


async def _open(screen: MainScreen, link: str) -> None:
    """Go to the place of a link or of an address of the console."""
    from capgo_tui.screens.arriving import arrive  # noqa: PLC0415 - not before it is asked for

    await arrive(screen, read_link(link))


SHARING_COMMANDS: tuple[Command, ...] = (
    Command("open", "LINK", "Go to a place: APP/TAB/RECORD, a link of `y l`, or a console address", _open),
)
"""They join the others in `ex_commands`."""
