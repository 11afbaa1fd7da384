"""A table that is looked at again while it is watched, and marks what is news in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from capgo_tui.panes.reading_pane import ReadingPane
from capgo_tui.presenters.details import Row, Section
from capgo_tui.presenters.news import (
    NEWS_LEGEND,
    News,
    RowNews,
    Sign,
    changed_cells,
    changed_labels,
    with_gone,
    with_old_values,
)
from capgo_tui.services.following import Following, Found

if TYPE_CHECKING:
    from capgo_tui.errors import CapgoError
    from capgo_tui.services.listing import Listing

RecordT = TypeVar("RecordT")

_STEP = 200
"""Changed records that are compared between two keys."""


class WatchedPane(ReadingPane[RecordT]):
    """Shows what became of its list since it was looked at last; cursor and marks stay where they are."""

    can_follow: ClassVar[bool] = True
    """Whether its records can be compared with those before; if not, a watch reads all of it again."""

    news: News | None = None
    """What was found last; None for nothing, or before it is watched."""
    _following: Following[RecordT] | None = None
    _gone: Sequence[RecordT] = ()

    def following(self, listing: Listing[RecordT]) -> Following[RecordT]:
        """What follows its list."""
        return Following(listing, self.key_of)

    def details_of(self, record: RecordT) -> Sequence[Section]:
        """A record in full; each list says what that is."""
        raise NotImplementedError

    @property
    def can_look_again(self) -> bool:
        """Whether its list was read, and is not being read just now."""
        return self._shown is not None and self._shown.begun and not self.is_busy

    async def find_news(self, may_show: Callable[[], bool]) -> bool:
        """Find out what became of its list, and show that; false if it was not to be shown any more.

        Args:
            may_show: whether the table may change; asked when the answers are there.

        Raises:
            CapgoError: it could not be read; the rows stay.
        """
        listing = self._shown
        if listing is None:
            return True
        if self._following is None or self._following.listing is not listing:
            self._following = self.following(listing)
        found = await self._following.look()
        news = await self._news_of(found) if found.is_news else None
        if listing is not self._shown or self.is_busy:
            return True
        if not may_show():
            return False
        old = listing.records
        if not found.take():
            return False
        self._show(found, news, old)
        return True

    def look_failed(self, error: CapgoError) -> None:
        """Say why it could not be read again; the rows stay, and are older than they look."""
        if self._shown is not None:
            self._failed(self._shown, error)

    async def _news_of(self, found: Found[RecordT]) -> News:
        """Say which cells change, before what the columns join with is another too."""
        columns, key = self.columns(), self.key_of
        rows: dict[object, RowNews] = {}
        for number, (old, new) in enumerate(found.changed, 1):
            labels = changed_labels(self.details_of(old), self.details_of(new))
            rows[key(new)] = RowNews(Sign.CHANGED, changed_cells(columns, old, new), labels)
            if not number % _STEP:
                await asyncio.sleep(0)
        rows |= {key(record): RowNews(Sign.NEW) for record in found.new}
        rows |= {key(record): RowNews(Sign.GONE) for record in found.gone}
        return News(self.now(), rows, found.elsewhere, found.cut)

    def _show(self, found: Found[RecordT], news: News | None, old: Sequence[RecordT]) -> None:
        """Let the table have what was taken in; rows that are gone stay once more, so that they are seen."""
        records = self.loaded_records
        had_gone = bool(self._gone) and (found.whole or news is not None)
        if news is not None:
            self.news = news
        if had_gone or news is not None:
            self._gone = found.gone
        if had_gone or found.around or (found.whole and news is not None):
            self.table.replace(with_gone(old, records, self._gone, self.key_of))
        elif news is not None:
            self.table.update([*(new for _, new in found.changed), *found.new])
        if news is not None:
            self.table.show_news(news.rows)
        if found.around:
            self.table.redraw()
        self.table.stale = False
        self._banner(None)
        self._say()
        if news is not None or found.around:
            self.looked_again()

    def looked_again(self) -> None:
        """Show anew what depends on the rows; panes with something beside the table do."""

    def forget_news(self) -> None:
        """Mark nothing any more, and let rows go that are gone."""
        self.news, gone = None, self._gone
        self._gone = ()
        self.table.show_news({})
        if gone:
            self.table.replace(self.loaded_records)
        self._say()

    @property
    def news_legend(self) -> Sequence[Row]:
        """What the marks of a watch mean, while there are any."""
        return NEWS_LEGEND if self.news is not None else ()

    @property
    def news_text(self) -> str:
        """How much is news, and since when."""
        return self.news.text if self.news is not None else ""

    def told_details(self, record: RecordT) -> Sequence[Section]:
        """A record in full, with what it said before."""
        sections = self.details_of(record)
        news = self.news.rows.get(self.key_of(record)) if self.news is not None else None
        if news is None or self.news is None:
            return sections
        return with_old_values(sections, news, self.news.at, self.now())

    def _switch(self) -> None:
        """Another list: what was news in the old one is not here."""
        self.news, self._gone, self._following = None, (), None
        self.table.show_news({})
        super()._switch()
