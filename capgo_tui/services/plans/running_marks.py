"""Tells a plan that is running in another window from one whose program was killed.

A running plan holds a lock on a small file beside the journal. The system lets the lock go with the program,
however that ends, so whoever can take it knows that nobody is at work on that plan.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from capgo_tui.services.journal import Journal

_FOLDER: Final = "plans"


@contextmanager
def marked_running(journal: Journal, plan_id: str) -> Iterator[None]:
    """Have a plan known as running; without a file there is nothing that others could know.

    That the mark cannot be made is no reason not to run.
    """
    mark = _mark(journal, plan_id)
    handle = _locked(mark) if mark is not None else None
    try:
        yield
    finally:
        if mark is not None and handle is not None:
            mark.unlink(missing_ok=True)
            os.close(handle)


def is_running(journal: Journal, plan_id: str) -> bool:
    """Whether a program is at work on a plan, this one included."""
    mark = _mark(journal, plan_id)
    if mark is None or not mark.exists():
        return False
    handle = _locked(mark)
    if handle is None:
        return True
    os.close(handle)
    return False


def forget_mark(journal: Journal, plan_id: str) -> None:
    """Let the mark of a killed program go."""
    mark = _mark(journal, plan_id)
    if mark is not None:
        mark.unlink(missing_ok=True)


def _mark(journal: Journal, plan_id: str) -> Path | None:
    return None if journal.path is None else journal.path.parent / _FOLDER / plan_id


def _locked(mark: Path) -> int | None:
    """Open the file and take its lock; None if somebody has it, or it cannot be made."""
    try:
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(mark, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle
