"""A figure, what it is held against, and the table that they are printed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Figure:
    """Something measured several times, and what it is held against, measured in between."""

    name: str
    unit: str
    """`ms`, `B`, `requests`; the same for both."""
    samples: Sequence[float]
    against: str = ""
    """What it is held against; empty for nothing."""
    base: Sequence[float] = ()
    """The samples of that."""
    aim: float | None = None
    """The highest ratio that is hoped for."""

    @property
    def ratio(self) -> float | None:
        """How often the base fits into it, by their medians."""
        return _ratio(median, self.samples, self.base)

    @property
    def ratio_of_minima(self) -> float | None:
        """The same by their minima, which a busy machine disturbs least."""
        return _ratio(min, self.samples, self.base)

    def as_json(self) -> dict[str, object]:
        """All of it."""
        return {
            "name": self.name,
            "unit": self.unit,
            "samples": [round(sample, 3) for sample in self.samples],
            "against": self.against,
            "base": [round(sample, 3) for sample in self.base],
            "ratio": self.ratio,
            "ratio_of_minima": self.ratio_of_minima,
            "aim": self.aim,
        }


@dataclass(frozen=True)
class Section:
    """Figures that belong together."""

    title: str
    figures: Sequence[Figure]
    notes: Sequence[str] = field(default=())
    """What one has to know to read them."""


def interleaved(runs: int, *works: Callable[[], float]) -> list[list[float]]:
    """Do several works in turn, A B A B …, and give the samples of each; one round before is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for samples, work in zip(taken, works, strict=True):
            sample = work()
            if run:
                samples.append(sample)
    return taken


HEADING = ("", "median", "min..max", "against", "median", "min..max", "ratio", "by min", "aim")


def lines(sections: Iterable[Section]) -> Iterable[str]:
    """One table of all sections, a line each."""
    sections = list(sections)
    rows = [HEADING, *(_cells(figure) for section in sections for figure in section.figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADING))]

    def line(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if place in {0, 3} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    yield line(HEADING)
    for section in sections:
        yield ""
        yield section.title
        yield from (line(_cells(figure)) for figure in section.figures)
        yield from (f"  · {note}" for note in section.notes)


def _cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the cells of a line."""
    ratio, by_min = figure.ratio, figure.ratio_of_minima
    return (
        f"  {figure.name}",
        f"{_number(median(figure.samples))} {figure.unit}",
        _spread(figure.samples),
        figure.against,
        f"{_number(median(figure.base))} {figure.unit}" if figure.base else "",
        _spread(figure.base),
        "" if ratio is None else f"{ratio:.2f}",
        "" if by_min is None else f"{by_min:.2f}",
        ""
        if figure.aim is None or ratio is None
        else f"≤{figure.aim:g} {'✓' if ratio <= figure.aim else '✗'}",
    )


def _spread(samples: Sequence[float]) -> str:
    return f"{_number(min(samples))}..{_number(max(samples))}" if len(samples) > 1 else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"


def _ratio(
    pick: Callable[[Sequence[float]], float], samples: Sequence[float], base: Sequence[float]
) -> float | None:
    return pick(samples) / pick(base) if base and pick(base) > 0 else None
