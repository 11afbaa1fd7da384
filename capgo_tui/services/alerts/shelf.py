"""Where alerts are kept: `alerts.toml` beside the settings, which the program itself never writes."""

from __future__ import annotations

import fcntl
import os
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from capgo_tui.config.describing import toml
from capgo_tui.errors import CapgoError
from capgo_tui.rules.alerts.syntax import BadCondition
from capgo_tui.services.alerts.alert import Alert, alert_of
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.whole_files import write_whole

_INTRO: Final = """\
# Alerts of capgo-tui. `:alert` writes this file anew, so comments do not stay; `capgo-tui alerts` checks it.
# Each has a profile, when it fires, and an app, an organization (both by id) or everything = true.
"""
_MOST: Final = 1_000_000
_KINDS: Final = {"app": Kind.APP, "organization": Kind.ORGANIZATION}
_FIELDS: Final = {"profile", "when", "everything", *_KINDS}


class AlertsProblem(CapgoError):
    """The file of alerts cannot be read or written."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An alert and whose it is."""

    profile: str
    alert: Alert


class Shelf:
    """The alerts of a profile. Those of other profiles in the same file stay as they are."""

    def __init__(self, file: Path | None, profile: str) -> None:
        """Name the place; nothing is read yet.

        Args:
            file: where they are; None keeps them in memory.
            profile: whose.
        """
        self.file = file
        self._profile = profile
        self._memory: list[_Entry] = []

    def read(self) -> tuple[Alert, ...]:
        """Give the alerts, in the order in which they were made.

        Raises:
            AlertsProblem: the file cannot be read, or has something that is no alert.
        """
        return tuple(each.alert for each in self._entries() if each.profile == self._profile)

    def add(self, alert: Alert) -> None:
        """Keep an alert; one that is there already stays as it is.

        Raises:
            AlertsProblem: the file cannot be read or written.
        """
        entry = _Entry(self._profile, alert)
        with self._alone():
            entries = self._entries()
            if entry not in entries:
                self._write([*entries, entry])

    def remove(self, alert: Alert) -> None:
        """Keep an alert no longer.

        Raises:
            AlertsProblem: the file cannot be read or written.
        """
        gone = _Entry(self._profile, alert)
        with self._alone():
            self._write([each for each in self._entries() if each != gone])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other program change the file between reading and writing it; they wait for each other.

        What is locked is a file beside it, for the file itself is another one after every change.
        """
        if self.file is None:
            yield
            return
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self.file.with_name(f".{self.file.name}.lock")
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise AlertsProblem(f"{self.file} cannot be written: {error.strerror}.") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _entries(self) -> list[_Entry]:
        if self.file is None:
            return self._memory
        return _read(self.file)

    def _write(self, entries: Sequence[_Entry]) -> None:
        if self.file is None:
            self._memory = list(entries)
            return
        write_whole(self.file, _text(entries).encode(), mode=0o600, overwrite=True)


def _text(entries: Sequence[_Entry]) -> str:
    """Write alerts as TOML."""
    blocks = [_INTRO]
    for entry in entries:
        scope = entry.alert.scope
        named = next((word for word, kind in _KINDS.items() if kind is scope.kind), "")
        whose = f"{named} = {toml(scope.id)}" if named else "everything = true"
        profile, when = toml(entry.profile), toml(str(entry.alert.condition))
        blocks.append(f"[[alerts]]\nprofile = {profile}\n{whose}\nwhen = {when}\n")
    return "\n".join(blocks)


def _read(file: Path) -> list[_Entry]:
    """Read a file; none is there as long as there is no alert."""
    fix = "Mend it, or move it away."
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST + 1)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AlertsProblem(f"{file} cannot be read: {error.strerror}.", next_step=fix) from error
    if len(content) > _MOST:
        raise AlertsProblem(f"{file} is longer than {_MOST:,} bytes.", next_step=fix)
    try:
        table = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AlertsProblem(f"{file} is not valid TOML: {error}.", next_step=fix) from error
    written = table.get("alerts", [])
    if not isinstance(written, list) or set(table) - {"alerts"}:
        raise AlertsProblem(f"{file} has more than [[alerts]].", next_step=fix)
    try:
        return [_entry(each, place) for place, each in enumerate(written, 1)]
    except (ValueError, BadCondition) as error:
        raise AlertsProblem(f"{file}: {error}", next_step=fix) from error


def _entry(written: object, place: int) -> _Entry:
    """Read one alert.

    Raises:
        ValueError: it is none; says which and why.
        BadCondition: what stands in `when` is no condition.
    """
    if not isinstance(written, dict) or set(written) - _FIELDS:
        raise ValueError(f"alert {place} has something else than {', '.join(sorted(_FIELDS))}.")
    texts = {key: value for key, value in written.items() if isinstance(value, str) and value}
    whose = [Scope(kind, texts[word]) for word, kind in _KINDS.items() if word in texts]
    if written.get("everything") is True:
        whose.append(Scope(Kind.EVERYTHING))
    if len(whose) != 1 or "when" not in texts:
        raise ValueError(f'alert {place} needs when = "…" and one of app, organization, everything = true.')
    return _Entry(texts.get("profile", "default"), alert_of(whose[0], texts["when"]))
