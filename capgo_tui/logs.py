"""A log in a rotating file, off unless asked for, and the redaction of all that is logged or printed.

The modules of this package log through `logging.getLogger("capgo_tui.…")`; nothing is attached to the
root logger, so other packages stay silent.
"""

from __future__ import annotations

import logging
import os
import re
import time
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from capgo_tui.safe_text import clean, clean_lines
from capgo_tui.secret import Secret

NAME = "capgo_tui"
"""The logger above all of this package's."""
HIDDEN = "…"
"""What stands where a key was."""
_BYTES = 1_000_000
"""The size at which a log file is put aside; three old ones are kept."""
_SHORTEST_KEY = 12
"""The fewest characters of a key; Capgo's are UUIDs of 36 (contract/api.md 2.1)."""
_LONGEST_RECORD = 20_000
"""The longest line, in characters: room for a traceback."""

_IN_A_HEADER = re.compile(
    r"""(?P<name>\b(?:authorization|capgkey|x-api-key|x-limited-key-id|apikey|api_key|capgo_token|token|password)
        ["']?\s*[:=]\s*["']?(?:bearer\s+|basic\s+)?)
        (?P<value>[^\s"',;}\])]+)""",
    re.IGNORECASE | re.VERBOSE,
)


class Redaction:
    """Takes keys out of texts: those it has been told of wherever they stand, others where they are named."""

    def __init__(self) -> None:
        self._live: list[Secret] = []

    def hide(self, secret: Secret) -> None:
        """Remember a key that is in use; a text too short to be one would only garble everything."""
        if len(secret.reveal()) >= _SHORTEST_KEY and secret not in self._live:
            self._live.append(secret)

    def __call__(self, text: str) -> str:
        """Mask every key in use, and whatever stands behind the name of a header that carries keys."""
        return _IN_A_HEADER.sub(lambda match: match["name"] + HIDDEN, self.of_live_keys(text))

    def of_live_keys(self, text: str) -> str:
        """Mask the keys in use only: for documents, which must keep their own words."""
        for secret in self._live:
            # Case-insensitive: a server may lower-case what it echoes.
            if secret.reveal().casefold() in text.casefold():
                text = re.sub(re.escape(secret.reveal()), secret.masked(), text, flags=re.IGNORECASE)
        return text


class _OneLine(logging.Formatter):
    """One record is one line, whatever is in it: UTC, level, logger, message, traceback without locals."""

    default_msec_format = "%s.%03dZ"
    default_time_format = "%Y-%m-%dT%H:%M:%S"

    def __init__(self, redaction: Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redaction = redaction
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        text = self._redaction(super().format(record))
        return clean(text.replace("\n", " ⏎ "), _LONGEST_RECORD)


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")


def log_to_file(file: Path, redaction: Redaction) -> None:
    """Write every record to a file (0600, rotated at 1 MB, three old ones kept).

    Raises:
        OSError: the file cannot be opened.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _attach(_PrivateFile(file, maxBytes=_BYTES, backupCount=3, encoding="utf-8"), redaction)


def log_to(stream: TextIO, redaction: Redaction) -> None:
    """Write every record to a stream such as stderr."""
    _attach(logging.StreamHandler(stream), redaction)


def stop() -> None:
    """End every log that `log_to` or `log_to_file` began."""
    logger = logging.getLogger(NAME)
    for handler in tuple(logger.handlers):
        if not isinstance(handler, logging.NullHandler):
            logger.removeHandler(handler)
            handler.close()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


def crash_text(
    kind: type[BaseException],
    error: BaseException,
    where: TracebackType | None,
    redaction: Redaction,
) -> str:
    """A traceback without the values of variables, without keys, safe to write to a terminal."""
    lines = traceback.format_exception(kind, error, where)  # its lines never hold locals
    return clean_lines(redaction("".join(lines)))


def _attach(handler: logging.Handler, redaction: Redaction) -> None:
    """Format and attach a handler."""
    handler.setFormatter(_OneLine(redaction))
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)


# Without any handler, Python itself would write warnings to stderr: across the screens.
logging.getLogger(NAME).addHandler(logging.NullHandler())
