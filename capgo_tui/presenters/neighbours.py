"""How the neighbours of a device look: who agrees with it in what, and how many of them are fine."""

from __future__ import annotations

from collections.abc import Callable

from capgo_tui.presenters.columns import Column, Tone
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.narrowing import Narrowing
from capgo_tui.presenters.numbers import whole
from capgo_tui.rules.device_state import Standing
from capgo_tui.services.neighbours import ALL, Neighbourhood

_OWN_COLUMNS = (Standing.CURRENT, Standing.BEHIND, Standing.BLOCKED, Standing.FAILED)
Count = Callable[[Neighbourhood], int]


def neighbour_columns() -> tuple[Column[Neighbourhood], ...]:
    """The columns of the table."""
    return (
        Column(
            "same",
            "same",
            text=same_text,
            sort=same_text,
            width=26,
            grow=True,
            tone=lambda each: Tone.MUTED if each.trait == ALL else Tone.PLAIN,
        ),
        _number("devices", "devices", lambda each: len(each.ids), width=8),
        Column(
            "fine",
            "fine",
            text=fine_text,
            sort=lambda each: each.fine / max(1, len(each.ids)),
            width=12,
            right=True,
        ),
        _number("behind", "behind", lambda each: each.standings[Standing.BEHIND], width=6, tone=Tone.WARN),
        _number("blocked", "blocked", lambda each: each.standings[Standing.BLOCKED], width=7, tone=Tone.WARN),
        _number("fails", "fails", lambda each: each.standings[Standing.FAILED], width=5, tone=Tone.BAD),
        _number("other", "other", other, width=5),
    )


def same_text(each: Neighbourhood) -> str:
    """In what they agree: `bundle 1.4.2`; raw."""
    return f"{each.trait} {each.value}".strip()


def fine_text(each: Neighbourhood) -> str:
    """How many run what their channel delivers, and which share that is."""
    return f"{whole(each.fine)} ({each.fine / max(1, len(each.ids)):.0%})"


def other(each: Neighbourhood) -> int:
    """How many are ahead, on the built-in bundle, or cannot be told."""
    return len(each.ids) - sum(each.standings[standing] for standing in _OWN_COLUMNS)


def neighbour_details(each: Neighbourhood) -> list[Section]:
    """Every standing with its count."""
    rows = tuple(Row(standing.value, whole(count)) for standing, count in each.standings.most_common())
    return [Section(same_text(each), rows)]


def neighbour_document(each: Neighbourhood) -> dict[str, object]:
    """The counts as JSON, by the words of the states."""
    standings = {standing.value: count for standing, count in each.standings.most_common()}
    return {"same": each.trait, "value": each.value, "devices": len(each.ids), "states": standings}


def neighbour_narrowing(each: Neighbourhood, name: str, note: str) -> Narrowing:
    """What the Devices tab shows of a line.

    Args:
        each: the line.
        name: what the device is called whose neighbours they are; raw.
        note: what else is to be known.
    """
    label = "that are loaded" if each.trait == ALL else f"with {same_text(each)}, as {name} has"
    return Narrowing(label, frozenset(each.ids), note=note)


def _number(
    key: str, title: str, count: Count, *, width: int, tone: Tone = Tone.PLAIN
) -> Column[Neighbourhood]:
    return Column(
        key,
        title,
        text=lambda each: whole(count(each)),
        sort=count,
        width=width,
        right=True,
        tone=lambda each: tone if count(each) else Tone.MUTED,
    )
