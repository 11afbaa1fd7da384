"""Copies texts, by whichever way this terminal has, and never says that it did more than it knows.

Only a program that ends well is known to have copied. A terminal that is asked by an escape sequence
(OSC 52) answers nothing, so there it is said that it was asked, and the text can be shown to be selected.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from capgo_tui.config import Terminal, terminal_of
from capgo_tui.errors import CapgoError
from capgo_tui.services.whole_files import write_whole

MOST_TO_A_TERMINAL: Final = 74_994
"""Bytes that are sent to a terminal at most: as Base64 these are 100 000, beyond which many take nothing."""
MOST: Final = 16 * 1024 * 1024
"""Bytes that are copied at most."""
FILE: Final = "clipboard.txt"
"""The file that takes what can be copied no other way, in the data folder."""
PATIENCE: Final = 5.0
"""Seconds that a program has to take a text."""
_SCREEN_PIECE: Final = 240
"""Characters that GNU screen passes on at a time."""

Find = Callable[[str], str | None]
"""Finds a program by its name, as `shutil.which` does."""


class Way(Enum):
    """A way to copy."""

    TMUX = "tmux"
    """`tmux load-buffer -w`: into its buffer, and on to its terminal."""
    NATIVE = "native"
    """A program of this machine's own."""
    TERMINAL = "osc52"
    """The terminal is asked."""
    FILE = "file"
    """A file that only the user can read."""


@dataclass(frozen=True)
class Copied:
    """What came of copying."""

    done: bool
    """Whether the text is somewhere now, or on its way there."""
    sure: bool
    """Whether that is known; if not, it may have arrived nowhere."""
    said: str
    """The same, to be read behind a subject: `is copied (wl-copy)`."""


def native_tool(environ: Mapping[str, str], platform: str, find: Find) -> tuple[str, ...]:
    """The command line of the program that copies here; nothing if there is none."""
    candidates: list[tuple[str, ...]] = []
    if platform == "darwin":
        candidates.append(("pbcopy",))
    if environ.get("WAYLAND_DISPLAY"):
        candidates.append(("wl-copy",))
    if environ.get("DISPLAY"):
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if platform == "win32" or environ.get("WSL_DISTRO_NAME"):
        candidates.append(("clip.exe",))
    return next((each for each in candidates if find(each[0])), ())


def ways(
    setting: str, environ: Mapping[str, str], *, platform: str = sys.platform, find: Find = shutil.which
) -> tuple[Way, ...]:
    """The ways to copy here, in the order in which they are tried.

    tmux and a program of this machine are both used where both are there, for either may be what the user
    pastes from; the ways behind them only if nothing before them worked.

    Args:
        setting: the setting `clipboard`; whatever it names is the only way.
        environ: the environment.
        platform: the kind of system, as `sys.platform` has it.
        find: finds a program by its name.
    """
    if setting != "auto":
        return (Way(setting),)
    terminal = terminal_of(environ, platform)
    found: list[Way] = []
    if terminal.multiplexer == "tmux" and find("tmux"):
        found.append(Way.TMUX)
    if not terminal.over_ssh and native_tool(environ, platform, find):
        found.append(Way.NATIVE)
    if terminal.may_have_clipboard:
        found.append(Way.TERMINAL)
    return (*found, Way.FILE)


def osc52(text: str, terminal: Terminal) -> str:
    """The escape sequence that asks the terminal to copy, in what a multiplexer passes on."""
    plain = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\x07"
    if terminal.multiplexer == "tmux":
        return f"\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"
    if terminal.multiplexer == "screen":
        pieces = range(0, len(plain), _SCREEN_PIECE)
        return "".join(f"\x1bP{plain[place : place + _SCREEN_PIECE]}\x1b\\" for place in pieces)
    return plain


class Clipboard:
    """Copies by the ways that there are."""

    def __init__(
        self,
        setting: str,
        environ: Mapping[str, str],
        folder: Path | None,
        write: Callable[[str], None],
        *,
        platform: str = sys.platform,
        find: Find = shutil.which,
    ) -> None:
        """Describe it; nothing is looked at before something is copied.

        Args:
            setting: the setting `clipboard`.
            environ: the environment.
            folder: where a file is written; None if none may be.
            write: writes an escape sequence to the terminal.
            platform: the kind of system, as `sys.platform` has it.
            find: finds a program by its name.
        """
        self._setting = setting
        self._environ = environ
        self._folder = folder
        self._write = write
        self._platform = platform
        self._find = find

    async def copy(self, text: str, *, files: bool = True) -> Copied:
        """Copy a text, which must hold nothing that a terminal would obey when it is pasted.

        Args:
            text: what is copied.
            files: whether it may be written to a file; a secret may not.
        """
        data = text.encode("utf-8", "replace")
        if len(data) > MOST:
            return Copied(
                done=False, sure=True, said=f"is too long: {_size(data)}, and at most 16 MB are copied"
            )
        done: list[Copied] = []
        failed: list[str] = []
        for way in ways(self._setting, self._environ, platform=self._platform, find=self._find):
            if done and way in {Way.TERMINAL, Way.FILE}:
                break
            if way is Way.FILE and not files:
                continue
            outcome = await self._by(way, text, data)
            if outcome.done:
                done.append(outcome)
            else:
                failed.append(outcome.said)
        if not done:
            said = "; ".join(failed) or "there is no way here to do it"
            return Copied(done=False, sure=True, said=f"could not be copied: {said}")
        # A program that copied is worth more than a terminal that may have.
        return next((each for each in done if each.sure), done[0])

    async def _by(self, way: Way, text: str, data: bytes) -> Copied:
        match way:
            case Way.TMUX:
                return await asyncio.to_thread(self._through_tmux, text, data)
            case Way.NATIVE:
                return await asyncio.to_thread(self._through_tool, data)
            case Way.TERMINAL:
                return self._ask_terminal(text, data)
            case Way.FILE:
                return await asyncio.to_thread(self._to_file, data)

    def _through_tmux(self, text: str, data: bytes) -> Copied:
        """Into tmux's buffer; a tmux before 3.2 knows no `-w` and is asked to pass it on instead."""
        problem = _run(("tmux", "load-buffer", "-w", "-"), data, self._environ)
        if not problem:
            said = (
                "is in tmux's buffer (its prefix, then ]), and was sent on to the terminal, "
                "which does not say whether it took it"
            )
            return Copied(done=True, sure=False, said=said)
        if terminal_of(self._environ).multiplexer == "tmux" and len(data) <= MOST_TO_A_TERMINAL:
            return self._ask_terminal(text, data)
        return Copied(done=False, sure=True, said=problem)

    def _through_tool(self, data: bytes) -> Copied:
        argv = native_tool(self._environ, self._platform, self._find)
        if not argv:
            return Copied(
                done=False, sure=True, said="there is no pbcopy, wl-copy, xclip, xsel or clip.exe that works"
            )
        problem = _run(argv, _for_tool(argv[0], data), self._environ)
        if problem:
            return Copied(done=False, sure=True, said=problem)
        return Copied(done=True, sure=True, said=f"is copied ({argv[0]})")

    def _ask_terminal(self, text: str, data: bytes) -> Copied:
        if len(data) > MOST_TO_A_TERMINAL:
            return Copied(
                done=False,
                sure=True,
                said=f"{_size(data)} are more than a terminal takes ({MOST_TO_A_TERMINAL:,} bytes)",
            )
        self._write(osc52(text, terminal_of(self._environ, self._platform)))
        return Copied(
            done=True, sure=False, said="was sent to the terminal, which does not say whether it took it"
        )

    def _to_file(self, data: bytes) -> Copied:
        if self._folder is None:
            return Copied(done=False, sure=True, said="there is no folder for a file")
        path = self._folder / FILE
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(path, data, mode=0o600, overwrite=True)
        except OSError as error:
            return Copied(
                done=False, sure=True, said=f"{self._folder} cannot be made: {error.strerror or error}"
            )
        except CapgoError as error:
            return Copied(done=False, sure=True, said=error.said)
        return Copied(done=True, sure=True, said=f"is in {path}, which only you can read")


def _run(argv: Sequence[str], data: bytes, environ: Mapping[str, str]) -> str:
    """Give a program what is copied; what went wrong, or nothing.

    What it writes is not read: xclip and wl-copy go on in the background and would keep that open.
    """
    try:
        done = subprocess.run(  # noqa: S603 - one of the programs that are named here
            argv,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{argv[0]} does not end"
    except OSError as error:
        return f"{argv[0]}: {error.strerror or error}"
    return f"{argv[0]} failed ({done.returncode})" if done.returncode else ""


def _for_tool(name: str, data: bytes) -> bytes:
    """The text as a program reads it: clip.exe wants UTF-16."""
    return data.decode("utf-8").encode("utf-16") if name == "clip.exe" else data


def _size(data: bytes) -> str:
    return f"{len(data):,} bytes" if len(data) < 1_000_000 else f"{len(data) / 1_000_000:.1f} MB"
