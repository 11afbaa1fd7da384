"""The commands about requests: the log of them, and any GET."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.messages import RecordOpened
from capgo_tui.presenters.details import Row, Section
from capgo_tui.screens.command import Candidate, Command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capgo_tui.screens.main import MainScreen


def _show_log(screen: MainScreen, _: str) -> None:
    screen.action_api_log()


async def _get(screen: MainScreen, text: str) -> None:
    """Show the answer of a GET as a record."""
    from capgo_tui.services.any_read import read_any  # noqa: PLC0415 - only once it is asked for

    if screen.workspace is None:
        raise Misused("There is no connection yet.")
    answer = await read_any(screen.workspace.client, text)
    kind = f"a list of {len(answer):,}" if isinstance(answer, list) else "one document"
    rows = [Row("request", f"GET {text}"), Row("answer", kind, "the whole answer is under JSON")]
    screen.post_message(RecordOpened(f"GET {text}", [Section("Answer", rows)], answer))


def _paths(screen: MainScreen) -> Iterable[Candidate]:
    """Paths that can be read of what is open."""
    app = screen.app_id
    yield Candidate("/organization", "organizations")
    yield Candidate("/app", "apps")
    if app:
        for name in ("channel", "bundle", "device"):
            yield Candidate(f"/{name}?app_id={app}", f"{name}s of this app")


LOG_COMMANDS: tuple[Command, ...] = (
    Command("log", "", "The requests that were sent, and their answers", _show_log),
    Command("get", "PATH", "Read any path of the API, such as /organization", _get, _paths),
)
"""They join the others in `ex_commands`."""
