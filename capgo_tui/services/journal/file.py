"""The journal: an append-only file of JSON lines that only its user can read, and what it tells.

A line is on the disk before the request that it tells of leaves. So after a crash, or a kill between the
two, the journal knows what may have been made. Several programs may write to one journal: a line is one
write to a file that is opened for appending. Nothing is ever taken out of it; it is read from its end, as
far as somebody wants to look back.
"""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Final

from capgo_tui.errors import CapgoError
from capgo_tui.services.journal.entries import Batch, Ended, Entry, Planned
from capgo_tui.services.journal.joining import Joining
from capgo_tui.services.journal.lines import Line, read_line, write_line

_MODE: Final = 0o600
_FOLDER_MODE: Final = 0o700
_BLOCK: Final = 256 * 1024
"""Bytes that are read at once, from the end backwards: several hundred changes."""


class JournalProblem(CapgoError):
    """The journal cannot be written or read. Nothing is changed that cannot be written down before."""


def new_id() -> str:
    """A name for an entry or a plan."""
    return uuid.uuid4().hex


class Journal:
    """The lines of one file, or of this process only."""

    def __init__(self, path: Path | None, mask: Callable[[str], str] = str) -> None:
        """Describe it; nothing is opened before the first line is written or read.

        Args:
            path: the file; None keeps the lines in memory, as for the demo cloud, whose changes go with it.
            mask: takes the key in use out of a text, wherever a name or a server's words may hold it.
        """
        self.path = path
        self._mask = mask
        self._memory: list[bytes] = []
        self._skipped = 0

    # Writing -------------------------------------------------------------------------------

    def write(self, line: Line) -> None:
        """Add a line, and have it on the disk when this returns.

        Raises:
            JournalProblem: it cannot be written; what it tells of must not be done then.
        """
        text = write_line(line, self._mask).encode()
        if self.path is None:
            self._memory.append(text.rstrip())
            return
        try:
            _append(self.path, text)
        except OSError as error:
            raise JournalProblem(
                f"The journal {self.path} cannot be written: {_why(error)}.",
                next_step="Make room, or give yourself the right to write there.",
            ) from error

    # Reading -------------------------------------------------------------------------------

    @property
    def skipped(self) -> int:
        """How many lines the last reading could not read: torn ones, or of a newer program."""
        return self._skipped

    def pages(self) -> Iterator[list[Entry]]:
        """Read the changes, newest first, some hundred at a time and no further than is asked for.

        A page may be empty. Lines that are written meanwhile are not among them.

        Raises:
            JournalProblem: the file cannot be read.
        """
        joining = Joining()
        for lines in self._backwards():
            yield joining.take(lines)

    def entries(self) -> list[Entry]:
        """Read all changes, oldest first.

        Raises:
            JournalProblem: the file cannot be read.
        """
        return [entry for page in self.pages() for entry in page][::-1]

    def since(self, moment: datetime) -> list[Entry]:
        """Read the changes that were begun after a moment (aware), newest first, and no further.

        Raises:
            JournalProblem: the file cannot be read.
        """
        latest = (entry for page in self.pages() for entry in page)
        return list(takewhile(lambda entry: entry.intent.at > moment, latest))

    def plan_entries(self, plan_id: str) -> list[Entry]:
        """Read the changes that were begun of a plan, newest first, and no further than to its beginning.

        Raises:
            JournalProblem: the file cannot be read.
        """
        joining, entries = Joining(), list[Entry]()
        for lines in self._backwards():
            entries += [entry for entry in joining.take(lines) if entry.intent.batch == plan_id]
            if any(isinstance(line, Planned) and line.id == plan_id for line in lines):
                break
        return entries

    def batches(self) -> list[Batch]:
        """Read all plans of several changes, oldest first, with what was begun of them.

        Raises:
            JournalProblem: the file cannot be read.
        """
        joining, entries, plans, ends = Joining(), list[Entry](), list[Planned](), dict[str, Ended]()
        for lines in self._backwards():
            entries += joining.take(lines)
            plans += [line for line in lines if isinstance(line, Planned)]
            ends |= {line.id: line for line in lines if isinstance(line, Ended)}
        batches = {plan.id: Batch(plan, end=ends.get(plan.id)) for plan in reversed(plans)}
        for entry in reversed(entries):
            if entry.intent.batch in batches:
                batches[entry.intent.batch].entries.append(entry)
        return list(batches.values())

    def unfinished(self) -> list[Batch]:
        """Read the plans that neither came to their end nor were ended, oldest first.

        Where there is none, as mostly, this takes a fraction of the time that `batches` takes.

        Raises:
            JournalProblem: the file cannot be read.
        """
        begun, ended = set[str](), set[str]()
        for lines in self._backwards(only=b'"line":"plan'):
            begun |= {line.id for line in lines if isinstance(line, Planned)}
            ended |= {line.id for line in lines if isinstance(line, Ended)}
        return [batch for batch in self.batches() if batch.end is None] if begun - ended else []

    def _backwards(self, only: bytes = b"") -> Iterator[list[Line]]:
        """The lines from the last to the first, block by block; only those that hold some bytes."""
        self._skipped = 0
        try:
            for texts in _blocks(self.path) if self.path is not None else [self._memory]:
                read = [read_line(text) for text in reversed(texts) if text and only in text]
                lines = [line for line in read if line is not None]
                self._skipped += len(read) - len(lines)
                yield lines
        except FileNotFoundError:
            return
        except OSError as error:
            raise JournalProblem(f"The journal {self.path} cannot be read: {_why(error)}.") from error


def _append(path: Path, line: bytes) -> None:
    """Write a line in one go; a torn last line of a killed program is ended first.

    Raises:
        OSError: it is not whole on the disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, _MODE)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError("it is no file")
        if stat.S_IMODE(state.st_mode) != _MODE:
            os.fchmod(handle, _MODE)
        torn = state.st_size > 0 and os.pread(handle, 1, state.st_size - 1) != b"\n"
        whole = b"\n" + line if torn else line
        if os.write(handle, whole) != len(whole):
            raise OSError("there is no room for a whole line")
        os.fsync(handle)
    finally:
        os.close(handle)
    if state.st_size == 0:
        _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """Have the name of a new file on the disk, too."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _blocks(path: Path) -> Iterator[list[bytes]]:
    """The lines of a file from its end, block by block; within a block in the order of the file.

    The file is not held open between two blocks, for whoever reads may take his time.
    """
    end, parts = path.stat().st_size, list[bytes]()
    while end > 0:
        start = max(0, end - _BLOCK)
        with path.open("rb") as file:
            file.seek(start)
            block = file.read(end - start)
        end = start
        if start > 0:
            begun, newline, block = block.partition(b"\n")
            if not newline:  # a line that is longer than a block
                parts.append(begun)
                continue
            yield (block + b"".join(reversed(parts))).split(b"\n")
            parts = [begun]
        else:
            yield (block + b"".join(reversed(parts))).split(b"\n")


def _why(error: OSError) -> str:
    return error.strerror or str(error)
