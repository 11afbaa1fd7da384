"""A user looks after bundles on servers of early 2025."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capgo_tui.demo import Demo
from capgo_tui.services.opening import Look
from tests.statements import states
from tests.ui.cloud import SHOP, bundle_in, channel_in, delivers, goes_on
from tests.ui.conftest import UserAt

EARLY = pytest.mark.parametrize("dialect", ["seed", "2025-01"])
NEXT = "com.acme.next"
"""An app without bundles."""
NAMED = Look(profile="test", host="http://demo.localhost", apps=(SHOP, NEXT))
"""A profile that names the apps, as servers of January 2025 list none."""
HOTFIX, ALPHA = "1.4.3-hotfix.1", "2.0.0-alpha.1"


def left(demo: Demo) -> set[str]:
    """The bundles that are not deleted."""
    return {row.name for row in demo.world.bundles.values() if row.app_id == SHOP and not row.deleted}


@states(
    *("S2-141", "S2-142", "S2-143", "S2-144", "S2-145", "S2-146", "S2-147", "S2-148", "S2-149", "S2-150"),
    *("S2-151", "S2-152", "S2-153", "S2-154", "S2-155", "S2-156"),
)
@EARLY
async def test_every_field_of_a_bundle_is_seen_and_what_is_not_sent_is_a_question_mark(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    row = bundle_in(demo, HOTFIX)
    async with user_at(look=NAMED) as user:
        await goes_on(user, ALPHA, tab="3")
        await user.press("enter")
        assert "2.0.0" in user.line_with("min native")
        await user.press("escape", "escape")
        await goes_on(user, HOTFIX, tab="3")
        await user.press("enter")
        for label, value in (
            ("name", HOTFIX),
            ("storage", "r2"),
            ("path", str(row.r2_path)),
            ("external url", "–"),
            ("checksum", str(row.checksum)),
            ("encrypted", "yes"),
            ("native packages", "–"),
            ("link", "?"),
            ("comment", "?"),
            ("created", f"{row.created_at:%Y-%m-%d %H:%M}"),
            ("updated", f"{row.updated_at:%Y-%m-%d %H:%M}"),
            ("user", str(row.user_id)),
            ("id", str(row.id)),
            ("app", SHOP),
        ):
            assert any(
                line.strip("│ ").startswith(label) and value in line for line in user.screen.splitlines()
            ), (label, user.screen)
        assert bool(user.line_with("bucket")) is (dialect == "seed")
        await user.press("2")
        for line in (
            f'"session_key": "{row.session_key}"',
            f'"owner_org": "{row.owner_org}"',
            '"deleted": false',
            '"minUpdateVersion": null' if dialect == "seed" else '"min_update_version": null',
        ):
            assert user.sees(line), user.screen
        assert user.sees('"bucket_id": null') is (dialect == "seed")


@states("S2-137", "S2-138", "S2-139", "S2-140")
@EARLY
async def test_all_pages_of_bundles_come_and_none_of_them_twice(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    first = bundle_in(demo, "1.0.0")
    for number in range(130):
        demo.world.bundles[90_000 + number] = replace(first, id=90_000 + number, name=f"0.1.{number}")
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="3")
        assert user.sees("148 bundles")
        await user.press("slash")
        await user.types("0.1.129")
        await user.press("enter")
        assert user.sees("1 of 148")


@states("S2-138")
@EARLY
async def test_an_app_without_bundles_has_an_empty_table_and_no_error(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    async with user_at(look=NAMED) as user:
        await user.opens(NEXT, tab="3")
        assert user.sees("no bundles") or user.sees("No bundles") or user.sees("0 bundles"), user.screen
        assert not user.sees("Cannot get bundle")
        assert "✗" not in user.line_with("undles.") + user.told


@states("S2-157", "S2-158", "S2-159")
@EARLY
async def test_one_bundle_is_deleted_once_its_name_was_typed(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    before = left(demo)
    async with user_at(look=NAMED) as user:
        await goes_on(user, "1.1.1", tab="3")
        await user.press("D")
        assert user.sees("DELETE")
        assert user.sees(f"/bundle?app_id={SHOP}&version=1.1.1")
        await user.types("1.1.1")
        await user.press("ctrl+s")
        assert left(demo) == before - {"1.1.1"}
        await user.press("escape")
        assert not user.line_with("1.1.1  ")


@states("S2-157", "S2-158")
@EARLY
async def test_a_bundle_that_a_channel_got_meanwhile_stays_though_the_server_would_delete_it(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    async with user_at(look=NAMED) as user:
        await goes_on(user, "1.1.1", tab="3")
        await user.press("D")
        await user.types("1.1.1")
        channel_in(demo, "staging").version = bundle_in(demo, "1.1.1").id
        await user.press("ctrl+s")
        assert user.sees("1.1.1 is linked to staging")
        assert "1.1.1" in left(demo)


@states("S2-160")
@EARLY
async def test_all_bundles_are_deleted_only_after_it_was_said_that_linked_ones_go_too(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    count = len(left(demo))
    async with user_at(look=NAMED) as user:
        await user.opens(SHOP, tab="3")
        await user.press("colon")
        await user.types("delete-all-bundles")
        await user.press("enter")
        assert user.sees(f"Delete all {count} bundles of {SHOP}")
        assert user.sees(f"Delete every bundle of {SHOP}?")
        assert user.sees("bundles that channels deliver, too")
        assert user.sees(f"/bundle?app_id={SHOP}")
        await user.press("ctrl+s")
        assert len(left(demo)) == count
        await user.types(f"{SHOP} {count}")
        await user.press("ctrl+s")
        assert left(demo) == set()
        assert user.sees("0 bundles") or user.sees("no bundles") or user.sees("No bundles"), user.screen
        assert delivers(demo, "production") == "1.4.2"  # it points at what is no more
        await user.press("escape", "1")
        assert "bundle deleted" in user.line_with("production ")


@EARLY
async def test_a_key_whose_mode_is_not_enough_is_told_so_in_plain_words(
    user_at: UserAt, demo: Demo, dialect: str
) -> None:
    demo.dialect = dialect
    async with user_at(look=NAMED, key=demo.keys["reader"]) as user:
        await goes_on(user, "1.1.1", tab="3")
        await user.press("D")
        await user.types("1.1.1")
        await user.press("ctrl+s")
        assert "1.1.1" in left(demo)
        assert user.sees("The key is wrong, ended or deleted, or its mode is not enough")
