"""Asks which kind of drift is to be looked at; each with the number of its devices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.presenters.drift import ALL
from capgo_tui.presenters.numbers import whole
from capgo_tui.rules.drift import Kind
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.record_table import RecordTable

_MARKING: Final = frozenset({"mark", "mark_range", "mark_all", "unmark_all"})


@dataclass(frozen=True)
class KindRow:
    """A kind with the number of its devices."""

    key: str
    word: str
    sentence: str
    count: int


class KindTable(RecordTable[KindRow]):
    """The kinds; enter picks one."""

    BINDINGS = [shown("enter", "open", "show", "drift.show", "Show the devices of this kind")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked here."""
        return False if action in _MARKING else super().check_action(action, parameters)


class DriftDialog(Dialog[str]):
    """Closes with the key of a kind, or `ALL`."""

    DEFAULT_CSS = """
    DriftDialog {
        #dialog-box { width: 96; }
        KindTable { height: 10; }
        #drift-text { height: auto; padding: 0 1; }
    }
    """

    first_key = "drift.show"
    confirm_key = "enter"

    def __init__(self, counts: Mapping[Kind, int], drifting: int, text: str, *, opened_by: str = "") -> None:
        """Make the dialog.

        Args:
            counts: how many devices drift in each way.
            drifting: how many drift in any way.
            text: of how many devices these are, and what else is to be known; raw.
            opened_by: the key that opens it.
        """
        super().__init__("Drift", opened_by=opened_by)
        self._text = text
        every = KindRow(ALL, "all", "drifts in any way", drifting)
        self._rows = [every, *(KindRow(k.key, k.word, k.sentence, counts.get(k, 0)) for k in Kind)]

    def body(self) -> Iterable[Widget]:
        """The kinds, then of how many devices."""
        yield KindTable(_columns(), key=lambda row: row.key)
        yield Static(Content.styled(self._text, "$foreground-muted"), id="drift-text")

    def on_mount(self) -> None:
        """Show the kinds."""
        self.query_one(KindTable).replace(self._rows)

    def first_focus(self) -> None:
        """Begin with the first kind."""
        self.query_one(KindTable).focus()

    @on(RecordTable.Opened)
    def _picked(self, event: RecordTable.Opened) -> None:
        event.stop()
        row: KindRow = event.record
        if row.count:
            self.dismiss(row.key)
        else:
            self.tell(f"No loaded device {row.sentence}.")

    @on(RecordTable.Highlighted)
    @on(RecordTable.Marked)
    @on(RecordTable.Sorted)
    def _of_no_concern(self, event: Message) -> None:
        event.stop()


def _columns() -> tuple[Column[KindRow], ...]:
    def tone(row: KindRow) -> Tone:
        return Tone.PLAIN if row.count else Tone.MUTED

    return (
        Column("kind", "drift", text=lambda r: r.word, sort=lambda r: r.word, width=16, tone=tone),
        Column(
            "count", "devices", text=lambda r: whole(r.count), sort=lambda r: r.count, width=8, right=True
        ),
        Column(
            "sentence",
            "a device that …",
            text=lambda r: r.sentence,
            sort=lambda r: r.sentence,
            width=40,
            grow=True,
            tone=lambda _: Tone.MUTED,
        ),
    )
