"""The journal: an append-only file of JSON lines that only its user can read, and what it tells.

A line is on the disk before the request that it tells of leaves. So after a crash, or a kill between the
two, the journal knows what may have been made. Several programs may write to one journal: a line is one
write to a file that is opened for appending.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from capgo_tui.errors import CapgoError
from capgo_tui.services.journal.entries import Batch, Ended, Entry, Intent, Outcome, Planned, State
from capgo_tui.services.journal.lines import Line, read_line, write_line

_MODE: Final = 0o600
_MOST_BYTES: Final = 64 * 1024 * 1024
"""What is read of a journal, from its end: a hundred thousand changes."""


class JournalProblem(CapgoError):
    """The journal cannot be written or read. Nothing is changed that cannot be written down before."""


def new_id() -> str:
    """A name for an entry or a plan."""
    return uuid.uuid4().hex


class Journal:
    """The lines of one file, or of this process only."""

    def __init__(self, path: Path | None) -> None:
        """Describe it; nothing is opened before the first line is written or read.

        Args:
            path: the file; None keeps the lines in memory, as for the demo cloud, whose changes go with it.
        """
        self.path = path
        self._memory: list[Line] = []
        self._skipped = 0

    # Writing -------------------------------------------------------------------------------

    def write(self, line: Line) -> None:
        """Add a line, and have it on the disk when this returns.

        Raises:
            JournalProblem: it cannot be written; what it tells of must not be done then.
        """
        if self.path is None:
            self._memory.append(line)
            return
        try:
            self._append(self.path, write_line(line).encode())
        except OSError as error:
            raise JournalProblem(
                f"The journal {self.path} cannot be written: {error.strerror}.",
                next_step="Nothing was changed. Make room or give yourself the right to write there.",
            ) from error

    @staticmethod
    def _append(path: Path, line: bytes) -> None:
        """Write a line in one go; a torn last line of a killed program is ended first."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
        try:
            os.fchmod(handle, _MODE)
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            os.write(handle, b"\n" + line if torn else line)
            os.fsync(handle)
        finally:
            os.close(handle)

    # Reading -------------------------------------------------------------------------------

    @property
    def skipped(self) -> int:
        """How many lines the last reading could not read: torn ones, or of a newer program."""
        return self._skipped

    def entries(self) -> list[Entry]:
        """All changes, oldest first.

        Raises:
            JournalProblem: the file cannot be read.
        """
        return _joined(self._lines())

    def batches(self) -> list[Batch]:
        """All plans of several changes, oldest first, with what was begun of them.

        Raises:
            JournalProblem: the file cannot be read.
        """
        lines = self._lines()
        batches = {line.id: Batch(line) for line in lines if isinstance(line, Planned)}
        for entry in _joined(lines):
            if entry.intent.batch in batches:
                batches[entry.intent.batch].entries.append(entry)
        for line in lines:
            if isinstance(line, Ended) and line.id in batches:
                batches[line.id].end = line
        return list(batches.values())

    def _lines(self) -> list[Line]:
        if self.path is None:
            return self._memory
        try:
            texts = _tail(self.path)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JournalProblem(f"The journal {self.path} cannot be read: {error.strerror}.") from error
        read = [read_line(text) for text in texts]
        lines = [line for line in read if line is not None]
        self._skipped = len(read) - len(lines)
        return lines


def _tail(path: Path) -> list[str]:
    """The lines at the end of the file, as many as are read."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _MOST_BYTES))
        if size > _MOST_BYTES:
            file.readline()
        return [line for line in file.read().decode("utf-8", "replace").split("\n") if line]


def _joined(lines: Iterable[Line]) -> list[Entry]:
    """Put each outcome to its intent, and say which changes were taken back."""
    lines = list(lines)
    outcomes = {line.id: line for line in lines if isinstance(line, Outcome)}
    entries = [Entry(line, outcomes.get(line.id)) for line in lines if isinstance(line, Intent)]
    undone = dict(_undone(entries))
    return [replace(entry, undone_by=undone.get(entry.intent.id, "")) for entry in entries]


def _undone(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Each entry that was taken back, and by which; one that was itself taken back no longer counts.

    An undo that is undone makes the first change stand again, so the latest word on an entry decides.
    """
    latest: dict[str, Entry] = {}
    for entry in entries:
        if entry.intent.undoes and entry.state is State.MADE:
            latest[entry.intent.undoes] = entry
    for undone, by in latest.items():
        if not _is_undone(by.intent.id, latest):
            yield undone, by.intent.id


def _is_undone(entry_id: str, latest: dict[str, Entry]) -> bool:
    by = latest.get(entry_id)
    return by is not None and not _is_undone(by.intent.id, latest)
