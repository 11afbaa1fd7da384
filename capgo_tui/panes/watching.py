"""The watch: has what is in front looked at again, for as long as somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled

from capgo_tui.errors import CapgoError, RateLimited

if TYPE_CHECKING:
    from capgo_tui.services.watch import Watch
    from capgo_tui.services.workspace import Workspace


@runtime_checkable
class Loading(Protocol):
    """A pane without rows to compare, which can only read all of it again."""

    def load(self, *, refresh: bool = False) -> Worker[None]:
        """Read."""


class Watching(Widget):
    """Looks again at intervals; shows nothing itself.

    Its requests run behind those of the user. Nothing is asked while a dialog is open, the terminal does
    not have the focus (where it tells that), the user paused it, or the server asked for a pause.
    """

    DEFAULT_CSS = "Watching { display: none; }"

    class Changed(Message):
        """The header is to say something else of it."""

    clock: Callable[[], float] = staticmethod(monotonic)
    """Seconds, rising."""
    text: str = ""
    """What the header says of it; empty while nothing is watched."""

    def __init__(self, front: Callable[[], Widget | None], is_looked_at: Callable[[], bool]) -> None:
        """Make it; it is off.

        Args:
            front: gives the pane that is in front.
            is_looked_at: whether that may change now, as no dialog stands over it.
        """
        super().__init__()
        self._front = front
        self._is_looked_at = is_looked_at
        self._workspace: Workspace | None = None
        self._watch: Watch | None = None
        self._timer: Timer | None = None
        self._is_looking = False
        self._told_stretch = False

    def on_mount(self) -> None:
        """Be there, and do nothing before it is asked for."""
        self._timer = self.set_interval(1, self.look, pause=True)
        self.watch(self.app, "app_focus", self.look, init=False)

    def follow(self, workspace: Workspace) -> None:
        """Watch over a connection."""
        self._workspace = workspace

    def _seconds(self) -> float:
        return self.clock()

    @property
    def is_on(self) -> bool:
        """Whether it was asked for."""
        return self._watch is not None and self._watch.is_on

    def start(self, every: int | None = None) -> None:
        """Begin, with a look at once.

        Args:
            every: seconds between two looks; None leaves it as it was.
        """
        from capgo_tui.services.watch import Watch  # noqa: PLC0415 - not before something is watched

        if self._workspace is None or self._timer is None:
            self.notify("There is no connection yet: r in the tree connects.", markup=False)
            return
        if self._watch is None:
            workspace = self._workspace
            self._watch = Watch(workspace.client.budget, workspace.look.watch, self._seconds)
        self._watch.start(every)
        self._told_stretch = False
        self._timer.resume()
        self.look()

    def stop(self) -> None:
        """End, and mark nothing any more."""
        from capgo_tui.panes.watched_pane import WatchedPane  # noqa: PLC0415

        if self._watch is not None and self._timer is not None:
            self._watch.stop()
            self._timer.pause()
        for pane in self.screen.walk_children():
            if isinstance(pane, WatchedPane):
                pane.forget_news()
        self._tell()

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self._watch is None or not self._watch.is_on:
            self.notify("Nothing is watched: R begins.", markup=False)
            return
        self._watch.is_paused = not self._watch.is_paused
        self.look()

    def look(self) -> None:
        """Look again if it is time to; called every second, and costs nothing otherwise."""
        watch, pane = self._watch, self._front()
        if watch is None or not watch.is_on:
            return
        watch.is_away = not self.app.app_focus
        watch.is_covered = not self._is_looked_at()
        if pane is not None and watch.is_due and not self._is_looking and _is_ready(pane):
            self._is_looking = True
            self._look_again(watch, pane)
        self._tell()

    @work(group="watch")
    async def _look_again(self, watch: Watch, pane: Widget) -> None:
        from capgo_tui.api import background  # noqa: PLC0415
        from capgo_tui.panes.watched_pane import WatchedPane  # noqa: PLC0415

        if self._workspace is None:
            return
        requests = self._workspace.client.requests
        before = requests.sent
        try:
            with background():
                was_shown = await self._read(pane)
        except RateLimited as error:
            watch.look_after(error.retry_after)
        except CapgoError as error:
            watch.failed(error)
            if isinstance(pane, WatchedPane):
                pane.look_failed(error)
        else:
            watch.looked(requests.sent - before)
            if not was_shown:
                watch.look_after(1)  # a dialog was opened meanwhile, or the list was changed
        self._is_looking = False
        self._tell()
        self._tell_stretch(watch)

    async def _read(self, pane: Widget) -> bool:
        """Have a pane read again; false if what it read was not to be shown."""
        from capgo_tui.panes.watched_pane import WatchedPane  # noqa: PLC0415

        if isinstance(pane, WatchedPane) and pane.can_follow:
            return await pane.find_news(self._may_show)
        if isinstance(pane, Loading):
            reading: Worker[Any] = pane.load(refresh=True)
            try:
                await reading.wait()
            except WorkerCancelled:
                return True
        return True

    def _may_show(self) -> bool:
        return self._is_looked_at() and self.is_on

    def _tell(self) -> None:
        """Have the header say it, if it is news."""
        text = self._watch.text if self._watch is not None else ""
        if text != self.text:
            self.text = text
            self.post_message(self.Changed())

    def _tell_stretch(self, watch: Watch) -> None:
        """Say once why it looks less often than asked."""
        from capgo_tui.services.watch import SHARE  # noqa: PLC0415

        if watch.is_on and watch.is_stretched and not self._told_stretch and self._workspace is not None:
            self._told_stretch = True
            limit = self._workspace.client.budget.limit
            self.notify(
                f"Watching every {watch.interval} s instead of {watch.every} s: a look takes {watch.cost} "
                f"requests, and watching takes {SHARE:.0%} of the {limit} a minute at most.",
                markup=False,
            )


def _is_ready(pane: Widget) -> bool:
    """Whether a pane can be read again now."""
    from capgo_tui.panes.watched_pane import WatchedPane  # noqa: PLC0415

    if isinstance(pane, WatchedPane):
        return pane.can_look_again
    return isinstance(pane, Loading)
