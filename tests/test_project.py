"""What holds for the project as a whole: sizes, names, and what must not be committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from capgo_tui import __version__

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
BANNED_NAMES = {"utils", "helpers", "manager", "common", "base"}
ALLOWED_AT_TOP = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "capgo_tui",
    "pyproject.toml",
    "screenshots",
    "tests",
}
"""Nothing else stands at the top, but for dotfiles."""


def committed() -> list[Path]:
    """The files that git knows, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def sources() -> list[Path]:
    return [path for path in committed() if path.suffix == ".py"]


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in sources() if path.stem in BANNED_NAMES] == []


def test_only_what_belongs_there_stands_at_the_top() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in committed()}
    assert {top for top in tops if not top.startswith(".")} <= ALLOWED_AT_TOP


def test_no_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    words = re.compile(
        "|".join(("files" + r"\.pythonhosted", "pypi" + r"\.org", "/work" + "/main", "/opt" + "/capgo"))
    )
    texts = {path: path.read_text(errors="ignore") for path in committed() if path.suffix != ".svg"}
    assert [str(path) for path, text in texts.items() if words.search(text)] == []


def test_no_lock_file_with_addresses_is_committed() -> None:
    assert [path for path in committed() if path.name == "uv.lock"] == []


HEAVY = ["httpx", "pydantic", "starlette", "plotext", "textual", "rich", "uvicorn"]


@pytest.mark.parametrize("arguments", [["--version"], ["orgs", "--help"]])
def test_the_command_line_starts_without_the_screens_and_the_network(arguments: list[str]) -> None:
    code = (
        "import sys, contextlib, io\n"
        "from capgo_tui.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({arguments!r})\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_versions_agree() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    code = (
        "import asyncio, sys\n"
        "from capgo_tui.app import CapgoApp\n"
        "heavy = {'httpx', 'pydantic', 'starlette', 'plotext', 'textual.widgets._markdown'}\n"
        "class Never:\n"
        "    start_in_demo = True; key_found = True\n"
        "    from capgo_tui.services.opening import Look\n"
        "    look = Look()\n"
        "    async def open_demo(self):\n"
        "        print(sorted(heavy & set(sys.modules))); raise SystemExit\n"
        "async def main():\n"
        "    async with CapgoApp(Never()).run_test() as pilot: await pilot.pause()\n"
        "asyncio.run(main())\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "[]", run.stderr
