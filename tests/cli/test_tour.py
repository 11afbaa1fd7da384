"""The README's tour, key by key, in the real program in tmux: five tasks, each from the tree on."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import APP, PROGRAM

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

PATIENCE = 60.0
"""Seconds after which a text is taken not to come; a quiet machine needs less than one."""
README = Path(__file__).parents[2] / "README.md"


class Tmux:
    """The program in a session of its own, on 80 × 24."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self.pressed = 0
        """How many keys were pressed since the last task began."""
        self._tmux = ("tmux", "-S", str(folder / "socket"), "-f", "/dev/null")
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("STATE", "CONFIG", "DATA")}
        inherited = {
            name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "TMUX"}
        }
        environ = {**inherited, **homes}
        size = ("-x", "80", "-y", "24")
        command = [*self._tmux, "new-session", "-d", *size, "-c", str(folder), *PROGRAM, "--demo"]
        subprocess.run(command, env=environ, check=True)
        self.sees("com.acme.shop")

    @property
    def screen(self) -> str:
        """What is on the screen."""
        shown = subprocess.run(
            [*self._tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True
        )
        return shown.stdout

    def sees(self, *texts: str) -> str:
        """Wait until all of these are on the screen, and give it."""
        end = time.monotonic() + PATIENCE
        while not all(text in (screen := self.screen) for text in texts):
            assert time.monotonic() < end, f"{texts} never came:\n{screen}"
            time.sleep(0.05)  # between two looks at another program's screen
        return screen

    def sees_dialog(self, *texts: str) -> str:
        """Wait until a dialog is there, and for as long as it hears nothing yet (150 ms)."""
        screen = self.sees(*texts)
        time.sleep(0.4)
        return screen

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names; a text of several letters is typed, each letter a key."""
        for key in keys:
            self.pressed += 1
            subprocess.run([*self._tmux, "send-keys", key], check=True)

    def types(self, text: str) -> None:
        """Type a text."""
        self.pressed += len(text)
        subprocess.run([*self._tmux, "send-keys", "-l", text], check=True)

    def opens_the_shop(self) -> None:
        """Find the app in the tree and open it; the count of keys begins with it."""
        self.pressed = 0
        self.press("/")
        self.types("shop")
        self.press("Enter", "Enter")
        self.sees("› Channels", "production")

    @property
    def buffer(self) -> str:
        """What was copied last."""
        held = subprocess.run([*self._tmux, "show-buffer"], capture_output=True, text=True, check=True)
        return held.stdout

    def close(self) -> None:
        """End it."""
        subprocess.run([*self._tmux, "kill-server"], check=False)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """The program on the demo cloud."""
    session = Tmux(tmp_path)
    yield session
    session.close()


def stated(task: str) -> int:
    """How many keys the README says that a task takes."""
    row = next(line for line in README.read_text().splitlines() if line.startswith(f"| {task}"))
    return int(row.rstrip(" |").rpartition("|")[2])


def test_find_the_phone_that_does_not_update_and_fix_it(tmux: Tmux) -> None:
    tmux.opens_the_shop()
    tmux.press("2")
    tmux.sees("canary-1", "current")
    tmux.press("F")
    tmux.sees("5 of 65", "store-review")
    tmux.press("j", "j", "w")
    tmux.sees("✗ blocked either way", "disable_auto_update_under_native")
    tmux.press(".")
    tmux.sees_dialog("Edit channel production", "❯   under-native guard")
    tmux.press("Space")
    tmux.sees("1 more would update")
    tmux.press("C-s")
    tmux.sees("Change channel production: done", "4 of 65")
    assert tmux.pressed == stated("Find the phone that does not update")
    tmux.press("Escape")
    tmux.sees("❯ museum-tablet")
    tmux.press("Escape", ":")
    tmux.types("why store-review")
    tmux.press("Enter")
    tmux.sees("❯ store-review", "gets 1.5.0 from production")


def test_move_five_testers_to_beta_and_undo(tmux: Tmux) -> None:
    tmux.opens_the_shop()
    tmux.press("2")
    tmux.sees("canary-1", "current")
    tmux.press("/")
    tmux.types("store-0")
    tmux.press("Enter", "Space", "Space", "Space", "Space", "Space")
    tmux.sees("5 marked")
    tmux.press("m")
    tmux.sees_dialog("Move 5 devices", "1.5.0-rc.1")
    tmux.types("beta")
    tmux.press("C-s")
    tmux.sees_dialog("Move 5 devices to beta", "about 1 s")
    tmux.press("a")
    tmux.sees("✓ 5 made")
    tmux.press("Escape")
    tmux.sees("8 of 65")
    tmux.press("u")
    tmux.sees_dialog("Undo 5 changes", "→ no override")
    tmux.press("a")
    tmux.sees("✓ 5 made")
    assert tmux.pressed == stated("Move five testers to beta")


def test_see_whether_the_release_arrives(tmux: Tmux) -> None:
    tmux.opens_the_shop()
    tmux.press("5")
    tmux.sees("› Adoption", "❯ 1.5.0", "18 Nov 1.5.0")
    tmux.press("Enter")
    tmux.sees("18 Nov release")
    assert tmux.pressed == stated("See whether 1.5.0 arrives")


def test_export_last_month(tmux: Tmux, tmp_path: Path) -> None:
    tmux.opens_the_shop()
    tmux.press(":")
    tmux.types("report 2026-10")
    tmux.press("Enter")
    tmux.sees_dialog("Report of com.acme.shop, October 2026")
    tmux.press("C-s")
    tmux.sees("Written:")
    assert tmux.pressed == stated("Export last month")
    report = (tmp_path / f"report-{APP}-2026-10.html").read_text()
    assert "<svg" in report
    assert APP in report


def test_share_a_view(tmux: Tmux) -> None:
    tmux.opens_the_shop()
    tmux.press("2")
    tmux.sees("canary-1", "current")
    tmux.press("/")
    tmux.types("platform:ios")
    tmux.press("Enter")
    tmux.sees("31 of 65")
    tmux.press("y")
    tmux.sees_dialog("Copy device")
    tmux.press("l")
    tmux.sees("tmux's buffer")
    assert tmux.pressed == stated("Share a view")
    assert tmux.buffer.startswith("capgo-tui open ")
    assert "filter=platform%3Aios" in tmux.buffer or "filter=platform:ios" in tmux.buffer
