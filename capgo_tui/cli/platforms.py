"""Which platforms the channels of an app serve, for the commands that decide without screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capgo_tui.cli.messages import say
from capgo_tui.errors import CapgoError
from capgo_tui.rules.update_decision import Unseen
from capgo_tui.services.journal import Journal
from capgo_tui.services.overrides import Forced, read_overrides
from capgo_tui.services.platform_flags import (
    Flags,
    merge,
    platforms_of,
    read_audited,
    read_configured,
    read_journalled,
)

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.start import Start
    from capgo_tui.models.app import App
    from capgo_tui.models.channel import Channel


@dataclass(frozen=True)
class Told:
    """What could be learned, from the same places as on the screens."""

    flags: Flags
    """What is known, and who says so."""
    problem: str
    """Why the audit log does not tell; empty if it was read as far as it goes."""
    overrides: Mapping[str, Forced]
    """What devices were forced to from here, where the server does not tell."""

    @property
    def unseen(self) -> Unseen:
        """The same as the rules take it."""
        return Unseen(platforms={name: platforms_of(flags) for name, flags in self.flags.items()})


async def read_platforms(
    client: CapgoClient, start: Start, app: App | None, channels: Sequence[Channel]
) -> Told:
    """Read the audit log, the journal and the profile (contract/api.md 3.3, 5.5); a refusal is said.

    Args:
        client: the connection.
        start: says where the journal is, and what the profile says.
        app: the app; None on a server that has no /app.
        channels: its channels.
    """
    app_id = start.arguments.app
    audited, problem = await _audited(client, app, {channel.name for channel in channels})
    if problem:
        say(f"The audit log does not tell which platforms the channels serve: {problem}")
    journal = Journal(None if start.demo else start.paths.state / "journal.jsonl")
    try:
        journalled = read_journalled(journal, client.host, app_id)
        overrides = read_overrides(journal, client.host, app_id)
    except CapgoError as error:
        say(str(error))
        journalled, overrides = {}, {}
    configured = read_configured(start.choice.profile.platforms, app_id)
    return Told(merge(audited, journalled, configured), problem, overrides)


async def _audited(client: CapgoClient, app: App | None, names: set[str]) -> tuple[Flags, str]:
    if app is None or not app.owner_org:
        return {}, "the app does not say whose it is" if app is not None else "this server keeps none"
    try:
        return await read_audited(client, app.owner_org, app.app_id, names), ""
    except CapgoError as error:
        return {}, str(error)
