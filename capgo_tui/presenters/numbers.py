"""Numbers as people read them."""

from __future__ import annotations

UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def size(count: float | None) -> str:
    """Bytes in the largest binary unit: `1.0 GiB`, as the statistics count them (api-seed.md 5.1)."""
    if count is None:
        return "?"
    value = float(count)
    for unit in UNITS:
        if abs(value) < 1024 or unit == UNITS[-1]:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1024
    raise AssertionError(UNITS)


def whole(count: float | None) -> str:
    """A count with thousands apart: `100,000`."""
    return "?" if count is None else f"{count:,.0f}"


def percent(value: float | None) -> str:
    """A share of a hundred with at most one decimal: `12.5%`, `100%`."""
    return "?" if value is None else f"{value:.1f}".removesuffix(".0") + "%"


def bps(points: int | None) -> str:
    """Basis points, of which 10 000 are the whole, as percent: `10%`, `0.01%`."""
    return "?" if points is None else f"{points / 100:g}%"
