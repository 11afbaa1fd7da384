"""The command that shows statistics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.screens.tabs import STATS

if TYPE_CHECKING:
    from capgo_tui.panes.stats import StatsPane
    from capgo_tui.rules.statistics.ranges import Range
    from capgo_tui.screens.main import MainScreen

_RANGES: Final = (
    ("7d", "the last 7 days"),
    ("30d", "the last 30 days"),
    ("90d", "the last 90 days"),
    ("year", "the last 12 months"),
    ("month", "this month"),
    ("cycle", "the billing cycle"),
    ("2026-10", "a month"),
    ("2026-10-01..2026-10-15", "these days"),
)


async def _stats(screen: MainScreen, words: str) -> None:
    """Show statistics, of other days if some are named."""
    if screen.workspace is None:
        raise Misused("There is no connection yet.", next_step="`r` in the tree connects.")
    wanted = _range(screen, words.strip()) if words.strip() else None
    if screen.tab != STATS:
        await screen.action_show_tab(STATS)
    pane = screen.pane
    if wanted is not None and pane is not None and screen.tab == STATS:
        stats = cast("StatsPane", pane)
        stats.choose(replace(stats.choice, range=wanted))


def _range(screen: MainScreen, words: str) -> Range:
    from capgo_tui.rules.statistics.ranges import Range, RangeKind, read_range  # noqa: PLC0415 - not at the start

    if screen.workspace is None:
        raise Misused("There is no connection yet.")
    named = {
        "year": Range(RangeKind.YEAR),
        "month": Range(RangeKind.MONTH),
        "cycle": Range(RangeKind.BILLING, billing_day=screen.workspace.look.billing_day),
    }
    return named.get(words) or read_range(words, screen.workspace.statistics.today)


def _candidates(_: MainScreen) -> Iterable[Candidate]:
    return (Candidate(text, about) for text, about in _RANGES)


STATS_COMMANDS: tuple[Command, ...] = (
    Command("stats", "[DAYS]", "The statistics of what is open; of other days", _stats, _candidates),
)
"""What can be asked of statistics."""
