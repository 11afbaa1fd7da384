"""The command that writes a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.rules.statistics.periods import month_of
from capgo_tui.rules.statistics.ranges import read_month
from capgo_tui.screens.alert_commands import scope_meant
from capgo_tui.screens.command import Candidate, Command

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.screens.main import MainScreen

_MONTHS = 12


def _report(screen: MainScreen, words: str) -> None:
    """Ask where the report of a month is written; the last one that is over unless one is named."""
    workspace = screen.workspace
    if workspace is None:
        raise Misused("There is no connection yet.", next_step="`r` in the tree connects.")
    from capgo_tui.panes.reporting import ask_report  # noqa: PLC0415 - not before it is asked for
    from capgo_tui.services.statistics.reading import Kind  # noqa: PLC0415

    target, colon, text = words.rpartition(":")
    month = read_month(text, workspace.statistics.today) if text.strip() else _last_month(screen)
    scope = scope_meant(screen, target.strip() if colon else "")
    if scope.kind is Kind.EVERYTHING:
        raise Misused("A report is about one app or one organization.")
    ask_report(screen, workspace, scope, month)


def _last_month(screen: MainScreen) -> Period:
    """The last month that is over."""
    if screen.workspace is None:
        raise Misused("There is no connection yet.")
    return month_of(screen.workspace.statistics.today.replace(day=1) - timedelta(days=1))


def _months(screen: MainScreen) -> Iterable[Candidate]:
    """The months of the last year, the newest first."""
    if screen.workspace is None:
        return
    month = month_of(screen.workspace.statistics.today)
    for _ in range(_MONTHS):
        yield Candidate(str(month))
        month = month.previous()


REPORT_COMMANDS: tuple[Command, ...] = (
    Command(
        "report",
        "[YYYY-MM]",
        "Write the report of a month of the open app or organization to a file",
        _report,
        _months,
    ),
)
"""They join the others in `ex_commands`."""
