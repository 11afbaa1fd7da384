"""What a failed change leaves behind: nothing, or something that only reading can tell."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from capgo_tui.api.refusals import means_one_device
from capgo_tui.api.verbs import Action
from capgo_tui.api.write import Write
from capgo_tui.errors import CapgoError, RateLimited, RefusalKind, Refused, Unexpected, Unreachable

_LOOK: Final = "It is not known whether the change was made: look before you try again."
_POSTS_TO_CHANNEL: Final = frozenset(
    {Action.CREATE_CHANNEL, Action.UPDATE_CHANNEL, Action.PROMOTE_TO_STABLE, Action.ROLL_BACK}
)


def explain(error: CapgoError, write: Write[Any]) -> None:
    """Say of an error what became of the change.

    * An answer from 400 on is a no, except from 500 on: a server or a proxy that fails may have done its work
      before. A refused key is a no all the same (api-seed.md 0.4), and so is a 500 of `POST /channel`: it
      means a value that was not accepted (contract/api.md 7.2). Servers before July 2025 say that in other
      words, and also where nothing would change (api-seed.md 0.2), so there it stays unknown.
    * Without a usable answer it was made or not; certainly not if the request never left.
    """
    if isinstance(error, RateLimited) and means_one_device(error):
        error.next_step = f"This device was changed a moment ago: try again in {ceil(error.retry_after)} s."
    elif isinstance(error, Refused):
        if write.action in _POSTS_TO_CHANNEL and error.status == 500 and error.code == "unknown_error":
            error.said = (
                "The server did not accept a value: an unknown bundle, an update strategy "
                "that it does not know, or no name (500 unknown_error)."
            )
            error.next_step = "Check the bundle and the strategy."
            error.kind = RefusalKind.INVALID
        else:
            error.outcome_unknown = error.status >= 500 and error.kind is not RefusalKind.BAD_LOGIN
    elif isinstance(error, Unreachable) and not error.sent:
        error.next_step = f"Nothing was changed. {error.next_step}"
    else:
        error.outcome_unknown = isinstance(error, Unreachable | Unexpected)
    if error.outcome_unknown:
        advice = (
            error.next_step if isinstance(error, Unexpected) else ""
        )  # the others' advice is to try again
        error.next_step = f"{_LOOK} {advice}".rstrip()
