"""Runs command lines: in this process, as a process of its own, and against a demo server on loopback."""

from __future__ import annotations

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from capgo_tui.cli import main
from capgo_tui.demo import KEY

APP = "com.acme.shop"
HOSTILE_APP = "com.hostile.names"
MANY_DEVICES = "com.acme.wallet"
WRONG_KEY = "deadbeef-0000-4000-8000-00000000dead"
PROGRAM = (sys.executable, "-m", "capgo_tui")

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""What must never reach a terminal raw: every control but the line feed, bidi, zero-width, surrogates."""


@dataclass(frozen=True)
class Run:
    """What came of a command line."""

    code: int
    out: str
    err: str


Cli = Callable[..., Run]
Answers = Callable[[int, str, str], str]
"""Starts a server that gives one answer, of this status, content type and body; returns its address."""


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs a command line in this process."""

    def run(*argv: str) -> Run:
        code = main(argv)
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return run


@pytest.fixture
def demo(cli: Cli) -> Cli:
    """Runs a command line against the demo cloud in process."""
    return lambda *argv: cli(*argv, "--demo")


def start_process(*argv: str, **more: object) -> subprocess.Popen[str]:
    """Start the program with pipes."""
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [*PROGRAM, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


def run_process(*argv: str, environ: Mapping[str, str] | None = None) -> Run:
    """Run the program to its end."""
    done = subprocess.run(
        [*PROGRAM, *argv],
        capture_output=True,
        text=True,
        env={**os.environ, **(environ or {})},
        check=False,
        timeout=60,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Server:
    """A demo server on loopback."""

    address: str
    key: str
    said: str
    """What it said on stderr when it began."""


@contextmanager
def serve(argv: Sequence[str], folder: Path) -> Iterator[Server]:
    """Run `demo-server` until the test is over."""
    with start_process("demo-server", *argv, cwd=folder) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise AssertionError(process.stderr.read())
        said = ""
        while "  try: " not in said:
            said += process.stderr.readline()
        try:
            yield Server(line.split()[-1], KEY, said)
        finally:
            process.terminate()
            process.communicate()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo server with its own world."""
    with serve(["--port", "0"], tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def there(cli: Cli, server: Server, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs a command line against the demo server with its most powerful key."""
    monkeypatch.setenv("CAPGO_TOKEN", server.key)
    monkeypatch.setenv("CAPGO_HOST", server.address)
    return cli


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Starts a server on this machine that gives one answer to everything; `/ok` is always well."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(status: int, content_type: str, body: str) -> str:
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                well = self.path == "/ok"
                content = b'{"status":"ok"}' if well else body.encode()
                self.send_response(200 if well else status)
                self.send_header("content-type", "application/json" if well else content_type)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"
