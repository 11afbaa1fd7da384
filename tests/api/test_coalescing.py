"""Equal reads that are under way at the same time are one request."""

from __future__ import annotations

import asyncio

import pytest

from capgo_tui.api import background
from capgo_tui.api.client import CapgoClient
from capgo_tui.errors import Misused, Refused
from tests.api.servers import Asked, Reply, Scripted, client_of


class Held:
    """A server that holds every answer back until it is told to go on."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply or Reply([{"app_id": "com.acme.shop"}])
        self.arrived = asyncio.Event()
        self.go_on = asyncio.Event()
        self.cancelled = 0
        self.server = Scripted(self.answer)
        self.client: CapgoClient = client_of(self.server)

    async def answer(self, _: Asked) -> Reply:
        self.arrived.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.reply


async def test_equal_reads_share_one_request_and_the_log_says_so() -> None:
    held = Held()
    reads = [asyncio.create_task(held.client.apps.read_all()) for _ in range(3)]
    await held.arrived.wait()
    held.go_on.set()
    answers = await asyncio.gather(*reads)
    assert len(held.server.asked) == 1
    assert answers[0] == answers[1] == answers[2]
    assert [exchange.shared for exchange in held.client.requests] == [True, True, False]
    assert held.client.requests.sent == held.client.budget.used == 1


async def test_different_reads_do_not_share() -> None:
    held = Held()
    held.go_on.set()
    await asyncio.gather(
        held.client.apps.read_all("a"), held.client.apps.read_all("b"), held.client.apps.read_all()
    )
    assert len(held.server.asked) == 3


async def test_a_read_after_the_answer_asks_again() -> None:
    held = Held()
    held.go_on.set()
    await held.client.apps.read_all()
    await held.client.apps.read_all()
    assert len(held.server.asked) == 2


async def test_one_who_gives_up_leaves_the_others_their_answer() -> None:
    held = Held()
    impatient = asyncio.create_task(held.client.apps.read_all())
    patient = asyncio.create_task(held.client.apps.read_all())
    await held.arrived.wait()
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    held.go_on.set()
    assert [app.app_id for app in await patient] == ["com.acme.shop"]
    assert held.cancelled == 0


async def test_when_everybody_gives_up_the_request_ends_too() -> None:
    held = Held()
    reads = [asyncio.create_task(held.client.apps.read_all()) for _ in range(2)]
    await held.arrived.wait()
    for read in reads:
        read.cancel()
    await asyncio.gather(*reads, return_exceptions=True)
    await asyncio.sleep(0)
    assert held.cancelled == 1
    held.go_on.set()
    await held.client.apps.read_all()
    assert len(held.server.asked) == 2


async def test_a_refusal_reaches_everybody() -> None:
    held = Held(Reply({"error": "cannot_access_app", "message": "no", "moreInfo": {}}, 401))
    reads = [asyncio.create_task(held.client.apps.read("com.acme.shop")) for _ in range(2)]
    await held.arrived.wait()
    held.go_on.set()
    refused = await asyncio.gather(*reads, return_exceptions=True)
    assert all(isinstance(error, Refused) and error.code == "cannot_access_app" for error in refused)


async def test_closing_the_client_tells_whoever_waits() -> None:
    held = Held()
    read = asyncio.create_task(held.client.apps.read_all())
    await held.arrived.wait()
    await held.client.aclose()
    with pytest.raises(Misused, match="closed"):
        await read
    with pytest.raises(Misused, match="closed"):
        await held.client.apps.read_all()


async def test_a_user_who_joins_a_read_of_the_background_need_not_wait_for_it() -> None:
    four_arrived = asyncio.Event()

    def answer(_: Asked) -> Reply:
        if len(server.asked) == 4:
            four_arrived.set()
        return Reply([])

    server = Scripted(answer)
    client = client_of(server, budget=5)
    with background():
        scans = [asyncio.create_task(client.apps.read_all(f"org-{number}")) for number in range(6)]
    await four_arrived.wait()
    last = asyncio.create_task(client.apps.read_all("org-5"))
    await last
    assert server.asked[4].query["org_id"] == "org-5"
    await asyncio.gather(*scans)


async def test_writes_are_never_shared() -> None:
    server = Scripted(lambda _: Reply({"status": "ok"}))
    client = client_of(server)
    write = client.devices.prepare_clear_override("com.acme.shop", "a")
    await asyncio.gather(client.send(write), client.send(write))
    assert len(server.asked) == 2


async def test_a_read_after_a_change_does_not_join_one_from_before_it() -> None:
    held = Held()
    before = asyncio.create_task(held.client.apps.read_all())
    await held.arrived.wait()
    change = asyncio.create_task(held.client.send(held.client.apps.prepare_delete("com.acme.shop")))
    await asyncio.sleep(0)
    held.go_on.set()
    await change
    held.go_on.clear()
    held.arrived.clear()
    again = [asyncio.create_task(held.client.apps.read_all()) for _ in range(2)]
    await held.arrived.wait()
    held.go_on.set()
    await asyncio.gather(before, *again)
    assert [asked.method for asked in held.server.asked] == ["GET", "DELETE", "GET"]


async def test_closing_ends_also_a_read_from_before_a_change() -> None:
    held = Held()
    read = asyncio.create_task(held.client.apps.read_all())
    await held.arrived.wait()
    held.client._transport._flights.part()
    await held.client.aclose()
    with pytest.raises(Misused, match="closed"):
        await read
    assert held.cancelled == 1
