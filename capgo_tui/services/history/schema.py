"""The tables of the history, and how a file of an older program gets those of this one.

A step is never changed once a program with it was given away: a file says in `user_version` how many it took.
"""

from __future__ import annotations

import sqlite3
from typing import Final

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        # Whose figures: an app, an organization or everything of a profile, on one server.
        """CREATE TABLE scopes (
            id INTEGER PRIMARY KEY,
            host TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (host, kind, name)
        )""",
        # One row a day and metric. Days are ISO texts, moments seconds since 1970, both UTC.
        """CREATE TABLE figures (
            scope INTEGER NOT NULL,
            day TEXT NOT NULL,
            metric TEXT NOT NULL,
            value NUMERIC NOT NULL,
            asked_at INTEGER NOT NULL,
            trust INTEGER NOT NULL,
            PRIMARY KEY (scope, day, metric)
        ) WITHOUT ROWID""",
        # Which days a server was asked for, also those that it told nothing of.
        """CREATE TABLE asked (
            scope INTEGER NOT NULL,
            what TEXT NOT NULL,
            day TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            was_told INTEGER NOT NULL,
            PRIMARY KEY (scope, what, day)
        ) WITHOUT ROWID""",
    ),
    (
        # The organization under which a breakdown told of an app.
        "ALTER TABLE scopes ADD COLUMN organization TEXT NOT NULL DEFAULT ''",
        # One row a day and bundle (or native build) that a device ran.
        """CREATE TABLE usage (
            scope INTEGER NOT NULL,
            what TEXT NOT NULL,
            day TEXT NOT NULL,
            bundle TEXT NOT NULL,
            percent NUMERIC,
            devices INTEGER,
            PRIMARY KEY (scope, what, day, bundle)
        ) WITHOUT ROWID""",
    ),
)

LATEST: Final = len(STEPS)
"""The schema of this program."""


def version_of(connection: sqlite3.Connection) -> int:
    """Read how many steps a file took."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, all or none; two programs may try at once.

    Args:
        connection: in autocommit mode, of a file that is not newer than this program.

    Raises:
        sqlite3.Error: a step failed; the file is as before.
    """
    if version_of(connection) == LATEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version_of(connection) :]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {LATEST}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
