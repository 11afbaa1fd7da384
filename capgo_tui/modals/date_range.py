"""Asks for the days of a range of statistics."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.widgets import Input

from capgo_tui.errors import Misused
from capgo_tui.modals.wish import WishDialog
from capgo_tui.rules.statistics.periods import Period
from capgo_tui.rules.statistics.ranges import Range, read_range
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.form import TextField

TEXT = (
    "Which days, in UTC? Write a day as 2026-10-01, or a month as 2026-10 in the first field alone. "
    "An empty last day is today."
)


class DateRangeDialog(WishDialog[Range]):
    """Two days; what is none is said."""

    BINDINGS = [shown("ctrl+s", "confirm", "show", "dialog.save", "Show these days", display="ctrl+s")]

    def __init__(self, period: Period, today: date) -> None:
        """Make the dialog.

        Args:
            period: the days that are shown now.
            today: no later day can be asked for.
        """
        self._today = today
        first = TextField("first", "First day", placeholder=period.first.isoformat())
        last = TextField("last", "Last day", placeholder="today", submits=True)
        super().__init__("Days of the statistics", TEXT, [first, last], opened_by="t")

    def wish(self) -> Range:
        """The days.

        Raises:
            Misused: they are none, are in the future, or end before they begin.
        """
        first = str(self.form.fields["first"].value).strip()
        last = str(self.form.fields["last"].value).strip()
        if not first:
            raise Misused("The first day is missing.", next_step="Write it as 2026-10-01.")
        is_day = first.count("-") == 2 and ".." not in first
        return read_range(f"{first}..{last}" if is_day else first, self._today)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_confirm()
