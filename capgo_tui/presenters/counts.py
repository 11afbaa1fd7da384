"""How many records there are, and what part of them is shown."""

from __future__ import annotations

from capgo_tui.presenters.numbers import whole


def count_text(count: int, noun: str, nouns: str, *, complete: bool) -> str:
    """How many are loaded: `62 devices`, `5,000 devices loaded · more on server`.

    Args:
        count: how many are loaded.
        noun: what one is called.
        nouns: what several are called.
        complete: whether these are all.
    """
    words = f"{whole(count)} {noun if count == 1 else nouns}"
    return words if complete else f"{words} loaded · more on server"


def found_text(found: int, count: int, *, complete: bool) -> str:
    """What part of the data a filter saw: `12 of 500 loaded (more on server)`.

    Args:
        found: how many the filter shows.
        count: how many are loaded.
        complete: whether these are all.
    """
    more = "" if complete else " loaded (more on server)"
    return f"{whole(found)} of {whole(count)}{more}"


def marks_text(marked: int, hidden: int, *, drawing: bool = False) -> str:
    """How many are marked: `3 marked`, `3 marked, 1 hidden by the filter`; nothing if none is.

    Args:
        marked: how many are, those of a range among them.
        hidden: how many of them the filter hides.
        drawing: whether a range is being drawn.
    """
    words = f"{whole(marked)} marked" if marked else ""
    if hidden:
        words += f", {whole(hidden)} hidden by the filter"
    return f"{words}, drawing a range" if drawing else words
