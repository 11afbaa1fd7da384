"""What an old server has no list of, and what it does not tell, is said in sentences and stops nobody."""

from __future__ import annotations

from capgo_tui.demo import Demo
from tests.ui.cloud import SHOP, override_of
from tests.ui.conftest import UserAt

QA = "qa-pixel-7"


async def test_gaps_of_a_server_of_january_2025_are_explained(user_at: UserAt, demo: Demo) -> None:
    demo.dialect = "2025-01"
    everybody = demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=True)
    device = next(row.device_id for row in everybody if row.custom_id == QA)
    assert override_of(demo, device) == "beta"
    async with user_at() as user:
        assert user.sees("and lists no apps")
        assert user.sees("Add yours by their ids")
        await user.press("G", "enter")
        await user.types(SHOP)
        await user.press("enter", "enter")
        assert " 2025-01 " in user.line_with("channel production"), "records are of the same server"
        await user.press("escape", *["6"] * 4)
        assert user.sees("This server is older and has no audit log to read")
        await user.press("2", "slash")
        await user.types(QA)
        await user.press("enter", "m")
        assert "clears the over" in user.line_with("production")
        assert "⊘" not in user.line_with("production"), "it may have one that nobody tells"
        await user.types("production")
        await user.press("enter", "ctrl+s")
        assert override_of(demo, device) is None
