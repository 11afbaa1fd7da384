"""The screens over a demo cloud in which one app has as many devices as told: the other side of `devices`."""

from __future__ import annotations

import sys

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from capgo_tui.demo.world import default_world
from capgo_tui.demo.world.many_devices import ManyDevices, Mix
from tests.driver import DemoBackends

APP = "com.acme.wallet"


def demo_with(count: int) -> Demo:
    """The default world with so many devices in one app, which are made when they are asked for."""
    world = default_world()
    versions = [(bundle.name, 1) for bundle in world.bundles.values() if bundle.app_id == APP]
    mix = Mix(versions, natives=("3.0.0", "3.1.0", "3.2.0"))
    world.devices[APP] = ManyDevices(APP, count, mix, world.now)
    return Demo(world)


if __name__ == "__main__":
    CapgoApp(DemoBackends(demo_with(int(sys.argv[1])), budget=10_000)).run()
