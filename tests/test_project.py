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


UNSEEN = [
    "httpx",
    "pydantic",
    "starlette",
    "plotext",
    "json",
    "csv",
    "textual.widgets._markdown",
    "capgo_tui.api",
    "capgo_tui.demo",
    "capgo_tui.logs",
    "capgo_tui.modals",
    "capgo_tui.models",
    "capgo_tui.presenters.charts",
    "capgo_tui.rules.alerts",
    "capgo_tui.rules.statistics",
    "capgo_tui.rules.update_decision",
    "capgo_tui.screens.commands",
    "capgo_tui.screens.detail",
    "capgo_tui.screens.help",
    "capgo_tui.screens.plan",
    "capgo_tui.services.app_data",
    "capgo_tui.services.history",
    "capgo_tui.services.journal",
    "capgo_tui.services.plans",
    "capgo_tui.services.session",
    "capgo_tui.services.workspace",
]
"""What the first frame does not show, with all that is inside."""

UNOPENED = [
    "plotext",
    "textual.widgets._markdown",
    "capgo_tui.modals",
    "capgo_tui.models.bundle",
    "capgo_tui.models.channel",
    "capgo_tui.models.device",
    "capgo_tui.rules.alerts",
    "capgo_tui.rules.statistics",
    "capgo_tui.rules.update_decision",
    "capgo_tui.screens.commands",
    "capgo_tui.screens.detail",
    "capgo_tui.screens.help",
    "capgo_tui.screens.plan",
    "capgo_tui.services.app_data",
    "capgo_tui.services.deciding",
    "capgo_tui.services.device_log",
    "capgo_tui.services.history",
    "capgo_tui.services.journal",
    "capgo_tui.services.plans",
]
"""What the tree of apps does not show, with all that is inside."""


def loaded_when(shown: str, left_out: list[str]) -> str:
    """Start the screens on the demo cloud; which of these modules are loaded once that is on them."""
    code = f"""
import asyncio, sys
from capgo_tui.app import CapgoApp
from capgo_tui.services.opening import Look

left_out = tuple(name + "." for name in {left_out!r})

class Cloud:
    start_in_demo = key_found = True
    look = Look()

    async def open_demo(self):
        tell("the first frame")
        from capgo_tui.api import connect
        from capgo_tui.demo import Demo
        from capgo_tui.secret import Secret
        demo = Demo()
        return connect(key=Secret(demo.key), asgi=demo.app), demo.clock

def tell(what):
    if what == {shown!r}:
        print([name for name in sys.modules if f"{{name}}.".startswith(left_out)])
        raise SystemExit

async def main():
    async with CapgoApp(Cloud()).run_test() as pilot:
        tree = pilot.app.screen.query_one("AppTree")
        while not tree.display:
            await pilot.pause()
        tell("the tree")

asyncio.run(main())
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return run.stdout.strip() or run.stderr


def test_what_the_first_frame_does_not_show_is_not_imported_before_it() -> None:
    assert loaded_when("the first frame", UNSEEN) == "[]"


def test_what_an_open_app_shows_is_not_imported_before_the_tree_stands() -> None:
    assert loaded_when("the tree", UNOPENED) == "[]"
