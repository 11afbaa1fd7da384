"""How long 100 000 devices take to read, in process and over loopback, and what each one holds."""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from collections.abc import Mapping

import httpx

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import KEY, Demo
from capgo_tui.models.device import Device
from capgo_tui.secret import Secret
from tests.bench.device_server import APP, demo_with
from tests.bench.devices import FEW, MANY
from tests.bench.figures import Figure, Section
from tests.bench.programs import device_server

BUDGET = 100_000
"""Requests a minute: nothing here is to wait."""
TRACED = 10_000
"""Devices that are read while each allocation is noted, which is slow."""


def measure(runs: int, environ: Mapping[str, str]) -> list[Section]:
    """Time and memory."""
    times = asyncio.run(_times(runs, environ))
    in_process, loopback, bare, first_page = times
    pages = MANY // FEW
    return [
        Section(
            f"reading {MANY:,} devices, {pages} pages",
            [
                Figure("from the demo cloud in process", "ms", in_process, "fetched, not read", bare),
                Figure("from a demo server over loopback", "ms", loopback, "in process", in_process),
                Figure(
                    "a page, on average",
                    "ms",
                    [ms / pages for ms in in_process],
                    "the first alone",
                    first_page,
                ),
            ],
            ["fetched, not read: the same requests by httpx alone, which is mostly the demo cloud answering"],
        ),
        Section("memory of what was read", [Figure("a device", "B", [asyncio.run(_bytes_of_a_device())])]),
    ]


async def _times(runs: int, environ: Mapping[str, str]) -> tuple[list[float], ...]:
    """Read in each way, in turn, in ms; one round before is not counted."""
    in_process: list[float] = []
    loopback: list[float] = []
    bare: list[float] = []
    first_page: list[float] = []
    demo = demo_with(MANY)
    with device_server(MANY, environ) as address:
        for run in range(runs + 1):
            async with connect(key=Secret(demo.key), asgi=demo.app, budget=BUDGET) as client:
                first = await _first_page(client)
                ms = await _read(client)
                urls = [exchange.url for exchange in client.requests][1:]
            raw = await _fetch(demo, urls)
            async with connect(address, Secret(KEY), budget=BUDGET) as client:
                over_loopback = await _read(client)
            if run:
                first_page.append(first)
                in_process.append(ms)
                bare.append(raw)
                loopback.append(over_loopback)
    return in_process, loopback, bare, first_page


async def _read(client: CapgoClient) -> float:
    gc.collect()
    begun = time.perf_counter()
    devices = await client.devices.read_all(APP)
    taken = 1e3 * (time.perf_counter() - begun)
    if len(devices) != MANY:
        raise AssertionError(f"{len(devices)} devices came")
    return taken


async def _first_page(client: CapgoClient) -> float:
    begun = time.perf_counter()
    await anext(client.devices.pages(APP))
    return 1e3 * (time.perf_counter() - begun)


async def _fetch(demo: Demo, urls: list[str]) -> float:
    """Ask for the same, and leave the answers unread."""
    transport = httpx.ASGITransport(app=demo.app)
    gc.collect()
    async with httpx.AsyncClient(transport=transport, headers={"capgkey": demo.key}) as client:
        begun = time.perf_counter()
        for url in urls:
            (await client.get(url)).raise_for_status()
        return 1e3 * (time.perf_counter() - begun)


async def _bytes_of_a_device() -> float:
    """What one device holds once its answer is gone, in bytes."""
    demo = demo_with(TRACED)
    async with connect(key=Secret(demo.key), asgi=demo.app, budget=BUDGET) as client:
        await _first_page(client)
        gc.collect()
        tracemalloc.start()
        devices: list[Device] = await client.devices.read_all(APP)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    return held / len(devices)
