"""The plan table: what several changes would do, then what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static

from capgo_tui.errors import CapgoError
from capgo_tui.modals.names_dialog import NamesDialog
from capgo_tui.modals.request_dialog import RequestDialog
from capgo_tui.modals.script_dialog import ScriptDialog
from capgo_tui.presenters.details import Row
from capgo_tui.presenters.plan_table import GLYPHS, PlanLine, plan_columns, row_tone
from capgo_tui.safe_text import clean
from capgo_tui.services.changes.saving import preview_of
from capgo_tui.services.plans.progress import RowResult, RowState
from capgo_tui.services.plans.script import script_name, write_script
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.plan_table import PlanTable
from capgo_tui.widgets.plan_text import plan_head, row_text
from capgo_tui.widgets.problem_view import problem_line
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.services.plans.job import Job
    from capgo_tui.services.plans.plan import Plan, PlanRow

_DEAF_FOR: Final = 0.15
"""Seconds after the first frame in which nothing is applied: the key was meant for what was there before."""
_FRESH: Final = timedelta(minutes=1)
"""How old a plan's records may be when it is applied; older ones are read again first."""


class PlanPane(Vertical):
    """Shows a plan, applies it, and shows how far that is; the job itself does not need this pane."""

    DEFAULT_CSS = """
    PlanPane {
        #plan-head { height: auto; padding: 0 2; margin: 0 0 1 0; }
        #plan-row { height: 4; padding: 0 2; border-top: solid $border-blurred; }
    }
    """

    BINDINGS = [
        shown("a,ctrl+enter", "apply", "apply", "plan.apply", "Send what the plan says", display="a"),
        shown("c", "cancel", "cancel", "plan.cancel", "Stop after the request under way"),
        shown("r", "retry", "retry failed", "plan.retry", "Plan again what was not made"),
        shown("E", "export", "export", "plan.export", "Write the plan as a shell script of curl lines"),
    ]

    legend: Sequence[Row] = tuple(
        Row(f"{GLYPHS[state]} {state}", meaning)
        for state, meaning in (
            (RowState.DIFFERS, "the server said ok, and the record does not say what it should"),
            (RowState.UNKNOWN, "the answer was lost, and reading did not tell: r reads again"),
            (RowState.NOT_BEGUN, "something stopped the job before this row was sent"),
            (RowState.SKIPPED, "nothing is sent; the request column says why"),
        )
    )

    def __init__(self, plan: Plan, job: Job | None = None) -> None:
        """Make the pane.

        Args:
            plan: what is planned.
            job: what applies it already, if so.
        """
        super().__init__()
        self.plan = plan
        self.job = job
        self.hears = job is not None
        """Whether `a` applies the plan yet."""
        self._news = ""
        self._lines: list[PlanLine] = []

    def compose(self) -> ComposeResult:
        """What it does, the rows, the row under the cursor."""
        yield Static(id="plan-head")
        yield PlanTable(plan_columns(), key=lambda line: line.place, row_tone=row_tone)
        yield Static(id="plan-row")

    def on_mount(self) -> None:
        """Show the plan, and hear `a` a moment after it could be seen."""
        if self.job is not None:
            self._follow(self.job)
        self._draw()
        self.table.focus()
        self.call_after_refresh(self.set_timer, _DEAF_FOR, partial(self.app.call_later, self._begin_to_hear))
        client = self.plan.workspace.client
        self._unwatch = [client.watch_read_only(lambda _: self._draw())]
        self.set_interval(1, self._draw_head)

    def on_unmount(self) -> None:
        """Look no longer."""
        for unwatch in self._unwatch:
            unwatch()

    def _begin_to_hear(self) -> None:
        self.hears = True
        if self.is_attached:
            self.refresh_bindings()

    @property
    def table(self) -> PlanTable:
        """The table."""
        return self.query_one(PlanTable)

    @property
    def is_running(self) -> bool:
        """Whether it is being applied."""
        return self.job is not None and not self.job.ended

    # Drawing -------------------------------------------------------------------------------

    def on_resize(self, _event: Resize) -> None:
        """Wrap anew."""
        self._draw_head()
        self._draw_row()

    def _draw(self) -> None:
        """Show what has changed: the head, rows, the row under the cursor, the keys."""
        lines = self._present_lines()
        if len(lines) != len(self._lines):
            self.table.replace(lines)
        else:
            self.table.append([new for new, old in zip(lines, self._lines, strict=True) if new != old])
        self._lines = lines
        self.table.is_settled = self.job is not None
        self._draw_head()
        self._draw_row()
        self.refresh_bindings()

    def _present_lines(self) -> list[PlanLine]:
        if self.job is not None:
            results = self.job.results
        else:
            results = [_planned(row.goes, row.skipped) for row in self.plan.rows]
        return [
            PlanLine(place, row, result)
            for place, (row, result) in enumerate(zip(self.plan.rows, results, strict=True))
        ]

    def _draw_head(self) -> None:
        against = self.why_not("apply") if self.job is None else ""
        head = plan_head(self.plan, self.job, self._room, against=against, news=self._news)
        widget = self.query_one("#plan-head", Static)
        if widget.content != head:
            widget.update(head)

    def _draw_row(self) -> None:
        self.query_one("#plan-row", Static).update(row_text(self.table.record, self._room))

    @property
    def _room(self) -> int:
        return max(20, self.size.width - 4)

    @on(RecordTable.Highlighted)
    def _cursor_moved(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        self._draw_row()
        self.refresh_bindings()

    # What can be done ----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Apply before, cancel meanwhile, retry afterwards."""
        if action == "apply":
            return False if self.job is not None else (self.hears or None)
        if action == "cancel":
            return self.is_running
        if action == "retry":
            return self.job is not None and self.job.needs_retry
        return True

    def why_not(self, action: str) -> str:
        """Why it cannot be applied: read-only mode, or nothing to do."""
        if action not in {"apply", "retry"}:
            return ""
        reason = self.plan.workspace.read_only_reason
        if action == "apply" and not reason and not self.plan.going:
            return "every row is skipped"
        return reason if action == "apply" else ""

    @on(PlanTable.LeftOut)
    def _leave_out(self) -> None:
        line = self.table.record
        if self.job is not None or line is None:
            return
        changed = self.plan.toggled(line.place)
        if changed.rows == self.plan.rows:
            self.notify(f"Nothing is sent for it: {clean(line.row.skipped)}.", markup=False)
        self.plan = changed
        self._draw()
        self.table.action_move(1)

    @on(RecordTable.Opened)
    def _show_request(self, event: RecordTable.Opened) -> None:
        event.stop()
        row = event.record.row
        if row.change is None:
            self.notify(f"Nothing is sent for it: {clean(row.skipped)}.", markup=False)
            return
        preview = preview_of(row.change, self.plan.workspace)
        self.app.push_screen(RequestDialog(row.change.title, preview))

    # Applying ------------------------------------------------------------------------------

    async def action_apply(self) -> None:
        """Apply it: read again what is no longer fresh, have typed what has to be, then send."""
        if self.plan.workspace.now() - self.plan.made_at > _FRESH:
            self._read_again()
        else:
            self._confirm()

    @work(exclusive=True, group="load")
    async def _read_again(self) -> None:
        """Read the records again; where any is other than it was shown, the user looks first."""
        shown = self.plan
        rows = [row for row in shown.rows if not row.left_out]
        self._tell_news("reading the records again, as they were read some time ago…")
        try:
            fresh = await shown.again(rows)
        except CapgoError as error:
            self._tell_problem(error)
            return
        changed = sum(_differ(old, new) for old, new in zip(rows, fresh.rows, strict=False))
        changed += abs(len(rows) - len(fresh.rows))
        self._show_plan(fresh)
        if changed:
            what = "1 row is" if changed == 1 else f"{changed} rows are"
            self._tell_news(f"The records were read again: {what} other than shown before. Look, then apply.")
        else:
            self._confirm()

    def _confirm(self) -> None:
        """Have typed what has to be, then send."""
        plan = self.plan
        if not plan.typed:
            self._send()
            return
        rows = f"{len(plan.going)} of {len(plan.rows)} rows are sent."
        text = " ".join(dict.fromkeys([rows, *plan.final]))
        why = "" if plan.why_typed in plan.final else plan.why_typed
        dialog = NamesDialog(plan.title, text, plan.typed, why, opened_by="a")
        self.app.push_screen(dialog, self._typed)

    def _typed(self, names: Sequence[str] | None) -> None:
        if names:
            self._send()

    def _send(self) -> None:
        try:
            job = self.plan.workspace.jobs.start(self.plan)
        except CapgoError as error:
            self._tell_problem(error)
            return
        self.job = job
        job.watch(partial(tell_end, self.app))
        self._follow(job)
        self._draw()

    def _follow(self, job: Job) -> None:
        job.watch(self._job_told)

    def _job_told(self, job: Job) -> None:
        if self.is_attached and job is self.job:
            self._draw()

    def action_cancel(self) -> None:
        """Stop after the request under way."""
        if self.job is not None:
            self.job.cancel()

    @work(exclusive=True, group="load")
    async def action_retry(self) -> None:
        """Show a plan of what was not made, of records that are read again."""
        if self.job is None:
            return
        self.notify("Reading again what was not made…", markup=False, timeout=2)
        try:
            plan = await self.job.retry_failed()
        except CapgoError as error:
            self.notify(clean(str(error), 400), severity="error", markup=False)
            return
        self._show_plan(plan)

    def _show_plan(self, plan: Plan) -> None:
        """Show another plan in the place of this one."""
        self.plan, self.job, self._news, self._lines = plan, None, "", []
        self._draw()

    def _tell_news(self, text: str) -> None:
        self._news = text
        self._draw_head()

    def _tell_problem(self, error: CapgoError) -> None:
        self._tell_news(problem_line(error).plain.removeprefix("⚠ "))

    # Exporting -----------------------------------------------------------------------------

    def action_export(self) -> None:
        """Ask where to, and write it."""
        plan = self.plan

        def write(path: Path, over: bool) -> Path:
            return write_script(plan, path, overwrite=over)

        dialog = ScriptDialog(Path.cwd() / script_name(plan), write)
        self.app.push_screen(dialog, self._exported)

    def _exported(self, path: Path | None) -> None:
        if path is not None:
            self.notify(f"Written to {clean(path)}", markup=False)


def tell_end(app: App[object], job: Job) -> None:
    """Say how a job ended, wherever the user is by then; not over its own screen, which shows it."""
    if not (job.ended and app.is_running):
        return
    if any(pane.job is job for pane in app.screen.query(PlanPane)):
        return
    app.notify(
        f"{clean(job.plan.title)}: {job.summary}",
        title="Plan ended",
        severity="warning" if job.needs_retry else "information",
        markup=False,
    )


def _planned(goes: bool, why_not: str) -> RowResult:
    return RowResult(RowState.WAITING) if goes else RowResult(RowState.SKIPPED, why_not or "left out")


def _differ(old: PlanRow, new: PlanRow) -> bool:
    """Whether a row that was read again is another one than it was shown."""
    return (old.key, old.now, old.then, old.goes) != (new.key, new.now, new.then, new.goes)
