"""The journal as a list that arrives page by page, newest first, as every table reads one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from capgo_tui.services.listing import Listing

if TYPE_CHECKING:
    from capgo_tui.services.journal import Entry
    from capgo_tui.services.workspace import Workspace


def journal_listing(workspace: Workspace, wanted: Callable[[Entry], bool]) -> Listing[Entry]:
    """A list of changes; nothing is read yet.

    Args:
        workspace: whose journal.
        wanted: which changes are among them.
    """

    async def pages() -> AsyncIterator[list[Entry]]:
        source = workspace.journal.pages()
        while (page := await asyncio.to_thread(next, source, None)) is not None:
            kept = [entry for entry in page if wanted(entry)]
            if kept:
                yield kept

    return Listing(pages, workspace.now)
