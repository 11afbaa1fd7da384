"""Who goes first: what the user waits for, or what runs behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum


class Priority(IntEnum):
    """The order in which waiting requests go out."""

    USER = 0
    """Somebody looks at the screen and waits."""
    BACKGROUND = 1
    """A scan, a watch, a prefetch."""


current: ContextVar[Priority] = ContextVar("capgo_priority", default=Priority.USER)
"""The priority of requests made here; tasks started here inherit it."""


@contextmanager
def background() -> Iterator[None]:
    """Let the requests made inside wait for those of the user."""
    token = current.set(Priority.BACKGROUND)
    try:
        yield
    finally:
        current.reset(token)
