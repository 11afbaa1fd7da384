"""The commands about places and files: go to a link, write what a table shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.presenters.deep_links import read_link
from capgo_tui.screens.command import Command, Run
from capgo_tui.services.whole_files import FileExists

if TYPE_CHECKING:
    from capgo_tui.screens.main import MainScreen


async def _open(screen: MainScreen, link: str) -> None:
    """Go to the place of a link or of an address of the console."""
    from capgo_tui.screens.arriving import arrive  # noqa: PLC0415 - not before it is asked for

    await arrive(screen, read_link(link))


def _export(*, over: bool) -> Run:
    """Make what writes the table in front to a file."""

    async def run(screen: MainScreen, name: str) -> None:
        from capgo_tui.panes import exporting  # noqa: PLC0415 - not before it is asked for
        from capgo_tui.panes.list_pane import ListPane  # noqa: PLC0415
        from capgo_tui.panes.organization import OrganizationPane  # noqa: PLC0415

        pane: object = screen.pane
        pane = pane.shown if isinstance(pane, OrganizationPane) else pane
        if not isinstance(pane, ListPane):
            raise Misused("There is no table here to export.")
        try:
            said = await exporting.export_to(pane, name, over=over)
        except FileExists as error:
            raise Misused(error.said, next_step=f":export! {name} writes over it.") from None
        screen.notify(said, markup=False)

    return run


SHARING_COMMANDS: tuple[Command, ...] = (
    Command("open", "LINK", "Go to a place: APP/TAB/RECORD, a link of `y l`, or a console address", _open),
    Command(
        "export",
        "FILE",
        "Write the marked rows, else those shown: .csv .json .ndjson .md",
        _export(over=False),
    ),
    Command("export!", "FILE", "The same, over a file that is there", _export(over=True)),
)
"""They join the others in `ex_commands`."""
