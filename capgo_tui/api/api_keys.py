"""API keys: asking for them and changing them (contract/api.md 3.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from capgo_tui.api.answers import read_nothing, unwrapped
from capgo_tui.api.decode import read_list, read_one
from capgo_tui.api.dialects.speech import Speech
from capgo_tui.api.target import segment
from capgo_tui.api.transport import Transport
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.errors import Misused, Refused, Unexpected
from capgo_tui.models.api_key import ApiKey
from capgo_tui.models.api_key_edit import ApiKeyDraft, ApiKeyEdit, ModeKeyDraft
from capgo_tui.secret import Secret

NONE_LISTED: Final = "This server lists no API keys: servers do since April 2025."
"""What to know where the list of keys is not found (contract/api-seed.md 3.3)."""


class ApiKeys:
    """What can be asked and changed about API keys."""

    def __init__(self, transport: Transport, verbs: Speech, now: Callable[[], datetime]) -> None:
        self._transport = transport
        self._verbs = verbs
        self._now = now

    async def read_all(self) -> list[ApiKey]:
        """Get the keys of the same user that this key may manage, in no order.

        Raises:
            Refused: the key may not (`cannot_list_apikeys`), or the server has no such list (404).
            CapgoError: any other of its kinds.
        """
        try:
            payload = await self._transport.get("/apikey")
        except Refused as error:
            if error.code == "not_found":
                error.next_step = NONE_LISTED
            raise
        keys = read_list(ApiKey, payload, "GET /apikey")
        for key in keys:
            if key.key is not None:  # servers of 2025 list them
                self._transport.mask.learn(key.key)
        return keys

    async def read(self, key_id: int) -> ApiKey:
        """Get one key by its number.

        Raises:
            Refused: there is none (`failed_to_get_apikey`), or the key may not (`cannot_get_apikey`).
            CapgoError: any other of its kinds.
        """
        path = f"/apikey/{segment(key_id, 'key id')}"
        return read_one(ApiKey, await self._transport.get(path), f"GET {path}")

    def prepare_create(self, draft: ApiKeyDraft) -> Write[ApiKey]:
        """Make a new key; its answer holds the secret, this once. Nothing is sent before `CapgoClient.send`.

        Today's server refuses that to every API key (`cannot_create_apikey`) and says so in a sentence.

        Raises:
            Misused: its end is not in the future.
        """
        self._want_future(draft.expires_at)
        verb = self._verbs[Action.CREATE_KEY]
        return Write(verb=verb, parts={}, fields=draft.body(), read=_read_with_secret)

    def prepare_create_with_mode(self, draft: ModeKeyDraft) -> Write[ApiKey]:
        """Make a new key on a server of early 2025; its answer holds the secret (contract/api-seed.md 3.3).

        Nothing is sent before `CapgoClient.send`. The server does not look whether the key's owner belongs to
        the organization.
        """
        verb = self._verbs[Action.CREATE_KEY]
        return Write(verb=verb, parts={}, fields=draft.body(), read=self._read_made)

    def prepare_update(self, key_id: int, edit: ApiKeyEdit) -> Write[ApiKey]:
        """Rename another key or move its end; its answer is the key.

        Nothing is sent before `CapgoClient.send`. Refused with `cannot_update_apikey`: the key in use itself,
        or a key without the right.

        Raises:
            Misused: the edit changes nothing, its end is not in the future, or the number is missing.
        """
        if edit.is_empty():
            raise Misused("Nothing is to change about the key.")
        self._want_future(edit.expires_at)
        verb = self._verbs[Action.UPDATE_KEY]
        return Write(verb=verb, parts={"id": key_id}, fields=edit.body(), read=_read_key)

    def prepare_regenerate(self, key_id: int) -> Write[ApiKey]:
        """Give another key a new secret; its answer holds it, this once. The old one ends at once.

        Nothing is sent before `CapgoClient.send`. Refused with `cannot_update_apikey`, as `prepare_update`.

        Raises:
            Misused: the number is missing.
        """
        verb = self._verbs[Action.REGENERATE_KEY]
        return Write(verb=verb, parts={"id": key_id}, fields={"regenerate": True}, read=_read_with_secret)

    def prepare_delete(self, key_id: int, text: Secret | None = None) -> Write[None]:
        """Delete another key. Nothing is sent before `CapgoClient.send`.

        Refused with `cannot_delete_apikey`: the key in use itself, or a key without the right.

        Args:
            key_id: its number.
            text: the key itself, by which servers of early 2025 know it (contract/api-seed.md 3.3).

        Raises:
            Misused: the number is missing.
        """
        verb = self._verbs[Action.DELETE_KEY]
        part: str | int = key_id
        if text is not None and self._verbs.generation.keys_by_text:
            self._transport.mask.learn(text)
            part = text.reveal()
        return Write(verb=verb, parts={"id": part}, fields={}, read=read_nothing)

    def _read_made(self, payload: Any, tried: str) -> ApiKey:
        made = _read_with_secret(payload, tried)
        if made.key is not None:
            self._transport.mask.learn(made.key)
        return made

    def _want_future(self, end: object) -> None:
        if isinstance(end, datetime) and end <= self._now():
            raise Misused("The end of the key is not in the future.", field="expires_at")


def _read_key(payload: Any, tried: str) -> ApiKey:
    return read_one(ApiKey, payload, tried)


def _read_with_secret(payload: Any, tried: str) -> ApiKey:
    """A key with its secret: alone, or in `apikey` on old servers (contract/api.md 6, row 6)."""
    made = _read_key(unwrapped(payload, "apikey"), tried)
    if not made.key:
        raise Unexpected(f"The answer to {tried} holds no secret.", tried=tried, field="key")
    return made
