"""The `adoption` command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.cli.listings import Listing, always, just
from capgo_tui.cli.messages import say
from capgo_tui.cli.statistics import KEPT, bundles_released, kept_statistics, period

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.start import Start
    from capgo_tui.presenters.times import Now


async def read_adoption(client: CapgoClient, start: Start, now: Now) -> Listing[Any]:
    """`adoption APP`; reads the bundles too, for the days on which they were made.

    Raises:
        CapgoError: the days cannot be read.
    """
    from capgo_tui.presenters.adoption import (  # noqa: PLC0415 - only what is read
        AdoptionFacts,
        adoption_columns,
        adoption_document,
    )
    from capgo_tui.rules.statistics.adoption import adoption_of  # noqa: PLC0415
    from capgo_tui.rules.statistics.periods import Period  # noqa: PLC0415

    arguments = start.arguments
    days = Period(*period(arguments, now().date()))
    async with kept_statistics(client, start, now) as statistics:
        ask = statistics.native_usage if arguments.native else statistics.usage
        reading = await ask(arguments.app, days)
    if reading.problem is not None and not reading.days:
        raise reading.problem
    if reading.problem is not None:
        say(KEPT)
    released = {} if arguments.native else await bundles_released(client, arguments.app)
    adoption = adoption_of(reading, released)
    if adoption.repeated:
        count = len(adoption.repeated)
        what = "1 day repeats" if count == 1 else f"{count} days repeat"
        say(f"{what} the day before: the server had no data of it.")
    facts = AdoptionFacts(adoption, None, is_native=arguments.native, ascii_only=arguments.ascii)
    hidden = {"stuck", "trend"} if arguments.output == "csv" else {"stuck"}  # no device is read here
    columns = [column for column in adoption_columns(facts) if column.key not in hidden]
    noun = ("native build", "native builds") if arguments.native else ("bundle", "bundles")
    return Listing(
        noun,
        just(adoption.courses),
        always(columns),
        lambda course: adoption_document(course, adoption),
        problem=reading.problem,
    )
