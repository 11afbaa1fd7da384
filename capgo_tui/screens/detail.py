"""One record in full: its fields, and the JSON that the server sent."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from capgo_tui.presenters.details import Section
from capgo_tui.services.opening import Look
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.fields_view import FieldsView
from capgo_tui.widgets.header_bar import HeaderBar
from capgo_tui.widgets.json_view import JsonView
from capgo_tui.widgets.key_bar import KeyBar
from capgo_tui.widgets.tab_line import Tab
from capgo_tui.widgets.tab_panel import TabPanel

TABS = (Tab("fields", "1", "Fields"), Tab("json", "2", "JSON"))


class DetailScreen(Screen[None]):
    """Shows what it is given; goes back to where one came from."""

    BINDINGS = [
        shown("escape", "close", "back", "detail.close", "Back to the table"),
        quiet("1", "show_tab('fields')", "detail.fields", "The fields"),
        quiet("2", "show_tab('json')", "detail.json", "The record as the server sent it"),
        shown(
            "tab,shift+tab,left_square_bracket,right_square_bracket",
            "other_tab",
            "fields/JSON",
            "detail.other-tab",
            "From the fields to the JSON and back",
        ),
    ]

    def __init__(
        self,
        title: str,
        crumbs: Sequence[str],
        sections: Sequence[Section],
        document: object,
        look: Look,
        *,
        mode: str = "",
    ) -> None:
        """Make the screen.

        Args:
            title: what the record is called, raw.
            crumbs: the way to it, raw.
            sections: its fields.
            document: its JSON.
            look: what the header says about where one is.
            mode: whether things may be changed, as the header says it.
        """
        super().__init__()
        self.record_title = title
        self._crumbs = tuple(crumbs)
        self._sections = sections
        self._document = document
        self._look = look
        self._mode = mode

    def compose(self) -> ComposeResult:
        """Header, the two views, keys."""
        yield HeaderBar()
        with TabPanel(TABS):
            yield FieldsView(id="fields")
            yield JsonView(id="json")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the fields; the JSON is drawn when it is asked for."""
        header = self.query_one(HeaderBar)
        header.profile, header.colour, header.crumbs = self._look.profile, self._look.colour, self._crumbs
        header.mode = self._mode
        self.query_one(FieldsView).sections = self._sections
        self.action_show_tab("fields")

    def action_show_tab(self, tab: str) -> None:
        """Show the fields or the JSON."""
        view = self.query_one(JsonView)
        if tab == "json" and view.document is None:
            view.document = self._document
        self.query_one(TabPanel).active = tab
        self.query_one(f"#{tab}").focus()

    def action_other_tab(self) -> None:
        """Show the one that is hidden."""
        self.action_show_tab("json" if self.query_one(TabPanel).active == "fields" else "fields")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    @on(TabPanel.Asked)
    def _tab_asked(self, event: TabPanel.Asked) -> None:
        self.action_show_tab(event.tab)
