"""A change of a channel never loses its bundle on servers that unlink what is not named (api-seed.md 0.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.client import CapgoClient
from capgo_tui.api.server_version import keeps_left_out_version, read_server_version
from capgo_tui.demo import Demo, Unlink
from capgo_tui.errors import Misused
from capgo_tui.models.channel import Channel
from capgo_tui.models.channel_edit import ChannelEdit
from tests.api.servers import Reply, client_of, replies

SHOP = "com.acme.shop"
LINKED = Channel.read({"id": 1, "app_id": SHOP, "name": "beta", "version": {"id": 7, "name": "1.2.0"}})
HIDE = ChannelEdit(public=False)


def silent() -> CapgoClient:
    return client_of(replies(Reply({"status": "ok"})))


def test_the_present_bundle_goes_along_with_every_change() -> None:
    write = silent().channels.prepare_edit(LINKED, HIDE)
    assert write.body == {"app_id": SHOP, "channel": "beta", "version": "1.2.0", "public": False}


@pytest.mark.parametrize("version", ["1.3.0", None])
def test_a_bundle_that_is_to_change_is_the_only_one_that_goes(version: str | None) -> None:
    write = silent().channels.prepare_edit(LINKED, ChannelEdit(version=version))
    assert write.body == {"app_id": SHOP, "channel": "beta", "version": version}


@pytest.mark.parametrize("version", [None, {"id": 3, "name": "builtin"}, {"id": 3, "name": "unknown"}])
def test_an_unlinked_channel_has_nothing_to_go_along(version: object) -> None:
    channel = Channel.read({"id": 1, "app_id": SHOP, "name": "beta", "version": version})
    assert silent().channels.prepare_edit(channel, HIDE).body == {
        "app_id": SHOP,
        "channel": "beta",
        "public": False,
    }


@pytest.mark.parametrize(
    "channel",
    [
        Channel.read({"id": 1, "app_id": SHOP, "name": "beta"}),
        Channel.read({"id": 1, "app_id": SHOP, "name": "beta", "version": 7}),
        Channel.read({"id": 1, "app_id": SHOP, "name": "beta", "version": {"id": 7, "name": ""}}),
    ],
)
def test_a_channel_that_does_not_name_its_bundle_is_not_changed_blindly(channel: Channel) -> None:
    client = silent()
    with pytest.raises(Misused, match="may unlink it") as caught:
        client.channels.prepare_edit(channel, HIDE)
    assert caught.value.field == "version"
    assert client.channels.prepare_edit(channel, ChannelEdit(version="1.2.0")).body is not None


async def test_a_server_that_says_it_is_new_enough_gets_only_what_changes(acme: Demo) -> None:
    async with client_of(acme.app) as client:
        assert client.server_version is None
        beta = await client.channels.read(SHOP, "beta")
        assert client.server_version == (12, 201, 7)
        write = client.channels.prepare_edit(beta, HIDE)
        assert write.body == {"app_id": SHOP, "channel": "beta", "public": False}
        await client.send(write)
        assert (await client.channels.read(SHOP, "beta")).version == beta.version


@pytest.mark.parametrize("age", [Unlink.OLDER, Unlink.SILENT])
async def test_a_server_that_would_unlink_is_not_given_the_chance(acme: Demo, age: Unlink) -> None:
    acme.faults.unlink_on_post = age
    async with client_of(acme.app) as client:
        beta = await client.channels.read(SHOP, "beta")
        await client.send(client.channels.prepare_edit(beta, ChannelEdit(allow_dev=False)))
        after = await client.channels.read(SHOP, "beta")
    assert (after.version, after.allow_dev) == (beta.version, False)


async def test_only_reading_again_shows_what_a_server_lost_that_claims_to_be_new(acme: Demo) -> None:
    acme.faults.unlink_on_post = Unlink.CLAIMS_NEW
    async with client_of(acme.app) as client:
        beta = await client.channels.read(SHOP, "beta")
        assert beta.is_builtin is False
        await client.send(client.channels.prepare_edit(beta, ChannelEdit(allow_dev=False)))
        assert (await client.channels.read(SHOP, "beta")).is_builtin is True


async def test_an_answer_that_says_no_version_leaves_the_last_one_known() -> None:
    headers = {"content-type": "application/json", "x-worker-source": "production-12.100.0"}
    client = client_of(replies(Reply([], headers=headers), Reply([])))
    await client.apps.read_all()
    await client.apps.read_all()
    assert client.server_version == (12, 100, 0)
    assert client.channels.prepare_edit(LINKED, HIDE).body is not None
    assert "version" in (client.channels.prepare_edit(LINKED, HIDE).body or {})


@pytest.mark.parametrize(
    ("source", "version", "keeps"),
    [
        ("production-12.201.7", (12, 201, 7), True),
        ("eu-west-1-13.0.0", (13, 0, 0), True),
        ("local-12.201.6", (12, 201, 6), False),
        ("-12.202.0", (12, 202, 0), True),
        ("12.202.0", None, False),
        ("production-12.202", None, False),
        ("production-12.202.0-beta", None, False),
        ("production-१२.202.0", None, False),
        ("", None, False),
    ],
)
def test_a_version_is_read_from_what_the_server_calls_itself(
    source: str, version: tuple[int, int, int] | None, keeps: bool
) -> None:
    assert read_server_version(source) == version
    assert keeps_left_out_version(version) is keeps


@given(st.text())
def test_no_name_of_a_server_is_too_strange(source: str) -> None:
    read_server_version(source)
