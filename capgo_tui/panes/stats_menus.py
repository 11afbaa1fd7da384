"""What the keys of the Stats tab ask: which figure, which days, whose."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from capgo_tui.errors import CapgoError
from capgo_tui.modals.choice_menu import ChoiceMenu, MenuLine
from capgo_tui.presenters.stats.choice import Measure, measures
from capgo_tui.presenters.stats.words import period_words
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.statistics.gathering import Subject, Whose

if TYPE_CHECKING:
    from datetime import date

    from textual.widget import Widget

    from capgo_tui.panes.stats import StatsPane
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

_MEASURES = {
    Measure.MAU: ("m", "devices seen for the first time in the billing cycle"),
    Measure.BANDWIDTH: ("b", "bytes downloaded"),
    Measure.STORAGE: ("s", "bytes stored"),
    Measure.PER_USER: ("u", "bytes downloaded for each of those devices"),
    Measure.PER_APP: ("a", "bytes stored for each app"),
    Measure.SHARE: ("h", "its part of all apps' devices"),
}


def not_app_by_app(pane: StatsPane) -> str:
    """Say that the server does not tell apps apart; empty where it does, or nobody knows."""
    if pane.workspace is None:
        return ""
    told = any(generation.tells_apps_apart for generation in pane.workspace.client.speech.candidates)
    return "" if told else "Servers before September 2025 do not tell apps apart."


async def pick_measure(pane: StatsPane, whose: Whose) -> None:
    """Pick the figure that is drawn."""
    is_counted = pane.known is None or pane.known.app_count is not None
    why_not = {
        Measure.SHARE: not_app_by_app(pane) if whose is Whose.APP else "",
        Measure.PER_APP: "" if is_counted else "The server lists no apps.",
    }
    lines = [
        MenuLine(_MEASURES[each][0], each.title, each, _MEASURES[each][1], why_not=why_not.get(each, ""))
        for each in measures(whose)
    ]
    picked = await pane.app.push_screen_wait(ChoiceMenu("Which figure", lines, pane.choice.measure))
    if picked is not None:
        pane.choose(replace(pane.choice, measure=picked))


async def pick_range(pane: StatsPane) -> None:
    """Pick the days that are shown."""
    if pane.workspace is None:
        return
    picked = await ask_range(pane, pane.workspace, pane.choice.range)
    if picked is not None:
        pane.choose(replace(pane.choice, range=picked))


async def ask_range(asker: Widget, workspace: Workspace, now: Range) -> Range | None:
    """Ask for days; None leaves them. It serves every tab over a range of days.

    Args:
        asker: the pane that asks, in a worker.
        workspace: the connection, for today and the billing day.
        now: the days that are shown.
    """
    today = workspace.statistics.today
    other = now if now.kind is RangeKind.CUSTOM else Range(RangeKind.CUSTOM)
    ranges = (
        ("7", "7 days", Range(RangeKind.DAYS, days=7)),
        ("3", "30 days", Range(RangeKind.DAYS, days=30)),
        ("9", "90 days", Range(RangeKind.DAYS, days=90)),
        ("y", "12 months", Range(RangeKind.YEAR)),
        ("m", "This month", Range(RangeKind.MONTH)),
        ("b", "Billing cycle", Range(RangeKind.BILLING, billing_day=workspace.look.billing_day)),
    )
    lines = [MenuLine(key, name, each, _days(each, today)) for key, name, each in ranges]
    lines.append(MenuLine("o", "Other days…", other, _days(now, today) if other is now else ""))
    picked = await asker.app.push_screen_wait(ChoiceMenu("Which days", lines, now))
    if picked is None or picked.kind is not RangeKind.CUSTOM:
        return picked
    from capgo_tui.modals.date_range import DateRangeDialog  # noqa: PLC0415 - most ranges need none

    chosen: Range | None = await asker.app.push_screen_wait(DateRangeDialog(now.shown(today), today))
    return chosen


def _days(wanted: Range, today: date) -> str:
    return period_words(wanted.shown(today), today)


async def learn_organization(data: AppData) -> None:
    """Read the bundles where nothing else tells whose app it is: a server without /app."""
    if not data.org_id and not data.bundles.begun:
        with suppress(CapgoError):  # the menu says that it is not known
            await data.bundles.read()


async def pick_whose(pane: StatsPane, subject: Subject) -> Whose | None:
    """Pick whose statistics are shown; None leaves them."""
    no_app = "" if subject.app_id else "No app is open."
    no_org = "" if subject.org_id else "It is not known which organization it is in."
    name = pane.workspace.name_of(subject.org_id) if pane.workspace is not None and subject.org_id else ""
    lines = [
        MenuLine("a", "The app", Whose.APP, subject.app_id, why_not=no_app),
        MenuLine("o", "Its organization", Whose.ORGANIZATION, name, why_not=no_org),
        MenuLine("p", "App by app", Whose.BY_APP, name, why_not=no_org or not_app_by_app(pane)),
        MenuLine("e", "Everything", Whose.EVERYTHING, "all that this key reaches"),
    ]
    return await pane.app.push_screen_wait(ChoiceMenu("Whose statistics", lines, subject.whose))
