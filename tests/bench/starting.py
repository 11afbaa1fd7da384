"""How long it takes from the start of the process to something on the screen."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence

from tests.bench.figures import Figure, Section, interleaved
from tests.bench.programs import (
    EMPTY,
    EMPTY_SHOWS,
    FIRST_APP,
    FIRST_FRAME_SHOWS,
    LIBRARIES,
    NOTHING,
    ORGANIZATIONS,
    SCREENS,
    python,
)
from tests.bench.pty_session import PtySession


def measure(runs: int, environ: Mapping[str, str]) -> list[Section]:
    """Screens and headless."""
    return [_screens(runs, environ), _headless(runs, environ)]


def _screens(runs: int, environ: Mapping[str, str]) -> Section:
    frames: dict[bool, list[float]] = {False: [], True: []}

    def empty() -> float:
        with PtySession(python(EMPTY), environ) as session:
            return session.wait_for(*EMPTY_SHOWS)

    def first_app(*, click: bool) -> float:
        with PtySession(python(SCREENS, click=click), environ) as session:
            frames[click].append(session.wait_for(*FIRST_FRAME_SHOWS))
            return session.wait_for(FIRST_APP)

    empties, apps, with_click = interleaved(
        runs, empty, lambda: first_app(click=False), lambda: first_app(click=True)
    )
    against = "empty Textual app"
    return Section(
        "starting the screens on the demo cloud, 120x40",
        [
            Figure("first frame", "ms", frames[False][1:], against, empties, aim=1.3),
            Figure("first app id on the screen", "ms", apps, against, empties, aim=1.6),
            Figure("first app id, click installed", "ms", with_click, against, empties),
        ],
        ["click comes with the extras only; httpx is slower to import beside it, so it is hidden elsewhere"],
    )


def _headless(runs: int, environ: Mapping[str, str]) -> Section:
    def run(argv: Sequence[str]) -> float:
        begun = time.perf_counter()
        subprocess.run(argv, env=dict(environ), stdout=subprocess.DEVNULL, check=True)
        return 1e3 * (time.perf_counter() - begun)

    nothing, libraries, organizations = interleaved(
        runs, lambda: run(python(NOTHING)), lambda: run(python(LIBRARIES)), lambda: run(python(ORGANIZATIONS))
    )
    name = "capgo-tui orgs --demo"
    return Section(
        "headless",
        [
            Figure(name, "ms", organizations, "python -c pass", nothing),
            Figure(name, "ms", organizations, "its libraries, imported", libraries),
        ],
    )
