"""Where settings, keys and logs live: the folders that each system gives to programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APPLICATION = "capgo-tui"
CONFIG_VARIABLE = "CAPGO_TUI_CONFIG"
"""The environment variable that names another settings file."""


@dataclass(frozen=True)
class Paths:
    """The folders and files of this program; nothing is created by asking for them."""

    settings_file: Path
    """The TOML file."""
    settings_are_asked_for: bool
    """Whether somebody named that file, so that its absence is an error."""
    keys: Path
    """The folder of the saved keys (0700, one 0600 file per profile)."""
    state: Path
    """The folder of logs."""
    data: Path
    """The folder of what is kept for the user: texts copied into a file, the history of statistics."""

    @property
    def history(self) -> Path:
        """The file of the history of statistics."""
        return self.data / "statistics.sqlite"

    @property
    def alerts_file(self) -> Path:
        """The file of alerts, beside the settings; the program writes it."""
        return self.settings_file.with_name("alerts.toml")

    @property
    def dialects_file(self) -> Path:
        """Which generation of servers was chosen for which host."""
        return self.state / "dialects.json"

    def key_file(self, profile: str) -> Path:
        """The file in which the key of a profile is kept unless its settings name another."""
        return self.keys / f"{profile}.key"


def find_paths(environ: Mapping[str, str], asked_for: Path | None = None) -> Paths:
    """Work out where everything lives.

    Args:
        environ: `CAPGO_TUI_CONFIG` names the settings file; the folders follow the system (XDG on Linux).
        asked_for: the settings file of `--config`, which beats the variable.
    """
    import platformdirs  # noqa: PLC0415 - only once a path is needed: `--version` and `--help` need none

    config = platformdirs.user_config_path(APPLICATION, appauthor=False)
    named = asked_for or (Path(environ[CONFIG_VARIABLE]) if environ.get(CONFIG_VARIABLE) else None)
    return Paths(
        settings_file=named.expanduser() if named else config / "config.toml",
        settings_are_asked_for=named is not None,
        keys=config / "keys",
        state=platformdirs.user_state_path(APPLICATION, appauthor=False),
        data=platformdirs.user_data_path(APPLICATION, appauthor=False),
    )
