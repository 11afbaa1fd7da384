"""Makes sure what a change means to the server of this moment, right before it is sent."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.api.answers import read_nothing
from capgo_tui.api.dialects.clues import KEPT, WANTS_A_NAME
from capgo_tui.api.dialects.generations import TODAY, UNSURE
from capgo_tui.api.server_version import read_server_version
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.errors import RefusalKind, Refused

if TYPE_CHECKING:
    from capgo_tui.api.transport import Transport

_WITHOUT_A_NAME: Final = "invalid_body"
"""How `PUT` without a name is refused where it makes an organization (contract/api-seed.md 0.3)."""


class Settling:
    """Asks the server what tells its generation. Nothing that it asks changes anything."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._speech = transport.speech

    async def settle(self, write: Write[Any]) -> None:
        """Ask anew before a change that another generation would take for another, and stop it if need be.

        The server may have been upgraded since its last answer, so what was known does not count.

        Raises:
            Unsettled: it is not certain what the server would do.
            CapgoError: it cannot be asked.
        """
        if write.action not in UNSURE:
            return
        if not self._transport.read_only:  # there it is refused anyway
            body = write.body or {}
            await self.find_out(str(body.get("orgId") or ""))
        self._speech.want_settled(write.verb)

    async def find_out(self, org_id: str) -> None:
        """Ask until an answer tells: the version of the server, whether it has /app, the probe.

        Raises:
            CapgoError: it cannot be asked.
        """
        await self._transport.get("/ok", keyless=True)
        if read_server_version(self._transport.source) is not None:
            return
        with suppress(Refused):
            await self._transport.get("/app", {"page": 0, "limit": 1})
        if not self._transport.read_only:
            await self._probe(org_id or await self._any_organization())

    async def _any_organization(self) -> str:
        try:
            listed = await self._transport.get("/organization")
        except Refused:
            return ""
        first = listed[0] if isinstance(listed, list) and listed else None
        found = first.get("id") if isinstance(first, dict) else None
        return found if isinstance(found, str) else ""

    async def _probe(self, org_id: str) -> None:
        """Send the PUT that changes nothing on any server, for want of a name (contract/api.md 7.1)."""
        if not org_id:
            return
        probe = Write(verb=TODAY[Action.PROBE], parts={}, fields={"orgId": org_id}, read=read_nothing)
        try:
            await self._transport.send(probe)
        except Refused as error:
            if error.code == _WITHOUT_A_NAME:
                self._speech.note(WANTS_A_NAME)
            elif error.kind is RefusalKind.NO_RIGHT:  # who makes one checks the name first
                self._speech.note(KEPT)
            else:
                raise
        else:
            self._speech.note(KEPT)
