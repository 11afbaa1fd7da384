"""How a run ends, for scripts: the codes of the manual, and which error means which.

    0    done
    1    something went wrong
    2    the command line was wrong
    3    an alert fired
    4    not permitted: no key, a bad key, no right, no plan
    5    nothing usable came back now: no network, refused, timeout, a gateway's error, a rate limit
    130  ended by ctrl+c
    141  the reader of the output went away (`| head`), as a shell counts SIGPIPE

A rate limit is 5 and not 4: nothing is forbidden, the same command works later. Its sentence says when.
"""

from __future__ import annotations

from capgo_tui.errors import CapgoError, Misused, RateLimited, RefusalKind, Refused, Unreachable

OK = 0
FAILED = 1
USAGE = 2
FIRED = 3
NOT_PERMITTED = 4
UNREACHABLE = 5
INTERRUPTED = 130
NOBODY_READS = 141

_NOT_PERMITTED = (RefusalKind.BAD_LOGIN, RefusalKind.NO_RIGHT, RefusalKind.PLAN)
"""Told by the server's code and not by its status: many refusals come with 400 (contract/api.md 2.3)."""
_GATEWAY = (502, 503, 504)


def exit_code(error: CapgoError) -> int:
    """Which code an error ends the program with."""
    from capgo_tui.config import BadKey  # noqa: PLC0415 - only once something went wrong

    if isinstance(error, Unreachable | RateLimited):
        return UNREACHABLE
    if isinstance(error, Misused):
        return USAGE
    if isinstance(error, BadKey):
        return NOT_PERMITTED
    if isinstance(error, Refused):
        if error.kind in _NOT_PERMITTED:
            return NOT_PERMITTED
        return UNREACHABLE if error.status in _GATEWAY else FAILED
    return FAILED
