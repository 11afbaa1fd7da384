"""The why-matrix of a channel in words: how the checks of its devices end, and how many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.numbers import percent, whole
from capgo_tui.presenters.why import verdict_tone
from capgo_tui.presenters.why_page import MARKS
from capgo_tui.presenters.why_words import BUILT_IN, code_word, question_text
from capgo_tui.rules.update_decision.decision import Verdict

if TYPE_CHECKING:
    from capgo_tui.rules.endings import Ending, Line, Way

_BAR_CELLS: Final = 5
_FULL, _EMPTY = "▮", "▯"


@dataclass(frozen=True)
class MatrixRow:
    """A line of the matrix; texts are raw."""

    ending: Ending
    """What its devices have in common; its key."""
    devices: tuple[str, ...]
    """Their ids."""
    mark: str
    """The verdict by its shape."""
    text: str
    """What becomes of them."""
    code: str
    """The server's code; empty where a bundle is delivered, or something unknown decides."""
    share: float
    """How many of the channel's devices they are, in percent."""
    tone: Tone

    @property
    def bar(self) -> str:
        """The share as a small bar."""
        full = max(1, round(self.share * _BAR_CELLS / 100))
        return _FULL * full + _EMPTY * (_BAR_CELLS - full)


def matrix_rows(lines: Sequence[Line]) -> list[MatrixRow]:
    """The lines of a channel as rows, with the share of each."""
    total = sum(len(line.devices) for line in lines)
    return [
        MatrixRow(
            line.ending,
            line.devices,
            MARKS[line.ending.verdict],
            ending_text(line.ending),
            next((way.code or "" for way in line.ending.ways), "") if len(line.ending.ways) == 1 else "",
            100 * len(line.devices) / total,
            verdict_tone(line.ending.verdict),
        )
        for line in lines
    ]


def matrix_columns() -> tuple[Column[MatrixRow], ...]:
    """The columns of the matrix."""
    return (
        Column(
            "ending",
            "what becomes of them",
            text=lambda r: f"{r.mark} {r.text}",
            sort=lambda r: r.text,
            width=20,
            grow=True,
            tone=lambda r: r.tone,
        ),
        Column(
            "devices",
            "devices",
            text=lambda r: whole(len(r.devices)),
            sort=lambda r: len(r.devices),
            width=7,
            right=True,
        ),
        Column(
            "share", "share", text=lambda r: percent(r.share), sort=lambda r: r.share, width=5, right=True
        ),
        Column("bar", "", text=lambda r: r.bar, sort=lambda r: r.share, width=_BAR_CELLS),
        Column("code", "code", text=lambda r: r.code, sort=lambda r: r.code, level=Level.WIDE, width=34),
    )


def matrix_title(channel: str, counted: int, loaded: int, *, complete: bool, share: float) -> str:
    """How many devices are on a channel, of how many: `production decides for 61 of 65 devices`; raw.

    Args:
        channel: its name.
        counted: how many devices the lines hold.
        loaded: how many devices are loaded.
        complete: whether these are all.
        share: how much of them was decided, from 0 to 1.
    """
    of = f"{whole(loaded)} loaded (more on server; L in Devices reads all)"
    if complete:
        of = f"{whole(loaded)} device{'' if loaded == 1 else 's'}"
    doing = "" if share >= 1 else f" · counting, {share:.0%} done"
    return f"{channel} decides for {whole(counted)} of {of}{doing}"


def assumed_text(lines: Sequence[Line]) -> str:
    """What is taken for granted of the devices of a channel; empty for nothing."""
    asking, untold = sum(each.assumed for each in lines), sum(each.untold for each in lines)
    parts = [f"of {whole(asking)}: the app asks for no channel of its own"] if asking else []
    parts += [f"of {whole(untold)}: forced to none, which the server does not tell"] if untold else []
    return f"assumed {'; '.join(parts)}" if parts else ""


def ending_label(ending: Ending, channel: str) -> str:
    """What the devices of a line have in common: `on next: blocked: under native`; raw."""
    return f"on {channel}: {ending_text(ending)}"


def ending_text(ending: Ending) -> str:
    """What becomes of the devices of a line, in few words; raw."""
    ways = ending.ways
    served = ", if it serves the platform" if ending.if_served else ""
    maybe = "perhaps another channel's: " if ending.elsewhere else ""
    if len(ways) == 1:
        return f"{maybe}{_way_text(ways[0])}{served}"
    if all(way.chance is not None for way in ways):
        drawn = ", ".join(f"{percent(100 * (way.chance or 0))} {_way_text(way)}" for way in ways)
        return f"{maybe}draw: {drawn}{served}"
    first, *more = [question_text(each) for each in ending.hangs_on] or ["what cannot be seen"]
    also = f" and {len(more)} more" if more else ""
    return f"{maybe}depends on {first}{also}: {' or '.join(map(_way_text, ways))}{served}"


def _way_text(way: Way) -> str:
    bundle = BUILT_IN if way.bundle == "builtin" else way.bundle or "a bundle that is not known"
    if way.verdict is Verdict.GETS:
        return f"gets {bundle}"
    if way.code == "already_on_builtin":
        return f"goes back to {BUILT_IN}"
    if way.verdict is Verdict.UP_TO_DATE:
        return f"up to date on {bundle}"
    how = "blocked" if way.verdict is Verdict.BLOCKED else "fails"
    return f"{how}: {code_word(way.code or '')}"
