"""`report`: a month of an app or an organization, printed or written to a file."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from capgo_tui.cli.headless import connected
from capgo_tui.cli.messages import say
from capgo_tui.cli.output import Output
from capgo_tui.cli.reads import organization_id
from capgo_tui.cli.start import Start, prepare
from capgo_tui.cli.statistics import bundles_released
from capgo_tui.presenters.report.forms import FORMS
from capgo_tui.rules.alerts.checking import Plan
from capgo_tui.rules.statistics.periods import Period, month_of
from capgo_tui.rules.statistics.ranges import read_month
from capgo_tui.services.alerts.shelf import AlertsProblem, Shelf
from capgo_tui.services.history import History
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.statistics.reporting import Wanted, read_report
from capgo_tui.services.whole_files import FileExists, write_whole

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.rules.alerts.conditions import Condition

_APP_ID: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")


def run(arguments: Arguments) -> None:
    """Run the command.

    Raises:
        Misused: there is no such month.
        CapgoError: it could not be read or written.
    """
    start = prepare(arguments)
    text = asyncio.run(_report(start))
    if arguments.out is None:
        Output(sys.stdout, redact=start.redaction.of_live_keys).write(text)
        return
    data = start.redaction.of_live_keys(text).encode()
    try:
        written = write_whole(arguments.out, data, overwrite=arguments.overwrite)
    except FileExists as error:
        raise FileExists(error.said, next_step="Name another, or add --overwrite.") from None
    say(f"Written: {written}")


async def _report(start: Start) -> str:
    """Read and write it."""
    arguments, profile = start.arguments, start.choice.profile
    async with connected(start) as (client, now):
        today = now().astimezone(UTC).date()
        month = _month(arguments.month, today)
        statistics = Statistics(client, now, History(start.history_file), profile.name)
        scope, name = await _target(client, arguments.target)
        wanted = Wanted(
            scope=scope,
            name=name,
            month=month,
            plan=Plan(profile.billing_day, profile.limits),
            conditions=_conditions(start, scope),
            released=await bundles_released(client, scope.id) if scope.kind is Kind.APP else None,
        )
        report = await read_report(statistics, wanted)
        await statistics.close()
        if (problem := statistics.take_history_problem()) is not None:
            say(str(problem))
    for note in report.notes:
        say(note)
    return FORMS[arguments.form](report)


def _month(text: str, today: date) -> Period:
    """The month that is asked for; the last one that is over unless one is named."""
    return read_month(text, today) if text else month_of(today.replace(day=1) - timedelta(days=1))


async def _target(client: CapgoClient, text: str) -> tuple[Scope, str]:
    """Find out whether an app or an organization is meant, and what it is called."""
    if _APP_ID.fullmatch(text):
        return Scope(Kind.APP, text), text
    wanted = await organization_id(client, text)
    name = (await client.organizations.read(wanted)).name
    return Scope(Kind.ORGANIZATION, wanted), name or wanted


def _conditions(start: Start, scope: Scope) -> tuple[Condition, ...]:
    """What the saved alerts wait for."""
    try:
        alerts = Shelf(start.paths.alerts_file, start.choice.profile.name).read()
    except AlertsProblem as error:
        say(f"The report has no alerts: {error}")
        return ()
    return tuple(alert.condition for alert in alerts if alert.scope == scope)
