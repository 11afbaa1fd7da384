"""Any GET of the API, by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from capgo_tui.errors import Misused
from capgo_tui.secret import Secret

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient

_SECRET_FIELDS = ("key", "key_hash")


def read_path(text: str, host: str) -> str:
    """Take a path, or a full address on the server in use, and return the path with its query.

    Raises:
        Misused: it leads to another server, which the key must not reach, or is no path.
    """
    if not text.isprintable() or " " in text or "\\" in text or "#" in text:
        raise Misused(
            "PATH must not hold blanks, backslashes, # or control characters.",
            next_step="Write them as %20, %5C, %23.",
        )
    if text.startswith("//") or "://" in text.partition("?")[0]:
        return _path_on(text, host)
    if not text.strip("/"):
        raise Misused("PATH is empty.", next_step="Give one such as /organization.")
    return text if text.startswith("/") else f"/{text}"


def _path_on(text: str, host: str) -> str:
    """The path of a full address, if it is one of the server in use."""
    here = urlsplit(host)
    there = urlsplit(text)
    prefix = here.path.rstrip("/")
    same = (there.scheme, there.netloc.lower()) == (here.scheme, here.netloc.lower())
    if not same or not there.path.startswith(f"{prefix}/") or there.path == f"{prefix}/":
        raise Misused(
            f"{text} is not on {host}: the key is sent to no other server.",
            next_step="Give the path alone, or name that server with --host and its own key.",
        )
    return there.path.removeprefix(prefix) + (f"?{there.query}" if there.query else "")


async def read_any(client: CapgoClient, text: str) -> object:
    """Ask for a path, or a full address on the server in use; keys in the answer are masked.

    Raises:
        Misused: it leads to another server, or is no path.
        CapgoError: it could not be read.
    """
    path = read_path(text, client.host)
    answer = await client.get_json(path)
    if path.strip("/").partition("?")[0].split("/")[0] == "apikey":
        return without_secrets(answer)
    return answer


def without_secrets(answer: object) -> object:
    """Mask the keys that servers of 2025 list (api-seed.md 3.3)."""
    if isinstance(answer, list):
        return [without_secrets(item) for item in answer]
    if isinstance(answer, dict):
        return {
            name: Secret(value).masked() if name in _SECRET_FIELDS and isinstance(value, str) else value
            for name, value in answer.items()
        }
    return answer
