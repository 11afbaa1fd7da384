"""The pane on the left: connects, reads the organizations and apps, and says what was picked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import CapgoError
from capgo_tui.messages import OpenApp, OpenOrganization
from capgo_tui.panes.estate_changes import EstateChanges
from capgo_tui.panes.filtering import FilteringPane
from capgo_tui.presenters.details import Row
from capgo_tui.presenters.numbers import whole
from capgo_tui.safe_text import clean
from capgo_tui.services.estate import NO_ORGANIZATION, AppEntry, Estate, OrgEntry
from capgo_tui.widgets.app_tree import AppTree
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.filter_bar import FilterBar
from capgo_tui.widgets.problem_view import problem_content

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace


class EstatePane(FilteringPane, EstateChanges):
    """The tree of organizations and apps, and the connection that it was read over."""

    BINDINGS = [
        shown(
            "slash", "filter", "find", "tree.find", "Find an app by a few letters", display="/", priority=True
        ),
        shown("r", "reload", "refresh", "tree.refresh", "Connect again if need be, and read the tree again"),
    ]

    DEFAULT_CSS = """
    EstatePane {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        &:focus-within { border: round $border; }
        .estate-words { padding: 0 1; height: auto; }
        &.-empty AppTree { display: none; }
    }
    """

    BORDER_TITLE = "Apps"

    legend = (
        Row("›", "the app that the tabs show"),
        Row("!", "an alert fired: :alert says which"),
        Row("⚠", "a channel of the app has a problem"),
        Row("●", "protected: its name has to be typed before it is changed"),
    )
    """What the marks of the tree mean."""

    @dataclass
    class Connected(Message):
        """There is a connection; it may be another than before."""

        workspace: Workspace

    @dataclass
    class Read(Message):
        """Organizations and apps are shown as they are now."""

    def __init__(
        self, open_workspace: Callable[[], Awaitable[Workspace]], *, protected: tuple[str, ...] = ()
    ) -> None:
        """Make the pane; it asks nothing before `start`.

        Args:
            open_workspace: connects.
            protected: patterns of app ids that are marked.
        """
        super().__init__(id="estate", classes="-empty")
        self._open = open_workspace
        self._protected = protected
        self.workspace: Workspace | None = None
        self._added: list[AppEntry] = []
        self._shown: Estate | None = None
        self._told_unfinished = False
        self.is_started = False
        """Whether it was told that the first frame stands."""

    def compose(self) -> ComposeResult:
        """Search, words, tree."""
        yield FilterBar(self.leave_filter)
        yield Static("connecting…", classes="estate-words", markup=False)
        yield AppTree(protected=self._protected)

    @property
    def apps(self) -> AppTree:
        """The tree."""
        return self.query_one(AppTree)

    def start(self) -> None:
        """Connect and read, once the first frame stands."""
        self.is_started = True
        self.load()

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        """Connect if need be, then read the tree; a tree that is there stays until the new one is."""
        self._say(Content.styled("reading…" if self.workspace else "connecting…", "$foreground-muted"))
        try:
            if self.workspace is None:
                self.workspace = await self._open()
                self.post_message(self.Connected(self.workspace))
            estate = await self.workspace.read_estate()
        except CapgoError as error:
            self._say(problem_content(error, retry="r tries again"))
        else:
            self._show(estate)
            self.post_message(self.Read())
            await self._tell_unfinished(self.workspace)

    async def _tell_unfinished(self, workspace: Workspace) -> None:
        """Say once which plans an earlier start left in the middle."""
        if self._told_unfinished:
            return
        self._told_unfinished = True
        try:
            sentences = [plan.sentence for plan in await workspace.unfinished()]
        except CapgoError as error:
            sentences = [str(error)]
        for sentence in sentences:
            self.notify(clean(sentence), severity="warning", markup=False, timeout=15)

    def show_changes(self) -> None:
        """Show what is read, if it is other than what is shown."""
        if self.workspace is not None and self.workspace.estate is not self._shown:
            self.go_to(None)

    def go_to(self, entry: OrgEntry | AppEntry | None) -> None:
        """Show what is read, with the cursor on an entry; on its own one if that is None."""
        if self.workspace is not None and not self.has_class("-empty"):
            if entry is not None:
                self.action_back()  # a search might hide it
            self._show(self._with_added(self.workspace.estate), at=entry, pick=False)

    def _show(self, estate: Estate, *, at: OrgEntry | AppEntry | None = None, pick: bool = True) -> None:
        """Show the tree, and what is missing from it.

        Args:
            estate: what is shown.
            at: where the cursor goes; None leaves it where it is.
            pick: whether an only app is opened.
        """
        self._shown = self.workspace.estate if self.workspace is not None else None
        missing = estate.problems[0] if estate.problems else None
        self._say(problem_content(missing) if missing is not None else None)
        self.remove_class("-empty")
        self.apps.show_estate(estate, at=at)
        count = len(estate.apps)
        self.border_subtitle = Content(f"{whole(count)} app{'' if count == 1 else 's'}")
        if count == 1 and pick:
            self.pick(estate.apps[0])

    def _say(self, words: Content | None) -> None:
        """Put words above the tree, or take them away."""
        place = self.query_one(".estate-words", Static)
        place.display = words is not None
        place.update(words or "")

    def pick(self, entry: AppEntry) -> None:
        """Open an app; a search has then done its work."""
        self.action_back()
        self.post_message(OpenApp(entry.app_id, entry.org_id))

    # What is asked for ---------------------------------------------------------------------

    def action_reload(self) -> None:
        """Read again."""
        self.load()

    def action_back(self) -> bool:
        """Take one layer back: the search."""
        bar = self.filter_bar
        if not bar.text:
            return False
        bar.show_text("")
        self.apps.search("")
        return True

    @property
    def rows(self) -> Widget:
        """The tree."""
        return self.apps

    def apply_filter(self, text: str) -> None:
        """Show the apps that a few letters find."""
        self.apps.search(text)

    @on(AppTree.AppPicked)
    def _app_picked(self, event: AppTree.AppPicked) -> None:
        event.stop()
        self.pick(event.entry)

    @on(AppTree.OrganizationPicked)
    def _organization_picked(self, event: AppTree.OrganizationPicked) -> None:
        event.stop()
        if event.entry.org_id:
            self.post_message(OpenOrganization(event.entry.org_id))

    @on(AppTree.AddPicked)
    @work(exclusive=True, group="edit")
    async def _add_picked(self) -> None:
        """Ask for an app id, where the server lists none."""
        from capgo_tui.modals.app_id import AppIdModal  # noqa: PLC0415 - few servers need it

        app_id = await self.app.push_screen_wait(AppIdModal())
        if app_id is None or self.workspace is None:
            return
        self._added.append(AppEntry(app_id, NO_ORGANIZATION))
        self._show(self._with_added(self.workspace.estate))

    def _with_added(self, estate: Estate) -> Estate:
        """What is read, and the apps whose ids were typed in."""
        if not self._added:
            return estate
        named = OrgEntry(NO_ORGANIZATION, None, tuple(self._added))
        return Estate((*(org for org in estate.organizations if org.org_id), named), estate.problems)

    @on(AppTree.NodeHighlighted)
    def _moved(self, event: AppTree.NodeHighlighted[object]) -> None:
        """What may be changed is another matter on each row."""
        event.stop()
        self.refresh_bindings()
