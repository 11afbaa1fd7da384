"""The Channels tab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from capgo_tui.api.verbs import Action
from capgo_tui.panes.app_list_pane import AppListPane
from capgo_tui.presenters.channel import channel_columns
from capgo_tui.presenters.channel_details import channel_details
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.services.app_data import AppData
from capgo_tui.widgets.beside import Beside
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from capgo_tui.models.channel import Channel
    from capgo_tui.panes.why_matrix import WhyMatrix
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


class ChannelsPane(AppListPane["Channel"]):
    """The channels of an app, and what is wrong with them."""

    noun = "channel"
    legend = (
        Row("1.0.0 → 1.1.0 10%", "a staged rollout: a tenth of the devices get the second bundle"),
        Row("u-nat", "under-native guard: nothing below the native version is delivered"),
        Row("self dev prod", "devices may choose it; development, production builds get it"),
        Row("emu real", "emulators, real devices get it"),
        Row("✓ ✗ ?", "yes, no, the server did not say"),
        Row("w", "its devices by what becomes of them: ✓ gets a bundle, = up to date, ✗ stopped, ? hangs on"),
    )

    BINDINGS = [
        shown(
            "e", "edit", "edit", "channels.edit", "Edit the channel; with marks, set the same on all of them"
        ),
        shown("n", "new", "new", "channels.new", "Make a channel, perhaps as a copy of another"),
        shown(
            "p", "promote", "promote", "channels.promote", "Point it at a bundle, or make its rollout stable"
        ),
        shown(
            "b",
            "roll_back",
            "roll back",
            "channels.roll-back",
            "End its rollout, or go back to an older bundle",
        ),
        shown("D", "delete", "delete", "channels.delete", "Delete the channel, or the marked ones"),
        shown("w", "why", "why", "channels.why", "How its devices fare, line by line; again closes it"),
    ]
    problem_term = '!problems:""'
    writes = {
        "edit": Action.UPDATE_CHANNEL,
        "new": Action.CREATE_CHANNEL,
        "promote": Action.SET_BUNDLE,
        "roll_back": Action.UPDATE_CHANNEL,
        "delete": Action.DELETE_CHANNEL,
    }

    def columns_for(self, data: AppData) -> tuple[Column[Channel], ...]:
        """Channels, joined with bundles and devices."""
        return channel_columns(data.now, data.around)

    def list_of(self, data: AppData) -> Listing[Channel]:
        """The channels."""
        return data.channels

    def key_of(self, record: Channel) -> object:
        """Channels keep their id."""
        return record.id

    def title_of(self, record: Channel) -> str:
        """A channel goes by its name."""
        return f"channel {record.name}"

    def details_of(self, record: Channel) -> Sequence[Section]:
        """A channel in full."""
        data = self.data
        return channel_details(record, data.now, data.around)

    @property
    def empty_text(self) -> str:
        """What an app without channels says."""
        return "This app has no channels.\nWithout one, no device gets an update."

    # Why -----------------------------------------------------------------------------------

    matrix: WhyMatrix | None = None
    """The why-matrix while it is shown."""

    def compose_rows(self) -> ComposeResult:
        """The table; beside it, or below where there is no room, the why-matrix."""
        with Beside():
            yield from super().compose_rows()

    async def action_why(self) -> None:
        """Show how the devices of the channel fare, or hide it."""
        from capgo_tui.panes.why_matrix import WhyMatrix  # noqa: PLC0415 - not before it is asked for

        if self.matrix is not None:
            await self._close_matrix()
            return
        self.matrix = WhyMatrix(classes="-other -shown")
        await self.query_one(Beside).mount(self.matrix)
        self._matrix_changed()

    async def _close_matrix(self) -> None:
        matrix, self.matrix = self.matrix, None
        if matrix is not None:
            if matrix.has_focus_within:
                self.focus_rows()
            await matrix.remove()
        self._matrix_changed()

    def _matrix_changed(self) -> None:
        # Textual tells no new size where its own scroll bar came and made room for itself.
        self.call_after_refresh(self.table.on_resize)
        self._look()
        self.refresh_bindings()

    def _look(self) -> None:
        """Have the why-matrix show the channel under the cursor, over what is loaded now."""
        if self.matrix is not None and self.workspace is not None and self.subject:
            self.matrix.look_at(self.workspace, self.data, self.table.record)

    @on(RecordTable.Highlighted)
    def _moved(self) -> None:
        self._look()

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Read what the columns join with, then count anew."""
        await super().read_around(workspace, refresh=refresh)
        self._look()

    def looked_again(self) -> None:
        """Count anew."""
        self._look()

    def show_changes(self) -> None:
        """Show what is loaded, and count it."""
        super().show_changes()
        self._look()

    def action_back(self) -> bool:
        """The range first, then from the lines to the channels, then the why-matrix, then the filter."""
        if self.table.drop_range() or self.query_one(Beside).leave():
            return True
        if self.matrix is None:
            return super().action_back()
        self.run_worker(self._close_matrix(), group="edit")
        return True

    # Changing ------------------------------------------------------------------------------

    @work(exclusive=True, group="edit")
    async def action_edit(self, field: str = "") -> None:
        """Edit one channel, or set the same on the marked ones."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.edit(self, self.connection, field)

    @work(exclusive=True, group="edit")
    async def action_new(self) -> None:
        """Make a channel."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.make(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_promote(self) -> None:
        """Point it at a bundle, or make its rollout stable."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.promote(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_roll_back(self) -> None:
        """End its rollout, or go back to an older bundle."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.roll_back(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_delete(self) -> None:
        """Delete one channel, or plan to delete the marked ones."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.delete(self, self.connection)

    @work(exclusive=True, group="edit")
    async def roll_back_named(self, name: str) -> None:
        """Roll back the channel of a name."""
        from capgo_tui.panes import channel_changes  # noqa: PLC0415

        await channel_changes.roll_back_named(self, self.connection, name)
