"""Finding stuck devices for a user who asks for them: reads what is needed, and says of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError
from capgo_tui.presenters.narrowing import Narrowing
from capgo_tui.presenters.numbers import whole
from capgo_tui.services.statistics.adopting import stuck_of

if TYPE_CHECKING:
    from capgo_tui.panes.adoption import AdoptionPane
    from capgo_tui.rules.statistics.stuck import Stuck
    from capgo_tui.services.workspace import Workspace

AT_FIRST: Final = 5000
"""How many devices are read if none is loaded, as many as the Devices tab reads unasked."""


async def pick_stuck(pane: AdoptionPane, workspace: Workspace, bundle: str | None) -> Narrowing | None:
    """Find the devices stuck on a bundle, else all that are stuck; None if there is none, which is said.

    Args:
        pane: says what happens; its subject is the app.
        workspace: the connection.
        bundle: the bundle that is looked at.
    """
    data = workspace.app(pane.subject)
    try:
        if not data.devices.begun:
            pane.notify("Reading devices…", markup=False, timeout=2)
            await data.devices.read(at_most=AT_FIRST)
        await data.channels.read()
        await data.bundles.read()
    except CapgoError as error:
        pane.refuse(error)
        return None
    await data.deciding.read(workspace)
    found = await stuck_of(data)
    if found is None or not found.devices:
        pane.notify(f"No device is stuck{_of(found)}.", markup=False)
        return None
    here = found.on(bundle) if bundle is not None else ()
    return Narrowing(
        f"stuck on {bundle}" if here else "stuck",
        frozenset(device.device_id for device in here or found.devices),
        f"{_of(found).strip().capitalize()}: for over a week their next check would have brought another "
        "bundle. They may be asleep as well.",
    )


def _of(found: Stuck | None) -> str:
    """Among how many: ` among 5,000 devices loaded (more on server)`."""
    if found is None:
        return ""
    more = "" if found.complete else " loaded (more on server)"
    return f" among {whole(found.looked_at)} devices{more}"
