"""/bundle: S2-137 to S2-160."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.demo.old_servers import ANA, EMPTY, ORG, SHOP, Server
from tests.statements import states

LIST = f"GET /bundle?app_id={SHOP}"
EMPTY_LIST = (400, {"status": "Cannot get bundle", "error": None})


def many(server: Server, count: int) -> None:
    """Add bundles, each a minute older than the one before."""
    oldest = server.demo.world.bundles[101]
    for number in range(count):
        made = replace(oldest, id=5000 + number, name=f"0.{number}.0")
        made.created_at = oldest.created_at - timedelta(minutes=number + 1)
        server.demo.world.bundles[made.id] = made


def names(server: Server) -> list[str]:
    """Name the bundles that are left."""
    return [bundle.name for bundle in server.demo.world.bundles_of(SHOP)]


@states("S2-137", "S2-138", "S2-139", "S2-140")
async def test_bundles_come_by_fifty_newest_first(seed: Server, early: Server) -> None:
    for server in (seed, early):
        many(server, 117)
    pages = [[b["name"] for b in await seed.json(f"{LIST}&page={page}")] for page in range(4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert pages[0][:4] == ["1.2.0", "1.1.0", "1.0.0", "0.0.0"]
    real = [[b["name"] for b in await early.json(f"{LIST}&page={page}")] for page in range(3)]
    assert [len(page) for page in real] == [50, 70, 20]
    assert real[0] == pages[0]
    assert await early.refusal(f"{LIST}&page=3") == EMPTY_LIST


@states("S2-138")
async def test_an_app_without_bundles_has_an_empty_list_which_was_a_400_in_truth(
    seed: Server, early: Server
) -> None:
    assert await seed.json(f"GET /bundle?app_id={EMPTY}") == []
    assert await early.refusal(f"GET /bundle?app_id={EMPTY}") == EMPTY_LIST


@states("S2-138")
async def test_without_an_app_there_is_nothing_to_list(old: Server) -> None:
    assert await old.refusal("GET /bundle") == (400, {"status": "Missing app_id"})


@pytest.mark.parametrize(
    ("statement", "field", "value"),
    [
        ("S2-141", "app_id", SHOP),
        ("S2-143", "checksum", "ab12cd36"),
        ("S2-144", "created_at", "2026-04-01T08:00:00+00:00"),
        ("S2-145", "deleted", False),
        ("S2-146", "external_url", None),
        ("S2-147", "id", 103),
        ("S2-149", "name", "1.2.0"),
        ("S2-150", "native_packages", None),
        ("S2-151", "owner_org", ORG),
        ("S2-152", "r2_path", f"orgs/{ORG}/apps/{SHOP}/1.2.0.zip"),
        ("S2-153", "session_key", None),
        ("S2-154", "storage_provider", "r2"),
        ("S2-155", "updated_at", "2026-04-01T08:00:00+00:00"),
        ("S2-156", "user_id", ANA),
    ],
)
async def test_a_bundle_has_this_field_and_sixteen_in_all(
    old: Server, statement: str, field: str, value: Any
) -> None:
    row = (await old.json(LIST))[0]
    assert (row[field], len(row)) == (value, 16), statement


@states("S2-142", "S2-148")
async def test_two_fields_of_the_page_were_gone_by_then(seed: Server, early: Server) -> None:
    for server in (seed, early):
        server.demo.world.bundles[103].min_update_version = "1.0.0"
    page, real = (await seed.json(LIST))[0], (await early.json(LIST))[0]
    assert (page["bucket_id"], page["minUpdateVersion"]) == (None, "1.0.0")
    assert real["min_update_version"] == "1.0.0"
    assert set(page) - set(real) == {"bucket_id", "minUpdateVersion"}
    assert set(real) - set(page) == {"manifest", "min_update_version"}


@states("S2-157", "S2-158", "S2-159")
async def test_one_bundle_is_deleted_by_its_name(old: Server) -> None:
    line = f"DELETE /bundle?app_id={SHOP}&version=1.1.0"
    assert await old.json(line) == {"status": "ok"}
    assert names(old) == ["1.2.0", "1.0.0"]
    assert await old.json(line) == {"status": "ok"}
    status, said = await old.refusal(f"DELETE /bundle?app_id={SHOP}&version=9.9.9")
    assert (status, said["status"]) == (400, "Cannot delete version")


@states("S2-157")
async def test_a_bundle_that_a_channel_uses_goes_too(old: Server) -> None:
    await old.json(f"DELETE /bundle?app_id={SHOP}&version=1.0.0")
    channel = await old.json(f"GET /channel?app_id={SHOP}&channel=production")
    assert channel["version"] == {"id": 101, "name": "1.0.0"}
    assert names(old) == ["1.2.0", "1.1.0"]


@states("S2-158")
async def test_a_body_hides_the_query(early: Server) -> None:
    await early.json(f"DELETE /bundle?app_id={SHOP}&version=1.2.0", {"app_id": SHOP, "version": "1.1.0"})
    assert names(early) == ["1.2.0", "1.0.0"]


@states("S2-160")
@pytest.mark.parametrize("line", [f"DELETE /bundle?app_id={SHOP}", f"DELETE /bundle?app_id={SHOP}&version="])
async def test_with_the_app_alone_all_are_deleted_linked_ones_too(old: Server, line: str) -> None:
    assert await old.json(line) == {"status": "ok"}
    assert names(old) == []


@states("S2-160")
async def test_a_version_that_is_null_deletes_all(old: Server) -> None:
    await old.json("DELETE /bundle", {"app_id": SHOP, "version": None})
    assert names(old) == []
