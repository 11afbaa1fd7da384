"""Lists the alerts, what came of their last check, and takes them away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from capgo_tui.errors import CapgoError
from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.alerts import what_happened
from capgo_tui.rules.alerts.checking import Outcome
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown

if TYPE_CHECKING:
    from capgo_tui.services.alerts.alert import Alert
    from capgo_tui.services.alerts.watching import Alerts

NOTHING = "There is no alert yet. Such as :alert bandwidth > 2x 7d makes one for the app that is open."
_MARKS = {
    Outcome.FIRED: ("! ", "bold $text-error"),
    Outcome.QUIET: ("✓ ", "$text-success"),
    Outcome.UNKNOWN: ("? ", "$text-warning"),
}


class AlertsDialog(Dialog[None]):
    """Shows each alert with two lines: what it waits for, and what was found."""

    DEFAULT_CSS = """
    AlertsDialog {
        OptionList {
            height: auto;
            max-height: 14;
            border: none;
            padding: 0 1;
            background: transparent;
            &:focus { border: none; }
        }
        #alerts-empty { height: auto; padding: 0 1; }
    }
    """

    BINDINGS = [
        shown("D", "remove", "remove", "dialog.remove", "Remove the alert under the cursor"),
        shown("r", "check", "check again", "dialog.check", "Check all of them again"),
        quiet("j", "step(1)", "dialog.down", "One alert down"),
        quiet("k", "step(-1)", "dialog.up", "One alert up"),
    ]

    first_key = "dialog.remove"

    def __init__(self, alerts: Alerts, name_of: Callable[[str], str]) -> None:
        """Make the dialog.

        Args:
            alerts: the alerts of the connection.
            name_of: what an organization is called, by its id; any other id as it is.
        """
        super().__init__("Alerts")
        self._alerts = alerts
        self._name_of = name_of
        self._shown: tuple[Alert, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The list, or that there is none."""
        yield Static(NOTHING, id="alerts-empty", markup=False)
        yield OptionList(id="alerts-list")

    def on_mount(self) -> None:
        """Show what there is, now and whenever it changes."""
        self._unwatch = self._alerts.watch(self._refill)
        self._refill()
        self.action_load()

    def on_unmount(self) -> None:
        """Follow no longer."""
        self._unwatch()

    def first_focus(self) -> None:
        """Begin in the list."""
        self._list.focus()

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an alert there is nothing to remove."""
        if action in {"remove", "check"} and not self._shown:
            return None
        return super().check_action(action, parameters)

    def _refill(self) -> None:
        """Show the alerts, with the cursor where it was."""
        place = self._list.highlighted or 0
        self._shown = self._alerts.all
        self._list.clear_options()
        self._list.add_options([Option(self._words(alert)) for alert in self._shown])
        self._list.display = bool(self._shown)
        self.query_one("#alerts-empty").display = not self._shown
        if self._shown:
            self._list.highlighted = min(place, len(self._shown) - 1)
        self.refresh_bindings()

    def _words(self, alert: Alert) -> Content:
        """Two lines of an alert."""
        checked = self._alerts.last(alert)
        head = Content.assemble(
            (clean(self._name_of(alert.target), 40), "bold"), "  ", clean(str(alert.condition)), "\n"
        )
        if checked is None:
            return head + Content.styled("  not checked yet", "$foreground-muted")
        mark, style = _MARKS[checked.verdict.outcome]
        found = clean(what_happened(alert.condition, checked.verdict), 200)
        return head + Content.assemble((mark, style), (found, "$foreground-muted"))

    def action_step(self, by: int) -> None:
        """Go to the alert above or below."""
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    @work(exclusive=True, group="save")
    async def action_remove(self) -> None:
        """Remove the one under the cursor."""
        place = self._list.highlighted
        if place is None or place >= len(self._shown):
            return
        alert = self._shown[place]
        try:
            await self._alerts.remove(alert)
        except CapgoError as error:
            self.tell_problem(str(error))
        else:
            self.tell(f"Removed: {clean(str(alert), 100)}")

    @work(exclusive=True, group="load")
    async def action_load(self) -> None:
        """Read which alerts there are: another program may have changed them."""
        try:
            await self._alerts.load()
        except CapgoError as error:
            self.tell_problem(str(error))

    @work(exclusive=True, group="load")
    async def action_check(self) -> None:
        """Check all of them."""
        await self._alerts.check()
