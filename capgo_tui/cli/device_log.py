"""`log`: what a device reported itself."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from capgo_tui.cli.listings import Listing, always
from capgo_tui.cli.why import find_device
from capgo_tui.errors import Misused

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.presenters.times import Now
    from capgo_tui.services.device_log import Reported


async def read_log(client: CapgoClient, arguments: Arguments, now: Now, *, private_api: bool) -> Listing[Any]:
    """`log APP DEVICE`; the newest thousand lines, or all.

    Args:
        client: the connection.
        arguments: the command line.
        now: gives the present time, for ages.
        private_api: whether a route that is not documented may be asked (contract/api.md 4).

    Raises:
        Misused: it may not, or there is no such device.
        CapgoError: the device could not be read.
    """
    from capgo_tui.presenters.device_log import log_columns  # noqa: PLC0415 - only what is read
    from capgo_tui.services.device_log import DeviceLogs  # noqa: PLC0415

    if not private_api:
        raise Misused(
            "What a device reported is told by an undocumented route alone, which is not asked unasked.",
            next_step="Set private_api = true in the profile.",
        )
    device = await find_device(client, arguments.app, arguments.device or "", every_page=arguments.all)

    async def lines() -> AsyncIterator[Sequence[Reported]]:
        pages = DeviceLogs(client, arguments.app).of(device.device_id).pages()
        async with aclosing(cast("AsyncGenerator[Sequence[Reported]]", pages)) as opened:
            async for page in opened:
                yield page
                if not arguments.all:
                    return

    return Listing(("line", "lines"), lines(), always(log_columns(now)), lambda each: each.line.raw())
