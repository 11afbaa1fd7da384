"""One reader for every way in which the server has said no (contract/api.md 7.2, api-seed.md 4)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from capgo_tui.api.masking import Mask
from capgo_tui.api.refusal_texts import BY_CODE, BY_STATUS, INVITATIONS, OLD_WORDS, Meaning
from capgo_tui.api.retry import pause_of
from capgo_tui.errors import RateLimited, Refused

_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
_REASON: Final = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
"""A reason in `moreInfo.data`, such as `NO_EMAIL` (contract/api.md 3.2)."""
_EMPTY_STATUS: Final = frozenset({"ko", "error", "unauthorized", "internal server error"})
"""Words in `status` that say less than what stands beside them."""
_TWO_MEANINGS: Final = frozenset({"cannot_get_bundle", "cannot_create_bundle"})
"""Codes for no right as well as for something else (contract/api.md 2.3)."""
_MOST_WORDS: Final = 400
"""Characters of the server's words in a sentence."""


def refusal(
    *,
    status: int,
    headers: Mapping[str, str],
    payload: Any,
    tried: str,
    mask: Mask,
    now: datetime,
) -> Refused:
    """Make an error of an answer that says no.

    Args:
        status: the HTTP status; 200 for a body that says no all the same.
        headers: names in lower case.
        payload: the decoded body; a text if it was no JSON.
        tried: method and path.
        mask: takes the key out of what the server says.
        now: for a 429 that names a time.
    """
    code, words, details = _read(mask.json(payload))
    code = code or _todays_code(words) or _todays_code(details.get("status"))
    meaning = _meaning(status, code, details)
    number = f"{status} {code}".strip()
    said = f"{words[:_MOST_WORDS].rstrip(' .')} ({number})." if words else f"The server answered {number}."
    if status == 429:
        pause = pause_of(headers, details, now)
        return RateLimited(
            said, retry_after=pause, code=code, tried=tried, next_step=meaning.next_step, details=details
        )
    return Refused(
        said,
        status=status,
        code=code,
        tried=tried,
        next_step=meaning.next_step,
        details=details,
        kind=meaning.kind,
    )


def _todays_code(words: object) -> str:
    return OLD_WORDS.get(words.casefold().strip(" ."), "") if isinstance(words, str) else ""


def says_no(payload: Any) -> bool:
    """Whether a body says no whatever its status: `status` KO, or a text in `error` (api-seed.md 4.3)."""
    if not isinstance(payload, dict):
        return False
    status, error = payload.get("status"), payload.get("error")
    return (isinstance(status, str) and status.casefold() == "ko") or (isinstance(error, str) and bool(error))


def means_no_bundles(error: Refused) -> bool:
    """Whether a refused bundle list only says that there are no bundles (contract/api.md 3.7)."""
    if error.code != "cannot_get_bundle":
        return False
    more = error.details.get("moreInfo")
    if isinstance(more, Mapping):
        return "supabaseError" in more and more["supabaseError"] is None
    return "error" in error.details and error.details["error"] is None  # before July 2025


def means_behind_the_end(error: Refused) -> bool:
    """Whether a refused audit page only lies behind the last one (contract/api.md 3.3)."""
    more = error.details.get("moreInfo")
    return error.code == "cannot_get_audit_logs" and "PGRST103" in json.dumps(more, default=str)


def means_one_device(error: RateLimited) -> bool:
    """Whether a limit holds for one device only, so that everything else may go on (contract/api.md 2.4)."""
    more = error.details.get("moreInfo")
    return isinstance(more, Mapping) and "device_id" in more and "reason" not in more


def _meaning(status: int, code: str, details: Mapping[str, Any]) -> Meaning:
    more = details.get("moreInfo")
    if code in _TWO_MEANINGS and isinstance(more, Mapping) and "app_id" in more:
        code = "cannot_access_app"  # told apart by what stands beside it
    if code == "error_inviting_user_to_organization" and isinstance(more, Mapping):
        code = str(more.get("data"))
    if code in INVITATIONS:  # old servers send the word alone (api-seed.md 3.2)
        return INVITATIONS[code]
    known = BY_CODE.get(code)
    if known is not None:
        return known
    return BY_STATUS.get(status) or BY_STATUS[500 if status >= 500 else 400]


def _read(payload: Any) -> tuple[str, str, dict[str, Any]]:
    """The code if there is one, the words, and everything else."""
    if isinstance(payload, str):
        return "", _plain(payload), {}
    if not isinstance(payload, dict):
        return "", "", {"body": payload} if payload is not None else {}
    rest = dict(payload)
    error, message, status = (rest.get(name) for name in ("error", "message", "status"))
    if isinstance(error, str) and _is_code(error):
        del rest["error"]
        rest.pop("message", None)
        return error, _with_issues(message if isinstance(message, str) else "", rest), rest
    if isinstance(status, str) and _CODE.fullmatch(status):  # {"error": null, "status": "ALREADY_INVITED"}
        return status, "", rest
    return "", _old_words(error, message, status), rest


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) or text in BY_CODE


def _old_words(error: Any, message: Any, status: Any) -> str:
    """The sentence of a server before July 2025: `status`, unless that says nothing, and what explains it."""
    says_little = not isinstance(status, str) or status.casefold() in _EMPTY_STATUS
    if says_little and isinstance(message, str) and message:
        return message
    issues = _issues(error)
    explained = issues or (
        error if isinstance(error, str) and not error.lstrip().startswith(("{", "[")) else ""
    )
    if says_little:
        return explained or (status if isinstance(status, str) else "")
    return f"{status}: {explained}" if explained and explained != status else str(status)


def _with_issues(words: str, rest: Mapping[str, Any]) -> str:
    more = rest.get("moreInfo")
    error = more.get("error") if isinstance(more, Mapping) else None
    reason = more.get("data") if isinstance(more, Mapping) else None
    if isinstance(reason, str) and _REASON.fullmatch(reason):
        return f"{words}: {reason}"
    told = error if isinstance(error, Mapping) else {}
    issues = error if isinstance(error, str) else _issues(told.get("issues")) or _issues(told.get("message"))
    return f"{words}: {issues}" if issues else words


def _issues(value: Any) -> str:
    """What a schema failure complains about: issues, or a JSON text of them (contract/api.md 1.4)."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return ""
    if not isinstance(value, list):
        return ""
    return "; ".join(_issue(issue) for issue in value if isinstance(issue, Mapping))


def _issue(issue: Mapping[str, Any]) -> str:
    path = issue.get("path")
    where = ".".join(str(part) for part in path) if isinstance(path, list) else ""
    message = issue.get("message")
    what = message if isinstance(message, str) else "not accepted"
    return f"{where}: {what}" if where and where not in what else what


def _plain(text: str) -> str:
    text = text.strip()
    return "The server answered with a web page instead of data" if text.startswith("<") else text
