"""A key that is not accepted, limits that the server enforces, and its faults."""

from __future__ import annotations

import pytest

from capgo_tui.api.retry import RetryPolicy
from capgo_tui.demo import Demo
from capgo_tui.errors import RefusalKind, Refused, Unexpected, Unreachable
from tests.api.servers import client_of

SHOP = "com.acme.shop"


@pytest.mark.parametrize("key", ["00000000-1111-4222-8333-444444444444", "not-a-uuid"])
async def test_a_wrong_key_is_a_bad_login_on_every_route(acme: Demo, key: str) -> None:
    async with client_of(acme.app, key=key) as client:
        for read in (client.apps.read_all, client.api_keys.read_all, client.organizations.read_all):
            with pytest.raises(Refused) as caught:
                await read()
            assert caught.value.kind is RefusalKind.BAD_LOGIN


async def test_a_limit_that_the_server_enforces_stops_the_client(acme: Demo) -> None:
    acme.limits.requests_per_key = 3
    async with client_of(acme.app) as client:
        for _ in range(2):
            await client.channels.read_all(SHOP)
        with pytest.raises(Refused) as caught:
            await client.channels.read_all(SHOP)
        assert caught.value.kind is RefusalKind.LIMITED
        assert client.budget.paused_for > 50
        sent = client.requests.sent
        with pytest.raises(Refused):
            await client.apps.read_all()
        assert client.requests.sent == sent


@pytest.mark.parametrize("fault", ["html", "empty", "half", "cut", "cut-after", "text", 500, 503])
async def test_a_fault_in_the_demo_cloud_is_told_and_passes(acme: Demo, fault: int | str) -> None:
    async with client_of(acme.app, retries=RetryPolicy(attempts=1)) as client:
        acme.faults.next("/channel", fault)
        with pytest.raises((Unexpected, Refused, Unreachable)):
            await client.channels.read_all(SHOP)
        assert len(await client.channels.read_all(SHOP)) == 2
