"""The Stats tab: cards, a chart, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive

from capgo_tui.errors import Misused
from capgo_tui.panes.front import in_front
from capgo_tui.panes.stats_view import StatsView
from capgo_tui.presenters.charts.glyphs import Glyphs
from capgo_tui.presenters.details import Row
from capgo_tui.presenters.stats.choice import Choice, Measure, measures
from capgo_tui.safe_text import clean
from capgo_tui.services.statistics.gathering import Subject, Whose, gather
from capgo_tui.widgets.bindings import key_shown, quiet, shown
from capgo_tui.widgets.stat_cards import StatCards

if TYPE_CHECKING:
    from capgo_tui.presenters.places import Place
    from capgo_tui.presenters.stats.look_text import StatsLook


class StatsPane(StatsView):
    """Shows what was used: of an app, an organization, its apps, or everything."""

    legend: Sequence[Row] = (
        Row(
            "MAU",
            "devices seen that day for the first time in the billing cycle",
        ),
        Row("y+40%", "against the same days a year ago"),
        Row("≈", "what it will come to, if it goes on as it did"),
        Row("▲ spike", "far from the days like it: 3.1× is so many times the usual"),
        Row("▚", "today, which is not over"),
        Row("—", "not known"),
        Row("plan", "the limit that the profile names"),
    )

    BINDINGS = [
        shown("t", "range", "range", "stats.range", "Which days: 7, 30, 90, 12 months, month, cycle, others"),
        shown(
            "T", "compare", "compare", "stats.compare", "Lay over it the period before, a year ago, nothing"
        ),
        shown("m", "measure", "figure", "stats.figure", "Which figure: MAU, bandwidth, storage, ratios"),
        shown("c", "view", "add up", "stats.view", "Add days up or not; of storage, its level or its change"),
        shown("i", "whose", "whose", "stats.whose", "Whose: an app's, its organization's, app by app, all"),
        quiet("j,down,enter", "to_table", "stats.table", "From the chart to the table; esc goes back"),
        shown(
            "y", "copy", "copy", "stats.copy", "Copy the day, the table, the request, or a link to this view"
        ),
        quiet("E", "export", "stats.export", "Write the numbers, or the chart as SVG, to a file"),
        shown("r", "reload", "refresh", "stats.refresh", "Read again; figures stay until new ones are here"),
    ]

    subject: reactive[str] = reactive("", init=False)
    """The app's id; empty for none."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._whose = Whose.APP
        self._organization = ""
        self._recalls = False

    # Whose it is ---------------------------------------------------------------------------

    def watch_workspace(self) -> None:
        """Another connection: nothing that is shown holds any more."""
        if self.workspace is not None:
            self.chart.glyphs = Glyphs(self.workspace.look.charts)
            self._recalls = True
        self._switch()

    def watch_subject(self) -> None:
        """Another app: that is what is looked at; the first one as it was when the program ended."""
        if self.subject:
            self._whose, self._organization = Whose.APP, ""
        if self.subject and self.workspace is not None and self._recalls:
            from capgo_tui.panes import stats_sharing  # noqa: PLC0415 - once

            self._recalls = False
            self._set_look(stats_sharing.recall(self.workspace, self.choice, self.subject))
        self._switch()

    def show_organization(self, org_id: str) -> None:
        """Look at an organization."""
        self._whose, self._organization = Whose.ORGANIZATION, org_id
        self._switch()

    @property
    def looked_at(self) -> Subject | None:
        """Whose statistics are shown; None for nobody's."""
        if self.workspace is None:
            return None
        own = self.workspace.app(self.subject).org_id if self.subject else ""
        org_id = self._organization or own
        wanted = Subject(self._whose, self.subject, org_id)
        if self._whose is Whose.APP:
            return wanted if self.subject else None
        return wanted if org_id or self._whose is Whose.EVERYTHING else None

    @property
    def is_within_app(self) -> bool:
        """Whether it belongs to the app that is open, so that a link to that app leads here."""
        return bool(self.subject) and not self._organization

    def _set_look(self, look: StatsLook) -> None:
        """Take a look over; where it is not known whose organization, the app is looked at."""
        self.choice, self._whose = look.choice, look.whose
        if self.looked_at is None:
            self._whose = Whose.APP

    def look_at(self, place: Place) -> None:
        """Look at it as a link or a bookmark says."""
        from capgo_tui.panes import stats_sharing  # noqa: PLC0415 - not before there is one

        if self.workspace is None or not place.filter:
            return
        try:
            look = stats_sharing.read(self, self.workspace, place.filter)
        except Misused as error:
            self.notify(clean(str(error), 300), severity="warning", markup=False)
        else:
            self.show_look(look)

    def show_look(self, look: StatsLook) -> None:
        """Show statistics in another way, and of others if that is asked."""
        if look.whose is self._whose:
            self.choose(look.choice)
        else:
            self._set_look(look)
            self._switch()

    def _switch(self) -> None:
        """Show nothing, and read if this pane is in front."""
        self.workers.cancel_node(self)
        self.known, self.busy = None, False
        whose = self._whose
        if self.choice.measure not in measures(whose):
            self.choice = replace(self.choice, measure=Measure.MAU)
        self.draw()
        if in_front(self):
            self._remember()
            self.load()

    def _remember(self) -> None:
        """Keep how it is looked at for the next start."""
        from capgo_tui.panes import stats_sharing  # noqa: PLC0415 - not before it is looked at

        stats_sharing.remember(self)

    # Reading -------------------------------------------------------------------------------

    def show_pane(self) -> None:
        """Come to the front: read what was not read yet."""
        self._remember()
        if self.known is None and not self.busy:
            self.load()
        else:
            self.tell()

    @work(exclusive=True, group="load")
    async def load(self, *, refresh: bool = False) -> None:
        """Read, and show more as it comes."""
        workspace, subject = self.workspace, self.looked_at
        if workspace is None or subject is None:
            return
        self._set_busy(busy=True)
        share = self.choice.measure is Measure.SHARE
        async for known in gather(workspace, subject, self.choice.range, with_share=share, refresh=refresh):
            self.known = known
            self.draw()
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        if busy and self.known is None:
            self.draw()
        self.tell()

    def focus_rows(self) -> None:
        """Give the focus to the chart."""
        self.chart.focus()

    def step(self, _by: int) -> bool:
        """Go to a tab within this one; there is none."""
        return False

    def step_round(self) -> None:
        """Go from the chart to the table, and back."""
        (self.table if self.chart.has_focus else self.chart).focus()

    def action_to_table(self) -> None:
        """Go to the table below the chart."""
        self.table.focus()

    def action_back(self) -> bool:
        """From the table to the chart; there is no layer above that."""
        if self.table.has_focus:
            self.chart.focus()
            return True
        return False

    # Choosing ------------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Look at it in another way; what is not known of it is read."""
        if choice.measure not in measures(self._whose):
            choice = replace(choice, measure=Measure.MAU)
        before, self.choice = self.choice, choice
        self._remember()
        shares = choice.measure is Measure.SHARE and self._whose is Whose.APP
        if choice.range != before.range:
            self.known = None
        self.draw()
        if choice.range != before.range or (shares and before.measure is not Measure.SHARE):
            self.load()
        self.refresh_bindings()

    def action_reload(self) -> None:
        """Read again."""
        self.load(refresh=True)

    def action_copy(self) -> None:
        """Ask what is to be copied."""
        from capgo_tui.panes import stats_sharing  # noqa: PLC0415 - not before it is asked for

        stats_sharing.open_menu(self)

    def action_export(self) -> None:
        """Ask what is to be written to a file."""
        from capgo_tui.panes import stats_exporting  # noqa: PLC0415 - not before it is asked for

        stats_exporting.open_dialog(self)

    def action_compare(self) -> None:
        """Lay another period over it."""
        if self._whose is Whose.BY_APP:
            key = key_shown(self, "stats.whose", "i")
            self.notify(f"App by app there is nothing laid over it: {key} goes to one of them.", markup=False)
        else:
            self.choose(self.choice.with_next_comparison())

    def action_view(self) -> None:
        """Add days up, or not."""
        if self.choice.has_views or self._whose is Whose.BY_APP:
            self.choose(replace(self.choice, is_summed=not self.choice.is_summed))
        else:
            self.notify(f"{self.choice.measure.title} has one view only.", markup=False)

    @on(StatCards.Picked)
    def _card_picked(self, event: StatCards.Picked) -> None:
        event.stop()
        self.choose(replace(self.choice, measure=event.measure))

    @work(exclusive=True, group="edit")
    async def action_measure(self) -> None:
        """Pick another figure."""
        from capgo_tui.panes import stats_menus  # noqa: PLC0415 - not before it is asked for

        await stats_menus.pick_measure(self, self._whose)

    @work(exclusive=True, group="edit")
    async def action_range(self) -> None:
        """Pick other days."""
        from capgo_tui.panes import stats_menus  # noqa: PLC0415

        await stats_menus.pick_range(self)

    @work(exclusive=True, group="edit")
    async def action_whose(self) -> None:
        """Look at the app, its organization, app by app, or everything."""
        from capgo_tui.panes import stats_menus  # noqa: PLC0415

        if self.subject and self.workspace is not None:
            await stats_menus.learn_organization(self.workspace.app(self.subject))
        subject = self.looked_at
        whose = await stats_menus.pick_whose(self, subject) if subject is not None else None
        if whose is not None and whose is not self._whose:
            self._whose = whose
            self._switch()
