"""A screen whose widgets hear of every new size of theirs."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from textual import on
from textual.events import Mount, Resize
from textual.screen import Screen


class SizedScreen(Screen[None]):
    """Tells widgets their sizes after each layout.

    Textual 8.2 does so too, but not if a size was asked for between the change of a style and the layout,
    while a hidden widget waited to be drawn: nothing seems to have changed then, and tabs and tables stay
    as they were.
    """

    @on(Mount)
    def _wait_for_the_first_frame(self) -> None:
        self.call_after_refresh(self._follow_layouts)

    def _follow_layouts(self) -> None:
        self._sizes = WeakKeyDictionary({widget: widget.outer_size for widget in self.query("*")})
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._tell_sizes(), immediate=True)

    def _tell_sizes(self) -> None:
        """Tell each widget that has another size than last time; to be told twice is to be told once."""
        for widget in self.query("*"):
            size = widget.outer_size
            if size and self._sizes.get(widget) != size:
                self._sizes[widget] = size
                widget.post_message(Resize(size, widget.virtual_size, widget.container_size))
