"""The application's half of copying and of opening the web console: the way there, and what is said of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ReturnType

from capgo_tui.messages import ConsoleAsked, CopyAsked, ShowCopied
from capgo_tui.safe_text import clean
from capgo_tui.widgets.reasons import ReasoningApp

if TYPE_CHECKING:
    from capgo_tui.services.clipboard import Clipboard
    from capgo_tui.services.opening import Look

NOT_ARRIVED = "If it did not arrive: y v shows it."
"""What is said where nobody can know whether a text was copied."""
LONG = 15.0
"""Seconds for which a notification with something to do in it stays."""


class CopyingApp(ReasoningApp[ReturnType]):
    """An application that copies by the way that its settings and its terminal have."""

    def __init__(self, look: Look) -> None:
        """Make the application.

        Args:
            look: what the settings say.
        """
        super().__init__()
        self._look = look
        self._last_copied = ""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a selection or a secret, never into a file; says something only if it cannot be done."""
        self._clipboard = text  # what textual's own inputs paste
        self._copy_without_file(text)

    @work(group="copy")
    async def _copy_without_file(self, text: str) -> None:
        copied = await self._clipboard_of_now().copy(text, files=False)
        if not copied.done:
            said = f"The text {clean(copied.said, 400)}."
            self.notify(f"{said} Select it by hand.", severity="warning", markup=False)

    def _clipboard_of_now(self) -> Clipboard:
        """The ways to copy; the environment is that of now."""
        from capgo_tui.services.clipboard import Clipboard  # noqa: PLC0415 - not before something is copied

        return Clipboard(self._look.clipboard, os.environ, self._look.data, self._write_to_terminal)

    def _write_to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    @on(CopyAsked)
    def _copy_asked(self, event: CopyAsked) -> None:
        self._copy_and_tell(event.text, event.what)

    @work(exclusive=True, group="copy")
    async def _copy_and_tell(self, text: str, what: str) -> None:
        """Copy, and say what is known of it; a text that is nowhere is shown."""
        self._last_copied = self._clipboard = text
        copied = await self._clipboard_of_now().copy(text)
        said = f"{clean(what, 200)} {clean(copied.said, 400)}."
        if copied.done and copied.sure:
            self.notify(said, markup=False)
        elif copied.done:
            self.notify(f"{said} {NOT_ARRIVED}", markup=False, timeout=LONG)
        else:
            self._show_copied(said)

    @on(ShowCopied)
    def _asked_for_it(self) -> None:
        """Show what was copied last, instead of the note that says how to get there."""
        self.clear_notifications()
        self._show_copied()

    def _show_copied(self, said: str = "") -> None:
        if not self._last_copied:
            self.notify("Nothing was copied yet.", markup=False)
            return
        from capgo_tui.modals.copied_text import CopiedText  # noqa: PLC0415 - not before it is asked for

        self.push_screen(CopiedText(self._last_copied, said))

    @on(ConsoleAsked)
    def _console_asked(self, event: ConsoleAsked) -> None:
        if event.address:
            self._open_console(event.address, event.note)
        else:
            self.notify(clean(event.why_not), severity="warning", markup=False)

    @work(exclusive=True, group="browse")
    async def _open_console(self, address: str, note: str) -> None:
        """Open an address in the browser; where there is none to see, copy it and say so."""
        from capgo_tui.services.browsing import open_in_browser, why_no_browser  # noqa: PLC0415

        reason = why_no_browser(os.environ) or await open_in_browser(address, os.environ)
        if reason:
            self._copy_and_tell(address, f"{reason}, so it was not opened: the address {clean(address)}")
        else:
            said = f"The browser was asked to open {clean(address, 300)}"
            self.notify(f"{said}. {clean(note)}".rstrip(), markup=False)
