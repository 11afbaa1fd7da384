"""Pages of 50, as the seed pages describe them: `page=1` gives the next ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from capgo_tui.demo import javascript
from capgo_tui.demo.paging import PAGE

Row = TypeVar("Row")


def page_of(rows: Iterable[Row], page: object) -> list[Row]:
    """Cut a page out of some rows; what is no number is the first one."""
    number = javascript.number(page)
    first = 0 if math.isnan(number) or math.isinf(number) else max(0, int(number)) * PAGE
    return list(islice(rows, first, first + PAGE))
