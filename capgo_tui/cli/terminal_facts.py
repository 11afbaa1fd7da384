"""What the terminal can do, as far as its environment tells."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from capgo_tui.config import terminal_of
from capgo_tui.config.terminal import MILLIONS, colours_of, is_dumb
from capgo_tui.services.clipboard import Find, Way, native_tool, ways

_COMFORTABLE = os.terminal_size((80, 24))
_LEAST = os.terminal_size((40, 10))


class Mark(Enum):
    """How a finding is meant."""

    GOOD = "✓"
    """As it should be."""
    BAD = "✗"
    """Does not work."""
    NOTE = "?"
    """Worth knowing, or cannot be told."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    mark: Mark
    said: str
    next_step: str = ""
    """What to do about it, if anything."""


def terminal_findings(
    environ: Mapping[str, str],
    *,
    encoding: str,
    size: os.terminal_size | None,
    clipboard: str = "auto",
    platform: str = sys.platform,
    find: Find = shutil.which,
) -> Iterator[Finding]:
    """Judge a terminal.

    Args:
        environ: the environment.
        encoding: the encoding of stdout.
        size: columns and lines; None where stdout is no terminal.
        clipboard: the setting `clipboard`.
        platform: the kind of system, as `sys.platform` has it.
        find: finds a program by its name.
    """
    yield _kind(environ)
    yield _encoding(environ, encoding)
    yield _size(size)
    if environ.get("NO_COLOR"):
        yield Finding(Mark.NOTE, "NO_COLOR is set: colours are left out; signs and words say the same")
    terminal = terminal_of(environ, platform)
    if terminal.multiplexer == "tmux":
        yield _inside(environ, "tmux", ("tmux", "screen"), "set -g default-terminal tmux-256color")
    elif terminal.multiplexer == "screen":
        yield _inside(environ, "screen", ("screen",), "term screen-256color")
    if terminal.over_ssh:
        yield Finding(Mark.NOTE, "over SSH", "Where the line is slow, ssh -C makes it many times lighter.")
    found = ways(clipboard, environ, platform=platform, find=find)
    yield _copying(found, native_tool(environ, platform, find))


def _copying(found: tuple[Way, ...], tool: tuple[str, ...]) -> Finding:
    """How texts are copied, and whether it can be known that they are."""
    if Way.NATIVE in found and tool:
        return Finding(Mark.GOOD, f"copies with {tool[0]}")
    if Way.TMUX in found:
        return Finding(
            Mark.NOTE,
            "copies into tmux's buffer, and on to the terminal, which does not say whether it takes it",
            "If nothing arrives: set -g set-clipboard on, in tmux's settings.",
        )
    if Way.TERMINAL in found:
        return Finding(
            Mark.NOTE,
            "copies by asking the terminal (OSC 52), which does not say whether it does",
            "If nothing arrives: allow it in the terminal's settings, or set clipboard in `config schema`.",
        )
    if found == (Way.FILE,):
        return Finding(Mark.NOTE, "copies into a file that only you can read")
    return Finding(
        Mark.BAD, "clipboard is native, but there is no pbcopy, wl-copy, xclip, xsel or clip.exe that works"
    )


def _kind(environ: Mapping[str, str]) -> Finding:
    """What kind of terminal, and how many colours it has."""
    term, more = environ.get("TERM", ""), environ.get("COLORTERM", "").lower()
    if is_dumb(environ):
        fix = "The screens need TERM=xterm-256color or the like; the commands that print work anyway."
        return Finding(Mark.BAD, f"TERM is {term or 'not set'}: nothing can be drawn", fix)
    count = colours_of(environ)
    colours = "16 million colours" if count == MILLIONS else f"{count or 'no'} colours"
    return Finding(Mark.GOOD, f"TERM {term}, COLORTERM {more or 'not set'}: {colours}")


def _encoding(environ: Mapping[str, str], encoding: str) -> Finding:
    """Whether every character can be shown."""
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or "not set"
    if encoding.lower().replace("-", "").replace("_", "") == "utf8":
        return Finding(Mark.GOOD, f"UTF-8 (locale {locale})")
    fix = "Set LANG=C.UTF-8 or another UTF-8 locale, or use --ascii."
    return Finding(Mark.BAD, f"{encoding} and not UTF-8 (locale {locale})", fix)


def _size(size: os.terminal_size | None) -> Finding:
    """Whether there is room."""
    if size is None:
        return Finding(Mark.NOTE, "stdout is no terminal: its size is not known")
    room = f"{size.columns} × {size.lines}"
    if size.columns < _LEAST.columns or size.lines < _LEAST.lines:
        return Finding(Mark.BAD, f"{room}: too small", "Make it 80 × 24 or larger.")
    if size.columns < _COMFORTABLE.columns or size.lines < _COMFORTABLE.lines:
        return Finding(Mark.NOTE, f"{room}: narrow; one part is shown at a time", "80 × 24 shows everything.")
    return Finding(Mark.GOOD, room)


def _inside(environ: Mapping[str, str], name: str, terms: tuple[str, ...], fix: str) -> Finding:
    """Whether a multiplexer is described by the right TERM."""
    if environ.get("TERM", "").startswith(terms):
        return Finding(Mark.GOOD, f"inside {name}")
    return Finding(
        Mark.NOTE, f"inside {name}, but TERM is {environ.get('TERM', 'not set')}", f"In its settings: {fix}"
    )
