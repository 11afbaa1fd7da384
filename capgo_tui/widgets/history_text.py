"""The history of a record as one text: each change, and below it its fields before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from textual.content import Content

from capgo_tui.presenters.record_history import Happening
from capgo_tui.presenters.times import age
from capgo_tui.safe_text import clean
from capgo_tui.widgets.fields_view import TONES
from capgo_tui.widgets.hanging import hanging

_AGE_CELLS: Final = 4
_LABEL_CELLS: Final = 20
_LONGEST: Final = 600


def history_content(told: Sequence[Happening], now: datetime, width: int) -> Content:
    """Lay changes out one below the other.

    Args:
        told: what happened, in the order in which it is shown.
        now: the present time.
        width: the cells of a line.
    """
    return Content("\n\n").join([_block(each, now, width) for each in told])


def _block(each: Happening, now: datetime, width: int) -> Content:
    when = Content.styled(f"{age(each.at, now):>{_AGE_CELLS}}  ", "bold $text-accent")
    head = Content.assemble(
        (f"{each.at:%Y-%m-%d %H:%M}  " if each.at is not None else "", "$foreground-muted"),
        (clean(each.what, _LONGEST), "bold"),
        (" by ", "$foreground-muted"),
        clean(each.who, 80),
        ("  ", ""),
        (clean(each.source, 80), TONES[each.tone] or "$foreground-muted"),
    )
    lines = [hanging(when, head, width)]
    indent = " " * (_AGE_CELLS + 2)
    cells = min(_LABEL_CELLS, max((len(clean(row.label)) for row in each.rows), default=0))
    for row in each.rows:
        label = Content.styled(
            f"{indent}{clean(row.label, _LABEL_CELLS).ljust(cells)}  ", "$foreground-muted"
        )
        value = Content(clean(row.value, _LONGEST))
        note = Content.styled(f"  {clean(row.note, 200)}", TONES[row.tone]) if row.note else Content("")
        lines.append(hanging(label, value + note, width))
    return Content("\n").join(lines)
