"""A program that moves five devices to the channel next, and says how many changes it has begun.

    python -m tests.services.plans.bulk_program HOST KEY JOURNAL

It is there to be killed in the middle. The host `demo` is a slow demo cloud within the program.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.secret import Secret
from capgo_tui.services.opening import Look
from capgo_tui.services.plans.devices import move_devices
from capgo_tui.services.workspace import Workspace

DEVICES = ("pos-17", "store-001", "store-004", "mia", "canary-1")


def client_of(host: str, key: str) -> tuple[CapgoClient, Demo | None]:
    """Connect."""
    if host != "demo":
        return connect(host, Secret(key)), None
    demo = Demo(latency_ms=100)
    return connect(key=Secret(key), asgi=demo.app), demo


async def run(host: str, key: str, journal: Path) -> None:
    """Apply the plan."""
    client, demo = client_of(host, key)
    now = (demo or Demo()).clock
    workspace = Workspace(client, now, Look(profile="test"), journal)
    data = workspace.app("com.acme.shop")
    await data.read_neighbours()
    await data.devices.read()
    devices = {device.custom_id: device for device in data.devices.records}
    channel = next(channel for channel in data.channels.records if channel.name == "next")
    plan = await move_devices(workspace, data, [devices[name] for name in DEVICES], channel)
    client.budget.watch(lambda _: print(len(workspace.journal.entries()), flush=True))
    job = workspace.jobs.start(plan)
    await job.wait()
    print(job.summary, flush=True)
    await workspace.close()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
