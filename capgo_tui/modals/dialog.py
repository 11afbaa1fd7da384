"""The frame of every dialog: a title, what it is about, what went wrong, and its keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Event, InputEvent, Paste
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import quiet, shown
from capgo_tui.widgets.key_bar import KeyBar

ResultT = TypeVar("ResultT")


class Dialog(ModalScreen[ResultT | None], Generic[ResultT]):
    """Asks for something, and closes with it; None for a cancel.

    It hears nothing for a moment after it opened, so that a key that was pressed twice, or a paste that was
    meant for the table below, can neither confirm nor type anything (product.md 6).
    """

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        #dialog-box {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            border: round $border;
            border-title-style: bold;
            background: $surface;
            padding: 1 1 0 1;
        }
        #dialog-problem { height: auto; max-height: 40%; overflow-y: auto; padding: 0 1; display: none; }
        KeyBar { dock: none; margin: 1 0 0 0; background: transparent; }
    }
    """

    AUTO_FOCUS = ""  # as long as nothing has the focus, all that a user does comes to the dialog itself

    BINDINGS = [
        shown("escape", "cancel", "cancel", "dialog.cancel", "Close without a change", display="esc"),
        quiet("f1", "help", "dialog.help", "The keys that are valid here"),
    ]

    deaf_for: ClassVar[float] = 0.15
    """Seconds after the first frame during which nothing is heard."""
    confirm_key: ClassVar[str] = "ctrl+s"
    """The key that confirms."""
    first_key: ClassVar[str] = "dialog.save"
    """The id of the binding that the line of keys begins with."""

    def __init__(self, title: str, *, opened_by: str = "") -> None:
        """Make a dialog.

        Args:
            title: what it is about, raw.
            opened_by: the key that opens it.

        Raises:
            ValueError: the key that opens it would also confirm it.
        """
        if opened_by and opened_by == self.confirm_key:
            raise ValueError(f"{opened_by} cannot both open and confirm a dialog")
        super().__init__()
        self._title = title
        self._hears = False
        self._warned = False

    @property
    def hears(self) -> bool:
        """Whether it takes keys, pastes and clicks yet."""
        return self._hears

    @property
    def is_at_rest(self) -> bool:
        """Whether all that is to follow by itself has happened."""
        return self._hears

    @property
    def is_dirty(self) -> bool:
        """Whether closing it would lose what was typed."""
        return False

    def body(self) -> Iterable[Widget]:
        """Give what it is about, from the top down."""
        return ()

    def first_focus(self) -> None:
        """Give the focus to where a user begins."""

    def compose(self) -> ComposeResult:
        """What it is about, what went wrong, the keys."""
        with Vertical(id="dialog-box") as box:
            box.border_title = Content(clean(self._title, 200))
            yield from self.body()
            yield Static(id="dialog-problem")
            yield KeyBar(first=self.first_key, pinned=("dialog.cancel", "picker.shut"))

    def on_mount(self) -> None:
        """Begin to count once it can be seen."""
        self.call_after_refresh(self.set_timer, self.deaf_for, self._end_deafness)

    def _end_deafness(self) -> None:
        # Behind all that came in so far and waits to be handled: that was not meant for this dialog.
        self.app.call_later(self._begin_to_hear)

    def _begin_to_hear(self) -> None:
        self._hears = True
        if self.is_attached and self.focused is None:
            self.first_focus()
        self.refresh_bindings()

    def _forward_event(self, event: Event) -> None:
        """Let keys, pastes and clicks in; all of them come through here while nothing has the focus."""
        if self._hears or not isinstance(event, InputEvent | Paste):
            super()._forward_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No action before it hears."""
        return self._hears or None

    def tell(self, words: Content | str) -> None:
        """Say something above the keys; a text is literal, an empty one says nothing."""
        self._warned = False
        content = words if isinstance(words, Content) else Content(clean(words))
        line = self.query_one("#dialog-problem", Static)
        if line.display or content.plain:  # else nothing changes, and nothing has to be laid out again
            line.update(content)
            line.display = bool(content.plain)

    def tell_problem(self, text: str) -> None:
        """Say what is wrong."""
        self.tell(Content.assemble(("✗ ", "bold $text-error"), (clean(text), "$text-error")))

    def action_cancel(self) -> None:
        """Close; what was typed is lost only at the second time."""
        if self.is_dirty and not self._warned:
            self.tell(Content.assemble(("⚠ ", "bold $text-warning"), "esc again discards what you typed"))
            self._warned = True
        else:
            self.dismiss(None)

    async def action_help(self) -> None:
        """Tell the keys of what has the focus."""
        await self.app.run_action("app.help")
