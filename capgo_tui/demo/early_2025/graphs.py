"""Pictures of figures over days, as SVG of 700 × 700 (contract/api-seed.md 3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

SVG = "image/svg+xml"
"""The media type of a picture."""

SIZE = 700
_BOX = f"0 0 {SIZE} {SIZE}"
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 50, 60, 80
_COLOURS = ("#2563eb", "#059669", "#d97706", "#dc2626", "#7c3aed", "#0891b2")
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a picture."""

    name: str
    values: Sequence[float]


def lines(title: str, unit: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Draw some series over the same labels; names are never markup."""
    values = [value for line in series for value in line.values]
    low, high = min(0.0, *values, 0.0), max(1.0, *values, 0.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="{_BOX}">',
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>',
        _text(SIZE / 2, 30, title, anchor="middle", size=18),
        *_axis(low, high, unit),
        *_days(labels),
    ]
    for place, line in enumerate(series):
        colour = _COLOURS[place % len(_COLOURS)]
        points = [(_x(n, len(labels)), _y(value, low, high)) for n, value in enumerate(line.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{colour}"/>' for x, y in points]
        parts.append(_text(_LEFT + 10, _TOP + 16 * (place + 1), line.name, colour=colour))
    return "\n".join([*parts, "</svg>"])


def _x(place: int, count: int) -> float:
    width = SIZE - _LEFT - _RIGHT
    return _LEFT + (width / 2 if count < 2 else width * place / (count - 1))


def _y(value: float, low: float, high: float) -> float:
    height = SIZE - _TOP - _BOTTOM
    return SIZE - _BOTTOM - height * (value - low) / (high - low)


def _axis(low: float, high: float, unit: str) -> list[str]:
    drawn = [_text(_LEFT - 10, _TOP - 14, unit, anchor="end")]
    for step in range(_STEPS + 1):
        value = low + (high - low) * step / _STEPS
        y = _y(value, low, high)
        drawn.append(f'<path d="M{_LEFT} {y:.1f}H{SIZE - _RIGHT}" stroke="#d1d5db"/>')
        drawn.append(_text(_LEFT - 10, y + 4, f"{value:,.1f}", anchor="end"))
    return drawn


def _days(labels: Sequence[str]) -> list[str]:
    every = max(1, -(-len(labels) // 6))
    y = SIZE - _BOTTOM + 24
    return [
        _text(_x(place, len(labels)), y, label, anchor="middle")
        for place, label in enumerate(labels)
        if place % every == 0
    ]


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, colour: str = "#111827"
) -> str:
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="{size}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(clean)}</text>'
    )
