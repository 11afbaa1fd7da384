"""How single values are read: times, days, numbers, roles and references that come in several styles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError


def read_time(value: object) -> datetime | None:
    """Read a timestamp of any of the server's styles as an aware UTC time.

    Takes `2026-01-02T03:04:05.123456+00:00`, `2026-01-02T03:04:05.123Z`, `2026-01-02 03:04:05.123456+00`
    and `2026-01-02 03:04:05`, which is UTC too (contract/api.md 3 and 4). A text that is no time reads as
    `None`: the time is then unknown, and the text itself stays in the document's `raw()`.

    Raises:
        PydanticCustomError: the value is neither a text nor null.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        time = value
    elif isinstance(value, str):
        try:
            time = datetime.fromisoformat(value)
        except ValueError:
            return None
    else:
        raise PydanticCustomError("time_type", "a time must be a text")
    if time.tzinfo is None:
        return time.replace(tzinfo=UTC)
    try:
        return time.astimezone(UTC)
    except OverflowError:  # 0001-01-01T00:00:00+14:00 has no UTC
        return None


def read_day(value: object) -> date:
    """Read the day of a statistics row: the first ten characters of its text (contract/api.md 6, row 11).

    Raises:
        ValueError: there is no day in it.
        PydanticCustomError: the value is no text.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    raise PydanticCustomError("day_type", "a day must be a text")


def _word_for_strategy(value: object) -> object:
    if value is True:
        return STRATEGY_ON
    return "none" if value is False else value


def _id_of_reference(value: object) -> object:
    return value.get("id") if isinstance(value, dict) else value


def _reference(value: object) -> object:
    if isinstance(value, bool):
        return value  # refused by the field
    if isinstance(value, int):
        return {"id": value}
    return {"name": value} if isinstance(value, str) else value


STRATEGIES = ("major", "minor", "patch", "version_number", "none")
"""The words of an update strategy that today's server knows, from the strictest name on."""

STRATEGY_ON = "on"
"""The strategy of a server that only says that there is one (`disableAutoUpdate: true`)."""

Time = Annotated[datetime | None, PlainValidator(read_time)]
"""A moment in UTC, or unknown."""

Day = Annotated[date, PlainValidator(read_day)]
"""A day in UTC."""

Number = int | float
"""A number that a server may send with a fraction, such as bytes summed up by its database."""

Strategy = Annotated[str | None, BeforeValidator(_word_for_strategy)]
"""When a channel holds an update back: one of `STRATEGIES`, `STRATEGY_ON`, or a word that is new to us.

Old servers send a boolean: false is `none`, true is `STRATEGY_ON` (contract/api.md 6, row 18).
"""

BundleId = Annotated[int | None, BeforeValidator(_id_of_reference)]
"""The id of a bundle, from a bare number or from `{"id", "name"}` (contract/api.md 6, row 23)."""

AsReference = BeforeValidator(_reference)
"""Makes a bare id or a bare name readable as a reference (contract/api.md 6, row 20)."""

Json = Any
"""A part of the answer that is kept as it came."""
