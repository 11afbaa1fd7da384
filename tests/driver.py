"""Drives the program as a user does: press keys, let it settle, read the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets.tree import TreeNode
from textual.worker import WorkerState

from capgo_tui.api import CapgoClient, connect
from capgo_tui.app import CapgoApp
from capgo_tui.cli.key_settings import judge_keys
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused
from capgo_tui.modals.dialog import Dialog
from capgo_tui.presenters.places import Place
from capgo_tui.presenters.times import Now
from capgo_tui.screens.main import MainScreen
from capgo_tui.screens.plan import PlanScreen
from capgo_tui.secret import Secret
from capgo_tui.services.estate import AppEntry
from capgo_tui.services.opening import Look
from capgo_tui.widgets.app_tree import AppTree, Entry
from capgo_tui.widgets.form import FormField
from capgo_tui.widgets.form.picker import Picker
from capgo_tui.widgets.tab_panel import TabPanel

WAITED_FOR = {"load", "arrange", "save", "ask", "copy", "browse", "scan", "watch"}
"""Groups of workers that end by themselves; one that waits for the user does not."""


@dataclass
class DemoBackends:
    """The ways to a demo cloud, over HTTP in process, in the clock of its world."""

    demo: Demo
    key: str = ""
    start_in_demo: bool = True
    key_found: bool = True
    budget: int = 1000
    read_only: bool = False
    look: Look = field(default_factory=lambda: Look(profile="test", host="http://demo.localhost"))
    journal_file: Path | None = None
    history_file: Path | None = None
    alerts_file: Path | None = None
    session_file: Path | None = None
    saved: list[Secret] = field(default_factory=list)
    place: Place | None = None
    keys: dict[str, str] = field(default_factory=dict)

    others: dict[str, DemoBackends] = field(default_factory=dict)

    @property
    def profiles(self) -> dict[str, str]:
        """This profile and the others."""
        return {self.look.profile: "this one", **dict.fromkeys(self.others, "another")}

    def of_profile(self, name: str) -> DemoBackends:
        """The ways of another profile."""
        if name not in self.others:
            raise Misused(f"There is no profile {name}.")
        return self.others[name]

    async def open(self) -> CapgoClient:
        """Connect with the key of this test."""
        return self.connect(Secret(self.key or self.demo.key))

    async def open_with(self, key: Secret) -> CapgoClient:
        """Connect with a pasted key."""
        return self.connect(key)

    async def open_demo(self) -> tuple[CapgoClient, Now]:
        """Connect, and give the demo's clock."""
        return await self.open(), self.demo.clock

    def save_key(self, key: Secret) -> Path:
        """Remember what was to be kept."""
        self.saved.append(key)
        return Path("key")

    def connect(self, key: Secret) -> CapgoClient:
        """Connect with any key."""
        return connect(
            "http://demo.localhost", key, asgi=self.demo.app, budget=self.budget, read_only=self.read_only
        )


class User:
    """Presses keys and reads the screen."""

    def __init__(self, app: CapgoApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the program come to rest.

        A dialog that opens on the way is seen before the next key is pressed.
        """
        for key in keys:
            await self._pilot.press(key)
            if isinstance(self.app.screen, Dialog):
                await self.settle()
        await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys so fast that a dialog that opens on the way is not seen, then let all come to rest."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def types(self, text: str) -> None:
        """Type a text; what it brings about is looked at when all of it is typed."""
        await self.bursts(text)

    async def bursts(self, text: str) -> None:
        """Send a text faster than the program looks at a key, as a fast typist on a slow line does."""
        for character in text:
            self.app.post_message(Key(_key(character), character))
        await self.settle()

    async def commands(self, text: str) -> None:
        """Type a command of the `:` line, and have it run."""
        await self.press("colon")
        await self.types(text)
        await self.press("enter")

    async def goes_to(self, label: str) -> None:
        """Go to a field of the dialog by the keyboard."""
        for _ in range(80):
            focused = self.app.screen.focused
            fields = focused.ancestors_with_self if focused is not None else []
            if any(isinstance(field, FormField) and field.label == label for field in fields):
                return
            await self._pilot.press("tab")
        raise AssertionError(f"no field {label} in\n{self.screen}")

    async def picks(self, label: str, letters: str) -> None:
        """Pick what a few letters find in the list of a field."""
        await self.goes_to(label)
        if not any(picker.is_open for picker in self.app.screen.query(Picker)):
            await self.press("enter")
        await self.types(letters)
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until nothing is being read or drawn."""
        await settle(self._pilot)

    async def opens(self, app_id: str, tab: str = "1") -> None:
        """Go to an app in the tree, open it, and go to a tab by its key."""
        tree = self.app.screen.query_one(AppTree)
        tree.focus()
        tree.move_cursor(next(node for node in nodes(tree.root) if app_named(node.data) == app_id))
        await self.press("enter")
        if tab != "1":
            await self.press(tab)

    async def resizes(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def clicks(self, selector: str | None, offset: tuple[int, int] = (0, 0), times: int = 1) -> None:
        """Click into a widget, or anywhere on the screen."""
        await self._pilot.click(selector, offset=offset, times=times)
        await self.settle()

    @property
    def screen(self) -> str:
        """All that is on the screen, as text."""
        return screen_text(self.app)

    @property
    def requests(self) -> int:
        """How many requests went out since the start."""
        screen = self.app.screen_stack[1]
        assert isinstance(screen, MainScreen)
        assert screen.workspace is not None
        return screen.workspace.client.requests.sent

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self.app.screen.query_one(TabPanel).active

    def sees(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return text in self.screen

    @property
    def told(self) -> str:
        """All that notifications say."""
        return "\n".join(note.message for note in self.app._notifications)

    def line_with(self, text: str) -> str:
        """The first line that holds a text; empty if there is none."""
        return next((line for line in self.screen.splitlines() if text in line), "")


def nodes(node: TreeNode[Entry]) -> Iterator[TreeNode[Entry]]:
    """A node and all below it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def app_named(entry: Entry | None) -> str:
    """The id of the app that a node stands for; empty for any other."""
    return entry.app_id if isinstance(entry, AppEntry) else ""


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker that ends by itself runs, and all is drawn."""
    while isinstance(pilot.app.screen, MainScreen) and not pilot.app.screen.estate.is_started:
        await pilot.pause(0.005)
    for _ in range(50):
        await pilot.pause()
        busy = [
            worker
            for worker in pilot.app.workers
            if worker.group in WAITED_FOR and worker.state in {WorkerState.PENDING, WorkerState.RUNNING}
        ]
        screen = pilot.app.screen
        if busy:
            await pilot.app.workers.wait_for_complete(busy)
        elif isinstance(screen, Dialog | PlanScreen) and not screen.is_at_rest:
            await pilot.pause(0.01)
        else:
            break
    await pilot.pause()
    await pilot.pause()


def screen_text(app: App[None]) -> str:
    """What the terminal shows, without colours."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def run_user(backends: DemoBackends, width: int, height: int) -> AsyncIterator[User]:
    """Run the program, come to rest, and hand it to a user."""
    app = CapgoApp(backends, backends.place)
    app.set_keymap(judge_keys(backends.keys).keymap)
    async with app.run_test(size=(width, height), notifications=True) as pilot:
        user = User(app, pilot)
        await user.settle()
        yield user


def _key(character: str) -> str:
    """The key that types a character."""
    names = {
        " ": "space",
        ".": "full_stop",
        "/": "slash",
        ":": "colon",
        "-": "minus",
        "@": "at",
        "_": "underscore",
        "\t": "tab",
        "\n": "enter",
    }
    return names.get(character, character)
