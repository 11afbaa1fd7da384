"""The commands that change something: what the keys of the tabs do, by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command, Run

if TYPE_CHECKING:
    from capgo_tui.panes.bundles import BundlesPane
    from capgo_tui.panes.channels import ChannelsPane
    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.screens.main import MainScreen
    from capgo_tui.services.app_data import AppData


async def _bring(screen: MainScreen, tab: str) -> None:
    """Bring a tab of the open app to the front.

    Raises:
        Misused: no app is open.
    """
    if not screen.app_id:
        raise Misused("No app is open yet.", next_step=":app ID opens one.")
    if screen.tab != tab:
        await screen.action_show_tab(tab)


def _in_tab(tab: str, action: str) -> Run:
    """Make what runs an action of a tab, as its key would."""

    async def run(screen: MainScreen, _: str) -> None:
        await _bring(screen, tab)
        pane = screen.panel.query_one(f"#{tab}")
        await screen.app.run_action(action, pane)

    return run


async def _move(screen: MainScreen, name: str) -> None:
    """Plan to move the marked devices, or the one under the cursor."""
    if screen.tab != "devices":
        raise Misused("The devices are not in sight.", next_step=":devices shows them; mark some, or none.")
    cast("DevicesPane", screen.pane).move_to(name)


async def _promote(screen: MainScreen, words: str) -> None:
    """Plan to point channels at a bundle."""
    bundle, *channels = words.split()
    if not channels:
        raise Misused(f"Where is {bundle} to go?", next_step=":promote BUNDLE CHANNEL, or several channels.")
    await _bring(screen, "bundles")
    cast("BundlesPane", screen.pane).promote_to(bundle, channels)


async def _roll_back(screen: MainScreen, name: str) -> None:
    """Open the dialog that rolls a channel back."""
    await _bring(screen, "channels")
    cast("ChannelsPane", screen.pane).roll_back_named(name)


def _why_not(screen: MainScreen, tab: str, action: str) -> str:
    """What the tab says against it, if it is built."""
    panes = screen.panel.query(f"#{tab}")
    reason: str = panes.first().why_not(action) if panes else ""  # type: ignore[attr-defined]
    return reason


def _data(screen: MainScreen) -> AppData | None:
    return screen.workspace.app(screen.app_id) if screen.workspace is not None and screen.app_id else None


def _channels(screen: MainScreen) -> Iterable[Candidate]:
    data = _data(screen)
    for channel in data.channels.records if data is not None else ():
        bundle = (channel.version.name if channel.version is not None else None) or "built-in"
        yield Candidate(channel.name, bundle)


def _bundles(screen: MainScreen) -> Iterable[Candidate]:
    data = _data(screen)
    for bundle in data.bundles.records if data is not None else ():
        yield Candidate(bundle.name, bundle.comment or "")


CHANGES: tuple[Command, ...] = (
    Command(
        "move",
        "CHANNEL",
        "Move the marked devices, or the one under the cursor",
        _move,
        _channels,
        partial(_why_not, tab="devices", action="move"),
    ),
    Command(
        "promote",
        "BUNDLE CHANNEL…",
        "Point one or more channels at a bundle",
        _promote,
        _bundles,
        partial(_why_not, tab="bundles", action="promote"),
    ),
    Command(
        "rollback",
        "CHANNEL",
        "End the rollout of a channel, or go back to an older bundle",
        _roll_back,
        _channels,
        partial(_why_not, tab="channels", action="roll_back"),
    ),
    Command(
        "cleanup",
        "",
        "Plan to delete the bundles that nobody needs any more",
        _in_tab("bundles", "clean_up"),
        why_not=partial(_why_not, tab="bundles", action="clean_up"),
    ),
    Command(
        "delete-all-bundles",
        "",
        "Delete every bundle that no channel uses, in one request",
        _in_tab("bundles", "delete_all"),
        why_not=partial(_why_not, tab="bundles", action="delete_all"),
    ),
)
"""All of them."""
