"""`history`: what is kept of statistics on this machine, and letting go of it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.headless import begin
from capgo_tui.cli.listings import Listing, always, just
from capgo_tui.cli.messages import say
from capgo_tui.cli.output import Output, print_listing
from capgo_tui.errors import Misused
from capgo_tui.presenters.kept_statistics import summary_columns
from capgo_tui.presenters.numbers import size
from capgo_tui.services.history import History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capgo_tui.services.history import Summary


def run(arguments: Arguments) -> None:
    """Show, prune or clear the history; it is used also where the settings switch it off.

    Raises:
        HistoryProblem: the file cannot be used; one that was damaged is set aside.
        Misused: `clear` cannot ask, and was not told that it need not.
        CapgoError: the settings cannot be read, or the output cannot be written.
    """
    start, output = begin(arguments)
    file = start.paths.history
    if not file.exists():
        if arguments.action == "show":
            asyncio.run(print_listing(_listing((), 0), output))
        say(f"Nothing is kept: there is no {file}.")
        return
    history = History(file)
    try:
        summaries = history.summary()
        if (problem := history.take_problem()) is not None:
            raise problem
        if arguments.action == "show":
            _show(summaries, file, output)
        else:
            _forget(history, summaries, file, arguments)
    finally:
        history.close()


def _show(summaries: Sequence[Summary], file: Path, output: Output) -> None:
    """Print whose days are kept."""
    whole = _bytes_of(file)
    asyncio.run(print_listing(_listing(summaries, whole), output))
    say(f"{file} has {size(whole)}.")


def _forget(history: History, summaries: Sequence[Summary], file: Path, arguments: Arguments) -> None:
    """Let go of days, and say how much room came back."""
    rows = sum(summary.rows for summary in summaries)
    if arguments.action == "clear" and not arguments.yes and not _agrees(rows, file):
        say("Nothing was forgotten.")
        return
    before = _bytes_of(file)
    gone = history.forget(arguments.before)
    if (problem := history.take_problem()) is not None:
        raise problem
    history.close()
    say(f"{gone:,} of {rows:,} rows are forgotten. {file} had {size(before)}, now {size(_bytes_of(file))}.")


def _agrees(rows: int, file: Path) -> bool:
    """Ask on the terminal.

    Raises:
        Misused: there is nobody to ask.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misused("Nobody is there to be asked whether to forget every day.", next_step="Add --yes.")
    print(f"Forget all {rows:,} rows of {file}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _listing(summaries: Sequence[Summary], whole: int) -> Listing[Any]:
    rows = sum(summary.rows for summary in summaries)
    return Listing(
        ("scope", "scopes"), just(summaries), always(summary_columns(whole / rows if rows else 0)), _raw
    )


def _raw(summary: Summary) -> object:
    return {
        "host": summary.key.host,
        "kind": summary.key.kind,
        "name": summary.key.name,
        "first_day": summary.first.isoformat(),
        "last_day": summary.last.isoformat(),
        "figures": summary.figures,
        "usage": summary.usage,
    }


def _bytes_of(file: Path) -> int:
    """The size of the file, and of what SQLite has beside it."""
    beside = (file.with_name(file.name + ending) for ending in ("", "-wal"))
    return sum(path.stat().st_size for path in beside if path.exists())
