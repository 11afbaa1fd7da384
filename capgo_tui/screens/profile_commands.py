"""The commands about the program itself: another profile, other colours; and why a device."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from capgo_tui.errors import Misused
from capgo_tui.panes.changing import Changing
from capgo_tui.presenters.times import tell_local_times
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.screens.opening import OpeningApp
from capgo_tui.screens.tabs import DEVICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.screens.main import MainScreen


ZONES = {"local": "the zone of this machine", "utc": "as the server says it"}
"""What `:tz` takes."""


def _app(screen: MainScreen) -> OpeningApp[None]:
    return cast("OpeningApp[None]", screen.app)


async def _profile(screen: MainScreen, name: str) -> None:
    """Go on with another profile."""
    app = _app(screen)
    if name not in app.profiles:
        raise Misused(f"There is no profile {name}.", next_step=f"There are {', '.join(app.profiles)}.")
    app.call_later(app.use_profile, name)


def _profiles(screen: MainScreen) -> Iterable[Candidate]:
    return [Candidate(name) for name in _app(screen).profiles]


def _theme(screen: MainScreen, name: str) -> None:
    """Show other colours."""
    known = screen.app.available_themes
    if name not in known:
        raise Misused(f"There is no theme {name}.", next_step=f"There are {', '.join(sorted(known))}.")
    screen.app.theme = name


def _themes(screen: MainScreen) -> Iterable[Candidate]:
    return [Candidate(name) for name in sorted(screen.app.available_themes)]


def _time_zone(screen: MainScreen, name: str) -> None:
    """Tell the times of this machine's zone, or of UTC."""
    if name not in ZONES:
        raise Misused(f":tz takes {' or '.join(ZONES)}, not {name}.")
    tell_local_times(local=name == "local")
    for pane in screen.walk_children():
        if isinstance(pane, Changing):
            pane.show_changes()


def _zones(_: MainScreen) -> Iterable[Candidate]:
    return [Candidate(name, about) for name, about in ZONES.items()]


async def _why(screen: MainScreen, wanted: str) -> None:
    """Show why a device gets a bundle or does not."""
    if not screen.app_id:
        raise Misused("No app is open.", next_step="`:app ID` opens one.")
    await screen.open_app(screen.app_id, screen.org_id, DEVICES)
    cast("DevicesPane", screen.pane).explain(wanted)


PROFILE_COMMANDS: tuple[Command, ...] = (
    Command("why", "ID", "Why a device, by its id or custom id, gets a bundle or does not", _why),
    Command("profile", "NAME", "Go on with another profile", _profile, _profiles),
    Command("tz", "local|utc", "Tell the times of this machine's zone, or of UTC", _time_zone, _zones),
    Command("theme", "NAME", "Show other colours, until the program ends", _theme, _themes),
)
"""They join the others in `ex_commands`."""
