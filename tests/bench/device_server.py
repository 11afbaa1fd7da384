"""A demo cloud in which one app has as many devices as told, on a free port of this machine.

`python -m tests.bench.device_server COUNT` prints where it listens.
"""

from __future__ import annotations

import sys

from capgo_tui.demo import Demo
from capgo_tui.demo.serving import serve
from capgo_tui.demo.world import default_world
from capgo_tui.demo.world.many_devices import ManyDevices, Mix

APP = "com.acme.wallet"
REQUESTS = 100_000
"""Requests a minute that the cloud takes: nothing here is to wait."""


def demo_with(count: int) -> Demo:
    """The default world with so many devices in one app, which are made when they are asked for."""
    world = default_world()
    versions = [(bundle.name, 1) for bundle in world.bundles.values() if bundle.app_id == APP]
    mix = Mix(versions, natives=("3.0.0", "3.1.0", "3.2.0"))
    world.devices[APP] = ManyDevices(APP, count, mix, world.now)
    demo = Demo(world)
    demo.limits.requests_per_key = REQUESTS
    return demo


if __name__ == "__main__":
    serve(demo_with(int(sys.argv[1])), 0, announce=lambda line: print(line, flush=True))
