"""Channels: asking for them and changing them (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from capgo_tui.api.answers import read_new_number, read_nothing
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.paging import gathered, numbered
from capgo_tui.api.server_version import keeps_left_out_version
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action, Verbs
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit


class Channels:
    """What can be asked and changed about channels."""

    def __init__(self, transport: Transport, verbs: Verbs) -> None:
        self._transport = transport
        self._verbs = verbs

    def pages(self, app_id: str) -> AsyncIterator[list[Channel]]:
        """Get the channels of an app page by page, oldest first, each once.

        Raises:
            Refused: the key may not read this app (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """

        async def fetch(page: int) -> list[Channel]:
            payload = await self._transport.get("/channel", {"app_id": app_id, "page": page or None})
            return read_list(Channel, payload, "GET /channel")

        return numbered(fetch, lambda channel: channel.id)

    async def read_all(self, app_id: str) -> list[Channel]:
        """Get every channel of an app, oldest first.

        Raises:
            Refused: the key may not read this app (`cannot_access_app`).
            CapgoError: any other of its kinds.
        """
        return await gathered(self.pages(app_id))

    async def read(self, app_id: str, name: str) -> Channel:
        """Get one channel.

        Raises:
            Refused: there is none: the server then says `cannot_find_version`, meaning the channel.
            CapgoError: any other of its kinds.
        """
        payload = await self._transport.get("/channel", {"app_id": app_id, "channel": name})
        return read_one(Channel, payload, "GET /channel")

    def prepare_create(self, app_id: str, name: str, edit: ChannelEdit) -> Write[int | None]:
        """Make a new channel; its answer is its number, if the server says it.

        Nothing is sent before `CapgoClient.send`. The server would change a channel that has this name
        already, so look first that there is none. A key without the right is refused (`cannot_access_app`).

        Raises:
            Misused: a name is missing, or the edit says something about a rollout, which only a channel with
                a bundle can have.
        """
        if edit.touches_rollout():
            raise Misused("A new channel has no rollout.", next_step="Make the channel first.")
        fields = {"app_id": app_id, "channel": name, **edit.body()}
        verb = self._verbs[Action.CREATE_CHANNEL]
        return Write(verb=verb, parts={}, fields=fields, read=read_new_number)

    def prepare_edit(self, channel: Channel, edit: ChannelEdit) -> Write[None]:
        """Change a channel. Nothing is sent before `CapgoClient.send`.

        Servers before July 2026 unlink the bundle of a channel if a change does not name it. So the name of
        the present one goes along, unless the server said that it is a newer one (contract/api.md 3.6).

        A key without the right is refused (`cannot_access_app`); one that may only promote sends
        `Bundles.prepare_set_to_channel` instead.

        Args:
            channel: the channel as it was just read from this server.
            edit: what is to change.

        Raises:
            Misused: the edit changes nothing, the channel does not say its app, or its present bundle has to
                go along and its name is unknown.
        """
        if edit.is_empty():
            raise Misused("Nothing is to change about the channel.")
        return self._post(
            Action.UPDATE_CHANNEL, channel, {**self._kept_version(channel, edit), **edit.body()}
        )

    def prepare_promote_to_stable(self, channel: Channel) -> Write[None]:
        """Make the bundle that is being rolled out the stable one. Nothing is sent before `CapgoClient.send`.

        Raises:
            Misused: nothing is being rolled out on this channel, as far as it says. A server that knew no
                rollouts would unlink its bundle.
        """
        _want_rollout(channel)
        return self._post(Action.PROMOTE_TO_STABLE, channel, {"promoteToStable": True})

    def prepare_rollback(self, channel: Channel) -> Write[None]:
        """End the rollout; the stable bundle stays. Nothing is sent before `CapgoClient.send`.

        Raises:
            Misused: as `prepare_promote_to_stable`.
        """
        _want_rollout(channel)
        return self._post(Action.ROLL_BACK, channel, {"rollback": True})

    def prepare_delete(self, app_id: str, name: str) -> Write[None]:
        """Delete a channel and the overrides that point at it. Nothing is sent before `CapgoClient.send`.

        A key without the right is refused (`cannot_access_app`).

        Raises:
            Misused: a name is missing.
        """
        fields = {"app_id": app_id, "channel": name}
        return Write(verb=self._verbs[Action.DELETE_CHANNEL], parts={}, fields=fields, read=read_nothing)

    def _post(self, action: Action, channel: Channel, more: dict[str, Any]) -> Write[None]:
        fields = {"app_id": channel.app_id, "channel": channel.name, **more}
        return Write(verb=self._verbs[action], parts={}, fields=fields, read=read_nothing)

    def _kept_version(self, channel: Channel, edit: ChannelEdit) -> dict[str, str]:
        """The name of the present bundle, if it has to go along."""
        known_to_keep = keeps_left_out_version(self._transport.server_version)
        if "version" in edit.given() or known_to_keep or channel.is_builtin:
            return {}
        if channel.version is None or not channel.version.name:
            raise Misused(
                f"The bundle of {channel.name} is not known by its name, and this server may unlink it.",
                next_step="Read the channel again, or choose a bundle.",
                field="version",
            )
        return {"version": channel.version.name}


def _want_rollout(channel: Channel) -> None:
    if channel.rollout_version is None and channel.rollout_version_info is None:
        raise Misused(f"Nothing is being rolled out on {channel.name}.", next_step="Read the channel again.")
