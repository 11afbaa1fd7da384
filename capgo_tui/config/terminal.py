"""What the environment tells of the terminal that the program runs in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

_REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_SILENT = ("", "dumb", "unknown", "linux", "vt100", "vt102", "vt220")
"""Kinds of terminals that have no clipboard, and may show what is sent to it."""


_MANY_COLOURS = ("truecolor", "24bit")
_COLOURLESS = ("vt100", "vt102", "vt220")
MILLIONS = 1 << 24
"""As many colours as a screen can show."""


def colours_of(environ: Mapping[str, str]) -> int:
    """How many colours the terminal has: none, 16, 256 or millions."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in _MANY_COLOURS or term.endswith("-direct"):
        return MILLIONS
    if "256color" in term:
        return 256
    return 0 if term in _COLOURLESS else 16


def is_dumb(environ: Mapping[str, str]) -> bool:
    """Whether nothing can be drawn on the terminal, as far as its kind tells."""
    return environ.get("TERM", "") in ("", "dumb", "unknown")


@dataclass(frozen=True)
class Terminal:
    """Where the program runs, as far as its environment says."""

    term: str = ""
    """`TERM`."""
    over_ssh: bool = False
    """Whether somebody sits at another machine."""
    multiplexer: str = ""
    """`tmux` or `screen`; empty for none."""
    has_display: bool = False
    """Whether windows can be opened on this machine."""

    @property
    def may_have_clipboard(self) -> bool:
        """Whether its kind is not one of those that are known to have none."""
        return self.term not in _SILENT


def terminal_of(environ: Mapping[str, str], platform: str = sys.platform) -> Terminal:
    """Read an environment.

    Args:
        environ: the environment.
        platform: the kind of system, as `sys.platform` has it.
    """
    windows = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
    return Terminal(
        term=environ.get("TERM", ""),
        over_ssh=any(environ.get(name) for name in _REMOTE),
        multiplexer="tmux" if environ.get("TMUX") else "screen" if environ.get("STY") else "",
        has_display=platform in {"darwin", "win32"} or any(environ.get(name) for name in windows),
    )
