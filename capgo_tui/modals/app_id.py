"""Asks for the id of an app, where the server lists none."""

from __future__ import annotations

import re

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from capgo_tui.widgets.bindings import shown

APP_ID = re.compile(r"[A-Za-z0-9]+(\.[\w-]+)+", re.ASCII)
"""What the server takes for an app id (contract/api.md 3.5)."""


class AppIdModal(ModalScreen[str | None]):
    """One field; a text that no server would take is refused here."""

    DEFAULT_CSS = """
    AppIdModal {
        align: center middle;
        & > Vertical {
            width: 60;
            max-width: 100%;
            height: auto;
            border: round $border;
            background: $surface;
            padding: 1 2;
        }
        Label { width: 1fr; height: auto; }
        #problem { color: $text-error; height: auto; }
    }
    """

    BINDINGS = [shown("escape", "cancel", "cancel", "dialog.cancel", "Close without a change")]

    def compose(self) -> ComposeResult:
        """Question, field, problem."""
        with Vertical() as box:
            box.border_title = "Add an app"
            yield Label("The server does not list the apps of this key. Which one?", markup=False)
            field = Input(placeholder="com.example.app", compact=True)
            field.cursor_blink = False
            yield field
            yield Label("", id="problem", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if APP_ID.fullmatch(text):
            self.dismiss(text)
        else:
            self.query_one("#problem", Label).update(
                "An app id is a reverse domain, such as com.example.app."
            )

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss(None)
