"""A quiet machine for every test: one time zone, one size of terminal, no settings of the user."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

# Textual reads these when it is imported, so they come first.
os.environ.update(
    TZ="UTC", TEXTUAL_ANIMATIONS="none", TEXTUAL_COLOR_SYSTEM="truecolor", COLUMNS="120", LINES="40"
)
os.environ["TERM"] = "xterm-256color"
for name in (
    "NO_COLOR",
    "CAPGO_TOKEN",
    "CAPGO_HOST",
    "CAPGO_TUI_PROFILE",
    "CAPGO_TUI_CONFIG",
    "SSH_CONNECTION",
    "SSH_TTY",
    "SSH_CLIENT",
    "TMUX",
    "STY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "WSL_DISTRO_NAME",
    "BROWSER",
):
    os.environ.pop(name, None)
time.tzset()

import pytest  # noqa: E402

from tests import rest  # noqa: E402

rest.install()

# By default every 700 new objects are looked through: a quarter of the time of a test of the screens.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """What is there now stays until the end: nothing of it is ever garbage."""
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, so that no key and no setting of the machine is ever read."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.chdir(home)
    return home
