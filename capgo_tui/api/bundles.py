"""Bundles: asking for them and changing them (contract/api.md 3.7)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from capgo_tui.api.answers import read_message, read_nothing, unwrapped
from capgo_tui.api.decode import read_exactly, read_list
from capgo_tui.api.paging import gathered, numbered
from capgo_tui.api.refusals import means_no_bundles
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action, Verbs
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused, Refused
from capgo_tui.models.bundle import Bundle
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle


class Bundles:
    """What can be asked and changed about bundles."""

    def __init__(self, transport: Transport, verbs: Verbs) -> None:
        self._transport = transport
        self._verbs = verbs

    def pages(self, app_id: str) -> AsyncIterator[list[Bundle]]:
        """Get the bundles of an app that are not deleted, page by page, newest first, each once.

        An app without bundles has no page: the server's refusal of an empty list is none.

        Raises:
            Refused: the key may not read this app (`cannot_get_bundle`).
            CapgoError: any other of its kinds.
        """

        async def fetch(page: int) -> list[Bundle]:
            try:
                payload = await self._transport.get("/bundle", {"app_id": app_id, "page": page or None})
            except Refused as error:
                if means_no_bundles(error):
                    return []
                raise
            return read_list(Bundle, payload, "GET /bundle")

        return numbered(fetch, lambda bundle: bundle.id)

    async def read_all(self, app_id: str) -> list[Bundle]:
        """Get every bundle of an app that is not deleted, newest first.

        Raises:
            Refused: the key may not read this app (`cannot_get_bundle`).
            CapgoError: any other of its kinds.
        """
        return await gathered(self.pages(app_id))

    def prepare_set_to_channel(self, app_id: str, bundle_id: int, channel_id: int) -> Write[str]:
        """Link a bundle to a channel; its answer is the server's sentence.

        Nothing is sent before `CapgoClient.send`. A key that may only promote can do this, and nothing else
        about a channel. Refused with `cannot_find_version`, `cannot_find_channel` or `cannot_access_app`.

        Raises:
            Misused: the id of the app or one of the numbers is missing.
        """
        fields = {"app_id": app_id, "version_id": bundle_id, "channel_id": channel_id}
        return Write(verb=self._verbs[Action.SET_BUNDLE], parts={}, fields=fields, read=read_message)

    def prepare_register(self, app_id: str, bundle: ExternalBundle) -> Write[Bundle]:
        """Register a bundle whose file lies elsewhere; its answer is the bundle.

        Nothing is sent before `CapgoClient.send`. Refused with `version_already_exists`, or
        `cannot_create_bundle`: no right, or the name of a bundle that was deleted.

        Raises:
            Misused: the id of the app is missing.
        """
        fields = {"app_id": app_id, **bundle.body()}
        return Write(verb=self._verbs[Action.REGISTER_BUNDLE], parts={}, fields=fields, read=_read_registered)

    def prepare_describe(self, app_id: str, bundle_id: int, notes: BundleNotes) -> Write[None]:
        """Say something about a bundle. Nothing is sent before `CapgoClient.send`.

        A key without the right is refused (`cannot_update_bundle_metadata`).

        Raises:
            Misused: nothing is said, or the id of the app or the number is missing.
        """
        if notes.is_empty():
            raise Misused("Nothing is to change about the bundle.")
        fields = {"app_id": app_id, "version_id": bundle_id, **notes.body()}
        return Write(verb=self._verbs[Action.DESCRIBE_BUNDLE], parts={}, fields=fields, read=read_nothing)

    def prepare_delete(self, app_id: str, name: str) -> Write[None]:
        """Delete one bundle; its name stays taken. Nothing is sent before `CapgoClient.send`.

        Refused with `cannot_delete_linked_version` while a channel points at it; servers before July 2026
        delete it all the same.

        Raises:
            Misused: the id of the app or the name of the bundle is missing, empty or blank: the server would
                delete every bundle that no channel uses (contract/api.md 0.3).
        """
        fields = {"app_id": app_id, "version": name}
        return Write(verb=self._verbs[Action.DELETE_BUNDLE], parts={}, fields=fields, read=read_nothing)

    def prepare_delete_all_unlinked(self, app_id: str) -> Write[None]:
        """Delete every bundle of an app that no channel uses; servers before July 2026 delete all others too.

        The only way to a request that does so. Nothing is sent before `CapgoClient.send`, and the server does
        not say how many there were.

        Raises:
            Misused: the id of the app is missing.
        """
        verb = self._verbs[Action.DELETE_UNLINKED_BUNDLES]
        return Write(verb=verb, parts={}, fields={"app_id": app_id}, read=read_nothing)


def _read_registered(payload: Any, tried: str) -> Bundle:
    return read_exactly(Bundle, unwrapped(payload, "bundle"), tried)
