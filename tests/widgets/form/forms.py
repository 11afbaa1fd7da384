"""An app that is nothing but a form, and a user in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot

from capgo_tui.widgets.form import Form, FormField, Heading


class FormApp(App[None]):
    """Shows a form, and writes down which fields told of a change."""

    def __init__(self, parts: list[FormField[Any] | Heading]) -> None:
        super().__init__()
        self.form = Form(parts)
        self.told: list[str] = []
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield self.form

    def on_mount(self) -> None:
        self.form.focus_first()

    @on(FormField.Changed)
    def _told(self, event: FormField.Changed) -> None:
        self.told.append(event.field.name)


class Filler:
    """Fills the form in."""

    def __init__(self, app: FormApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.pilot.pause()

    async def pastes(self, text: str) -> None:
        """Paste a text."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def clicks(self, selector: str, x: int = 0, y: int = 0) -> None:
        """Click on a widget."""
        await self.pilot.click(selector, offset=(x, y))
        await self.pilot.pause()

    @property
    def at(self) -> str:
        """The field that has the focus."""
        focused = self.app.focused
        nodes = focused.ancestors_with_self if focused is not None else ()
        return next((node.name for node in nodes if isinstance(node, FormField)), "")

    @property
    def lines(self) -> list[str]:
        """What the terminal shows."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return [strip.text.rstrip() for strip in strips]

    def line_with(self, text: str) -> str:
        """The first line that holds a text; empty if there is none."""
        return next((line for line in self.lines if text in line), "")

    def sees(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return bool(self.line_with(text))


@asynccontextmanager
async def filler_of(*parts: FormField[Any] | Heading, height: int = 24) -> AsyncIterator[Filler]:
    """Put a user in front of a form."""
    app = FormApp(list(parts))
    async with app.run_test(size=(80, height)) as pilot:
        filler = Filler(app, pilot)
        await pilot.pause()
        yield filler
