"""A user looks at a record from all sides: searches its JSON, reads its history, goes on to the next."""

from __future__ import annotations

from capgo_tui.demo import Demo
from capgo_tui.demo.fault_specs import order
from tests.driver import User
from tests.ui.cloud import SHOP, goes_on
from tests.ui.conftest import UserAt

# Searching the JSON -------------------------------------------------------------------------


async def opens_json(user: User) -> None:
    await goes_on(user, "production")
    await user.press("enter", "2")


async def test_words_are_found_in_the_json_and_counted(user: User) -> None:
    await opens_json(user)
    await user.press("slash")
    await user.types("rollout")
    assert user.sees("1 of 8")
    await user.press("enter", "n")
    assert user.sees("2 of 8")
    await user.press("N", "N")
    assert user.sees("8 of 8")


async def test_a_match_beyond_the_edge_comes_into_sight(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await opens_json(user)
        assert not user.sees("disableAutoUpdateUnderNative")
        await user.press("slash")
        await user.types("UNDERNATIVE")
        assert user.sees("disableAutoUpdateUnderNative")


async def test_what_is_nowhere_is_said_and_escape_ends_the_search_first(user: User) -> None:
    await opens_json(user)
    await user.press("slash")
    await user.types("nowhere")
    assert user.sees("no match")
    await user.press("enter", "escape")
    assert not user.sees("no match")
    assert user.sees('"rolloutPercentageBps"')
    await user.press("escape")
    assert user.sees("9 channels") or user.sees("of 9")


async def test_letters_that_are_typed_into_the_search_are_no_keys(user: User) -> None:
    await opens_json(user)
    await user.press("slash")
    await user.types("noyw2")
    assert user.sees("/noyw2")


# The next record ----------------------------------------------------------------------------


async def test_brackets_go_to_the_next_record_and_back_in_the_same_view(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("g", "enter", "3")
    first = user.line_with("device_id")
    await user.press("right_parenthesis")
    second = user.line_with("device_id")
    assert second != first
    await user.press("left_parenthesis")
    assert user.line_with("device_id") == first


async def test_the_cursor_of_the_table_goes_along(user: User) -> None:
    await user.opens(SHOP, tab="1")
    await user.press("g", "enter", "right_parenthesis", "right_parenthesis")
    name = user.screen.splitlines()[0].partition("› channel ")[2].split()[0]
    await user.press("escape")
    assert name in user.line_with("❯")


async def test_at_the_ends_it_is_said_that_there_is_no_further_record(user: User) -> None:
    await user.opens(SHOP)
    await user.press("g", "enter", "left_parenthesis")
    assert "first row" in user.told
    await user.press("escape", "G", "enter", "right_parenthesis")
    assert "last row" in user.told


async def test_the_why_of_the_next_device_is_its_own(user: User) -> None:
    await goes_on(user, "store-00", tab="2")
    await user.press("g", "enter", "2")
    await user.press("right_parenthesis")
    assert user.tab == "why"
    assert "store-00" in user.screen.splitlines()[0]


# History ------------------------------------------------------------------------------------


async def test_the_history_of_a_channel_tells_who_changed_what_from_what_to_what(user: User) -> None:
    await goes_on(user, "production")
    before = user.requests
    await user.press("enter", "3")
    assert user.requests == before + 1
    assert user.sees("changed by jonas@acme.example")
    assert user.sees("rollout share  0 % → 5 %")
    assert user.sees("1.4.1 → 1.4.2")
    assert user.sees("looked through")


async def test_the_next_channel_and_a_second_look_cost_nothing(user: User) -> None:
    await user.opens(SHOP)
    await user.press("enter", "3")
    before = user.requests
    await user.press("right_parenthesis", "1", "3")
    assert user.requests == before
    assert user.tab == "history"


async def test_what_was_changed_from_here_stands_in_it_with_what_became_of_it(user: User) -> None:
    await goes_on(user, "store-001", tab="2")
    await user.press("m")
    await user.picks("to channel", "beta")
    await user.press("ctrl+s")
    await user.press("enter", "4")
    assert "by profile demo" in user.line_with("store-001 ")
    assert user.sees("journal: ✓ made")
    assert user.sees("→ beta")
    assert user.sees("no entries about a device")


async def test_a_refused_audit_log_is_said_and_the_journal_shown_all_the_same(user: User, demo: Demo) -> None:
    order(demo.faults, ["status=403@/organization/audit"])
    await goes_on(user, "production")
    await user.press("enter", "3")
    assert user.sees("Audit log: ⚠")
    assert user.sees("No change of it is known.")
    before = user.requests
    await user.press("right_parenthesis")
    assert user.sees("Audit log: ⚠")
    assert user.requests == before, "what was refused is not asked again unasked"


async def test_a_member_and_a_bundle_have_a_history_too(user: User) -> None:
    await user.opens(SHOP, tab="3")
    await user.press("enter", "3")
    assert user.sees("created by")
    await user.press("escape", "6", "6", "slash")
    await user.types("priya")
    await user.press("enter", "enter", "3")
    assert user.sees("changed by mia@acme.example")
