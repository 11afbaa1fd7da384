"""A form that says, while one edits, what the edit would do to devices."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Generic

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.errors import Misused
from capgo_tui.modals.change_dialog import ChangeDialog
from capgo_tui.modals.form_dialog import DoneT, EditT
from capgo_tui.modals.saver import Saver
from capgo_tui.safe_text import clean

EffectOf = Callable[[EditT], AsyncIterator[str]]
"""Says what an edit would do; may say it again and again while it is being counted."""

LABEL = "what if  "


class EffectDialog(ChangeDialog[EditT, DoneT], Generic[EditT, DoneT]):
    """Counts behind the typing: the newest edit wins, and nothing waits for it."""

    DEFAULT_CSS = """
    EffectDialog {
        #effect { height: auto; min-height: 1; max-height: 2; padding: 0 1; display: none; }
        #effect.-shown { display: block; }
    }
    """

    def __init__(
        self,
        title: str,
        saver: Saver[EditT, DoneT],
        *,
        effect: EffectOf[EditT] | None = None,
        opened_by: str = "",
    ) -> None:
        """Make a dialog.

        Args:
            title: what is changed, raw.
            saver: previews and saves.
            effect: says what an edit would do to devices; None where that does not apply.
            opened_by: the key that opens it.

        Raises:
            ValueError: the key that opens it would also confirm it.
        """
        super().__init__(title, saver, opened_by=opened_by)
        self._effect = effect
        self._counting = False

    def body(self) -> Iterable[Widget]:
        """As in every dialog that changes something, then what it would do to devices."""
        yield from super().body()
        yield Static(id="effect", classes="" if self._effect is None else "-shown")

    @property
    def is_at_rest(self) -> bool:
        """Whether it hears, and says of what the fields say what it would do."""
        return super().is_at_rest and not self._counting

    async def show_preview(self) -> None:
        """Let the panel follow the fields, then count."""
        await super().show_preview()
        if self._effect is None:
            return
        try:
            edit = self.edit()
        except Misused:  # not ready: the panel says why
            self.workers.cancel_group(self, "effect")
            self._counting = False
            self._say_effect("")
            return
        self._counting = True
        self._count(self._effect(edit))

    @work(exclusive=True, group="effect")
    async def _count(self, told: AsyncIterator[str]) -> None:
        async for text in told:
            self._say_effect(text)
        self._counting = False

    def _say_effect(self, text: str) -> None:
        content = Content.assemble((LABEL, "$foreground-muted"), clean(text, 400)) if text else Content("")
        self.query_one("#effect", Static).update(content)
