"""Read-only mode: seen in the header, said by every key that changes something, kept by the transport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from textual.binding import Binding
from textual.widgets import Static

from capgo_tui.demo import Demo
from capgo_tui.errors import Misused
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.opening import Look
from capgo_tui.services.workspace import Workspace
from capgo_tui.widgets.bindings import shown
from capgo_tui.widgets.key_bar import KeyBar
from tests.driver import DemoBackends, User, run_user
from tests.ui.conftest import UserAt


def workspace_of(user: User) -> Workspace:
    """The connection of the program that runs."""
    screen = user.app.screen_stack[1]
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace


class Changer(Static, can_focus=True):
    """A place where something can be changed, written as a pane is."""

    BINDINGS = [
        shown("e", "edit", "edit", "list.edit", "Change the record"),
        shown("i", "look", "look", "list.look", "Look at the record"),
        Binding("n", "edit", "also", priority=True, id="list.also", tooltip="Change it by a priority key"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("a place to change things")
        self.workspace = workspace
        self.ran: list[str] = []

    def why_not(self, action: str) -> str:
        return self.workspace.read_only_reason if action == "edit" else ""

    def action_edit(self) -> None:
        self.ran.append("edit")

    def action_look(self) -> None:
        self.ran.append("look")


async def changer(user: User) -> Changer:
    """Put a place to change things onto the screen, with the focus."""
    place = Changer(workspace_of(user))
    await user.app.screen.query_one("#tabs").mount(place)
    place.focus()
    await user.settle()
    return place


@pytest.mark.parametrize("width", [120, 80, 60, 40])
async def test_the_header_says_the_mode_at_every_width(user_at: UserAt, width: int) -> None:
    async with user_at(width, 24, read_only=True) as user:
        await user.opens("com.acme.shop")
        assert "▮demo▮ RO" in user.screen.splitlines()[0]
        workspace_of(user).client.read_only = False
        await user.settle()
        assert "▮demo▮ RW" in user.screen.splitlines()[0]
        await user.press("enter")
        assert "▮demo▮ RW" in user.screen.splitlines()[0]


async def test_a_key_that_is_not_allowed_is_dimmed_and_says_why_and_does_nothing(user_at: UserAt) -> None:
    async with user_at(read_only=True) as user:
        place = await changer(user)
        hints = {hint.key: hint for hint in user.app.screen.query_one(KeyBar).keys}
        assert (hints["e"].enabled, hints["i"].enabled) == (False, True)
        assert user.screen.splitlines()[-1].count("read-only mode: :rw leaves it") == 1
        await user.press("e")
        assert place.ran == []
        assert user.screen.count("read-only mode: :rw leaves it") == 2
        await user.press("n", "i")
        assert place.ran == ["look"]
        assert user.screen.count("read-only mode: :rw leaves it") == 3


async def test_a_click_on_a_dimmed_key_says_why_too(user_at: UserAt) -> None:
    async with user_at(120, 40, read_only=True) as user:
        place = await changer(user)
        await user.clicks(None, offset=(user.screen.splitlines()[-1].index("edit"), 39))
        assert place.ran == []
        assert user.screen.count("read-only mode: :rw leaves it") == 2


async def test_the_last_line_says_the_reason_in_short_where_there_is_little_room(user_at: UserAt) -> None:
    async with user_at(70, 24, read_only=True) as user:
        await changer(user)
        line = user.screen.splitlines()[-1]
        assert "read-only mode" in line
        assert "tab next pane" in line
        assert ":rw" not in line
        await user.resizes(46, 24)
        assert "read-only mode" in user.screen.splitlines()[-1]
        assert "tab next pane" not in user.screen.splitlines()[-1]
        await user.resizes(30, 24)
        assert "read-only" not in user.screen.splitlines()[-1]
        assert "e edit" in user.screen.splitlines()[-1]


async def test_the_palette_lists_what_is_not_allowed_with_the_reason(user_at: UserAt) -> None:
    async with user_at(read_only=True) as user:
        place = await changer(user)
        await user.press("ctrl+p")
        await user.types("change the record")
        assert user.sees("Change the record  (e) — read-only mode: :rw leaves it")
        await user.press("down", "enter")
        assert place.ran == []
        assert user.sees("read-only mode: :rw leaves it")


async def test_when_things_may_be_changed_again_the_keys_work(user_at: UserAt) -> None:
    async with user_at(read_only=True) as user:
        place = await changer(user)
        place.workspace.client.read_only = False
        await user.settle()
        assert not user.sees("read-only mode")
        await user.press("e", "n")
        assert place.ran == ["edit", "edit"]


@dataclass
class CountingBackends(DemoBackends):
    """The ways to a demo cloud that counts what reaches it."""

    def __post_init__(self) -> None:
        self.asked: list[str] = []
        cloud = self.demo.app

        async def counting(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                self.asked.append(scope["method"])
            await cloud(scope, receive, send)

        self.demo.app = counting


async def test_a_change_that_goes_round_the_screens_is_refused_and_nothing_reaches_the_server(
    demo: Demo,
) -> None:
    ways = CountingBackends(demo, read_only=True)
    async with run_user(ways, 120, 40) as user:
        await user.opens("com.acme.shop")
        client = workspace_of(user).client
        before = list(ways.asked)
        assert set(before) == {"GET"}
        for write in (
            client.channels.prepare_delete("com.acme.shop", "beta"),
            client.devices.prepare_clear_override("com.acme.shop", "00009fe1-0000-4000-8000-000000000000"),
            client.apps.prepare_delete("com.acme.shop"),
        ):
            with pytest.raises(Misused, match="read-only"):
                await client.send(write)
        assert ways.asked == before
        await user.press("r")
        assert user.sees("9 channels")
        client.read_only = False
        await client.send(client.channels.prepare_delete("com.acme.shop", "beta"))
        assert ways.asked[-1] == "DELETE"


async def test_the_demo_that_is_explored_from_a_read_only_profile_is_read_only(demo: Demo) -> None:
    look = Look(profile="work", read_only=True)
    ways = DemoBackends(demo, start_in_demo=False, key_found=False, read_only=True, look=look)
    async with run_user(ways, 100, 30) as user:
        await user.press("f2")
        assert user.sees("▮demo▮ RO")
