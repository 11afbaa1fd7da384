"""Stops before the server blocks this address: twenty wrong keys do that (contract/api.md 2.4)."""

from __future__ import annotations

from typing import Final

from capgo_tui.errors import RefusalKind, Refused

_MOST: Final = 10
"""Refused logins in a row, half of what the server takes: other programs may try from this address too."""


class LoginGuard:
    """Counts refused logins; a success in between begins anew."""

    def __init__(self) -> None:
        self._refused = 0
        self._last: Refused | None = None

    def check(self, tried: str) -> None:
        """Let a request through unless the key was refused too often.

        Raises:
            Refused: it was; as the server said it the last time.
        """
        if self._last is not None and self._refused >= _MOST:
            raise Refused(
                f"{self._last.said} Not sent: the key was refused {self._refused} times in a row, "
                "and the server blocks this address soon.",
                status=self._last.status,
                code=self._last.code,
                tried=tried,
                next_step="Check the key, then start again.",
                kind=RefusalKind.BAD_LOGIN,
            )

    def note(self, refused: Refused | None) -> None:
        """Note an answer: a refusal, or None for any other.

        Only servers that say 401 count and block; older ones say 400 or 500, of a missing right too.
        """
        if refused is not None and refused.kind is RefusalKind.BAD_LOGIN and refused.status == 401:
            self._refused += 1
            self._last = refused
        elif refused is None:
            self._refused = 0
