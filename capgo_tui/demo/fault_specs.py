"""Faults as the command line writes them: `status=503@/channel:POSTx2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from capgo_tui.demo.faults import WORDS, ByNumber, Faults, Unlink

FORMS = (
    ("unlink-on-post", "a POST /channel without version un-links the bundle, as before 6 July 2026"),
    ("unlink-on-post,silent", "the same, and the server does not say how old it is"),
    ("unlink-on-post,claims-new", "the same, and the server says that it is a new one"),
    (
        "keys-by-number",
        "DELETE /apikey knows the number of a key alone, and GET lists keys, as in late April 2025",
    ),
    ("keys-by-number,pretends", "the same, and it says ok and deletes nothing, as in March 2025"),
    ("status=CODE@/path", "answers this status (400 to 599)"),
    ("cut@/path", "breaks the connection, and nothing was done"),
    ("cut-after@/path", "does what is asked, then breaks the connection"),
    ("hang@/path", "never answers"),
    ("html@/path", "a proxy's error page; also empty, text (no JSON) and half (of the answer)"),
    ("slow=MS", "waits before every answer"),
)
"""What can be ordered, and what it does. Behind a path may stand :METHOD and xN, the first N only."""

LEAST_STATUS, MOST_STATUS = 400, 599
MOST_MS = 60_000

_UNLINK = "unlink-on-post"
_WAYS = {
    _UNLINK: Unlink.OLDER,
    f"{_UNLINK},silent": Unlink.SILENT,
    f"{_UNLINK},claims-new": Unlink.CLAIMS_NEW,
}
_KEYS = "keys-by-number"
_KEY_WAYS = {_KEYS: ByNumber.DELETES, f"{_KEYS},pretends": ByNumber.PRETENDS}
_AT_PATH = re.compile(
    r"(?:status=(?P<status>\d{3})|(?P<word>[a-z-]+))"
    r"@(?P<path>/[^\s:?]*?)(?::(?P<method>[A-Z]+))?(?:x(?P<times>[1-9]\d{0,5}))?",
    re.ASCII,
)
_SLOW = re.compile(r"slow=(\d{1,5})", re.ASCII)
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")


class BadSpec(ValueError):
    """A fault that cannot be ordered; the text says which forms there are."""


def order(faults: Faults, specs: Iterable[str]) -> None:
    """Order faults as they are written.

    Without `xN` a fault meets every request below its path, for ever.

    Raises:
        BadSpec: one is of none of the forms; those before it were ordered.
    """
    for spec in specs:
        _order(faults, spec)


def check(spec: str) -> str:
    """Give a fault back as it is written, if it can be ordered.

    Raises:
        BadSpec: it is of none of the forms.
    """
    _order(Faults(), spec)
    return spec


def _order(faults: Faults, spec: str) -> None:
    slow = _SLOW.fullmatch(spec)
    if spec in _WAYS:
        faults.unlink_on_post = _WAYS[spec]
    elif spec in _KEY_WAYS:
        faults.keys_by_number = _KEY_WAYS[spec]
    elif slow is not None and int(slow[1]) <= MOST_MS:
        faults.slow_ms = int(slow[1])
    else:
        _order_at_path(faults, spec)


def _order_at_path(faults: Faults, spec: str) -> None:
    found = _AT_PATH.fullmatch(spec)
    if found is None or found["method"] not in {None, *_METHODS}:
        raise _no_form(spec)
    kind: int | str = found["word"] if found["status"] is None else int(found["status"])
    possible = LEAST_STATUS <= kind <= MOST_STATUS if isinstance(kind, int) else kind in WORDS
    if not possible:
        raise _no_form(spec)
    times = None if found["times"] is None else int(found["times"])
    faults.next(found["path"], kind, times=times, method=found["method"])


def _no_form(spec: str) -> BadSpec:
    forms = "\n".join(f"    {form:27} {does}" for form, does in FORMS)
    return BadSpec(
        f"no fault is written {spec!r}. The forms are:\n{forms}\n"
        f"  Behind a path may stand a method and how often, such as cut-after@/channel:POSTx1."
    )
