"""Asks where a report is written; it is read when it is wanted, and read once for all its forms."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError
from capgo_tui.panes.exporting import show_dialog
from capgo_tui.presenters.exports import ExportForm, ExportPart
from capgo_tui.presenters.report.forms import FORMS
from capgo_tui.presenters.report.sections import month_name
from capgo_tui.rules.alerts.checking import Plan
from capgo_tui.services.statistics.adopting import released_days
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.statistics.reporting import Wanted, read_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from capgo_tui.rules.statistics.periods import Period
    from capgo_tui.rules.statistics.report import Report
    from capgo_tui.services.workspace import Workspace

_NAMES: Final = (("HTML, with charts", "html"), ("Markdown", "md"), ("CSV, plain numbers", "csv"))
_NOTE: Final = "It is read when you write it, with a few requests."


def ask_report(asker: Widget, workspace: Workspace, scope: Scope, month: Period) -> None:
    """Ask where the report of a month is written, and in which form.

    Args:
        asker: the widget whose messages reach the application.
        workspace: the connection.
        scope: an app or an organization.
        month: the month.
    """
    name = workspace.name_of(scope.id)
    reading = _Reading(workspace, scope, name, month)
    forms = tuple(
        ExportForm(label, suffix, partial(_written, reading, FORMS[suffix])) for label, suffix in _NAMES
    )
    part = ExportPart(f"{name}, {month_name(month.first)}", forms)
    stem = f"report-{_file_word(name)}-{month.first:%Y-%m}"
    show_dialog(asker, f"Report of {part.name}", (part,), stem, note=_NOTE)


class _Reading:
    """A report that is read at most once."""

    def __init__(self, workspace: Workspace, scope: Scope, name: str, month: Period) -> None:
        self._workspace = workspace
        self._scope = scope
        self._name = name
        self._month = month
        self._report: Report | None = None

    async def report(self) -> Report:
        """Give it.

        Raises:
            CapgoError: it cannot be read.
        """
        if self._report is None:
            workspace, look = self._workspace, self._workspace.look
            wanted = Wanted(
                scope=self._scope,
                name=self._name,
                month=self._month,
                plan=Plan(look.billing_day, look.limits),
                conditions=tuple(
                    alert.condition for alert in workspace.alerts.all if alert.scope == self._scope
                ),
                released=await self._released() if self._scope.kind is Kind.APP else None,
            )
            self._report = await read_report(workspace.statistics, wanted)
        return self._report

    async def _released(self) -> Mapping[str, date]:
        """When the bundles were made; nothing where that may not be read."""
        bundles = self._workspace.app(self._scope.id).bundles
        try:
            await bundles.read()
        except CapgoError:
            return {}
        return released_days(bundles.records)


async def _written(reading: _Reading, write: Callable[[Report], str]) -> bytes:
    """A report in one form."""
    report = await reading.report()
    return (await asyncio.to_thread(write, report)).encode()


def _file_word(name: str) -> str:
    """A name as part of a file's name: letters, digits, dots and dashes."""
    word = "".join(each if each.isascii() and (each.isalnum() or each in "._-") else "-" for each in name)
    return word.strip(".-")[:60] or "organization"
