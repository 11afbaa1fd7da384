"""A user with a mouse, and hardly a key."""

from __future__ import annotations

from tests.driver import User
from tests.ui.cloud import SHOP


async def points_at(user: User, text: str, times: int = 1) -> None:
    """Click on the first place where a text stands."""
    lines = user.screen.splitlines()
    line = next(number for number, each in enumerate(lines) if text in each)
    await user.clicks(None, offset=(lines[line].index(text), line), times=times)


async def test_an_app_a_tab_a_row_and_a_key_are_clicked(user: User) -> None:
    await points_at(user, SHOP)
    assert user.tab == "channels"
    await points_at(user, "2 Devices")
    assert user.tab == "devices"
    await points_at(user, "qa-pixel-7")
    assert "❯ qa-pixel-7" in user.screen
    await points_at(user, "w why")
    assert user.sees("✓ request")
    await points_at(user, "qa-pixel-7", times=2)
    assert user.sees("1 Fields")
    await points_at(user, "esc ")
    assert user.tab == "devices"


async def test_a_heading_sorts(user: User) -> None:
    await user.opens(SHOP, tab="2")
    as_read = user.screen.splitlines()[3]
    await points_at(user, "platform")
    assert "▲" in user.line_with("native")
    assert user.screen.splitlines()[3] != as_read
    await points_at(user, "platf")
    assert "▼" in user.line_with("native")
    await points_at(user, "platf")
    assert user.screen.splitlines()[3] == as_read


async def test_an_organization_is_folded_and_unfolded(user: User) -> None:
    await points_at(user, "▾ Acme Mobile")
    assert not user.sees(SHOP)
    await points_at(user, "▸ Acme Mobile")
    assert user.sees(SHOP)
