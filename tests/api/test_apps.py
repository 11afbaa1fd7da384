"""Apps, on servers that list them and on those that do not."""

from __future__ import annotations

import pytest

from capgo_tui.api.client import CapgoClient
from capgo_tui.errors import RefusalKind, Refused, Unexpected
from capgo_tui.models import App
from tests.api.old_server import JANUARY, old_server
from tests.api.servers import NO_RIGHT, Asked, Reply, Scripted, client_of

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"


async def test_apps_are_listed_and_opened(client: CapgoClient) -> None:
    apps = await client.apps.read_all()
    assert {app.app_id for app in apps} == {SHOP, "com.acme.empty"}
    assert {app.app_id for app in await client.apps.read_all(ORG)} == {SHOP, "com.acme.empty"}
    shop = await client.apps.read(SHOP)
    assert (shop.name, shop.owner_org, shop.retention) == ("Acme Shop", ORG, 2592000)
    with pytest.raises(Refused) as caught:
        await client.apps.read("com.unknown.app")
    assert (caught.value.status, caught.value.kind) == (401, RefusalKind.NO_RIGHT)


def apps(total: int, *, knows_limit: bool) -> Scripted:
    rows = [{"app_id": f"com.app.a{number}"} for number in range(total)]

    def answer(asked: Asked) -> Reply:
        limit = int(asked.query["limit"]) if knows_limit else 50
        first = int(asked.query["page"]) * limit
        return Reply(rows[first : first + limit])

    return Scripted(answer)


@pytest.mark.parametrize(
    ("total", "knows_limit", "requests"),
    [
        (0, True, 1),
        (49, True, 1),
        (50, True, 2),
        (51, True, 1),
        (999, True, 1),
        (1000, True, 2),
        (2100, True, 3),
        (0, False, 1),
        (49, False, 1),
        (50, False, 2),
        (51, False, 2),
        (120, False, 3),
    ],
)
async def test_all_apps_come_in_as_few_requests_as_possible(
    total: int, knows_limit: bool, requests: int
) -> None:
    server = apps(total, knows_limit=knows_limit)
    read = await client_of(server).apps.read_all()
    assert [app.app_id for app in read] == [f"com.app.a{number}" for number in range(total)]
    assert len(server.asked) == requests


async def test_apps_without_an_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capgo_tui.api.apps.MOST_PAGES", 3)
    with pytest.raises(Unexpected, match="no end"):
        await client_of(apps(10_000, knows_limit=True)).apps.read_all()


async def test_a_server_without_a_list_of_apps_names_them_in_its_statistics() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/organization":
            return Reply([{"id": "o1"}, {"id": "o2"}])
        if asked.path.startswith("/statistics/org/"):
            org = asked.path[-2:]
            rows = [{"app_id": f"com.{org}.{name}", "date": "2026-11-01"} for name in ("a", "b", "a")]
            return Reply({"global": [], "byApp": rows})
        return Reply("404 Not Found", 404)

    server = Scripted(answer)
    client = client_of(server)
    assert await client.apps.read_all() == [
        App(app_id=f"com.{org}.{name}", owner_org=org) for org in ("o1", "o2") for name in ("a", "b")
    ]
    assert server.asked[-1].query == {
        "from": "2026-10-23", "to": "2026-11-22", "noAccumulate": "true", "breakdown": "true"
    }  # fmt: skip
    assert [app.app_id for app in await client.apps.read_all("o2")] == ["com.o2.a", "com.o2.b"]


async def test_a_server_that_does_not_name_its_apps_at_all_says_so() -> None:
    with pytest.raises(Refused) as caught:
        await client_of(old_server(JANUARY)).apps.read_all()
    assert (caught.value.kind, caught.value.tried) == (RefusalKind.MISSING, "GET /app")


async def test_statistics_that_name_no_app_do_not_hide_that_there_is_no_list_of_apps() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply("404 Not Found", 404) if asked.path == "/app" else Reply({"global": [], "byApp": []})

    with pytest.raises(Refused) as caught:
        await client_of(Scripted(answer)).apps.read_all("o")
    assert caught.value.tried == "GET /app"


async def test_refused_statistics_do_not_hide_that_there_is_no_list_of_apps() -> None:
    server = Scripted(lambda asked: Reply("404 Not Found", 404) if asked.path == "/app" else NO_RIGHT)
    with pytest.raises(Refused) as caught:
        await client_of(server).apps.read_all()
    assert caught.value.tried == "GET /app"


async def test_a_refused_list_of_apps_is_refused(client: CapgoClient) -> None:
    with pytest.raises(Refused, match="user_does_not_have_access_to_this_organization"):
        await client.apps.read_all("3f6c1b2a-0000-4000-8000-000000000000")
