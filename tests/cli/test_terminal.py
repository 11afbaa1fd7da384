"""On a real terminal: widths, bold headings, indented JSON, and the screens that open and leave it clean."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from capgo_tui.cli.cell_width import text_width
from tests.cli.conftest import APP, HOSTILE_APP, PROGRAM, Cli, Server

GIVEN_BACK = (("1049l", "1049h"), ("25h", "25l"), ("1000l", "1000h"))
ESCAPES = re.compile("\x1b\\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """A pseudo terminal of a given size with the program in it."""

    def __init__(
        self, *argv: str, columns: int, lines: int = 24, environ: Mapping[str, str] | None = None
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [*PROGRAM, *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**inherited, "TERM": "xterm-256color", **(environ or {})},
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def read(self, until: str = "") -> str:
        """Read to the end, or until a text appears."""
        while not until or until not in self.seen:
            if not select.select([self._master], [], [], 60)[0]:
                raise AssertionError(f"nothing more came: {self.seen[-2000:]!r}")
            try:
                piece = os.read(self._master, 65536)
            except OSError:  # Linux says so at the end of a terminal
                piece = b""
            if not piece:
                break
            self.seen += piece.decode(errors="replace")
        return self.seen

    def read_until_silent(self, seconds: float) -> str:
        """Read until nothing has come for so long; give what came."""
        came = ""
        while select.select([self._master], [], [], seconds)[0]:
            came += os.read(self._master, 65536).decode(errors="replace")
        self.seen += came
        return came

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def close(self) -> None:
        """End the program if it still runs."""
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self._master)


def shown(*argv: str, columns: int = 80, environ: Mapping[str, str] | None = None) -> str:
    """What a command shows on a terminal."""
    terminal = Terminal(*argv, columns=columns, environ=environ)
    try:
        text = terminal.read().replace("\r\n", "\n")
        assert terminal.process.wait() == 0, text
    finally:
        terminal.close()
    return text


def is_given_back(text: str) -> bool:
    """Whether the first screen, the cursor and the mouse are the terminal's again."""
    return all(text.rindex(f"\x1b[?{off}") > text.rindex(f"\x1b[?{on}") for off, on in GIVEN_BACK)


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("app", [APP, HOSTILE_APP])
def test_a_table_fits_the_terminal_and_its_heading_is_bold(columns: int, app: str) -> None:
    text = shown("channels", app, "--demo", columns=columns).rpartition("\r\x1b[K")[2]
    heading, *body = text.splitlines()
    assert heading.startswith("\x1b[1mname")
    assert heading.endswith("\x1b[0m")
    assert all(text_width(ESCAPES.sub("", line)) <= columns for line in (heading, *body))
    assert "\x1b" not in "".join(body)


def test_no_color_and_a_dumb_terminal_have_a_plain_heading() -> None:
    for environ in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[1m" not in shown("orgs", "--demo", environ=environ)


def test_wide_shows_every_column_and_cuts_nothing() -> None:
    text = shown("orgs", "--demo", "--wide", columns=60)
    assert "created by" in text
    assert "…" not in text.rpartition("\x1b[K")[2]


def test_json_is_indented_for_people() -> None:
    text = shown("get", f"/app/{APP}", "--demo")
    assert text.startswith('{\n  "')
    assert json.loads(text)["app_id"] == APP


def test_the_screens_open_on_the_demo_and_leave_the_terminal_as_it_was() -> None:
    terminal = Terminal("--demo", columns=120, lines=40)
    try:
        assert APP in terminal.read(until=APP)
        terminal.press("\x11")  # ctrl+q
        text = terminal.read()
        assert terminal.process.wait() == 0
    finally:
        terminal.close()
    assert is_given_back(text)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_the_screens_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    terminal = Terminal("--demo", columns=120, lines=40)
    try:
        terminal.read(until=APP)
        terminal.process.send_signal(number)
        text = terminal.read()
        assert terminal.process.wait() == 128 + number
    finally:
        terminal.close()
    assert is_given_back(text)
    assert "Traceback" not in text


def test_the_screens_open_on_a_server_with_the_key_of_the_environment(server: Server) -> None:
    environ = {"CAPGO_TOKEN": server.key, "CAPGO_HOST": server.address}
    terminal = Terminal(columns=120, lines=40, environ=environ)
    try:
        assert APP in terminal.read(until=APP)
        terminal.press("\x11")
        assert server.key not in terminal.read()
        assert terminal.process.wait() == 0
    finally:
        terminal.close()


def test_warnings_are_told_after_the_screens(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "mauve"\ncolours = 3\n')
    terminal = Terminal("--demo", "--config", str(file), columns=120, lines=40)
    try:
        terminal.read(until=APP)
        terminal.press("\x11")
        after = terminal.read().rpartition("\x1b[?1049l")[2]
        assert terminal.process.wait() == 0
    finally:
        terminal.close()
    assert "colours is not a setting" in after
    assert "There is no theme mauve; there are " in after


def test_nothing_is_written_while_nothing_changes() -> None:
    terminal = Terminal("open", f"{APP}/devices", "--demo", columns=120, lines=40)
    try:
        terminal.read(until="devices ")
        terminal.press("R")
        assert "watch 30s" in terminal.read(until="watch 30s")
        terminal.read_until_silent(1.5)
        assert terminal.read_until_silent(4) == ""
        terminal.press("\x11")
        terminal.read()
    finally:
        terminal.close()


def test_without_a_terminal_the_screens_are_refused_with_a_hint(cli: Cli) -> None:
    run = cli("--demo")
    assert run.code == 2
    assert "The screens need a terminal" in run.err
    assert "capgo-tui orgs" in run.err
