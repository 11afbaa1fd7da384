"""`open LINK` on a real terminal, and what is copied there as the terminal gets it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import APP, Cli
from tests.cli.test_terminal import Terminal

DEVICE = "0107031b-5434-423b-ac1b-df5e095edd2a"
OSC52 = re.compile("\x1b\\]52;c;([A-Za-z0-9+/=]+)\x07")


def test_the_screens_open_at_the_place_of_a_link_and_ask_the_terminal_to_copy() -> None:
    terminal = Terminal("open", f"{APP}/devices/{DEVICE}", "--demo", columns=100, lines=30)
    try:
        terminal.read(until="1 Fields")
        terminal.press("yy")
        text = terminal.read(until="\x1b]52;c;")
        text = terminal.read(until="does not say")
        sent = OSC52.search(text)
        assert sent is not None
        assert base64.b64decode(sent[1]).decode() == DEVICE
        terminal.press("\x11")
        terminal.read()
        assert terminal.process.wait() == 0
    finally:
        terminal.close()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_inside_tmux_the_text_is_in_its_buffer(tmp_path: Path) -> None:
    tmux = ("tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null")
    subprocess.run([*tmux, "new-session", "-d", "cat"], check=True)
    terminal = Terminal(
        "open",
        f"{APP}/devices/{DEVICE}",
        "--demo",
        columns=100,
        lines=30,
        environ={"TMUX": f"{tmp_path}/socket,1,0"},
    )
    try:
        terminal.read(until="1 Fields")
        terminal.press("yy")
        terminal.read(until="buffer")
        held = subprocess.run([*tmux, "show-buffer"], capture_output=True, text=True, check=True)
        assert held.stdout == DEVICE
        assert OSC52.search(terminal.seen) is None
    finally:
        terminal.close()
        subprocess.run([*tmux, "kill-server"], check=True)


@pytest.mark.parametrize("link", ["a/b/c/d", "https://example.com/x", "org/acme/devices"])
def test_what_is_no_link_is_refused_before_anything_is_opened(cli: Cli, link: str) -> None:
    run = cli("open", link, "--demo")
    assert run.code == 2
    assert run.out == ""
    assert "capgo-tui: " in run.err


def test_a_link_is_wanted(cli: Cli) -> None:
    run = cli("open")
    assert run.code == 2
    assert "LINK" in run.err
