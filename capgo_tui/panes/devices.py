"""The Devices tab."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from capgo_tui.api.verbs import Action
from capgo_tui.panes.scanning_pane import ScanningPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.device import device_columns, device_label
from capgo_tui.presenters.device_details import device_details
from capgo_tui.presenters.drift import drift_column
from capgo_tui.services.app_data import FIRST_DEVICES, AppData
from capgo_tui.services.following import DevicesFollowing
from capgo_tui.widgets.beside import Beside
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.record_table import RecordTable
from capgo_tui.widgets.why_view import OPENED, WhyView

if TYPE_CHECKING:
    from capgo_tui.messages import RecordOpened
    from capgo_tui.models.device import Device
    from capgo_tui.presenters.why_page import WhyPage
    from capgo_tui.presenters.why_words import Fix
    from capgo_tui.rules.drift import Drift
    from capgo_tui.services.drifting import Drifting
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace

LULL = 0.15
"""Seconds that the cursor rests on a device before an undocumented route is asked for it."""


class DevicesPane(ScanningPane):
    """The devices of an app. There may be half a million, so only the first are read unasked."""

    noun = "device"
    at_first = FIRST_DEVICES
    legend = (
        Row("[production]", "the channel is inferred: what a device without an override comes to"),
        Row("[2 public]", "one of two public channels: which one serves its platform is not known"),
        Row("behind 2", "two bundles were made since the one it runs, up to the one its channel delivers"),
        Row("blocked: …", "a rule holds the bundle back; `w` says which, and what mends it"),
        Row("fails: …", "the server cannot give it a bundle, such as no channel or no file"),
        Row("current?", "so if its channel serves the platform, which nobody told (see `w`)"),
        Row("depends", "something that cannot be seen decides; `w` says what"),
        Row("d", "drift: behind, ahead, a deleted bundle, builtin, a useless override, an old native build"),
        Row("propagating", "its channel or override was changed less than two minutes ago: no drift yet"),
        Row("changed", "when a property of the device last changed; not when it was last seen"),
    )

    BINDINGS = [
        shown("w", "why", "why", "devices.why", "Why it gets a bundle or does not; again closes it"),
        shown("full_stop", "fix", "fix", "devices.fix", "Open what mends it", display="."),
        shown("m", "move", "move", "devices.move", "Force the device, or the marked ones, to a channel"),
        shown("x", "clear", "clear override", "devices.clear", "Let it find its channel by itself again"),
        quiet("d", "drift", "devices.drift", "Drift: the devices that are not as their channel wants them"),
        shown(
            "L",
            "read_all",
            "load all",
            "devices.load-all",
            "Load all in the background, after saying what it costs",
        ),
    ]

    problem_term = "state:blocked,fails,depends"
    writes = {"move": Action.SET_OVERRIDE, "clear": Action.CLEAR_OVERRIDE}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as everywhere in textual
        super().__init__(id=id)
        self._drifts: tuple[AppData, Drifting] | None = None
        self._followers: list[Callable[[], None]] = []

    @property
    def remark(self) -> str:
        """That a device is missing, where the pages of the server leave one out."""
        if self.workspace is None:
            return ""
        generation = self.workspace.client.speech.generation
        is_lost = generation.loses_a_device and self.table.total >= generation.devices_a_page - 1
        return "the 50th is on no page" if is_lost else ""

    def columns_for(self, data: AppData) -> tuple[Column[Device], ...]:
        """Devices, joined with channels and bundles."""
        columns = device_columns(data.now, data.around, data.deciding.state, data.deciding.channel)
        return (*columns, drift_column(partial(self.drift_of, data)))

    def drift_of(self, data: AppData, device: Device) -> Drift:
        """How a device drifts; looked at anew after every change."""
        if self._drifts is None or self._drifts[0] is not data:
            from capgo_tui.services.drifting import Drifting  # noqa: PLC0415 - not before rows are there

            self._drifts = (data, Drifting(data, self.connection))
        return self._drifts[1].of(device)

    def list_of(self, data: AppData) -> Listing[Device]:
        """The devices."""
        return data.devices

    def key_of(self, record: Device) -> object:
        """Devices keep their id."""
        return record.device_id

    def title_of(self, record: Device) -> str:
        """A device goes by its custom id, else its id."""
        return f"device {device_label(record)}"

    def details_of(self, record: Device) -> Sequence[Section]:
        """A device in full."""
        data = self.data
        deciding = data.deciding
        return device_details(record, data.now, data.around, deciding.state(record), deciding.channel(record))

    @property
    def empty_text(self) -> str:
        """What an app without devices says."""
        return (
            "No device of this app has asked for an update yet.\n"
            "New ones show up about half a minute after they do."
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Loading all is offered while there is more, the fix where there is one."""
        if action == "read_all":
            return self.has_more
        if action == "fix":
            return self._fix is not None
        return super().check_action(action, parameters)

    # Finding -------------------------------------------------------------------------------

    def leave_filter(self, text: str) -> None:
        """Go to the rows; a whole device id that is not loaded is asked for."""
        super().leave_filter(text)
        self._find_typed(text)

    @work(exclusive=True, group="ask")
    async def _find_typed(self, text: str) -> None:
        from capgo_tui.panes import finding  # noqa: PLC0415 - not before something is looked for

        await finding.find_typed(self, text)

    @work(exclusive=True, group="ask")
    async def explain(self, wanted: str) -> None:
        """Show why a device gets a bundle, by its id or custom id."""
        from capgo_tui.panes import finding  # noqa: PLC0415

        await finding.explain(self, wanted)

    # Why -----------------------------------------------------------------------------------

    def compose_rows(self) -> ComposeResult:
        """The table; beside it, or below where there is no room, why."""
        with Beside():
            yield from super().compose_rows()
            yield WhyView(fix_key=".", classes="-other")

    @property
    def why(self) -> WhyView:
        """The Why."""
        return self.query_one(WhyView)

    @property
    def _fix(self) -> Fix | None:
        """What mends the device under the cursor, where a dialog here can."""
        page = self.why.page if self.is_mounted and self.why.has_class("-shown") else None
        fix = page.fix if page is not None else None
        return fix if fix is not None and fix.opens in OPENED else None

    def action_why(self) -> None:
        """Show why, or hide it."""
        self.query_one(Beside).leave()
        self.why.toggle_class("-shown")
        # Textual tells no new size where its own scroll bar came and made room for itself.
        self.call_after_refresh(self.table.on_resize)
        self._explain()

    def action_back(self) -> bool:
        """The range first, then from the checks to the rows, the Why, the narrowing, the filter."""
        if self.table.drop_range() or self.query_one(Beside).leave():
            return True
        if self.why.has_class("-shown"):
            self.action_why()
            return True
        return super().action_back()

    def why_of(self, record: Device) -> WhyPage | None:
        """Why it gets a bundle or does not; None before its channels and bundles are read."""
        from capgo_tui.panes.why import page_of  # noqa: PLC0415

        return page_of(self.data, record)

    def opened(self, record: Device) -> RecordOpened:
        """A device in full, and why it gets a bundle or does not."""
        from capgo_tui.panes.why import instead_of_page  # noqa: PLC0415

        page, instead = self.why_of(record), instead_of_page(self.data)
        mends = page is not None and page.fix is not None and page.fix.opens in OPENED
        fix = partial(self._open_fix, page) if mends else None
        follow = partial(self._follow, record.device_id)
        return replace(super().opened(record), why=page, why_instead=instead, fix=fix, follow=follow)

    def _follow(self, device_id: str, tell: Callable[[RecordOpened], None]) -> Callable[[], None]:
        """Tell what there is to say of a device whenever that may be news; call the result to end it."""
        from capgo_tui.services.changes.devices import find_device  # noqa: PLC0415 - not before a record opens

        def look_again() -> None:
            if device := find_device(self.data, device_id):
                tell(self.opened(device))

        self._followers.append(look_again)
        look_again()  # what was read between the row and the screen is news already
        if device := find_device(self.data, device_id):
            self._ask_about(device)
        return lambda: self._followers.remove(look_again)

    def _explain(self) -> None:
        """Explain the device under the cursor, if that is shown."""
        if self.why.has_class("-shown"):
            from capgo_tui.panes.why import instead_of_page, page_of  # noqa: PLC0415 - not before it is asked for

            device = self.table.record
            self.why.instead = instead_of_page(self.data) if device else "no device under the cursor"
            self.why.page = page_of(self.data, device) if device is not None else None
            if device is not None:
                self._ask_about(device)
        self.refresh_bindings()

    def _ask_about(self, device: Device) -> None:
        """Ask for what only an undocumented route tells of a device, if the profile allows that."""
        if self.connection.private_api and self.data.deciding.default_channels.of(device) is None:
            self._ask_default_channel(self.data, device)

    @work(exclusive=True, group="ask")
    async def _ask_default_channel(self, data: AppData, device: Device) -> None:
        await sleep(LULL)  # a cursor that runs over many devices asks for the last one only
        if await data.deciding.default_channels.ask(device) and self.is_shown(data):
            self.table.redraw()
            self._look_again()

    def _look_again(self) -> None:
        """Explain anew, here and wherever a device is shown in full."""
        self._explain()
        for look_again in tuple(self._followers):
            look_again()

    @on(RecordTable.Highlighted)
    def _moved(self) -> None:
        self._explain()

    async def read_around(self, workspace: Workspace, *, refresh: bool) -> None:
        """Read what the columns join with, and what decides beside that."""
        await super().read_around(workspace, refresh=refresh)
        await workspace.app(self.subject).deciding.read(workspace, refresh=refresh)
        self._look_again()

    def following(self, _: Listing[Device]) -> DevicesFollowing:
        """Follows what changed, where the server tells that."""
        return DevicesFollowing(self.data)

    def looked_again(self) -> None:
        """Explain anew."""
        self._look_again()

    def show_changes(self) -> None:
        """Show what is loaded, and decide anew."""
        if self.workspace is not None and self.subject:
            self.data.deciding.read_journal(self.workspace)
            self._drifts = None
        super().show_changes()
        self._look_again()

    def action_fix(self) -> None:
        """Open what mends the device under the cursor."""
        if self._fix is not None:
            self._open_fix(self.why.page)

    @work(exclusive=True, group="edit")
    async def _open_fix(self, page: WhyPage | None) -> None:
        from capgo_tui.panes.why import open_fix  # noqa: PLC0415

        if page is not None and page.fix is not None:
            await open_fix(self, self.connection, page.fix, page.channel)

    # Drift ---------------------------------------------------------------------------------

    @work(exclusive=True, group="drift")
    async def action_drift(self, key: str = "", opened_by: str = "d") -> None:
        """Show the devices that are not as their channel wants them.

        Args:
            key: the key of a kind of drift, or `all`; empty to ask.
            opened_by: the key that asks for it; empty for none.
        """
        from capgo_tui.panes.drift import show_drift  # noqa: PLC0415 - not before it is asked for

        await show_drift(self, self.connection, key, opened_by=opened_by)

    # Changing ------------------------------------------------------------------------------

    @work(exclusive=True, group="edit")
    async def action_move(self) -> None:
        """Force a device to a channel, or plan to for the marked ones."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.move(self, self.connection)

    @work(exclusive=True, group="edit")
    async def action_clear(self) -> None:
        """Clear the override of a device, or plan to for the marked ones."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.clear(self, self.connection)

    @work(exclusive=True, group="edit")
    async def move_to(self, name: str) -> None:
        """Plan to move the marked devices, or the one under the cursor, to the channel of a name."""
        from capgo_tui.panes import device_changes  # noqa: PLC0415

        await device_changes.move_to(self, self.connection, name)
