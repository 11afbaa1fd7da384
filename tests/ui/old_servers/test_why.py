"""A user asks why on servers of early 2025: what they show decides, what they do not show is unknown."""

from __future__ import annotations

import json

import pytest

from capgo_tui.cli import main
from capgo_tui.demo import Demo
from capgo_tui.demo.rows import Device
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.statements import states
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import NAMED, UserAt

TOLD = Look(
    profile="test",
    host="http://demo.localhost",
    apps=(SHOP,),
    platforms=(f"{SHOP}/production: ios, android", f"{SHOP}/desktop: electron"),
)
"""One that says as well which platforms the public channels serve."""
SIZES = pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])


def text_of(user: User) -> str:
    """What the screen says, without frames and breaks."""
    return " ".join(" ".join(line.strip("│ ").split()) for line in user.screen.splitlines())


@SIZES
async def test_without_the_platforms_it_depends_and_says_what_would_tell(
    user_at: UserAt, early: Demo, width: int, height: int
) -> None:
    async with user_at(width, height, look=NAMED) as user:
        await goes_on(user, "store-013", tab="2")
        await user.press("w")
        assert user.sees("? depends on whether desktop")
        assert user.sees("know ")
        assert user.sees("Say in the profile what")
        await user.press("enter", "2")
        assert user.sees("platforms") or user.sees("profile"), user.screen


async def test_with_the_platforms_the_verdict_holds_unless_the_device_is_forced_elsewhere(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=TOLD) as user:
        await goes_on(user, "store-013", tab="2")
        assert "current?" in user.line_with("❯")
        await user.press("enter", "2")
        assert user.sees("= up to date on 1.4.2 (production), unless forced elsewhere")
        assert "taken for granted" in user.line_with("~ the encryption key fits")
        said = text_of(user)
        for what in (
            "it is forced to no channel, which this server does not tell",
            "the server knows no rollouts",
            "the server checks no flag or key that its channels and bundles do not have",
            "production serves iOS, Android (profile)",
        ):
            assert what in said
        assert early.world.overrides.get((SHOP, "store-013")) is None


async def test_a_strategy_that_is_only_said_to_be_there_is_looked_up_in_the_console(
    user_at: UserAt, demo: Demo
) -> None:
    demo.dialect = "seed"
    async with user_at(look=TOLD) as user:
        await goes_on(user, "lobby-kiosk", tab="2")
        await user.press("enter", "2")
        said = text_of(user)
        assert "? depends on the strategy of channel production" in said, user.screen
        assert "if the strategy of channel production lets it through: gets 1.4.2 from production" in said
        assert "Look up in the console which strategy" in said


async def test_problems_drift_the_matrix_and_what_if_say_what_they_take_for_granted(
    user_at: UserAt, early: Demo
) -> None:
    async with user_at(look=TOLD) as user:
        await user.opens(SHOP, tab="2")
        await user.press("F")
        assert user.sees("store-review")
        assert user.sees("museum-tablet")
        assert not user.sees("store-013")
        await user.press("escape", "d")
        assert user.sees("cannot be told")
        assert " 0 " in user.line_with(
            "runs the built-in bundle"
        )  # they may be forced to a channel without a bundle
        await user.press("escape", "1", "w")
        assert user.sees("production decides for 6")
        assert "forced to none, which the server does not tell" in " ".join(
            line.rsplit("│", 2)[-2].strip() for line in user.screen.splitlines() if line.count("│") > 2
        )
        await user.press("w", "slash")
        await user.types("beta")
        await user.press("enter", "w")
        assert user.sees("No loaded device comes here by itself")
        await user.press("w", "escape", "home", "e")
        await user.goes_to("under-native guard")
        await user.press("space")
        assert "if none is forced elsewhere" in user.line_with("what if"), user.screen


@states("S2-113")
async def test_a_bundle_that_a_device_is_forced_to_is_what_decides(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "seed"
    async with user_at(look=TOLD) as user:
        await goes_on(user, "store-013", tab="2")
        await user.press("m", "escape")
        await user.picks("or to bundle", "1.4.1")
        await user.press("ctrl+s", "enter", "2")
        assert user.sees("✓ gets 1.4.1, which it is forced to")
        assert "1.4.1" in user.line_with("a channel is found")
        assert "the bundle that it was forced to from here decides" in text_of(user)
        await user.press("escape", "x", "y", "enter", "2")
        assert user.sees("= up to date on 1.4.2 (production)")
        assert not user.sees("forced")


def test_the_command_line_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    for dialect, count in (("seed", 50), ("2025-01", 49)):
        assert main(["why", SHOP, "store-013", "--demo", "--dialect", dialect, "-o", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["verdict"], told["certain"]) == ("depends", False)
        assert {"no_override", "no_rollout", "no_such_flag"} <= set(told["assumes"])
        assert main(["drift", SHOP, "--demo", "--dialect", dialect]) == 0
        heard = capsys.readouterr()
        assert f"Of {count} devices" in heard.err
        assert "cannot be told" in heard.err
        assert all(" ? " in line for line in heard.out.splitlines()[1:])


def test_the_command_line_finds_in_the_list_what_one_record_lacks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    canary = "0107031b-5434-423b-ac1b-df5e095edd2a"
    assert main(["why", SHOP, canary, "--demo", "--dialect", "seed", "-o", "json"]) == 0
    rungs = {rung["check"]: rung for rung in json.loads(capsys.readouterr().out)["rungs"]}
    assert rungs["native_version"]["left"]["value"] == "1.4.0", "the pages leave it out of one device"
    simulator = next(row.device_id for row in _devices() if row.custom_id == "mia-simulator")
    assert main(["why", SHOP, simulator, "--all", "--demo", "--dialect", "2025-01", "-o", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == simulator, "its bundle is gone: only the list has it"


def _devices() -> list[Device]:
    rows = Demo().world.devices_of(SHOP).by_id("", changed_after=None, custom_only=True)
    return list(rows)
