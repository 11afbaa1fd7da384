"""What an answer gives away about the age of a server: data, one entry for each thing to notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from capgo_tui.api.dialects.generations import NAMES
from capgo_tui.api.server_version import keeps_left_out_version, read_server_version

_LOOKED_AT: Final = 4096
"""Bytes of an answer that are looked at."""

EARLY: Final = frozenset({"seed", "2025-01"})
"""Before March 2025: `POST /organization` changes one."""
LATER: Final = NAMES - EARLY
"""Since March 2025: `POST /organization` makes one."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that only some generations say."""

    said: str
    """What was seen, as part of a sentence."""
    generations: frozenset[str]
    """Which may have said it."""


@dataclass(frozen=True, slots=True)
class _Sign:
    path: str
    """A pattern for the path of a GET."""
    status: int
    shown: bytes
    """A pattern for the beginning of the answer."""
    clue: Clue


def _sign(path: str, status: int, shown: bytes, said: str, generations: frozenset[str]) -> _Sign:
    return _Sign(path, status, shown, Clue(said, generations))


_SEED: Final = frozenset({"seed"})

_SIGNS: Final = (
    _sign("/app", 404, rb"\A404 Not Found", "it knows no /app", EARLY),
    _sign("/app", 200, rb"\A\s*\[", "it lists apps", LATER),
    _sign("/apikey", 404, rb"\A404 Not Found", "it lists no keys", frozenset({"2025-01"})),
    _sign("/apikey", 200, rb'"is_hashed_key"', "its keys have no modes", frozenset({"current"})),
    _sign("/statistics/.*", 200, rb'\A\s*\{"status"', "its statistics are wrapped", frozenset({"2025-01"})),
    _sign("/device", 200, rb"\A\s*\[\s*\{", "its devices come by page", NAMES - {"current"}),
    _sign("/device", 200, rb'(?s)\A\s*\[.*"created_at"', "its devices say when they were made", _SEED),
    _sign("/device", 200, rb'\A\s*\{\s*"data"', "its devices come by cursor", LATER),
    _sign("/bundle", 200, rb'"minUpdateVersion"|"bucket_id"', "its bundles have a bucket", _SEED),
    _sign("/channel", 200, rb'"disableAutoUpdate":\s*(?:true|false)', "its strategies are yes or no", _SEED),
    _sign("/channel", 200, rb'"rollout', "its channels have rollouts", frozenset({"current"})),
)
"""What is noticed in answers to reads (contract/api-seed.md 3, contract/api.md 6 and 9)."""

NEW: Final = Clue("its version is of July 2026 or later", frozenset({"current"}))
OLDER: Final = Clue("its version is from before July 2026", frozenset({"2025-11"}))
KEPT: Final = Clue("PUT /organization without a name changed nothing", LATER)
"""How a server answers the probe whose PUT changes (contract/api.md 7.1)."""
WANTS_A_NAME: Final = Clue("PUT /organization without a name was refused", EARLY)
"""How one answers whose PUT makes a new one."""


def clues_in(method: str, path: str, status: int, source: str, body: bytes) -> Iterator[Clue]:
    """Find what an answer gives away.

    Args:
        method: of the request.
        path: of the request, without query.
        status: of the answer.
        source: what the server calls itself (`x-worker-source`); empty if it does not say.
        body: of the answer.
    """
    version = read_server_version(source)
    if version is not None:
        yield NEW if keeps_left_out_version(version) else OLDER
    elif method == "GET":
        beginning = body[:_LOOKED_AT]
        for sign in _SIGNS:
            if sign.status == status and re.fullmatch(sign.path, path) and re.search(sign.shown, beginning):
                yield sign.clue
