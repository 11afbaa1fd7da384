"""`drift`: the devices of an app that are not as their channel wants them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from capgo_tui.cli.listings import Listing, always

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.start import Start
    from capgo_tui.models.device import Device
    from capgo_tui.presenters.times import Now


async def read_drift(client: CapgoClient, start: Start, now: Now) -> Listing[Any]:
    """`drift APP`; reads app, channels and bundles first, then the first page of devices, or all."""
    from capgo_tui.cli.platforms import read_platforms  # noqa: PLC0415 - only what is read
    from capgo_tui.presenters.drift import (  # noqa: PLC0415
        counts_text,
        drift_columns,
        drift_document,
    )
    from capgo_tui.rules.drift import Drift, Kind, drift_of  # noqa: PLC0415
    from capgo_tui.rules.surroundings import Surroundings  # noqa: PLC0415
    from capgo_tui.rules.update_decision import Evaluator  # noqa: PLC0415
    from capgo_tui.services.overrides import as_set_here  # noqa: PLC0415

    arguments = start.arguments
    app = await client.apps.read_if_served(arguments.app)
    channels = await client.channels.read_all(arguments.app)
    bundles = await client.bundles.read_all(arguments.app)
    told = await read_platforms(client, start, app, channels)
    evaluator = Evaluator(app, channels, bundles, told.unseen)
    around = Surroundings()
    around.set_channels(channels, complete=True)
    around.set_bundles(bundles, complete=True)
    counts = dict.fromkeys(Kind, 0)
    read = propagating = unsure = 0

    def of(device: Device) -> Drift:
        known = as_set_here(device, told.overrides)
        return drift_of(known, evaluator.decide(known), around, now())

    async def drifting() -> AsyncIterator[Sequence[Device]]:
        nonlocal read, propagating, unsure
        pages = cast("AsyncGenerator[Sequence[Device]]", client.devices.pages(arguments.app))
        async with aclosing(pages) as opened:
            async for page in opened:
                read += len(page)
                drifts = [(device, of(device)) for device in page]
                for _, drift in drifts:
                    propagating += drift.propagating
                    unsure += drift.unsure and not drift.kinds
                    for kind in drift.kinds if drift.counts else ():
                        counts[kind] += 1
                yield [device for device, drift in drifts if drift.counts]
                if not arguments.all:
                    return

    def after(_: int) -> str:
        more = "" if arguments.all else " (the first page; --all reads every page)"
        return f"Of {read:,} devices{more}: {counts_text(counts, propagating, unsure)}."

    return Listing(
        ("drifting device", "drifting devices"),
        drifting(),
        always(drift_columns(of, now)),
        lambda device: drift_document(device, of(device)),
        after=after,
    )
