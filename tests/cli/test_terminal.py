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

    @classmethod
    def around(cls, process: subprocess.Popen[bytes], master: int) -> Terminal:
        """A terminal in which a program runs already."""
        terminal = cls.__new__(cls)
        terminal._master, terminal.process, terminal.seen = master, process, ""
        return terminal

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


MOUSE_ON = "\x1b[?1000h"
SGR = re.compile(r"\x1b\[([0-9;]*)m")


def opened(*argv: str, until: str = APP, environ: Mapping[str, str] | None = None) -> str:
    """What the screens send to the terminal until a text stands there, and when they are left."""
    terminal = Terminal("--demo", *argv, columns=100, lines=30, environ=environ)
    try:
        terminal.read(until=until)
        terminal.press("\x11")
        text = terminal.read()
        assert terminal.process.wait() == 0
    finally:
        terminal.close()
    return text


def paints(text: str) -> set[str]:
    """Every code that chooses a colour; 39 and 49 are the terminal's own."""
    codes = {code for codes in SGR.findall(text) for code in codes.split(";")}
    colour = re.compile("3[0-8]|4[0-8]|9[0-7]|10[0-7]")
    return {code for code in codes if colour.fullmatch(code)}


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "vt100"}])
def test_where_no_colours_are_wanted_or_known_none_is_sent(environ: dict[str, str]) -> None:
    assert paints(opened(environ=environ)) == set()


def test_a_terminal_of_sixteen_colours_gets_its_own() -> None:
    found = paints(opened(environ={"TERM": "linux", "COLORTERM": ""}))
    assert found
    assert not found & {"38", "48"}


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_on_which_nothing_can_be_drawn_is_refused_with_a_hint(term: str) -> None:
    terminal = Terminal("--demo", columns=100, environ={"TERM": term})
    try:
        text = terminal.read()
        assert terminal.process.wait() == 2
    finally:
        terminal.close()
    assert f"TERM is {term or 'not set'}: the screens cannot be drawn." in text
    assert "\x1b[?1049h" not in text


def test_the_mouse_is_left_to_the_terminal_where_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("mouse = false\n")
    assert MOUSE_ON in opened()
    assert MOUSE_ON not in opened("--no-mouse")
    assert MOUSE_ON not in opened("--config", str(file))


def test_ascii_and_a_slow_line_hold_for_the_screens() -> None:
    assert opened("--ascii").isascii()
    assert not paints(opened("--low-bandwidth")) & {"38", "48"}


def test_keys_of_the_settings_that_cannot_be_are_told_in_the_screens_and_behind_them(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"devices.move" = "s"\n"tree.mov" = "s"\n')
    text = opened("--config", str(file), until="`capgo-tui")
    _, _, after = text.rpartition("\x1b[?1049l")
    assert "table.sort in the same place" in after
    assert "tree.mov" in after


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    script = 'set -m; "$@"; echo now-in-the-shell; fg; echo all-over'
    process = subprocess.Popen(
        ["bash", "-c", script, "bash", *PROGRAM, "--demo"],
        env={**os.environ, "TERM": "xterm-256color"},
        preexec_fn=lambda: os.login_tty(slave),  # noqa: PLW1509 - takes no lock
        close_fds=False,
    )
    os.close(slave)
    terminal = Terminal.around(process, master)
    try:
        terminal.read(until=APP)
        terminal.press("\x1a")
        left, _, terminal.seen = terminal.read(until="now-in-the-shell").partition("now-in-the-shell")
        assert is_given_back(left)
        terminal.read(until=APP)
        terminal.press("\x11")
        assert is_given_back(terminal.read(until="all-over"))
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
