"""Opens the screens."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.messages import say
from capgo_tui.cli.start import Start, prepare
from capgo_tui.config.terminal import colours_of, is_dumb
from capgo_tui.errors import Misused
from capgo_tui.presenters.deep_links import read_link
from capgo_tui.presenters.places import Place

if TYPE_CHECKING:
    from textual.app import App

    from capgo_tui.app import CapgoApp


FEW_FRAMES = "15"
"""Frames a second on a slow line."""
FEW_COLOURS = 16
"""Where a terminal has no more, its own are taken, and not those nearest to a theme's."""


def run(arguments: Arguments) -> int:
    """Open the screens and stay in them; returns the exit code.

    Raises:
        CapgoError: there is no terminal, the link leads nowhere, or the settings cannot be read.
    """
    place = read_link(arguments.link) if arguments.link else None
    warnings: list[str] = []
    start = prepare(arguments, warn=warnings.append)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misused(
            "The screens need a terminal, and there is none here.",
            next_step="Commands such as `capgo-tui orgs` print instead: capgo-tui --help.",
        )
    if is_dumb(os.environ):
        raise Misused(
            f"TERM is {os.environ.get('TERM') or 'not set'}: the screens cannot be drawn.",
            next_step="Set TERM=xterm-256color or what your terminal is; `capgo-tui orgs` and others print.",
        )
    if start.loaded.settings.low_bandwidth:
        os.environ.setdefault("TEXTUAL_FPS", FEW_FRAMES)  # Textual reads it when it is imported
    gc.disable()  # nothing that a start makes is thrown away; the application goes on with it
    from capgo_tui.app import CapgoApp  # noqa: PLC0415 - Textual is slow to import
    from capgo_tui.cli.backends import CliBackends  # noqa: PLC0415

    app = CapgoApp(CliBackends(start), place or _project_place(start))
    warnings += [*_set_colours(app, start), *_set_keys(app, start)]
    with _leaving_when_told(app):
        app.run(mouse=start.loaded.settings.mouse)
    for warning in warnings:  # after the screens: before them they would be gone at once
        say(warning)
    return app.return_code or 0


def _set_colours(app: CapgoApp, start: Start) -> list[str]:
    """Choose a theme by the settings, else by what the terminal can show; returns what is wrong with them."""
    from capgo_tui.themes import SIXTEEN  # noqa: PLC0415 - imports Textual

    settings, colours = start.loaded.settings, colours_of(os.environ)
    if settings.theme in app.available_themes:
        app.theme = settings.theme
    elif colours <= FEW_COLOURS or settings.low_bandwidth or app.no_color:
        app.theme = SIXTEEN.name  # without colours it sends none at all; another theme sends greys
    app.no_color = app.no_color or not colours
    if settings.theme and settings.theme not in app.available_themes:
        return [f"There is no theme {settings.theme}; there are {', '.join(app.available_themes)}."]
    return []


def _set_keys(app: CapgoApp, start: Start) -> list[str]:
    """Give the screens the keys of the settings; what cannot be is said in them, and again behind them."""
    wanted = start.loaded.settings.keys
    if not wanted:
        return []
    from capgo_tui.cli.key_settings import judge_keys  # noqa: PLC0415 - looks at every screen

    judged = judge_keys(wanted)
    app.set_keymap(judged.keymap)
    said = [f"{problem}. It is left out." for problem in judged.problems]
    if said:
        more = f" and {len(said) - 1} more" if said[1:] else ""
        app.tell_at_start(f"{said[0][:-1]}{more}. `capgo-tui config check` has the whole list.")
    return [f"{start.loaded.file}: {each}" for each in said]


def _project_place(start: Start) -> Place | None:
    """The app of the Capacitor project that one is in; not for the demo cloud, which does not have it."""
    from capgo_tui.cli.project import project_app  # noqa: PLC0415 - `re` patterns of its own

    app_id = "" if start.demo else project_app(Path.cwd())
    return Place(app_id=app_id) if app_id else None


@contextmanager
def _leaving_when_told(app: App[None]) -> Iterator[None]:
    """Have SIGTERM and SIGHUP end the screens as a key would, so that the terminal is given back."""

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as `signal` calls it
        # From within a signal, only this wakes a loop that waits for input.
        asyncio.get_running_loop().call_soon_threadsafe(partial(app.exit, return_code=128 + number))

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
