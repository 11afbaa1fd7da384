"""Copying: which way a terminal has, what is sent on it, and that nothing is claimed that is not known."""

from __future__ import annotations

import base64
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.config import Terminal
from capgo_tui.services.clipboard import MOST, MOST_TO_A_TERMINAL, Clipboard, Way, native_tool, osc52, ways

XTERM = {"TERM": "xterm-256color"}
SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
TMUX = {"TMUX": "/tmp/tmux-1000/default,1,0"}
SCREEN = {"STY": "1.pts-0.host", "TERM": "screen"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
X11 = {"DISPLAY": ":0"}


def having(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


EVERYTHING = having("tmux", "pbcopy", "wl-copy", "xclip", "xsel", "clip.exe")


@pytest.mark.parametrize(
    ("environ", "platform", "found"),
    [
        (XTERM, "linux", (Way.TERMINAL, Way.FILE)),
        (XTERM | SSH, "linux", (Way.TERMINAL, Way.FILE)),
        (XTERM | SSH | X11, "linux", (Way.TERMINAL, Way.FILE)),
        (XTERM | X11, "linux", (Way.NATIVE, Way.TERMINAL, Way.FILE)),
        (XTERM | WAYLAND, "linux", (Way.NATIVE, Way.TERMINAL, Way.FILE)),
        (XTERM, "darwin", (Way.NATIVE, Way.TERMINAL, Way.FILE)),
        (XTERM | SSH, "darwin", (Way.TERMINAL, Way.FILE)),
        (XTERM | TMUX, "linux", (Way.TMUX, Way.TERMINAL, Way.FILE)),
        (XTERM | TMUX | SSH | X11, "linux", (Way.TMUX, Way.TERMINAL, Way.FILE)),
        (XTERM | TMUX | X11, "linux", (Way.TMUX, Way.NATIVE, Way.TERMINAL, Way.FILE)),
        (SCREEN, "linux", (Way.TERMINAL, Way.FILE)),
        ({"TERM": "linux"}, "linux", (Way.FILE,)),
        ({}, "linux", (Way.FILE,)),
    ],
)
def test_the_ways_follow_from_the_environment(
    environ: Mapping[str, str], platform: str, found: tuple[Way, ...]
) -> None:
    assert ways("auto", environ, platform=platform, find=EVERYTHING) == found


def test_without_the_programs_the_terminal_is_asked() -> None:
    assert ways("auto", XTERM | TMUX | X11, platform="linux", find=having()) == (Way.TERMINAL, Way.FILE)


@pytest.mark.parametrize("setting", ["osc52", "tmux", "native", "file"])
def test_what_the_setting_names_is_the_only_way(setting: str) -> None:
    assert ways(setting, XTERM | TMUX | X11, platform="linux", find=EVERYTHING) == (Way(setting),)


@pytest.mark.parametrize(
    ("environ", "platform", "there", "tool"),
    [
        ({}, "darwin", ("pbcopy",), "pbcopy"),
        (WAYLAND | X11, "linux", ("wl-copy", "xclip"), "wl-copy"),
        (WAYLAND | X11, "linux", ("xclip",), "xclip"),
        (X11, "linux", ("xsel",), "xsel"),
        ({"WSL_DISTRO_NAME": "Ubuntu"}, "linux", ("clip.exe",), "clip.exe"),
    ],
)
def test_the_program_is_the_first_that_is_there(
    environ: Mapping[str, str], platform: str, there: tuple[str, ...], tool: str
) -> None:
    assert native_tool(environ, platform, having(*there))[0] == tool


@given(st.text(max_size=2_000))
def test_whatever_is_copied_the_terminal_gets_it_whole_and_no_other_escape(text: str) -> None:
    sent = osc52(text, Terminal(term="xterm"))
    found = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    assert found is not None
    assert base64.b64decode(found[1]) == text.encode("utf-8", "replace")


def test_tmux_passes_it_on_with_every_escape_doubled() -> None:
    sent = osc52("hi", Terminal(multiplexer="tmux"))
    assert sent == "\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"


def test_screen_passes_it_on_in_pieces_that_are_the_whole() -> None:
    text = "x" * 3_000
    sent = osc52(text, Terminal(multiplexer="screen"))
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sent, re.DOTALL)
    assert len(pieces) > 10
    assert max(map(len, pieces)) <= 240
    assert "".join(pieces) == osc52(text, Terminal())


def program(folder: Path, name: str, code: int = 0) -> None:
    """A program that keeps what it is given, beside what it was called with."""
    path = folder / name
    path.write_text(
        f'#!/bin/sh\necho "$@" > "{folder}/{name}.args"\ncat > "{folder}/{name}.got"\nexit {code}\n'
    )
    path.chmod(0o755)


def clipboard(
    tmp_path: Path, environ: Mapping[str, str], *, setting: str = "auto", platform: str = "linux"
) -> tuple[Clipboard, list[str]]:
    """A clipboard whose programs are those in a folder, and what it wrote to the terminal."""
    there = {**environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    sent: list[str] = []

    def find(name: str) -> str | None:
        return str(tmp_path / name) if (tmp_path / name).exists() else None

    folder = tmp_path / "data"
    return Clipboard(setting, there, folder, sent.append, platform=platform, find=find), sent


async def test_a_program_that_ends_well_has_copied(tmp_path: Path) -> None:
    program(tmp_path, "xclip")
    copies, sent = clipboard(tmp_path, XTERM | X11)
    copied = await copies.copy("ñandú\n")
    assert copied.done
    assert copied.sure
    assert copied.said == "is copied (xclip)"
    assert (tmp_path / "xclip.got").read_text() == "ñandú\n"
    assert sent == []


async def test_a_program_that_fails_gives_way_to_the_terminal(tmp_path: Path) -> None:
    program(tmp_path, "xclip", code=1)
    copies, sent = clipboard(tmp_path, XTERM | X11)
    copied = await copies.copy("hi")
    assert copied.done
    assert not copied.sure
    assert sent == [osc52("hi", Terminal())]


async def test_tmux_takes_it_into_its_buffer_and_the_terminal_is_not_vouched_for(tmp_path: Path) -> None:
    program(tmp_path, "tmux")
    copies, sent = clipboard(tmp_path, XTERM | TMUX | SSH)
    copied = await copies.copy("hi")
    assert copied.done
    assert not copied.sure
    assert "tmux's buffer" in copied.said
    assert (tmp_path / "tmux.args").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "tmux.got").read_text() == "hi"
    assert sent == []


async def test_a_tmux_that_is_too_old_is_asked_to_pass_it_on(tmp_path: Path) -> None:
    program(tmp_path, "tmux", code=1)
    copies, sent = clipboard(tmp_path, XTERM | TMUX)
    assert (await copies.copy("hi")).done
    assert sent == [osc52("hi", Terminal(multiplexer="tmux"))]


async def test_what_is_too_long_for_a_terminal_goes_into_a_file_that_is_private(tmp_path: Path) -> None:
    copies, sent = clipboard(tmp_path, XTERM)
    text = "x" * (MOST_TO_A_TERMINAL + 1)
    copied = await copies.copy(text)
    path = tmp_path / "data" / "clipboard.txt"
    assert copied.said == f"is in {path}, which only you can read"
    assert path.read_text() == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sent == []


async def test_a_secret_is_never_written_to_a_file(tmp_path: Path) -> None:
    copies, _ = clipboard(tmp_path, {"TERM": "linux"})
    copied = await copies.copy("secret", files=False)
    assert not copied.done
    assert not (tmp_path / "data").exists()


async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    copies, _ = clipboard(tmp_path, XTERM, setting="file")
    copied = await copies.copy("hi")
    assert not copied.done
    assert "could not be copied" in copied.said
    assert "File exists" in copied.said


async def test_a_native_clipboard_that_is_not_there_is_said(tmp_path: Path) -> None:
    copies, sent = clipboard(tmp_path, XTERM, setting="native")
    copied = await copies.copy("hi")
    assert not copied.done
    assert "there is no pbcopy" in copied.said
    assert sent == []


async def test_megabytes_are_not_copied(tmp_path: Path) -> None:
    copies, _ = clipboard(tmp_path, XTERM)
    copied = await copies.copy("x" * (MOST + 1))
    assert not copied.done
    assert "too long" in copied.said
