"""A user changes bundles."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.cloud import SHOP, bundle_in, channel_in, goes_on
from tests.ui.conftest import UserAt


async def test_a_bundle_is_described(user: User, demo: Demo) -> None:
    await goes_on(user, "1.4.0", tab="3")
    await user.press("e")
    await user.goes_to("comment")
    await user.types("last without the new login")
    await user.press("ctrl+s")
    assert bundle_in(demo, "1.4.0").comment == "last without the new login"
    assert "1.4.0" in user.line_with("❯")


async def test_a_bundle_is_registered(user: User, demo: Demo) -> None:
    await goes_on(user, "1.4.0", tab="3")
    await user.press("n")
    await user.types("3.0.0")
    await user.goes_to("address of the file")
    await user.types("https://files.acme.example/3.zip")
    await user.goes_to("checksum")
    await user.types("abc123")
    await user.press("ctrl+s")
    assert bundle_in(demo, "3.0.0").external_url == "https://files.acme.example/3.zip"
    assert "3.0.0" in user.line_with("❯")


@pytest.mark.parametrize(
    ("name", "words"),
    [("v3", "semantic version"), ("1.4.0", "There is a bundle 1.4.0 already")],
)
async def test_a_bad_name_is_refused_while_it_is_typed(user: User, name: str, words: str) -> None:
    await goes_on(user, "1.4.0", tab="3")
    await user.press("n")
    await user.types(name)
    assert user.sees(words)


async def test_a_bundle_is_deleted_only_once_its_name_was_typed(user: User, demo: Demo) -> None:
    await goes_on(user, "1.1.1", tab="3")
    await user.press("D")
    assert user.sees("its name stays taken")
    await user.press("ctrl+s")
    assert user.sees("Type 1.1.1 first")
    await user.types("1.1.1")
    await user.press("ctrl+s")
    assert bundle_in(demo, "1.1.1").deleted
    await user.press("escape")
    assert not user.line_with("1.1.1  ")


async def test_a_bundle_that_a_channel_points_at_is_not_deleted(user: User, demo: Demo) -> None:
    await goes_on(user, "1.4.1", tab="3")
    before = user.requests
    await user.press("D")
    assert "1.4.1 is linked to desktop, paused" in user.told + user.screen
    assert user.requests == before
    assert not bundle_in(demo, "1.4.1").deleted


async def test_a_bundle_that_was_linked_meanwhile_is_refused_by_the_server(user: User, demo: Demo) -> None:
    await goes_on(user, "1.1.1", tab="3")
    await user.press("D")
    await user.types("1.1.1")
    channel_in(demo, "staging").version = bundle_in(demo, "1.1.1").id
    await user.press("ctrl+s")
    assert user.sees("cannot_delete_linked_version")
    assert not bundle_in(demo, "1.1.1").deleted


async def test_a_key_without_the_right_is_told_the_code(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await goes_on(user, "1.1.1", tab="3")
        await user.press("D")
        await user.types("1.1.1")
        await user.press("ctrl+s")
        assert user.sees("cannot_delete_bundle")
        assert not bundle_in(demo, "1.1.1").deleted


async def test_all_unlinked_bundles_go_only_by_command_app_id_and_count(user: User, demo: Demo) -> None:
    await goes_on(user, "1.1.1", tab="3")
    await user.press("colon")
    await user.types("delete-all-bundles")
    await user.press("enter")
    assert user.sees("Type com.acme.shop 12 to confirm")
    await user.types("com.acme.shop 12")
    await user.press("ctrl+s")
    left = [row.name for row in demo.world.bundles.values() if row.app_id == SHOP and not row.deleted]
    assert sorted(left) == ["1.4.1", "1.4.2", "1.4.2-enterprise", "1.5.0", "1.5.0-rc.1", "2.0.0-alpha.1"]


async def test_describing_works_on_eighty_columns(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await goes_on(user, "1.4.0", tab="3")
        await user.press("e")
        await user.goes_to("comment")
        await user.types("fine")
        await user.press("ctrl+s")
        assert bundle_in(demo, "1.4.0").comment == "fine"
