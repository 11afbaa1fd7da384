"""What every menu is: lines to click, and keys that are heard at once."""

from __future__ import annotations

from textual.events import Click, Event
from textual.message import Message
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog, ResultT


class Menu(Static):
    """The lines of a menu; each is a button for the mouse."""

    ALLOW_SELECT = False

    class Picked(Message):
        """A line was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place
            """Which one, from 0."""

    def on_click(self, event: Click) -> None:
        """Say which line it was."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.post_message(self.Picked(offset.y))


class MenuDialog(Dialog[ResultT]):
    """Closes with what was chosen.

    It hears its keys at once, unlike other dialogs: nothing here changes anything, and who knows the keys
    types them in one go.
    """

    DEFAULT_CSS = """
    MenuDialog {
        Menu { height: auto; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    deaf_for = 0.001
    confirm_key = ""

    @property
    def hears(self) -> bool:
        """Always."""
        return True

    @property
    def is_at_rest(self) -> bool:
        """Whether it can be seen."""
        return self.is_mounted

    def _forward_event(self, event: Event) -> None:
        self._hears = True
        super()._forward_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Every action, from the beginning."""
        return True
