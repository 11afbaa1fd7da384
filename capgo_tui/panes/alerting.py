"""Watches alerts for the main screen: checks them once it is connected, and says what fired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work
from textual.message import Message
from textual.widget import Widget

from capgo_tui.errors import CapgoError
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.services.alerts.alert import Alert, Checked
    from capgo_tui.services.alerts.watching import Alerts
    from capgo_tui.services.workspace import Workspace

_LONGEST: Final = 300
"""Characters of a notification; it may hold names that somebody else chose."""
_MOST: Final = 3
"""More that fired are told as a number."""


class Alerting(Widget):
    """Checks alerts in the background; shows nothing itself.

    After the first check nothing is asked: whenever statistics are read for something else, the alerts that
    they tell of are checked by the way.
    """

    DEFAULT_CSS = "Alerting { display: none; }"

    class Changed(Message):
        """Which alerts fire may be others than before."""

    workspace: Workspace | None = None
    """The connection."""

    _watched: Workspace | None = None

    def follow(self, workspace: Workspace) -> None:
        """Watch the alerts of a connection."""
        self.workspace = workspace
        self.begin(workspace)

    def alerts_of(self, workspace: Workspace) -> Alerts:
        """Give the alerts of a connection; from the first time on, what fires is told."""
        if self._watched is not workspace:
            self._watched = workspace
            workspace.alerts.watch(self._tell)
        return workspace.alerts

    @work(exclusive=True, group="load")
    async def begin(self, workspace: Workspace) -> None:
        """Read which alerts there are, and check them; without any nothing is asked."""
        if not await workspace.may_have_alerts():
            return
        from capgo_tui.api import background  # noqa: PLC0415 - brings httpx, which the first frame does not need

        alerts = self.alerts_of(workspace)
        try:
            if await alerts.load():
                with background():
                    await alerts.check()
        except CapgoError as error:
            self.notify(clean(str(error), _LONGEST), severity="warning", markup=False, timeout=15)

    @work(group="load")
    async def add(self, alert: Alert) -> None:
        """Keep an alert, check it, and say what came of that."""
        if self.workspace is None:
            return
        try:
            checked = await self.alerts_of(self.workspace).add(alert)
        except CapgoError as error:
            self.notify(clean(str(error), _LONGEST), severity="error", markup=False)
            return
        if checked not in self.workspace.alerts.fired:  # else it is told as what fires
            self.notify(clean(f"Saved. {self._sentence(checked)}", _LONGEST), markup=False)

    def _sentence(self, checked: Checked) -> str:
        """Say what came of a check; an organization by its name."""
        from capgo_tui.presenters.alerts import sentence  # noqa: PLC0415 - not before there is an alert

        workspace = self.workspace
        return sentence(checked, workspace.name_of(checked.alert.target) if workspace is not None else "")

    def _tell(self) -> None:
        """Say what fired and was not told yet."""
        if self.workspace is None or not self.is_attached:
            return
        self.post_message(self.Changed())
        news = self.workspace.alerts.news()
        if not news:
            return
        lines = [clean(self._sentence(each), _LONGEST) for each in news[:_MOST]]
        more = len(news) - len(lines)
        if more:
            lines.append(f"and {more} more: :alert lists them.")
        self.notify("\n".join(lines), title="Alert", severity="warning", markup=False, timeout=15)
