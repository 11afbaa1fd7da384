"""Paging as the server does it, the defect of channels and bundles included (contract/api.md 3.6)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from capgo_tui.demo import javascript

Row = TypeVar("Row")

PAGE = 50
"""Rows on a page where nothing else is asked for."""

CAP = 1000
"""Rows that the database gives at most."""


class ImpossibleRange(Exception):
    """The range begins before the first row, or ends before it begins."""


def page_of(rows: Sequence[Row], page: object) -> list[Row]:
    """Cut a page out of a list of channels or bundles.

    Raises:
        ImpossibleRange: the page is negative.
    """
    first, last = range_of(page)
    return list(rows[first : min(last + 1, first + CAP)])


def range_of(page: object) -> tuple[int, int]:
    """Give the first and the last row of a page.

    A page that came as text has the right start, but its end is computed from the text followed by a 1:
    page "2" gives rows 100 to 1049.

    Raises:
        ImpossibleRange: the page is negative.
    """
    number = javascript.number(page)
    if page is None or page == "" or math.isnan(number):
        number, page = 0.0, 0
    end = javascript.number(f"{page}1") if isinstance(page, str) else number + 1
    first, last = number * PAGE, end * PAGE - 1
    if not 0 <= first <= last < math.inf:
        raise ImpossibleRange
    return int(first), int(last)
