"""In read-only mode nothing but a GET leaves, whichever way it is tried."""

from __future__ import annotations

import pytest

from capgo_tui.api.budget import BudgetState, Ticket
from capgo_tui.api.priority import Priority
from capgo_tui.api.transport import Call
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused
from tests.api.servers import OK, Reply, Scripted, client_of, replies, write_of

SHOP = "com.acme.shop"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_the_transport_itself_refuses_a_change_that_goes_round_the_typed_methods(method: str) -> None:
    server = replies(OK)
    client = client_of(server, read_only=True)
    with pytest.raises(Misused, match="read-only") as caught:
        await client._transport.send(write_of(method, "/channel", app_id=SHOP, channel="beta"))
    assert caught.value.tried == f"{method} /channel"
    assert not caught.value.outcome_unknown
    assert ":rw" in caught.value.next_step
    assert server.asked == []
    assert len(client.requests) == client.budget.used == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "get"])
async def test_even_the_innermost_step_refuses_it(method: str) -> None:
    """Below every check of `send`: the last step before the network."""
    server = replies(OK)
    client = client_of(server, read_only=True)
    call = Call(method, "/channel", f"{method} /channel", b"{}")
    with pytest.raises(Misused, match="read-only"):
        await client._transport._ask(call, Ticket(Priority.USER))
    assert server.asked == []


async def test_reading_goes_on(acme: Demo) -> None:
    async with client_of(acme.app, read_only=True) as client:
        assert client.read_only
        beta = await client.channels.read(SHOP, "beta")
        with pytest.raises(Misused, match="read-only"):
            await client.send(client.channels.prepare_delete(SHOP, "beta"))
        assert await client.channels.read(SHOP, "beta") == beta


async def test_it_is_switched_while_the_program_runs(acme: Demo) -> None:
    async with client_of(acme.app) as client:
        client.read_only = True
        with pytest.raises(Misused, match="read-only"):
            await client.send(client.channels.prepare_delete(SHOP, "beta"))
        client.read_only = False
        await client.send(client.channels.prepare_delete(SHOP, "beta"))
        assert [channel.name for channel in await client.channels.read_all(SHOP)] == ["production"]


async def test_who_watches_is_told_of_each_switch(acme: Demo) -> None:
    async with client_of(acme.app) as client:
        told: list[bool] = []
        stop = client.watch_read_only(told.append)
        client.read_only = True
        client.read_only = False
        stop()
        client.read_only = True
        assert told == [True, False]


async def test_a_change_that_waits_for_its_turn_is_stopped_too() -> None:
    server = Scripted(lambda _: Reply({"status": "ok"}))
    client = client_of(server, budget=1)
    write = client.channels.prepare_delete(SHOP, "beta")
    await client.send(write)

    def switch(state: BudgetState) -> None:
        client.read_only = client.read_only or state.waiting > 0

    client.budget.watch(switch)
    with pytest.raises(Misused, match="read-only"):
        await client.send(write)
    assert client.budget.state().waiting == 0
    assert len(server.asked) == 1
