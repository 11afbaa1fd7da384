"""Asks where a plan is to be written as a shell script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.file_dialog import FileDialog

WHAT = "One curl line for each change. It holds no key: whoever runs it sets CAPGO_TOKEN."


class ScriptDialog(FileDialog[Path]):
    """Closes with the file that was written."""

    DEFAULT_CSS = """
    ScriptDialog #script-what { height: auto; padding: 0 1; margin: 0 0 1 0; }
    """

    def __init__(self, path: Path, write: Callable[[Path, bool], Path]) -> None:
        """Make a dialog.

        Args:
            path: where it is written unless the user says otherwise.
            write: writes it, over what is there if the second argument says so; gives where it is.
        """
        super().__init__("Export the plan as a shell script", str(path))
        self._write = write

    def above(self) -> Iterable[Widget]:
        """What it is."""
        yield Static(Content(WHAT), id="script-what")

    async def write(self, path: Path, *, over: bool) -> Path:
        """Write the script."""
        return await asyncio.to_thread(self._write, path, over)
