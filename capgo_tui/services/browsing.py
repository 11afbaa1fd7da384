"""Opens addresses in the user's browser, where there is one that the user sees."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from typing import Final

from capgo_tui.config import terminal_of

_OPEN: Final = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
PATIENCE: Final = 5.0
"""Seconds after which a browser that was started is left to itself."""


def why_no_browser(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """Why no browser that is opened here could be seen, as the beginning of a sentence; empty if one could.

    Args:
        environ: the environment.
        platform: the kind of system, as `sys.platform` has it.
    """
    terminal = terminal_of(environ, platform)
    if terminal.over_ssh:
        return "You are here over SSH"
    if not (terminal.has_display or environ.get("BROWSER")):
        return "There is no display here"
    return ""


async def open_in_browser(address: str, environ: Mapping[str, str]) -> str:
    """Open an address; why it could not be, as the beginning of a sentence, or nothing.

    The browser is started by a process of its own without a terminal: what browsers write, and those that
    would draw in the terminal itself, never reach the screen.
    """
    if not address.startswith(("https://", "http://")):
        return "That is no address of the web"
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _OPEN,
            address,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
        code = await asyncio.wait_for(process.wait(), PATIENCE)
    except TimeoutError:  # it is the browser itself, and goes on
        return ""
    except OSError as error:
        return f"No browser could be started ({error.strerror or error})"
    return "There is no browser here" if code else ""
