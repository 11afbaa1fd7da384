"""Asking whether the server is there (contract/api.md 1.5)."""

from __future__ import annotations

from capgo_tui.api.transport import Transport
from capgo_tui.errors import Refused, Unexpected


class Health:
    """What can be asked about the server itself."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def ok(self) -> bool:
        """Whether a Capgo server answers and says that it is well; needs no key and sends none.

        Raises:
            Unreachable: nothing answers.
        """
        try:
            payload = await self._transport.get("/ok", keyless=True)
        except (Refused, Unexpected):
            return False
        return isinstance(payload, dict) and str(payload.get("status")).casefold() == "ok"
