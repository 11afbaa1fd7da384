"""Picks the profile to go on with."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from capgo_tui.modals.search_list import SearchListDialog
from capgo_tui.safe_text import clean
from capgo_tui.widgets.bindings import shown


class ProfilesDialog(SearchListDialog[str, str]):
    """Closes with the name of a profile."""

    first_key = "dialog.take"
    placeholder = "letters find a profile"
    nothing_found = "No profile has these letters."

    BINDINGS = [
        shown("enter", "take", "go on with it", "dialog.take", "Close this one, open that", priority=True)
    ]

    def __init__(self, profiles: Mapping[str, str], current: str) -> None:
        """Make the dialog.

        Args:
            profiles: what each is about, by its name; raw.
            current: the name of the one that is open.
        """
        super().__init__("Profiles", opened_by="C")
        self._profiles = profiles
        self._current = current

    def on_mount(self) -> None:
        """List the profiles."""
        super().on_mount()
        self.show(list(self._profiles), self._current if self._current in self._profiles else None)

    def words_of(self, entry: str) -> str:
        """Its name and what it is about."""
        return f"{entry} {self._profiles[entry]}"

    def line_of(self, entry: str, width: int) -> Content:
        """Mark, name, what it is about."""
        mark = "●" if entry == self._current else " "
        return Content.assemble(
            (f" {mark} ", "$text-accent"),
            f"{clean(entry, 24):<24} ",
            (clean(self._profiles[entry], max(8, width - 28)), "$foreground-muted"),
        )

    def clicked(self) -> None:
        """A click goes on with it."""
        self.action_take()

    def action_take(self) -> None:
        """Go on with the profile under the cursor."""
        self.dismiss(self.at)
