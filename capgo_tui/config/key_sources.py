"""Finds the key, in one order: the first place that has one wins, and a broken place is never skipped.

Skipping would be the worse surprise: the key of another account, used on servers it is not meant for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from capgo_tui.config.key_text import BadKey, read_key, read_key_file
from capgo_tui.config.paths import Paths
from capgo_tui.config.saved_keys import loose_permissions
from capgo_tui.config.settings import Profile
from capgo_tui.secret import Secret

KEY_VARIABLE = "CAPGO_TOKEN"
"""The variable that the official CLI takes its key from too."""
KEYRING_SERVICE = "capgo-tui"
"""Under which name the system keyring keeps keys; the user name there is the profile's name."""
CLI_FILE = ".capgo"
"""The file in which the official CLI keeps its key, in a project or in the home folder."""
COMMAND_SECONDS = 30.0
"""How long a `key_command` may take: enough to unlock a password store."""


@dataclass(frozen=True)
class FoundKey:
    """A key and where it was."""

    secret: Secret
    source: str
    """The place in words, such as `the variable CAPGO_TOKEN`."""


@dataclass(frozen=True)
class KeySearch:
    """Everything that decides which key is used; `find` does the looking."""

    profile: Profile
    paths: Paths
    environ: Mapping[str, str] = field(repr=False)  # may hold the key
    working_folder: Path
    home: Path
    asked_for: Path | None = None
    """The file of `--key-file`."""
    warn: Callable[[str], None] = field(default=lambda _: None)
    """Takes warnings, such as a key file that others may read."""
    command_seconds: float = COMMAND_SECONDS

    def find(self) -> FoundKey | None:
        """Look in every place in order; may run the profile's command, so it can take seconds.

        Raises:
            BadKey: a place that was named, or that has something, holds no usable key.
        """
        for source, read in self._places():
            secret = read()
            if secret is not None:
                return FoundKey(secret, source)
        return None

    def is_promised(self) -> bool:
        """Whether `find` will find a key or say why not, worked out without running a command."""
        if self.asked_for or self.environ.get(KEY_VARIABLE, "").strip() or self.profile.key_command:
            return True
        files = (self._profile_file(), *self._cli_files())
        return any(file.is_file() for file in files) or (
            keyring_is_near(self.environ) and self._from_keyring() is not None
        )

    def places(self) -> list[str]:
        """Where `find` looks, in words, for the sentence that says nothing was found."""
        return [source for source, _ in self._places()]

    def _places(self) -> Iterator[tuple[str, Callable[[], Secret | None]]]:
        """Every place in order, with how to read it."""
        if self.asked_for is not None:
            asked_for = self.asked_for
            yield f"the key file {asked_for}", lambda: self._from_named_file(asked_for)
        yield f"the variable {KEY_VARIABLE}", self._from_variable
        if self.profile.key_command:
            yield f"the key_command of profile {self.profile.name}", self._from_command
        if keyring_is_near(self.environ):
            yield "the system keyring", self._from_keyring
        yield f"the key file {self._profile_file()}", self._from_profile_file
        for file in self._cli_files():
            yield f"the Capgo CLI's {file}", lambda file=file: self._from_cli_file(file)  # type: ignore[misc]

    def _profile_file(self) -> Path:
        return self.profile.key_file or self.paths.key_file(self.profile.name)

    def _cli_files(self) -> tuple[Path, ...]:
        return (self.working_folder / CLI_FILE, self.home / CLI_FILE)

    def _from_variable(self) -> Secret | None:
        return read_key(self.environ.get(KEY_VARIABLE, ""), f"The variable {KEY_VARIABLE}")

    def _from_named_file(self, file: Path) -> Secret:
        """Read a file that somebody named: it must be there and hold a key."""
        secret = read_key_file(file, f"The key file {file}")
        if secret is None:
            raise BadKey(f"The key file {file} is empty.", next_step="Put the key on its first line.")
        warning = loose_permissions(file)
        if warning:
            self.warn(warning)
        return secret

    def _from_profile_file(self) -> Secret | None:
        """Read the profile's file; its own need not exist, one that the settings name must."""
        file = self._profile_file()
        if self.profile.key_file is None and not file.exists():
            return None
        return self._from_named_file(file)

    def _from_cli_file(self, file: Path) -> Secret | None:
        return read_key_file(file, f"The Capgo CLI's {file}") if file.is_file() else None

    def _from_command(self) -> Secret:
        from capgo_tui.config.key_command import run_key_command  # noqa: PLC0415 - most starts run none

        return run_key_command(self.profile.key_command, self.profile.name, self.command_seconds)

    def _from_keyring(self) -> Secret | None:
        """Ask the system keyring; only where `keyring_is_near`."""
        import keyring  # noqa: PLC0415 - optional, and slow to import

        try:
            text = keyring.get_password(KEYRING_SERVICE, self.profile.name)
        except Exception:  # noqa: BLE001 - back ends of all makes raise errors of all kinds; none has a key
            return None
        return read_key(text or "", "The system keyring")


def keyring_is_near(environ: Mapping[str, str]) -> bool:
    """Whether asking the keyring is worth its import: there is a desktop behind it, and it is installed."""
    named = environ.get("DBUS_SESSION_BUS_ADDRESS") or environ.get("PYTHON_KEYRING_BACKEND")
    if not named and sys.platform not in ("darwin", "win32"):
        return False
    from importlib.util import find_spec  # noqa: PLC0415 - most jump hosts have no desktop

    return find_spec("keyring") is not None
