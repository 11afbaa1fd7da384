"""The file of the history: opened when it is first used, and never the reason why something else fails.

A file that is damaged is set aside under another name and a new one begun. A file that cannot be used,
because its folder is read-only, the disk is full, or a newer program made it, stays as it is, and the
history lives in memory for the rest of the run. Either is told once. A file that another program holds for
longer than a few seconds is passed over.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from capgo_tui.errors import CapgoError
from capgo_tui.services.history.schema import LATEST, migrate, version_of

ResultT = TypeVar("ResultT")
Work = Callable[[sqlite3.Connection], ResultT]

PATIENCE: Final = 5.0
"""Seconds for which another program is waited for."""
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_LARGEST: Final = 8192
"""KiB of pages that are held in memory."""


class HistoryProblem(CapgoError):
    """The history cannot be used."""


class Store:
    """One file, or memory. Its methods wait, and may be called from any thread."""

    def __init__(self, path: Path | None, patience: float = PATIENCE) -> None:
        """Describe it; nothing is opened yet.

        Args:
            path: the file; None keeps everything in memory until the end of the run.
            patience: seconds for which another program that writes is waited for.
        """
        self.path = path
        """The file; None once the history lives in memory."""
        self.problem: HistoryProblem | None = None
        """What was last found wrong with the file; None if nothing was."""
        self._opened: os.stat_result | None = None
        self._connection: sqlite3.Connection | None = None
        self._finalizer: weakref.finalize[[], Store] | None = None
        self._patience = patience
        self._lock = threading.Lock()

    def read(self, work: Work[ResultT]) -> ResultT | None:
        """Do some work; give None if another program holds the file."""
        with self._lock:
            return self._do(work)

    def write(self, work: Work[None]) -> bool:
        """Do some work as one change, all or nothing; says whether it was done."""

        def whole(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            try:
                work(connection)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # what went wrong before matters
                    connection.execute("ROLLBACK")
                raise
            return True

        return self.read(whole) or False

    def close(self) -> None:
        """Close the file; it is opened again if it is used again."""
        with self._lock:
            self._let_go()

    # Failing -----------------------------------------------------------------------------

    def _do(self, work: Work[ResultT]) -> ResultT | None:
        for _ in range(3):  # as it is, with a new file, in memory
            try:
                return work(self._connection or self._open())
            except sqlite3.Error as error:
                if self.path is None:
                    raise
                code = _code(error)
                if code in _BUSY:
                    return None
                self._let_go()
                if code not in _DAMAGED or not self._set_aside():
                    self._give_up(f"cannot be used: {error}")
            except OSError as error:
                self._give_up(f"cannot be used: {error.strerror or error}")
            except _MadeByNewer as error:
                self._give_up(str(error))
        return None

    def _set_aside(self) -> bool:
        """Give a damaged file another name, so that nothing of it is lost and a new one can begin.

        If another program was quicker, its new file stays.
        """
        if self.path is None or self._opened is None:
            return False
        aside = self.path.with_name(f"{self.path.name}.corrupt-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
        try:
            if not os.path.samestat(self.path.stat(), self._opened):
                return True
            self.path.rename(aside)
            for ending in ("-wal", "-shm"):
                beside = self.path.with_name(self.path.name + ending)
                if beside.exists():
                    beside.rename(aside.with_name(aside.name + ending))
        except OSError:
            return False
        self.problem = HistoryProblem(
            f"The history of statistics was damaged. It is set aside as {aside}, and a new one has begun.",
            next_step="It fills again as statistics are looked at; the old file can be deleted.",
        )
        return True

    def _give_up(self, why: str) -> None:
        """Live in memory from now on."""
        self._let_go()
        self.problem = HistoryProblem(
            f"The history of statistics {self.path} {why}. This run keeps its own in memory.",
            next_step="`history = false` in the settings always does, and says nothing.",
        )
        self.path = None

    # Opening -----------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        """Open, and bring up to date.

        Raises:
            sqlite3.Error: it is no such file, or cannot be used.
            OSError: it cannot be made.
            _MadeByNewer: it is of a program newer than this one.
        """
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
            self._opened = os.fstat(handle)
            os.close(handle)
        connection = sqlite3.connect(
            ":memory:" if self.path is None else self.path,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,  # one thread at a time: the lock sees to it
        )
        try:
            connection.execute(f"PRAGMA cache_size = -{_LARGEST}")
            _refuse_newer(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._finalizer = weakref.finalize(self, connection.close)
        return connection

    def _let_go(self) -> None:
        if self._finalizer is not None:
            self._finalizer()
        self._connection = self._finalizer = None


class _MadeByNewer(Exception):
    """Never leaves this module."""


def _refuse_newer(connection: sqlite3.Connection) -> None:
    if version_of(connection) > LATEST:
        raise _MadeByNewer("is of a newer capgo-tui and is left alone")


def _code(error: sqlite3.Error) -> int:
    """SQLite's own code without its details; 0 for what Python itself complains of."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
