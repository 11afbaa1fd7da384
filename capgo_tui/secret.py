"""A text that must not be seen: the API key on its way from a key source to a request header."""

from __future__ import annotations


class Secret:
    """Holds a text that `str`, `repr`, a log, a traceback with locals or a pickle never shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself; for the one place that writes it into a header."""
        return self._value

    def masked(self) -> str:
        """Enough to recognise a key by: its last four characters, if it is long enough to spare them."""
        return f"…{self._value[-4:]}" if len(self._value) >= 12 else "…"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return f"Secret({self.masked()!r})"

    __str__ = masked

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a secret is never pickled")
