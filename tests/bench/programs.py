"""The programs that are measured, each started in the same way, and their surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SIZE = (120, 40)
"""Columns and lines of every terminal."""

HIDE_CLICK = "import sys; sys.modules['click'] = None\n"
"""The extras bring click, and with it httpx loads its own command line; a base install has none."""

NOTHING = "pass"

EMPTY = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    def compose(self):
        yield Static("all is drawn")

Empty().run()
"""
"""The least that Textual can show."""
EMPTY_SHOWS = ("all is drawn",)

SCREENS = "import sys\nfrom capgo_tui.cli import main\nsys.exit(main(['--demo']))"
SCREENS_OF_HOST = "import sys\nfrom capgo_tui.cli import main\nsys.exit(main([]))"
"""Key and address come from the surroundings."""
FIRST_FRAME_SHOWS = ("Channels", "Pick an app", "help")
"""Texts at the top, in the middle and at the bottom of the first frame."""
FIRST_APP = "com.acme.shop"

ORGANIZATIONS = "import sys\nfrom capgo_tui.cli import main\nsys.exit(main(['orgs', '--demo']))"
LIBRARIES = "import asyncio, httpx, pydantic, starlette.routing"


def python(code: str, *, click: bool = False) -> list[str]:
    """The command that runs some code, by default as if click were not installed."""
    return [sys.executable, "-c", code if click else HIDE_CLICK + code]


def surroundings(home: Path) -> dict[str, str]:
    """The surroundings of a user who has set nothing, in a home folder of their own.

    Byte code may be written, whatever is set here: without it every start compiles the program again.
    """
    left_out = ("CAPGO_", "PYTHON", "TEXTUAL", "XDG_", "COV", "SSH_")
    also = {"NO_COLOR", "COLUMNS", "LINES"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(left_out) and name not in also
    }
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC"}


@contextmanager
def device_server(count: int, environ: Mapping[str, str]) -> Iterator[str]:
    """Serve a demo cloud in which one app has so many devices; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.device_server", str(count)],
        env=dict(environ),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        if process.stdout is None:
            raise AssertionError("the server has no output")
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
