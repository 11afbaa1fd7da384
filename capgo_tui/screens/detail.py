"""One record in full: its fields, why a device gets a bundle or not, and the JSON that the server sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from capgo_tui.messages import RecordOpened
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.fields_view import FieldsView
from capgo_tui.widgets.header_bar import HeaderBar
from capgo_tui.widgets.json_view import JsonView
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel
from capgo_tui.widgets.why_view import WhyView

FIX_KEY = "."
"""The key that opens what mends a device."""


class DetailScreen(Screen[None]):
    """Shows what it is given; goes back to where one came from."""

    BINDINGS = [
        shown("escape", "close", "back", "detail.close", "Back to the table"),
        quiet("1", "show_place(0)", "detail.first", "The first view: the fields"),
        quiet("2", "show_place(1)", "detail.second", "The second view: of a device why, else the JSON"),
        quiet("3", "show_place(2)", "detail.third", "The third view: the device as the server sent it"),
        shown("w", "show_tab('why')", "why", "detail.why", "Why it gets a bundle or does not"),
        shown("full_stop", "fix", "fix", "detail.fix", "Open what mends it", display="."),
        shown(
            "tab,right_square_bracket",
            "step_tab(1)",
            "next view",
            "detail.next",
            "The next view of the record",
        ),
        shown("y", "copy", "copy", "detail.copy", "Copy something of it: a menu", priority=True),
        quiet("o", "open_console", "detail.console", "Open it in Capgo's web console"),
        quiet("shift+tab,left_square_bracket", "step_tab(-1)", "detail.previous", "The view before"),
    ]

    def __init__(self, record: RecordOpened, crumbs: Sequence[str], look: Look, *, mode: str = "") -> None:
        """Make the screen.

        Args:
            record: what it shows.
            crumbs: the way to it, raw.
            look: what the header says about where one is.
            mode: whether things may be changed, as the header says it.
        """
        super().__init__()
        self.record_title = record.title
        self._record = record
        self._crumbs = tuple(crumbs)
        self._look = look
        self._mode = mode
        self._unfollow: Callable[[], None] | None = None
        self._tabs = ("fields", "json") if record.why is None else ("fields", "why", "json")

    def compose(self) -> ComposeResult:
        """Header, the views, keys."""
        words = {"fields": "Fields", "why": "Why", "json": "JSON"}
        yield HeaderBar()
        with TabPanel([Tab(name, str(place + 1), words[name]) for place, name in enumerate(self._tabs)]):
            yield FieldsView(id="fields")
            if self._record.why is not None:
                yield WhyView(id="why", fix_key=FIX_KEY)
            yield JsonView(id="json")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the fields; the others are drawn when they are asked for."""
        header = self.query_one(HeaderBar)
        header.profile, header.colour, header.crumbs = self._look.profile, self._look.colour, self._crumbs
        header.mode = self._mode
        self.query_one(FieldsView).sections = self._record.sections
        self.action_show_tab("fields")
        if self._record.follow is not None:
            self._unfollow = self._record.follow(self._renew)

    def on_unmount(self) -> None:
        """Follow no longer."""
        if self._unfollow is not None:
            self._unfollow()

    def _renew(self, record: RecordOpened) -> None:
        """Show what there is to say of it now, such as after its fix was made."""
        self._record = record
        self.query_one(FieldsView).sections = record.sections
        if self.query_one(JsonView).document is not None:
            self.query_one(JsonView).document = record.document
        if "why" in self._tabs and self.query_one(TabPanel).active == "why":
            self.query_one(WhyView).page = record.why
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a device has a Why, and not each a fix."""
        if action == "fix":
            return self._record.fix is not None
        if action == "copy":
            return self._record.copies is not None and not isinstance(self.focused, Input)
        if action == "open_console":
            return self._record.console is not None
        if action == "show_tab" and parameters == ("why",):
            return "why" in self._tabs
        if action == "show_place":
            return parameters[0] in range(len(self._tabs))
        return super().check_action(action, parameters)

    def action_show_tab(self, tab: str) -> None:
        """Show one of the views."""
        if tab == "json" and self.query_one(JsonView).document is None:
            self.query_one(JsonView).document = self._record.document
        if tab == "why":
            self.query_one(WhyView).page = self._record.why
        self.query_one(TabPanel).active = tab
        self.query_one(f"#{tab}").focus()

    def action_show_place(self, place: int) -> None:
        """Show a view by its place, from 0."""
        self.action_show_tab(self._tabs[place])

    def action_step_tab(self, by: int) -> None:
        """Show the view beside, around the ends."""
        place = self._tabs.index(self.query_one(TabPanel).active)
        self.action_show_place((place + by) % len(self._tabs))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_fix(self) -> None:
        """Open what mends it."""
        if self._record.fix is not None:
            self._record.fix()

    def action_copy(self) -> None:
        """Ask what is to be copied."""
        from capgo_tui.panes.sharing import show_menu  # noqa: PLC0415 - not before it is asked for

        if self._record.copies is not None:
            show_menu(self, self.record_title, self._record.copies())

    def action_open_console(self) -> None:
        """Open it in the web console."""
        if self._record.console is not None:
            self.post_message(self._record.console())

    @on(TabPanel.Asked)
    def _tab_asked(self, event: TabPanel.Asked) -> None:
        self.action_show_tab(event.tab)
