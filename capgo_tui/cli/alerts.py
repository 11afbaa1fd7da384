"""`alerts` and `stats … --alert`: checks alerts, for cron; says by its exit code whether one fired."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.cli.exit_codes import FIRED, OK, exit_code
from capgo_tui.cli.headless import connected
from capgo_tui.cli.listings import Listing, always, just
from capgo_tui.cli.messages import say
from capgo_tui.cli.output import Output, output_to, print_listing
from capgo_tui.cli.start import Start, prepare
from capgo_tui.cli.statistics import scope_asked_for
from capgo_tui.errors import CapgoError, Misused
from capgo_tui.presenters.alerts import alert_columns, document, sentence
from capgo_tui.rules.alerts.checking import Outcome, Plan
from capgo_tui.rules.alerts.conditions import Condition
from capgo_tui.rules.alerts.syntax import read_condition
from capgo_tui.services.alerts.alert import Alert, Checked
from capgo_tui.services.alerts.shelf import Shelf
from capgo_tui.services.alerts.watching import Alerts
from capgo_tui.services.history import History
from capgo_tui.services.statistics.reader import Statistics

if TYPE_CHECKING:
    from capgo_tui.cli.arguments import Arguments

_NOUN = ("alert", "alerts")


def run(arguments: Arguments) -> int:
    """Check the saved alerts, or those of `--alert`.

    Returns:
        3 if one fired; else how the first that could not be read ends a program; else 0.

    Raises:
        Misused: an alert cannot be read, or `--alert` is given for statistics that have no single figure.
        CapgoError: there is no connection, or it could not be printed.
    """
    conditions = [read_condition(text) for text in arguments.alert]
    if conditions and arguments.statistic not in {"app", "org", "user"}:
        raise Misused(f"--alert is for stats app, org and user, not for {arguments.statistic}.")
    start = prepare(arguments)
    shelf = Shelf(start.paths.alerts_file, start.choice.profile.name)
    saved = () if conditions else shelf.read()
    output = output_to(
        sys.stdout,
        form=arguments.output,
        columns=arguments.columns,
        wide=arguments.wide,
        ascii_only=start.loaded.settings.ascii,
        redact=start.redaction.of_live_keys,
    )
    if not conditions and not saved:
        say(f"No alerts of the profile {start.choice.profile.name} in {shelf.file}.")
        return OK
    return asyncio.run(_run(start, shelf, saved, conditions, output))


async def _run(
    start: Start, shelf: Shelf, saved: Sequence[Alert], conditions: Sequence[Condition], output: Output
) -> int:
    """Check, print, and say what fired."""
    profile = start.choice.profile
    async with connected(start) as (client, now):
        statistics = Statistics(client, now, History(start.history_file), profile.name)
        watching = Alerts(statistics, shelf, Plan(profile.billing_day, profile.limits))
        if conditions:
            scope = await scope_asked_for(client, start.arguments)
            saved = [Alert(scope, condition) for condition in conditions]
        checked = await watching.check(saved)
        await statistics.close()
        if (problem := statistics.take_history_problem()) is not None:
            say(str(problem))
    await print_listing(Listing(_NOUN, just(checked), always(alert_columns()), document), output)
    for each in checked:
        if each.verdict.outcome is not Outcome.QUIET:
            say(sentence(each))
    return _code(checked)


def _code(checked: Sequence[Checked]) -> int:
    """How the program ends."""
    if any(each.verdict.outcome is Outcome.FIRED for each in checked):
        return FIRED
    problems: list[CapgoError] = [each.problem for each in checked if each.problem is not None]
    return exit_code(problems[0]) if problems else OK
