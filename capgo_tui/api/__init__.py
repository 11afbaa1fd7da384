"""Everything that a Capgo server can be asked and told to change, with no knowledge of any screen.

    async with connect("https://api.capgo.app", Secret(key)) as client:
        for app in await client.apps.read_all():
            async for page in client.devices.pages(app.app_id):
                ...

A change is made first and sent afterwards, so that it can be shown before:

    write = client.channels.prepare_edit(channel, ChannelEdit(version="1.2.0"))
    write.method, write.path, write.body, client.curl(write)
    await client.send(write)

All that goes wrong is a `CapgoError` (`capgo_tui.errors`). Inside `with background():` requests let those of
the user go first. Importing this package is cheap: httpx and pydantic come with the first `connect`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from capgo_tui.api.priority import background

if TYPE_CHECKING:
    from capgo_tui.api.budget import Budget, BudgetState
    from capgo_tui.api.client import CapgoClient, connect
    from capgo_tui.api.request_log import Exchange, RequestLog
    from capgo_tui.api.timeouts import Timeouts
    from capgo_tui.api.verbs import Action
    from capgo_tui.api.write import Write

__all__ = [
    "Action",
    "Budget",
    "BudgetState",
    "CapgoClient",
    "Exchange",
    "RequestLog",
    "Timeouts",
    "Write",
    "background",
    "connect",
]

_HOMES = {
    "Action": "verbs",
    "Budget": "budget",
    "BudgetState": "budget",
    "CapgoClient": "client",
    "Exchange": "request_log",
    "RequestLog": "request_log",
    "Timeouts": "timeouts",
    "Write": "write",
    "connect": "client",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
