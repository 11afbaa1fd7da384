"""Changes, plans and the journal in front of a user."""

from __future__ import annotations

from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.panes.plan import PlanPane
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.plans.job import Job
from capgo_tui.services.workspace import Workspace
from tests.driver import User
from tests.ui.cloud import SHOP


def workspace_of(user: User) -> Workspace:
    """The connection of the program."""
    screen = user.app.screen_stack[1]
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace


async def changes(user: User, name: str, edit: ChannelEdit, *, batch: str = "") -> None:
    """Change a channel, as a dialog does."""
    workspace = workspace_of(user)
    channel = await workspace.client.channels.read(SHOP, name)
    change = edit_channel(workspace.app(SHOP), channel, edit)
    await workspace.changes.make(change, batch=batch)
    workspace.tell_changed()
    await user.settle()


async def somebody_else_changes(user: User, name: str, edit: ChannelEdit) -> None:
    """Change a channel behind the program's back."""
    client = workspace_of(user).client
    channel = await client.channels.read(SHOP, name)
    await client.send(client.channels.prepare_edit(channel, edit))


async def presses_a(user: User) -> None:
    """Press `a` once the plan that is shown hears it."""
    pane = user.app.screen.query_one(PlanPane)
    while pane.check_action("apply", ()) is None:
        await user.settle()
    await user.press("a")


async def applies(user: User) -> Job:
    """Apply the plan that is shown, once it can be, and wait until it has ended."""
    await presses_a(user)
    job = workspace_of(user).jobs.all[-1]
    await job.wait()
    await user.settle()
    return job
