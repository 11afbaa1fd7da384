"""A user changes channels."""

from __future__ import annotations

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import Channel as Row
from tests.driver import User

SHOP = "com.acme.shop"


def in_cloud(demo: Demo, name: str, app_id: str = SHOP) -> Row:
    """A channel as the demo cloud has it."""
    return next(row for row in demo.world.channels.values() if row.app_id == app_id and row.name == name)


async def on(user: User, name: str) -> None:
    """Put the cursor on a channel."""
    await user.opens(SHOP)
    await user.press("slash")
    await user.types(name)
    await user.press("enter")
    assert name in user.line_with("❯")


async def test_a_flag_is_changed_and_only_that_is_sent(user: User, demo: Demo) -> None:
    await on(user, "staging")
    await user.press("e")
    assert user.sees("Edit channel staging")
    await user.goes_to("emulators")
    await user.press("space")
    assert '"allow_emulator": false' in user.screen
    assert user.sees("emulators")
    await user.press("ctrl+s")
    assert not user.sees("Edit channel staging")
    assert in_cloud(demo, "staging").allow_emulator is False
    assert "staging" in user.line_with("❯")
