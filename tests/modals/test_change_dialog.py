"""A user changes something through a form with a side panel."""

from __future__ import annotations

from tests.modals.dialogs import Robot, RobotDialog, World, clerk_at


async def test_a_changed_field_is_marked_previewed_and_saved() -> None:
    world = World()
    async with clerk_at(RobotDialog(world)) as clerk:
        assert clerk.sees("Nothing is changed yet.")
        await clerk.goes_to("public")
        await clerk.press("space")
        assert "* public" in clerk.line_with("[x] yes")
        assert clerk.sees("no → yes")
        assert clerk.sees("POST /robot")
        await clerk.press("ctrl+s")
        assert not clerk.is_open
        assert clerk.app.results == [Robot(public=True)]
    assert world.looked == 1
    assert world.saved == [Robot(public=True)]
