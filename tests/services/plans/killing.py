"""Runs the bulk program and kills it in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from capgo_tui.demo import KEY

ROOT = Path(__file__).parents[3]


def start(host: str, journal: Path) -> subprocess.Popen[str]:
    """Start the program."""
    command = [sys.executable, "-m", "tests.services.plans.bulk_program", host, KEY, str(journal)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run_and_kill(host: str, journal: Path, *, begun: int) -> None:
    """Kill it (SIGKILL) as soon as it has begun so many changes."""
    with start(host, journal) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == str(begun):
                process.kill()
                break
        process.wait()
    assert process.returncode == -9
