"""Reports an error of the program itself: a traceback without the values of variables, and without keys."""

from __future__ import annotations

import sys
from types import TracebackType

from capgo_tui.logs import Redaction, crash_text

redaction = Redaction()
"""Knows the keys of this process; whoever finds one tells it (`hide`)."""


def report(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Print what happened, and where to take it."""
    print(crash_text(kind, error, where, redaction), file=sys.stderr)
    print(
        "capgo-tui: This is an error of the program. Please report it with the text above.", file=sys.stderr
    )
