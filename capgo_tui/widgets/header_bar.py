"""The first line: where one is, how fresh the data is, and how many requests are left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from capgo_tui.safe_text import clean

METER_CELLS = 4

READ_ONLY, READ_WRITE = "RO", "RW"
MODE_STYLES = {READ_ONLY: "bold $text-warning", READ_WRITE: "$foreground-muted"}
"""The mode is a word; its colour only says it twice."""


class HeaderBar(Widget):
    """Profile, mode, crumbs, request meter, age of the data; all given."""

    DEFAULT_CSS = """
    HeaderBar {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        text-wrap: nowrap;
    }
    """

    ALLOW_SELECT = False

    profile: reactive[str] = reactive("")
    """The profile's or the demo's name."""
    colour: reactive[str] = reactive("")
    """The profile's own colour, as CSS; empty for the accent."""
    mode: reactive[str] = reactive("")
    """`RO` where nothing may be changed, `RW` where things may; empty before that is known."""
    dialect: reactive[str] = reactive("")
    """The generation of an older server; empty for one of today."""
    crumbs: reactive[tuple[str, ...]] = reactive(())
    """The way to what is shown, as raw text of the server."""
    used: reactive[int] = reactive(0)
    """Requests within the last minute."""
    limit: reactive[int] = reactive(0)
    """Requests allowed a minute; 0 hides the meter."""
    note: reactive[str] = reactive("")
    """What is going on right now: `loading`, `paused 42s`."""
    jobs: reactive[str] = reactive("")
    """How far running plans are: `job 3/5`."""
    alerts: reactive[int] = reactive(0)
    """How many alerts fire; 0 says nothing."""
    watching: reactive[str] = reactive("")
    """What is watched, or why not just now: `watch 30s`, `watch paused: dialog`; empty for nothing."""
    age: reactive[str] = reactive("")
    """How old the data on the screen is."""

    def render(self) -> Content:
        """Right side whole, left side cut to what is left."""
        right = self._right()
        room = max(0, self.size.width - right.cell_length - 1)
        return self._left(room).truncate(room, ellipsis=True, pad=True) + " " + right

    def _left(self, room: int) -> Content:
        """Name, profile, mode, and as many crumbs from the end as fit."""
        band = self.colour or "$accent"
        line = Content.assemble(("capgo", "bold"), " ")
        if self.profile:
            line = line + Content.assemble(
                ("▮", band), (clean(self.profile, 20), f"bold {band}"), ("▮", band), " "
            )
        if self.mode:
            line = line + Content.styled(self.mode, MODE_STYLES.get(self.mode, "")) + " "
        if self.dialect:
            line = line + Content.styled(self.dialect, "$text-accent") + " "
        return line + Content(" ") + _crumbs(self.crumbs, room - line.cell_length - 1)

    def _right(self) -> Content:
        """What is going on, requests, age."""
        parts: list[Content] = []
        if self.alerts:
            words = "" if self.size.width < 100 else " alert" if self.alerts == 1 else " alerts"
            parts.append(Content.styled(f"! {self.alerts}{words}", "bold $text-warning"))
        if self.jobs:
            parts.append(Content.styled(self.jobs, "bold $text-accent"))
        if self.note:
            parts.append(Content.styled(self.note, "$warning"))
        if self.limit:
            full = min(METER_CELLS, -(-self.used * METER_CELLS // self.limit))
            style = "$error" if self.used >= self.limit else "$foreground-muted"
            bar = "▮" * full + "▯" * (METER_CELLS - full)
            count = f"{self.used}/{self.limit} req " if self.size.width >= 60 else ""
            parts.append(Content.styled(f"{count}{bar}", style))
        if self.watching:
            held = self.watching.startswith(("watch paused", "watch waits"))
            style = "$text-warning" if held else "$foreground-muted"
            parts.append(Content.styled(self.watching, style))
        if self.age:
            parts.append(Content.styled(f"data {self.age}", "$foreground-muted"))
        return Content("  ").join(parts)


def _crumbs(crumbs: Sequence[str], room: int) -> Content:
    """Join crumbs; where they do not fit, the first ones give way."""
    texts = [clean(crumb, 60) for crumb in crumbs]
    while len(texts) > 1 and sum(len(text) + 3 for text in texts) - 3 > room:
        texts.pop(0)
    parts = [
        Content.styled(text, "bold" if place == len(texts) - 1 else "") for place, text in enumerate(texts)
    ]
    return Content.assemble((" › ", "$foreground-muted")).join(parts)
