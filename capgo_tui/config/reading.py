"""Reads the settings file. What cannot be understood is a warning; what is no TOML is an error."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capgo_tui.config.kinds import name_of
from capgo_tui.config.paths import Paths
from capgo_tui.config.settings import Profile, Settings, specs
from capgo_tui.errors import CapgoError

_PROFILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST = 1_000_000
"""The longest settings file that is read, in bytes."""
_LOOKS_LIKE_A_KEY = ("key", "token", "api_key", "apikey", "secret", "password")


class BadSettings(CapgoError):
    """The settings file cannot be read at all: guessing would send a key to a server it is not for."""


@dataclass(frozen=True)
class Problem:
    """Something in the settings file that is not taken as it stands."""

    key: str
    """Where, such as `profiles.prod.budget`."""
    said: str
    """What is wrong and what is allowed, to follow the key."""

    def __str__(self) -> str:
        return f"{self.key} {self.said}"


@dataclass(frozen=True)
class LoadedSettings:
    """What the settings file says."""

    settings: Settings
    file: Path
    """The file, whether it exists or not."""
    exists: bool
    problems: tuple[Problem, ...]
    """What in it is not taken as it stands."""


def load_settings(paths: Paths) -> LoadedSettings:
    """Read the settings; a file that is not there means the defaults, unless somebody asked for it.

    Raises:
        BadSettings: the file is no TOML, cannot be read, or was asked for and is missing.
    """
    table = _read_toml(paths.settings_file, paths.settings_are_asked_for)
    if table is None:
        return LoadedSettings(Settings(), paths.settings_file, exists=False, problems=())
    problems: list[Problem] = []
    folder = paths.settings_file.absolute().parent
    profiles = _read_profiles(table.get("profiles"), folder, problems)
    keys = dict(_read_keys(table.get("keys", {}), "", problems))
    rest = {key: value for key, value in table.items() if key not in {"profiles", "keys"}}
    settings = Settings(**_read_table(rest, Settings, "", folder, problems), profiles=profiles, keys=keys)
    if settings.profile not in settings.names():
        known = ", ".join(settings.names())
        problems.append(Problem("profile", f"must be one of the profiles of this file: {known}"))
    return LoadedSettings(settings, paths.settings_file, exists=True, problems=tuple(problems))


def _read_toml(file: Path, asked_for: bool) -> Mapping[str, object] | None:
    """Read a TOML file; None where there is none."""
    fix = "Mend it, or name another file with --config."
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST + 1)
    except FileNotFoundError:
        if not asked_for:
            return None
        raise BadSettings(
            f"There is no settings file {file}.", next_step="Look at --config and CAPGO_TUI_CONFIG."
        ) from None
    except OSError as error:
        raise BadSettings(f"{file} cannot be read: {error.strerror}.", next_step=fix) from error
    if len(content) > _MOST:
        raise BadSettings(f"{file} is longer than {_MOST:,} bytes.", next_step=fix)
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadSettings(f"{file} is not UTF-8 in line {line}.", next_step=fix) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{file} is not valid TOML: {error}.", next_step=fix) from error


def _read_profiles(table: object, folder: Path, problems: list[Problem]) -> dict[str, Profile]:
    """Read the `[profiles.NAME]` tables."""
    if table is None:
        return {}
    if not isinstance(table, dict):
        problems.append(Problem("profiles", "must be tables such as [profiles.prod]"))
        return {}
    profiles: dict[str, Profile] = {}
    for name, content in table.items():
        where = f"profiles.{name}"
        if not _PROFILE_NAME.fullmatch(name):
            problems.append(Problem(where, "must have a name of letters, digits, dots, _ and - (at most 64)"))
        elif not isinstance(content, dict):
            problems.append(Problem(where, f"must be a table: write [profiles.{name}] above its settings"))
        else:
            profiles[name] = Profile(name, **_read_table(content, Profile, f"{where}.", folder, problems))
    return profiles


def _read_keys(table: object, inside: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Read the table `[keys]`; `devices.move` without quotes is a table in a table, and meant the same."""
    if isinstance(table, str) and inside:
        yield inside, table
    elif isinstance(table, dict):
        for name, value in table.items():
            yield from _read_keys(value, f"{inside}.{name}" if inside else name, problems)
    elif inside:
        said = f'must be keys in quotes such as "M" or "ctrl+o,f5"; it is {name_of(table)}'
        problems.append(Problem(f'keys."{inside}"', said))
    else:
        problems.append(Problem("keys", 'must be a table: [keys], and below it "devices.move" = "M"'))


def _read_table(
    table: Mapping[str, object],
    of: type[Settings | Profile],
    prefix: str,
    folder: Path,
    problems: list[Problem],
) -> dict[str, Any]:
    """Read the settings of one table; whatever is wrong becomes a problem and its careful value."""
    known = {spec.name: spec for spec in specs(of)}
    read: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            problems.append(Problem(f"{prefix}{key}", _unknown(key, list(known))))
            continue
        try:
            taken = known[key].kind.read(value)
        except ValueError as error:
            problems.append(Problem(f"{prefix}{key}", str(error)))
            taken = known[key].when_wrong
        read[key] = folder / taken if isinstance(taken, Path) else taken
    return read


def _unknown(key: str, known: list[str]) -> str:
    """Say what to write instead of an unknown key; its value is never shown, it may be a secret."""
    if key.lower() in _LOOKS_LIKE_A_KEY:
        return "is not a setting: the key itself never stands in this file; use key_command or key_file"
    near = difflib.get_close_matches(key, known, n=1)
    return "is not a setting" + (
        f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(known)}"
    )
