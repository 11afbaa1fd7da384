"""Columns of times: shown as an age, sorted by the moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.times import NONE, Now, age, seconds

RecordT = TypeVar("RecordT")


def age_column(
    key: str,
    title: str,
    read: Callable[[RecordT], datetime | None],
    now: Now,
    *,
    level: Level = Level.MEDIUM,
) -> Column[RecordT]:
    """A column of ages, muted, for they are looked at second."""

    def text(record: RecordT) -> str:
        then = read(record)
        return NONE if then is None else age(then, now())

    return Column(
        key,
        title,
        text=text,
        sort=lambda record: seconds(read(record)),
        level=level,
        width=max(7, len(title)),
        right=True,
        tone=lambda _: Tone.MUTED,
        value=read,
        now=now,
    )
