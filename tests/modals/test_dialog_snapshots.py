"""Pictures of a dialog with every kind of field. Each docstring says what to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from capgo_tui.errors import Refused
from capgo_tui.modals.dialog import Dialog
from tests.modals.dialogs import Clerk, DialogApp, Robot, RobotDialog, World, confirm

SIZES = pytest.mark.parametrize(
    "size", [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
)
WARNING = "production is public now: it becomes private, for one channel is public for each platform."

Compare = Callable[..., bool]


def picture(snap_compare: Compare, size: tuple[int, int], dialog: Dialog[Robot], *keys: str) -> bool:
    """Open a dialog, press keys, and compare what is on the screen."""
    app = DialogApp(dialog)
    arrived = []

    async def run(pilot: Pilot[None]) -> None:
        clerk = Clerk(app, pilot)
        await clerk.press("e", *keys)
        arrived.append(clerk.screen)

    same = snap_compare(app, terminal_size=size, run_before=run)
    assert arrived
    return same


CHANGED = ("down", *"15", "enter", "down", "y", "down", "n")


@SIZES
def test_form(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Changed fields are marked and listed; the focus is told by its sign, its label and its ground."""
    assert picture(snap_compare, size, RobotDialog(World(warnings=(WARNING,))), *CHANGED)


@SIZES
def test_list(snap_compare: Compare, size: tuple[int, int]) -> None:
    """An open list: the cursor, what is chosen, notes at the right, and why one cannot be picked."""
    assert picture(snap_compare, size, RobotDialog(World()), "down", "space", "down")


@SIZES
def test_problem(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A refused save says so above the keys: what was said, by which code, what to do."""
    refusal = Refused(
        "This key may not change robots.",
        status=403,
        code="cannot_access_app",
        next_step="Ask an admin of Acme Mobile for a key that may.",
    )
    world = World(warnings=(WARNING,), refusal=refusal)
    assert picture(snap_compare, size, RobotDialog(world), *CHANGED, "ctrl+s")


def test_wrong_field(snap_compare: Compare) -> None:
    """A field with a text that cannot be sent says so below itself."""
    assert picture(snap_compare, (80, 24), RobotDialog(World()), *CHANGED, "down", "end", "x", "down")


@SIZES
def test_changed_meanwhile(snap_compare: Compare, size: tuple[int, int]) -> None:
    """What somebody else changed, and the three ways on."""
    world = World(elsewhere=Robot(bundle="1.6.0-beta.1", share=2500))
    assert picture(snap_compare, size, RobotDialog(world), *CHANGED, "ctrl+s")


@SIZES
def test_confirm(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A question with its request, as high as it needs."""
    assert picture(snap_compare, size, confirm(World(final="A name that was deleted stays taken.")))


@SIZES
def test_typed_name(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The name to type stands out, and where to type it."""
    world = World(final="A name that was deleted stays taken.", typed=("marvin",), why_typed="This is final.")
    assert picture(snap_compare, size, confirm(world), *"mar")


def test_request(snap_compare: Compare) -> None:
    """At 80 columns the request has the place of the form."""
    assert picture(snap_compare, (80, 24), RobotDialog(World(warnings=(WARNING,))), *CHANGED, "f2")


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: focus, changes, states and warnings can still be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (120, 40), RobotDialog(World(warnings=(WARNING,))), *CHANGED)


def test_list_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR: the cursor and what cannot be picked can still be told."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture(snap_compare, (120, 40), RobotDialog(World()), "down", "space", "down")
