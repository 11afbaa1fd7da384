"""The command about the generation of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.screens.command import Candidate, Command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capgo_tui.screens.main import MainScreen


def _dialect(screen: MainScreen, name: str) -> None:
    """Say which generation is spoken, and how that is known; or choose one."""
    from capgo_tui.api.dialects.generations import NAMES  # noqa: PLC0415 - only once it is asked for
    from capgo_tui.api.dialects.speech import AUTO  # noqa: PLC0415
    from capgo_tui.presenters.dialect import dialect_sentence  # noqa: PLC0415

    if screen.workspace is None:
        raise Misused("There is no connection yet.")
    speech = screen.workspace.client.speech
    if name:
        if name != AUTO and name not in NAMES:
            raise Misused(
                f"There is no dialect {name}.", next_step=f"Known: {AUTO}, {', '.join(sorted(NAMES))}."
            )
        speech.choose(name)
        screen.refresh_bindings()
    said = dialect_sentence(speech)
    screen.notify(f"{said[0].upper()}{said[1:]}.", markup=False, timeout=10)


def _names(_: MainScreen) -> Iterable[Candidate]:
    from capgo_tui.api.dialects.generations import GENERATIONS  # noqa: PLC0415
    from capgo_tui.api.dialects.speech import AUTO  # noqa: PLC0415

    yield Candidate(AUTO, "find out from answers")
    for name, generation in GENERATIONS.items():
        yield Candidate(name, generation.title)


DIALECT_COMMANDS: tuple[Command, ...] = (
    Command("dialect", "[NAME]", "The generation of the server: say it, or choose one", _dialect, _names),
)
"""They join the others in `ex_commands`."""
