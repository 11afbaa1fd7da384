"""A table, and beside it or below, what explains its rows."""

from __future__ import annotations

from typing import Final

from textual.containers import Vertical

WIDE: Final = 100
"""From so many columns of the terminal on it stands beside the table; else below it."""


class Beside(Vertical):
    """The table comes first; what has the class `-other` is shown while it has the class `-shown`."""

    DEFAULT_CSS = """
    Beside {
        height: 1fr;
        & > RecordTable { height: 2fr; width: 1fr; }
        & > .-other {
            display: none;
            width: 1fr;
            height: 3fr;
            border-top: solid $border-blurred;
        }
        & > .-other.-shown { display: block; }
        &.-wide { layout: horizontal; }
        &.-wide > .-other { height: 1fr; border-top: none; border-left: solid $border-blurred; }
        &.-wide > RecordTable { height: 1fr; }
    }
    """

    def on_resize(self) -> None:
        """Stand where there is room."""
        self.set_class(self.screen.size.width >= WIDE, "-wide")
