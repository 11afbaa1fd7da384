"""Shows a new API key, this once."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.safe_text import clean
from capgo_tui.secret import Secret
from capgo_tui.widgets.bindings import quiet, shown

ONCE = "The server tells it this once. Keep it where your program reads it from; it is stored nowhere here."
ASKED = "Have you saved it? It is never shown again."
SENT = "The terminal was asked to copy it, and does not say whether it did: paste it to be sure."


class SecretText(Static):
    """The secret, to be selected; it is revealed only while it is drawn."""

    DEFAULT_CSS = """
    SecretText { height: auto; margin: 1 0; padding: 0 1; text-style: bold; color: $text-accent; }
    """

    def __init__(self, secret: Secret) -> None:
        """Make it.

        Args:
            secret: what is shown.
        """
        super().__init__()
        self._secret = secret

    def render(self) -> Content:
        """Draw it."""
        return Content(clean(self._secret.reveal()))


class SecretDialog(Dialog[None]):
    """A secret in full. It closes only after it was said that it is saved."""

    DEFAULT_CSS = """
    SecretDialog .secret-note { height: auto; padding: 0 1; }
    """

    BINDINGS = [
        shown("c", "copy", "copy", "secret.copy", "Ask the terminal to copy it"),
        shown("escape", "cancel", "close", "secret.close", "Close, once it is saved", display="esc"),
        shown("y", "saved", "yes, it is saved", "secret.saved", "It is saved: close"),
        shown("n", "not_yet", "not yet", "secret.not-yet", "Go on showing it"),
        quiet("escape", "not_yet", "secret.not-yet-either", "Go on showing it"),
    ]

    confirm_key = "y"
    first_key = "secret.saved"

    def __init__(self, name: str, secret: Secret) -> None:
        """Make the dialog.

        Args:
            name: what the key is called, raw.
            secret: its secret.
        """
        super().__init__(f"The secret of {name}")
        self._secret = secret
        self._asks = False

    def body(self) -> Iterable[Widget]:
        """What it is, and what to do with it."""
        yield Static(Content(ONCE), classes="secret-note")
        yield SecretText(self._secret)
        words = Content.styled("Select it with the mouse, or c copies it.", "$foreground-muted")
        yield Static(words, classes="secret-note")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no only once it is asked; then nothing else."""
        if action in {"saved", "not_yet"} and not self._asks:
            return False
        if action in {"copy", "cancel"} and self._asks:
            return False
        return super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Ask the terminal to copy it."""
        self.app.copy_to_clipboard(self._secret.reveal())
        self.tell(SENT)

    def action_cancel(self) -> None:
        """Ask whether it is saved."""
        self._ask(asks=True)
        self.tell(Content.assemble(("⚠ ", "bold $text-warning"), (ASKED, "bold")))

    def action_saved(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_not_yet(self) -> None:
        """Go on showing it."""
        self._ask(asks=False)
        self.tell("")

    def _ask(self, *, asks: bool) -> None:
        self._asks = asks
        self.refresh_bindings()
