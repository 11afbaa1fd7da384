"""Where a request follows the server to, and where it does not."""

from __future__ import annotations

import pytest

from capgo_tui.errors import Unexpected
from tests.api.servers import KEY, Reply, client_of, replies


def moved(location: str, status: int = 302) -> Reply:
    return Reply(b"", status, {"location": location})


async def test_a_read_follows_the_server_to_another_path_of_its_own() -> None:
    server = replies(moved("/app/?page=0&limit=1000", 308), Reply([]))
    client = client_of(server)
    assert await client.apps.read_all() == []
    assert server.asked[1].path == "/app/"
    assert server.asked[1].headers["authorization"] == KEY
    assert client.budget.used == 2


async def test_a_read_follows_three_times_at_most() -> None:
    server = replies(moved("/app"))
    with pytest.raises(Unexpected, match="circles"):
        await client_of(server).apps.read_all()
    assert len(server.asked) == 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_write_does_not_follow(status: int) -> None:
    server = replies(moved("/channel/", status))
    client = client_of(server)
    with pytest.raises(Unexpected, match="only reads") as caught:
        await client.send(client.channels.prepare_delete("com.acme.shop", "beta"))
    assert len(server.asked) == 1
    assert caught.value.outcome_unknown
    assert "look before" in caught.value.next_step
    assert "--host" in caught.value.next_step


async def test_nothing_follows_to_another_host() -> None:
    server = replies(moved("https://evil.example/app"))
    with pytest.raises(Unexpected, match=r"evil\.example"):
        await client_of(server).apps.read_all()
    assert len(server.asked) == 1
