"""A dialog with every kind of field, a saver that plays the world, and a user in front of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Label

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.confirm_dialog import ConfirmDialog
from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.preview import ChangeRow, Preview
from capgo_tui.themes import CAPGO
from capgo_tui.widgets.form import (
    ChoiceField,
    FormField,
    Heading,
    InputField,
    MultiChoiceField,
    Option,
    SwitchField,
    TextField,
    TriField,
)
from capgo_tui.widgets.form.readers import percent, percent_text
from tests.driver import settle


@dataclass(frozen=True)
class Robot:
    """What the dialog changes."""

    name: str = "marvin"
    bundle: str = "1.4.2"
    public: bool = False
    ios: bool | None = None
    share: int = 1000
    channels: tuple[str, ...] = ()


LABELS = {
    "name": "name",
    "bundle": "bundle",
    "public": "public",
    "ios": "iOS",
    "share": "rollout share",
    "channels": "promote to",
}


def words(value: object) -> str:
    """A value as a user reads it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "as it is" if value is None else str(value)


@dataclass
class World:
    """The saver: what a test says happens, and what the dialog asked for."""

    record: Robot = field(default_factory=Robot)
    warnings: tuple[str, ...] = ()
    final: str = ""
    typed: tuple[str, ...] = ()
    why_typed: str = ""
    refusal: CapgoError | None = None
    """What the next save raises."""
    elsewhere: Robot | None = None
    """What somebody else made of the record."""
    locked: str = ""
    """Why nothing can be saved."""
    gate: asyncio.Event | None = None
    """Holds the answer back until it is set."""
    looked: int = 0
    saved: list[Robot] = field(default_factory=list)

    def preview(self, edit: Robot) -> Preview:
        """The fields that differ, as a request."""
        if edit.name == "taken":
            raise Misused("There is a robot taken already.", field="name")
        rows = self._rows(self.record, edit)
        body = ",\n".join(f'  "{row.label}": "{row.becomes}"' for row in rows)
        return Preview(
            changes=rows,
            request=f"POST /robot\n{{\n{body}\n}}" if rows or self.final else "",
            warnings=self.warnings,
            final=self.final,
            typed=self.typed,
            why_typed=self.why_typed,
        )

    async def look(self, edit: Robot) -> tuple[ChangeRow, ...]:  # noqa: ARG002 - it reads all of it
        """What somebody else changed."""
        self.looked += 1
        return self._rows(self.record, self.elsewhere) if self.elsewhere is not None else ()

    async def save(self, edit: Robot) -> Robot:
        """Take it, or refuse."""
        if self.gate is not None:
            await self.gate.wait()
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            raise refusal
        self.saved.append(edit)
        return edit

    def renew(self) -> None:
        """Take what somebody else made of it."""
        self.record, self.elsewhere = self.elsewhere or self.record, None

    def why_not(self, edit: Robot | None = None) -> str:  # noqa: ARG002 - what is locked is locked
        """Why nothing can be saved."""
        return self.locked

    def _rows(self, old: Robot, new: Robot) -> tuple[ChangeRow, ...]:
        return tuple(
            ChangeRow(label, words(getattr(old, name)), words(getattr(new, name)))
            for name, label in LABELS.items()
            if getattr(old, name) != getattr(new, name)
        )


BUNDLES = [
    Option("1.4.2", "1.4.2", note="live on production"),
    Option("1.5.0", "1.5.0", note="rollout of production"),
    Option("1.6.0-beta.1", "1.6.0-beta.1"),
    Option("0.9.0", "0.9.0", disabled_reason="deleted"),
    *(Option(f"2.0.{number}", f"2.0.{number}") for number in range(500)),
]


class RobotDialog(ChangeDialog[Robot, Robot]):
    """Every kind of field."""

    def __init__(self, world: World, *, title: str = "Robot marvin", opened_by: str = "e") -> None:
        super().__init__(title, world, opened_by=opened_by)
        self.world = world

    def fields(self) -> list[FormField[Any] | Heading]:
        """All kinds."""
        robot = self.world.record
        self.robot_name = TextField("name", "name", robot.name, hint="What devices and uploads call it.")
        self.bundle = ChoiceField("bundle", "bundle", robot.bundle, BUNDLES, hint="What its devices get.")
        self.public = SwitchField("public", "public", robot.public, hint="Devices that ask for none get it.")
        self.ios = TriField("ios", "iOS", robot.ios, hint="The server never tells how it is.")
        self.share = InputField(
            "share", "rollout share", robot.share, read=percent("rollout share"), write=percent_text
        )
        self.channels = MultiChoiceField(
            "channels",
            "promote to",
            robot.channels,
            [Option("production", "production"), Option("beta", "beta"), Option("[/b]", "[/b]")],
        )
        self.key = TextField("key", "signing key", "", enabled_reason="Only an admin may set it.")
        return [
            Heading("Delivery"),
            self.robot_name,
            self.bundle,
            self.public,
            Heading("Platforms"),
            self.ios,
            self.key,
            Heading("Rollout"),
            self.share,
            self.channels,
        ]

    def edit(self) -> Robot:
        """Read the fields."""
        return Robot(
            name=self.robot_name.value,
            bundle=self.bundle.value,
            public=self.public.value,
            ios=self.ios.value,
            share=self.share.value,
            channels=self.channels.value,
        )

    def renewed(self) -> None:
        """Begin from how it is now."""
        robot = self.world.record
        self.robot_name.renew(robot.name)
        self.bundle.renew(robot.bundle)
        self.public.renew(robot.public)
        self.share.renew(robot.share)


class DialogApp(App[None]):
    """Opens a dialog by `e`, or right away."""

    BINDINGS = [Binding("e", "edit", "edit")]

    def __init__(self, dialog: Dialog[Robot]) -> None:
        super().__init__()
        self.dialog = dialog
        self.results: list[Robot | None] = []
        self.register_theme(CAPGO)
        self.theme = CAPGO.name
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield Label("the table below")

    def action_edit(self) -> None:
        self.push_screen(self.dialog, self.results.append)


class Clerk:
    """Presses keys and reads the dialog."""

    def __init__(self, app: DialogApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def is_open(self) -> bool:
        """Whether the dialog is still there."""
        return isinstance(self.app.screen, Dialog)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and look what becomes of each."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than one can look."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def types(self, text: str) -> None:
        """Type a text of letters and digits."""
        await self.press(*("full_stop" if letter == "." else letter for letter in text))

    async def settle(self) -> None:
        """Wait until all that follows by itself has happened."""
        await settle(self.pilot)

    async def clicks(self, text: str) -> None:
        """Click on the first place where a text stands."""
        lines = self.screen.splitlines()
        line = next(number for number, line in enumerate(lines) if text in line)
        await self.pilot.click(offset=(lines[line].index(text), line))
        await self.settle()

    async def goes_to(self, name: str) -> None:
        """Go down to a field, as far as it takes."""
        for _ in range(20):
            focused = self.app.focused
            if focused is not None and any(
                node.id == f"field-{name}" for node in focused.ancestors_with_self
            ):
                return
            await self.press("down")
        raise AssertionError(name)

    @property
    def screen(self) -> str:
        """All that is on the screen, as text."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    def sees(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return text in self.screen

    def line_with(self, text: str) -> str:
        """The first line that holds a text; empty if there is none."""
        return next((line for line in self.screen.splitlines() if text in line), "")


@asynccontextmanager
async def clerk_at(
    dialog: Dialog[Robot], width: int = 120, height: int = 40, *, opened: bool = True
) -> AsyncIterator[Clerk]:
    """Put a user in front of a dialog."""
    app = DialogApp(dialog)
    async with app.run_test(size=(width, height)) as pilot:
        clerk = Clerk(app, pilot)
        if opened:
            await clerk.press("e")
        yield clerk


def confirm(world: World, *, opened_by: str = "x") -> ConfirmDialog[Robot, Robot]:
    """Ask whether the robot is to be thrown away."""
    gone = replace(world.record, name="")
    return ConfirmDialog("Throw marvin away", "It will not come back.", world, gone, opened_by=opened_by)
