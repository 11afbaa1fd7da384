"""The command that shows which devices drift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.screens.tabs import DEVICES

if TYPE_CHECKING:
    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.screens.main import MainScreen


async def _drift(screen: MainScreen, word: str) -> None:
    """Show the devices that drift, of one kind or of one that is asked for."""
    from capgo_tui.panes.drift import read_kind  # noqa: PLC0415 - not before it is asked for

    if not screen.app_id:
        raise Misused("No app is open yet.", next_step=":app ID opens one.")
    key = read_kind(word)
    if screen.tab != DEVICES:
        await screen.action_show_tab(DEVICES)
    cast("DevicesPane", screen.pane).action_drift(key, opened_by="")


def _kinds(_: MainScreen) -> Iterable[Candidate]:
    from capgo_tui.rules.drift import Kind  # noqa: PLC0415

    yield Candidate("all", "drifts in any way")
    for kind in Kind:
        yield Candidate(kind.key, kind.sentence)


DRIFT = Command("drift", "[KIND]", "The devices that are not as their channel wants them", _drift, _kinds)
