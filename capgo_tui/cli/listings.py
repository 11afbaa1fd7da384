"""What a command that reads hands over to be printed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from capgo_tui.presenters.columns import Column, RecordT

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError


@dataclass(frozen=True)
class Listing(Generic[RecordT]):
    """Records that arrive page by page, and how each is shown."""

    noun: tuple[str, str]
    """What one of them is called, and several."""
    pages: AsyncIterator[Sequence[RecordT]]
    """The records; nothing is read before it is asked."""
    columns: Callable[[], Awaitable[Sequence[Column[RecordT]]]]
    """The columns of a table; may read what they need beside the records."""
    raw: Callable[[RecordT], object]
    """A record's own JSON as the server sent it."""
    one: bool = False
    """Whether a single record was asked for, which is printed as an object and not as a list."""
    document: Callable[[], object] | None = None
    """The server's whole answer once the pages are read, where that is not a list of the records."""
    after: Callable[[int], str] | None = None
    """A message for stderr when so many were printed."""
    problem: CapgoError | None = None
    """Why there is no more than what was read before: it ends the program once that is printed."""


async def just(page: Sequence[RecordT]) -> AsyncIterator[Sequence[RecordT]]:
    """One page that is known already."""
    yield page


async def read_once(read: Awaitable[Sequence[RecordT]]) -> AsyncIterator[Sequence[RecordT]]:
    """A list that comes in one piece."""
    yield await read


def always(columns: Sequence[Column[RecordT]]) -> Callable[[], Awaitable[Sequence[Column[RecordT]]]]:
    """Columns that need nothing beside the records."""

    async def get() -> Sequence[Column[RecordT]]:
        return columns

    return get
