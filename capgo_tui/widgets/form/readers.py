"""How typed texts become numbers, and numbers texts: for the `read` and `write` of a field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from capgo_tui.errors import Misused
from capgo_tui.widgets.form.field import ValueT


def whole(what: str, low: int, high: int) -> Callable[[str], int]:
    """Read a whole number from `low` to `high`, such as `whole("number of bundles", 1, 500)`."""

    def read(text: str) -> int:
        number = _number(text)
        if number is None or number != int(number) or not low <= number <= high:
            raise Misused(f"The {what} is a whole number from {low:,} to {high:,}.")
        return int(number)

    return read


def percent(what: str) -> Callable[[str], int]:
    """Read a percentage with up to two decimals, with or without its sign, as basis points (10000 = all)."""

    def read(text: str) -> int:
        number = _number(text.strip().removesuffix("%"))
        if number is None or not 0 <= number <= 100 or number * 100 != int(number * 100):
            raise Misused(f"The {what} is a percentage from 0 to 100, with up to two decimals.")
        return int(number * 100)

    return read


def fraction(what: str, low: float, high: float) -> Callable[[str], float]:
    """Read a number between `low` and `high`, its ends not included."""

    def read(text: str) -> float:
        number = _number(text)
        if number is None or not low < number < high:
            raise Misused(f"The {what} lies between {low:g} and {high:g}, neither of them included.")
        return float(number)

    return read


def optional(read: Callable[[str], ValueT]) -> Callable[[str], ValueT | None]:
    """Read an empty text as nothing, and any other as `read` does."""
    return lambda text: read(text) if text.strip() else None


def percent_text(bps: int | None) -> str:
    """Write basis points as a percentage without its sign: 1250 as `12.5`; nothing as an empty text."""
    return "" if bps is None else f"{Decimal(bps) / 100:f}"


def number_text(number: float | None) -> str:
    """Write a number; nothing as an empty text."""
    return "" if number is None else f"{Decimal(str(number)):f}"


def _number(text: str) -> Decimal | None:
    """A finite number of a sane size, or None."""
    text = text.strip()
    try:
        number = Decimal(text) if len(text) <= 20 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number.adjusted()) < 20 else None
