"""The command that shows statistics."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.screens.tabs import STATS

if TYPE_CHECKING:
    from capgo_tui.panes.stats import StatsPane
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
    """Show statistics, of other days or in another way if that is asked."""
    if screen.workspace is None:
        raise Misused("There is no connection yet.", next_step="`r` in the tree connects.")
    from capgo_tui.panes import stats_sharing  # noqa: PLC0415 - not at the start

    stats_sharing.check(screen.workspace, words)  # before the line that it was typed into is gone
    if screen.tab != STATS:
        await screen.action_show_tab(STATS)
    if words.strip() and screen.tab == STATS and screen.pane is not None:
        stats = cast("StatsPane", screen.pane)
        stats.show_look(stats_sharing.read(stats, screen.workspace, words))


def _candidates(_: MainScreen) -> Iterable[Candidate]:
    from capgo_tui.presenters.stats.look_text import words_of_looks  # noqa: PLC0415 - not at the start

    return (Candidate(text, about) for text, about in (*_RANGES, *words_of_looks().items()))


STATS_COMMANDS: tuple[Command, ...] = (
    Command(
        "stats",
        "[DAYS] [FIGURE]",
        "The statistics of what is open; of other days, of another figure, against others",
        _stats,
        _candidates,
    ),
)
"""What can be asked of statistics."""
