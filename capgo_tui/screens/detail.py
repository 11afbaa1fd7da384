"""One record in full: its fields, why a device gets a bundle or not, its JSON, what else is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from capgo_tui.messages import NarrowDevices, PaneFacts, RecordOpened
from capgo_tui.panes.front import in_front
from capgo_tui.screens.sized import SizedScreen
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.fields_view import FieldsView
from capgo_tui.widgets.header_bar import HeaderBar
from capgo_tui.widgets.json_view import JsonView
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel
from capgo_tui.widgets.why_view import WhyView

if TYPE_CHECKING:
    from textual.widget import Widget

    from capgo_tui.panes.front import RecordPane

FIX_KEY = "."
"""The key that opens what mends a device."""
_OWN = ("fields", "why", "json")
"""The views that this screen draws itself."""


class DetailScreen(SizedScreen):
    """Shows what it is given; goes back to where one came from."""

    BINDINGS = [
        shown("escape", "close", "back", "detail.close", "One layer back: what is searched for, the record"),
        *(
            quiet(str(place + 1), f"show_place({place})", f"detail.{name}", f"The {name} view of the record")
            for place, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"))
        ),
        shown("w", "show_tab('why')", "why", "detail.why", "Why it gets a bundle or does not"),
        shown("full_stop", "fix", "fix", "detail.fix", "Open what mends it", display="."),
        shown(
            "tab,right_square_bracket",
            "step_tab(1)",
            "next view",
            "detail.next",
            "The next view of the record",
        ),
        shown(
            "right_parenthesis",
            "step_record(1)",
            "next record",
            "detail.next-record",
            "The record in the next row of the table; its cursor goes along",
            display=")",
        ),
        quiet(
            "left_parenthesis",
            "step_record(-1)",
            "detail.previous-record",
            "The record in the row before",
            display="(",
        ),
        shown("y", "copy", "copy", "detail.copy", "Copy something of it: a menu", priority=True),
        quiet("o", "open_console", "detail.console", "Open it in Capgo's web console"),
        quiet("shift+tab,left_square_bracket", "step_tab(-1)", "detail.previous", "The view before"),
    ]

    def __init__(
        self, record: RecordOpened, crumbs: Sequence[str], look: Look, *, like: HeaderBar | None = None
    ) -> None:
        """Make the screen.

        Args:
            record: what it shows.
            crumbs: the way to it, raw; the last one is its own name.
            look: what the header says about where one is.
            like: the header that says whether things may be changed and what the server speaks.
        """
        super().__init__()
        self.record_title = record.title
        self._record = record
        self._crumbs = tuple(crumbs)
        self._look = look
        self._signs = ("", "") if like is None else (like.mode, like.dialect)
        self._unfollow: Callable[[], None] | None = None
        own = ("fields", "json") if record.why is None and not record.why_instead else _OWN
        self._tabs = (*own, *(view.id for view in record.views))

    def compose(self) -> ComposeResult:
        """Header, the views, keys."""
        words = {"fields": ("Fields", ""), "why": ("Why", ""), "json": ("JSON", "")}
        words |= {view.id: (view.label, view.short) for view in self._record.views}
        yield HeaderBar()
        with TabPanel([Tab(name, str(at + 1), *words[name]) for at, name in enumerate(self._tabs)]):
            yield FieldsView(id="fields")
            if "why" in self._tabs:
                yield WhyView(id="why", fix_key=FIX_KEY)
            yield JsonView(id="json")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the fields; the others are drawn when they are asked for."""
        header = self.query_one(HeaderBar)
        header.profile, header.colour, header.crumbs = self._look.profile, self._look.colour, self._crumbs
        header.mode, header.dialect = self._signs
        self.query_one(FieldsView).sections = self._record.sections
        await self.action_show_tab("fields")
        self._follow()

    def on_unmount(self) -> None:
        """Follow no longer."""
        if self._unfollow is not None:
            self._unfollow()

    @property
    def panel(self) -> TabPanel:
        """The views."""
        return self.query_one(TabPanel)

    @property
    def _view(self) -> Widget | None:
        """The view in front; none before the first one is shown."""
        active = self.panel.active if self.is_mounted else ""
        return self.panel.get_child_by_id(active) if active else None

    def _follow(self) -> None:
        if self._unfollow is not None:
            self._unfollow()
        self._unfollow = self._record.follow(self._renew) if self._record.follow is not None else None

    def _renew(self, record: RecordOpened) -> None:
        """Show what there is to say of it now, such as after its fix was made."""
        self._record = record
        self.query_one(FieldsView).sections = record.sections
        if self.query_one(JsonView).document is not None:
            self.query_one(JsonView).document = record.document
        if "why" in self._tabs and self.panel.active == "why":
            self._show_why()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a device has a Why, and not each a fix; a table in a view has keys of its own."""
        if action == "fix":
            return self._record.fix is not None
        if action in {"copy", "open_console"} and hasattr(self._view, f"action_{action}"):
            return False
        if action == "copy":
            return self._record.copies is not None and not isinstance(self.focused, Input)
        if action == "open_console":
            return self._record.console is not None
        if action == "step_record":
            return self._record.beside is not None
        if action == "show_tab" and parameters == ("why",):
            return "why" in self._tabs
        if action == "show_place":
            return parameters[0] in range(len(self._tabs))
        return super().check_action(action, parameters)

    # Views ---------------------------------------------------------------------------------

    async def action_show_tab(self, tab: str) -> None:
        """Show one of the views."""
        if tab == "json" and self.query_one(JsonView).document is None:
            self.query_one(JsonView).document = self._record.document
        if tab == "why":
            self._show_why()
        panel = self.panel
        if tab not in _OWN and not panel.query_children(f"#{tab}"):
            pane = next(view for view in self._record.views if view.id == tab).build()
            pane.id = tab
            await panel.mount(pane)
        panel.note = ""
        panel.active = tab
        view = panel.get_child_by_id(tab)
        if tab in _OWN:
            view.focus()
        else:
            cast("RecordPane", view).show_pane()
            cast("RecordPane", view).focus_rows()
        self.refresh_bindings()

    def _show_why(self) -> None:
        view = self.query_one(WhyView)
        view.instead, view.page = self._record.why_instead, self._record.why

    async def action_show_place(self, place: int) -> None:
        """Show a view by its place, from 0."""
        await self.action_show_tab(self._tabs[place])

    async def action_step_tab(self, by: int) -> None:
        """Show the view beside, around the ends."""
        place = self._tabs.index(self.panel.active)
        await self.action_show_place((place + by) % len(self._tabs))

    async def action_step_record(self, by: int) -> None:
        """Show the record in the row beside, in the same view."""
        record = self._record.beside(by) if self._record.beside is not None else None
        if record is None:
            self.notify(f"This is the {'last' if by > 0 else 'first'} row of the table.", markup=False)
            return
        self._record, self.record_title = record, record.title
        self.query_one(HeaderBar).crumbs = (*self._crumbs[:-1], record.title)
        self.query_one(FieldsView).sections = record.sections
        self.query_one(FieldsView).scroll_home(animate=False)
        if self.query_one(JsonView).document is not None:
            self.query_one(JsonView).document = record.document
        tab = self.panel.active
        for view in record.views:  # what they read was of the record before
            await self.panel.query_children(f"#{view.id}").remove()
        await self.action_show_tab(tab)
        self._follow()

    # Keys ----------------------------------------------------------------------------------

    def action_close(self) -> None:
        """Take one layer of the view back, or go back to the table."""
        back = getattr(self._view, "action_back", None)
        if back is None or not back():
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

    # Routing -------------------------------------------------------------------------------

    @on(TabPanel.Asked)
    async def _tab_asked(self, event: TabPanel.Asked) -> None:
        await self.action_show_tab(event.tab)

    @on(PaneFacts)
    def _facts(self, event: PaneFacts) -> None:
        """Say how much the view in front shows."""
        if in_front(event.pane):
            self.panel.note = event.note

    @on(RecordOpened)
    def _opened(self, event: RecordOpened) -> None:
        """Show a record of a table in a view."""
        crumbs = (*self._crumbs[:-1], self.record_title, event.title)
        self.app.push_screen(DetailScreen(event, crumbs, self._look, like=self.query_one(HeaderBar)))

    @on(NarrowDevices)
    def _narrowed(self, event: NarrowDevices) -> None:
        """Go back to the tabs, which show these devices."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        self.dismiss()
        below.post_message(NarrowDevices(event.app_id, event.narrowing))
