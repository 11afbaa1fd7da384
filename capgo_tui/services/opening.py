"""How the screens get their connection: described here, made by the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from capgo_tui.secret import Secret

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.presenters.times import Now


@dataclass(frozen=True)
class Look:
    """What the header says about where one is."""

    profile: str = ""
    """The profile's name."""
    colour: str = ""
    """The profile's colour band, as a CSS colour; empty for none."""
    host: str = ""
    """The server, as the user gave it."""
    protected: Sequence[str] = ()
    """Patterns (`fnmatch`) of names that are marked as protected."""
    apps: Sequence[str] = ()
    """App ids from the configuration, for keys that may not list apps."""
    platforms: Sequence[str] = ()
    """Which platforms channels serve, as the configuration says it: `APP/CHANNEL: ios, android`."""
    private_api: bool = False
    """Whether routes that are not documented may be asked (contract/api.md 4)."""
    billing_day: int = 1
    """The day of the month on which billing cycles begin, 1 to 31."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """What the plan covers, by `Metric.value`: devices and bytes downloaded a billing cycle, bytes stored."""
    console: str = ""
    """The address of the web console, without a slash at its end; empty where it is not known."""
    clipboard: str = "auto"
    """The way to copy, as the settings say it."""
    data: Path | None = None
    """The folder in which a text is kept that can be copied no other way."""
    charts: str = "braille"
    """What charts are drawn with, by the word of `presenters.charts.glyphs.Glyphs`."""
    watch: int = 30
    """Seconds between two looks of a watch."""
    ascii: bool = False
    """Whether the screens are drawn with ASCII alone."""
    tz: str = "utc"
    """The time zone of what the screens say: `local` or `utc`."""
    low_bandwidth: bool = False
    """Whether as little as possible is sent to the terminal."""
    read_only: bool = False
    """Whether the profile says that nothing may be changed; `--read-only` is not the profile's word."""


class Backends(Protocol):
    """The ways to a server that this start of the program has.

    Each may raise a CapgoError with a sentence and a next step. None is asked before the first
    frame stands, so that importing the API layer never delays it.
    """

    look: Look
    """The profile as chosen."""
    key_found: bool
    """Whether a key was found; without one the welcome screen opens."""
    journal_file: Path | None
    """Where changes are written down; None keeps them in memory. The demo's are never written."""
    history_file: Path | None
    """Where statistics that were seen are kept; None keeps them in memory. The demo's are never written."""
    alerts_file: Path | None
    """Where alerts are kept; None keeps them in memory, as the demo's always are."""
    session_file: Path | None
    """Where it is kept where one was; None keeps it in memory. The demo's is never written."""
    start_in_demo: bool
    """Whether the program was asked to open the demo cloud."""

    @property
    def profiles(self) -> Mapping[str, str]:
        """The profiles that there are, and what each is about."""
        ...

    def of_profile(self, name: str) -> Backends:
        """The ways to the server of another profile.

        Raises:
            CapgoError: there is no such profile, or it cannot be used.
        """
        ...

    async def open(self) -> CapgoClient:
        """Connect with the key that was found."""
        ...

    async def open_with(self, key: Secret) -> CapgoClient:
        """Connect with a key that was pasted."""
        ...

    async def open_demo(self) -> tuple[CapgoClient, Now]:
        """Connect to the built-in demo cloud; its clock comes with it."""
        ...

    def save_key(self, key: Secret) -> Path:
        """Keep a key for the next start, readable by this user only; says where."""
        ...
