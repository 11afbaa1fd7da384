"""`drift`: the devices of an app that are not as their channel wants them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from capgo_tui.cli.listings import Listing, always
from capgo_tui.errors import CapgoError

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.models.app import App
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.presenters.times import Now
    from capgo_tui.rules.update_decision import Unseen


async def read_drift(client: CapgoClient, arguments: Arguments, now: Now) -> Listing[Any]:
    """`drift APP`; reads app, channels and bundles first, then the first page of devices, or all."""
    from capgo_tui.presenters.drift import (  # noqa: PLC0415 - only what is read
        counts_text,
        drift_columns,
        drift_document,
    )
    from capgo_tui.rules.drift import Drift, Kind, drift_of  # noqa: PLC0415
    from capgo_tui.rules.surroundings import Surroundings  # noqa: PLC0415
    from capgo_tui.rules.update_decision import Evaluator  # noqa: PLC0415

    app = await client.apps.read(arguments.app)
    channels = await client.channels.read_all(arguments.app)
    bundles = await client.bundles.read_all(arguments.app)
    evaluator = Evaluator(app, channels, bundles, await _known(client, app, channels))
    around = Surroundings()
    around.set_channels(channels, complete=True)
    around.set_bundles(bundles, complete=True)
    counts = dict.fromkeys(Kind, 0)
    read = propagating = unsure = 0

    def of(device: Device) -> Drift:
        return drift_of(device, evaluator.decide(device), around, now())

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


async def _known(client: CapgoClient, app: App, channels: Sequence[Channel]) -> Unseen:
    """What the audit log tells of the platforms that channels serve; a refusal is said."""
    from capgo_tui.cli.messages import say  # noqa: PLC0415
    from capgo_tui.rules.update_decision import Unseen as Known  # noqa: PLC0415
    from capgo_tui.services.platform_flags import platforms_of, read_audited  # noqa: PLC0415

    if not app.owner_org:
        return Known()
    try:
        told = await read_audited(client, app.owner_org, app.app_id, {channel.name for channel in channels})
    except CapgoError as error:
        say(f"Which platforms the channels serve is not known: {error}")
        return Known()
    return Known(platforms={name: platforms_of(flags) for name, flags in told.items()})
