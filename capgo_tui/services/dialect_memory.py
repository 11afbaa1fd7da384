"""Which generation of servers somebody chose for a host: kept in a file, so that it is asked once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from capgo_tui.services.whole_files import FileProblem, write_whole


class DialectMemory:
    """Remembers by host. A file that cannot be read counts as empty, and is written anew."""

    def __init__(self, path: Path) -> None:
        """Describe it; nothing is read or made yet.

        Args:
            path: the file; only its owner may read it.
        """
        self._path = path

    def recall(self, host: str) -> str:
        """The generation that was chosen for a host; empty if none was."""
        found = self._read().get(host, "")
        return found if isinstance(found, str) else ""

    def remember(self, host: str, name: str) -> None:
        """Keep the generation of a host; an empty name forgets it.

        Raises:
            FileProblem: the file cannot be written.
        """
        known = self._read()
        if known.get(host, "") == name:
            return
        known[host] = name
        kept = {each: value for each, value in known.items() if value}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise FileProblem(f"{self._path.parent} cannot be made: {error.strerror}.") from error
        write_whole(self._path, json.dumps(kept, indent=2).encode(), mode=0o600, overwrite=True)

    def of(self, host: str) -> Callable[[str], None]:
        """Give what remembers the generation of one host."""
        return lambda name: self.remember(host, name)

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
