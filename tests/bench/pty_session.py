"""A program in a terminal of its own, which answers as a real one does and notes when what came.

Linux only: processor time is read from a clock of the other process.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.programs import SIZE

_ESCAPES = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|\[[0-?]*[ -/]*[@-~]|[()][A-Z0-9]|[@-Z\\-_=>78])"
)
_ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",  # who are you (DA1)
    b"\x1b[6n": b"\x1b[1;1R",  # where is the cursor (CPR)
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # frames at once: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # telling of resizes in band: not known
}
_LONGEST_QUESTION = max(map(len, _ANSWERS))

PATIENCE = 60.0
"""Seconds after which something that does not come is a fault."""
QUIET = 0.1
"""Seconds without a byte and without work after which a program has come to rest."""
_AT_REST = 0.02
"""The share of one processor that a program at rest may take: timers run on."""


class NotShown(Exception):
    """A text did not come; the text of the error has the end of what did."""


@dataclass(frozen=True)
class Reaction:
    """What a key brought."""

    ms: float
    """From the key to the last byte that came."""
    cpu_ms: float
    """Processor time of the program until it was at rest again."""
    size: int
    """Bytes that came."""


class PtySession:
    """One run of a program; a context manager that ends it."""

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        columns, lines = SIZE
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=dict(environ), start_new_session=True
        )
        os.close(slave)
        self._seen = bytearray()
        self._last_byte = self.started

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    # What is shown -------------------------------------------------------------------------

    def wait_for(self, *texts: str, after: int = 0) -> float:
        """Wait until all texts have come, and give the milliseconds since the start.

        Args:
            texts: what to wait for; each stands in one line and one style.
            after: how many of the bytes to leave out (see `place`).

        Raises:
            NotShown: one of them does not come.
        """
        wanted = [text.encode() for text in texts]
        end = time.perf_counter() + PATIENCE
        while not _holds(plain := _ESCAPES.sub(b"", self._seen[after:]), wanted):
            if not self._read(end - time.perf_counter()):
                raise NotShown(f"{texts} did not come: {plain[-1500:]!r}")
        return 1e3 * (self._last_byte - self.started)

    @property
    def place(self) -> int:
        """How many bytes have come."""
        return len(self._seen)

    # Keys ----------------------------------------------------------------------------------

    def press(self, keys: str) -> Reaction:
        """Press keys at once in a program at rest, and wait until it is at rest again."""
        place, cpu, begun = self.place, self.cpu, time.perf_counter()
        self._last_byte = begun
        os.write(self._master, keys.encode())
        cpu_end = self.rest()
        return Reaction(1e3 * (self._last_byte - begun), 1e3 * (cpu_end - cpu), self.place - place)

    def rest(self) -> float:
        """Wait until nothing comes and nothing is worked on; give the processor time (s) when that began."""
        before = self.cpu
        while True:
            read = self._read(QUIET)
            cpu = self.cpu
            if not read and cpu - before < QUIET * _AT_REST:
                return before
            before = cpu

    # What it costs -------------------------------------------------------------------------

    @property
    def cpu(self) -> float:
        """Processor time of the program and all its threads so far, in seconds."""
        return time.clock_gettime(~self._process.pid << 3 | 2)  # clock_getcpuclockid(3), as Linux has it

    @property
    def memory(self) -> int:
        """Bytes of memory that the program holds."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        if found is None:
            raise NotShown("the program has ended")
        return 1024 * int(found[1])

    # Bytes ---------------------------------------------------------------------------------

    def _read(self, timeout: float) -> bool:
        """Take what has come, answering questions; false if nothing does in time."""
        if timeout <= 0 or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            came = os.read(self._master, 1 << 16)
        except OSError:  # Linux says so at the end of a terminal
            came = b""
        if not came:
            raise NotShown(f"the program has ended: {_ESCAPES.sub(b'', self._seen)[-1500:]!r}")
        self._last_byte = time.perf_counter()
        new = max(0, len(self._seen) - _LONGEST_QUESTION)
        known = len(self._seen)
        self._seen += came
        for question, answer in _ANSWERS.items():
            at = self._seen.find(question, new)
            if at >= 0 and at + len(question) > known:
                os.write(self._master, answer)
        return True


def _holds(plain: bytes, wanted: Sequence[bytes]) -> bool:
    return all(text in plain for text in wanted)
