"""Opens the screens."""

from __future__ import annotations

import sys

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.messages import say
from capgo_tui.cli.start import prepare
from capgo_tui.errors import Misused


def run(arguments: Arguments) -> int:
    """Open the screens and stay in them; returns the exit code.

    Raises:
        CapgoError: there is no terminal, or the settings cannot be read.
    """
    warnings: list[str] = []
    start = prepare(arguments, warn=warnings.append)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misused(
            "The screens need a terminal, and there is none here.",
            next_step="Commands such as `capgo-tui orgs` print instead: capgo-tui --help.",
        )
    from capgo_tui.app import CapgoApp  # noqa: PLC0415 - Textual is slow to import
    from capgo_tui.cli.backends import CliBackends  # noqa: PLC0415

    app = CapgoApp(CliBackends(start))
    theme = start.loaded.settings.theme
    if theme in app.available_themes:
        app.theme = theme
    elif theme:
        warnings.append(f"There is no theme {theme}; there are {', '.join(app.available_themes)}.")
    app.run()
    for warning in warnings:  # after the screens: before them they would be gone at once
        say(warning)
    return app.return_code or 0
