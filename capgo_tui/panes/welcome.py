"""The first start: no key was found, so one can be pasted, or the demo explored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Checkbox, Input, Static

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.safe_text import clean
from capgo_tui.secret import Secret
from capgo_tui.widgets.problem_view import problem_content

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

WHERE = (
    "No API key was found. It is looked for in --key-file, CAPGO_TOKEN, your profile,",
    "the system keyring, and the official CLI's .capgo file here or in your home folder.",
)


class KeepBox(Checkbox):
    """A box whose tick is there or not: textual's own differs by colour alone."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        """Draw the tick, or take it away."""
        self.BUTTON_INNER = "✓" if self.value else " "
        super().watch_value()


class WelcomePane(Vertical):
    """Takes a key, tries it, and says what the server thinks of it."""

    DEFAULT_CSS = """
    WelcomePane {
        width: 84;
        max-width: 100%;
        height: auto;
        border: round $border;
        padding: 1 2;
        Static { height: auto; }
        Input { margin: 1 0 0 0; }
        Checkbox { border: none; background: transparent; padding: 0; margin: 1 0; }
        Horizontal { height: auto; }
        Button { margin: 0 2 0 0; }
        .welcome-problem { margin: 1 0 0 0; display: none; }
    }
    """

    @dataclass
    class Ready(Message):
        """The key works."""

        workspace: Workspace

    class DemoWanted(Message):
        """The user wants to look around without a key."""

    def __init__(
        self,
        open_with: Callable[[Secret], Awaitable[Workspace]],
        save_key: Callable[[Secret], Path],
        host: str,
    ) -> None:
        """Make the pane.

        Args:
            open_with: connects with a key.
            save_key: keeps a key for the next start.
            host: the server, for the text.
        """
        super().__init__()
        self._open_with = open_with
        self._save_key = save_key
        self._host = host

    def compose(self) -> ComposeResult:
        """Why one is here, the field, what to do with it."""
        self.border_title = "Welcome to capgo-tui"
        yield Static(Content(" ".join(WHERE)))
        key = Input(placeholder=f"paste an API key for {clean(self._host, 60)}", password=True, id="key")
        key.cursor_blink = False
        yield key
        yield KeepBox("keep it for the next start, in a file that only you can read", id="keep")
        with Horizontal():
            yield Button("Connect", variant="primary", id="connect", compact=True)
            yield Button("Explore the demo", id="demo", compact=True)
        yield Static(classes="welcome-problem")

    def on_mount(self) -> None:
        """Paste right away."""
        self.query_one("#key").focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#connect")
    def _connect_wanted(self) -> None:
        self.try_key()

    @on(Button.Pressed, "#demo")
    def _demo_wanted(self) -> None:
        self.post_message(self.DemoWanted())

    @work(exclusive=True, group="load")
    async def try_key(self) -> None:
        """Connect with the key that was typed; a refusal keeps it, and says why."""
        text = self.query_one("#key", Input).value.strip()
        self._say(Content.styled("trying the key…", "$foreground-muted"))
        workspace = None
        try:
            if not text:
                raise Misused("There is no key to try yet.", next_step="Paste one, or explore the demo.")
            workspace = await self._open_with(Secret(text))
            await workspace.read_estate()
            if self.query_one("#keep", Checkbox).value:
                self.app.notify(f"The key is kept in {self._save_key(Secret(text))}", markup=False)
        except CapgoError as error:
            if workspace is not None:
                await workspace.close()
            self._say(problem_content(error))
        else:
            self.post_message(self.Ready(workspace))

    def _say(self, words: Content) -> None:
        """Say what came of it."""
        place = self.query_one(".welcome-problem", Static)
        place.update(words)
        place.display = True
