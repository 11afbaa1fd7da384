"""What it costs to decide for 100 000 devices, as the column `state` does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from capgo_tui.api import connect
from capgo_tui.demo import KEY
from capgo_tui.models.device import Device
from capgo_tui.secret import Secret
from capgo_tui.services.app_data import AppData
from tests.bench.device_server import APP, REQUESTS, demo_with
from tests.bench.devices import MANY
from tests.bench.figures import Figure, Section, interleaved


def measure(runs: int, _environ: Mapping[str, str]) -> list[Section]:
    """CPU time, everything decided anew each time."""
    data = asyncio.run(_read())
    devices = data.devices.records
    decided, looked_at = interleaved(runs, lambda: _decide(data, devices), lambda: _look_at(devices))
    figure = Figure("every state, decided", "ms", decided, "looking at two fields", looked_at)
    notes = ["CPU time of this process; aimed at are 3 000 ms on two cores"]
    return [Section(f"why, for {MANY:,} devices", [figure], notes)]


async def _read() -> AppData:
    demo = demo_with(MANY)
    client = connect("http://demo.localhost", Secret(KEY), asgi=demo.app, budget=REQUESTS)
    try:
        data = AppData(client, APP, demo.clock, await client.apps.read(APP))
        for listing in (data.channels, data.bundles, data.devices):
            await listing.read()
        return data
    finally:
        await client.aclose()


def _decide(data: AppData, devices: list[Device]) -> float:
    """Forget what was decided, and decide for each."""
    data.deciding.forget()
    began = time.process_time()
    for device in devices:
        data.deciding.state(device)
    return (time.process_time() - began) * 1000


def _look_at(devices: list[Device]) -> float:
    """What no way through them could be quicker than."""
    began = time.process_time()
    for device in devices:
        str(device.version_name), str(device.platform)
    return (time.process_time() - began) * 1000
