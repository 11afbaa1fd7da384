"""A user explores the demo cloud."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from tests.driver import User
from tests.ui.conftest import UserAt
from tests.ui.scans import loads_all


async def test_the_tree_fills_with_organizations_and_their_apps(user: User) -> None:
    assert user.sees("Acme Mobile")
    assert user.sees("com.acme.shop")
    assert user.sees("9 apps")
    assert user.sees("Pick an app on the left")


async def test_starting_costs_two_requests_and_opening_an_app_two_more(user: User) -> None:
    assert user.requests == 2
    await user.opens("com.acme.shop")
    assert user.requests == 4


async def test_a_tab_that_is_opened_again_costs_nothing(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("3", "1")
    spent = user.requests
    await user.press("2", "3", "1", "2")
    assert user.requests == spent


async def test_an_app_that_is_opened_again_costs_nothing_and_is_as_it_was_left(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("j", "j", "s")
    left = user.line_with("❯")
    spent = user.requests
    await user.opens("com.acme.kiosk", tab="2")
    await user.opens("com.acme.shop", tab="2")
    assert user.line_with("❯") == left
    assert user.sees("device ▲")
    assert user.requests == spent + 4


async def test_the_channels_of_an_app_are_shown_with_what_is_wrong_with_them(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("plus")
    assert "1.4.2 → 1.5.0 10%" in user.line_with("production")
    assert "bundle deleted" in user.line_with("legacy")
    assert "no minimum" in user.line_with("enterprise")
    assert "no bundle" in user.line_with("kiosk-mode")
    assert "rollout paused" in user.line_with("1.4.1 → 1.4.2")
    await user.press("plus")
    assert user.sees("› com.acme.shop ⚠")


async def test_the_devices_show_what_they_run_and_where_they_stand(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    assert user.sees("65 devices")
    assert "current" in user.line_with("canary-1")
    assert "behind 5" in user.line_with("priya")
    assert "beta" in user.line_with("priya")
    assert "[productio" in user.line_with("store-013")


async def test_the_bundles_show_where_they_go(user: User) -> None:
    await user.opens("com.acme.shop", tab="3")
    assert "next" in user.line_with("2.0.0-")
    assert user.line_with("1.4.2 ").split()[:2] == ["│", "1.4.2"] or "live" in user.line_with("1.4.2 ")
    assert user.sees("18 bundles")


async def test_the_organization_has_details_members_keys_and_an_audit_log(user: User) -> None:
    await user.opens("com.acme.shop", tab="6")
    assert user.sees("management email")
    await user.press("right_square_bracket")
    assert user.sees("jonas@acme.example")
    assert "super admin" in user.line_with("jonas@acme.example") or user.sees("super admin")
    await user.press("right_square_bracket")
    assert user.sees("never")
    await user.press("right_square_bracket")
    assert user.sees("145 entries")
    await user.press("6")
    assert user.sees("management email")


async def test_brackets_walk_through_all_tabs_and_around(user: User) -> None:
    await user.opens("com.acme.shop")
    seen = []
    for _ in range(9):
        seen.append(user.tab)
        await user.press("right_square_bracket")
    assert seen == ["channels", "devices", "bundles", "stats", "adoption", *["organization"] * 4]
    assert user.tab == "channels"
    await user.press("left_square_bracket")
    assert user.tab == "organization"


async def test_enter_opens_a_record_with_its_fields_and_json_and_escape_comes_back(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("enter")
    assert user.sees("under-native guard")
    assert user.sees("channel production")
    await user.press("2")
    assert user.sees('"rolloutPercentageBps": 1000')
    await user.press("shift+tab")
    assert user.sees("under-native guard")
    await user.press("escape")
    assert user.sees("9 channels")


async def test_a_filter_says_what_part_of_the_data_it_saw(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.press("slash")
    await user.types("electron")
    assert user.sees("2 of 65")
    await user.press("enter")
    assert user.sees("/electron")
    await user.press("escape")
    assert user.sees("65 devices")
    assert not user.sees("/electron")


async def test_a_filter_over_a_list_that_is_not_all_loaded_says_so(user: User) -> None:
    await user.opens("com.acme.wallet", tab="2")
    assert user.sees("5,000 devices loaded · more on server")
    await user.press("slash")
    await user.types("electron")
    assert user.sees("of 5,000 loaded (more on server)")


async def test_reaching_the_last_row_reads_on(user: User) -> None:
    await user.opens("com.acme.wallet", tab="2")
    spent = user.requests
    await user.press("G")
    assert user.sees("6,000 devices loaded")
    assert user.requests == spent + 1


async def test_asking_for_everything_while_the_first_pages_come_loses_nothing(user_at: UserAt) -> None:
    async with user_at(budget=5000) as user:
        await user.opens("com.acme.wallet")
        await user.press("2", "G")
        await loads_all(user)
        assert user.sees("100,000 devices")
        assert not user.sees("unknown")


async def test_all_hundred_thousand_devices_can_be_loaded(user_at: UserAt) -> None:
    async with user_at(budget=5000) as user:
        await user.opens("com.acme.wallet", tab="2")
        await loads_all(user)
        assert user.sees("100,000 devices")
        assert not user.sees("more on server")
        assert not user.sees("load all")


async def test_hundreds_of_channels_and_bundles_over_overlapping_pages_come_once(user: User) -> None:
    await user.opens("com.acme.builds")
    assert user.sees("124 channels")
    await user.press("3")
    assert user.sees("340 bundles")


async def test_an_app_without_anything_says_so(user: User) -> None:
    await user.opens("com.acme.next")
    assert user.sees("This app has no channels.")
    await user.press("2")
    assert user.sees("No device of this app has asked for an update yet.")
    await user.press("3")
    assert user.sees("This app has no bundles.")


async def test_sorting_goes_up_down_and_off(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("s")
    assert user.sees("name ▲")
    await user.press("s")
    assert user.sees("name ▼")
    await user.press("s")
    assert not user.sees("▲")
    assert not user.sees("▼")


async def test_wide_mode_shows_every_column(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    assert not user.sees("plugin")
    await user.press("W", *["l"] * 8)
    assert user.sees("plugin")


async def test_refresh_reads_again_and_keeps_the_cursor_on_its_record(user: User, demo: Demo) -> None:
    await user.opens("com.acme.shop")
    await user.press("j", "j")
    assert "staging" in user.line_with("❯")
    spent = user.requests
    await user.press("r")
    assert user.requests == spent + 2
    assert "staging" in user.line_with("❯")


async def test_the_tree_is_searched_by_a_few_letters(user: User) -> None:
    await user.press("slash")
    await user.types("nwdrv")
    assert user.sees("com.northwind.driver")
    assert not user.sees("com.acme.shop")
    await user.press("enter", "enter")
    assert user.sees("com.northwind.driver › Channels")
    await user.press("escape", "escape")
    assert user.sees("com.acme.shop")


async def test_an_app_is_found_and_opened_and_its_rows_moved_in_one_burst(user: User) -> None:
    await user.bursts("/shop\n\n")
    assert user.sees("com.acme.shop › Channels")
    await user.bursts("/sta\ne")
    assert user.sees("Edit channel staging")


async def test_what_comes_in_one_burst_with_the_slash_is_the_filter(user: User) -> None:
    await user.bursts("/shop")
    assert user.sees("/shop")
    await user.press("enter", "enter")
    await user.bursts("/be/ta")
    assert user.sees("/be/ta")


async def test_tabs_and_table_make_room_for_the_tree_that_comes_back_after_a_search(user_at: UserAt) -> None:
    async with user_at(80, 24) as user:
        await user.press("slash")
        await user.types("shop")
        await user.press("enter", "enter")
        await user.press("escape")
        assert "1 Chan  2 Dev  3 Bund  4 Stats  5 Adopt  6 Org" in user.line_with("Apps")
        assert user.line_with("rollout paused").rstrip().endswith("│"), "the last column is not cut off"


async def test_the_tree_folds_and_unfolds(user: User) -> None:
    await user.press("h", "h")
    assert not user.sees("com.acme.shop")
    await user.press("l")
    assert user.sees("com.acme.shop")


async def test_an_organization_opens_its_own_tab(user: User) -> None:
    await user.press("k", "enter")
    assert user.tab == "organization"
    assert user.sees("Acme Mobile › Organization")


async def test_help_lists_the_keys_of_what_has_the_focus(user: User) -> None:
    await user.press("question_mark")
    assert user.sees("In the tree")
    assert not user.sees("In the table")
    await user.press("escape")
    await user.opens("com.acme.shop")
    await user.press("f1")
    assert user.sees("In the table")
    assert user.sees("Sort by the underlined column")


async def test_the_palette_runs_actions_and_jumps_to_apps(user: User) -> None:
    await user.press("ctrl+p")
    await user.types("northwind.orders")
    await user.press("enter")
    assert user.sees("com.northwind.orders › Channels")


async def test_the_palette_offers_themes(user: User) -> None:
    await user.press("ctrl+p")
    await user.types("theme")
    assert user.sees("Theme")


async def test_q_takes_one_layer_back_and_then_quits(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("enter", "q")
    assert user.sees("9 channels")
    await user.press("q")
    assert not user.app._exit
    await user.press("q")
    assert user.app._exit


async def test_a_click_opens_a_tab_and_a_key_of_the_last_line(user: User) -> None:
    await user.opens("com.acme.shop")
    title = user.screen.splitlines()[1]
    await user.clicks(None, offset=(title.index("Bundles"), 1))
    assert user.tab == "bundles"
    keys = user.screen.splitlines()[-1]
    await user.clicks(None, offset=(keys.index("help"), 39))
    assert user.sees("esc closes")


async def test_one_app_alone_is_opened_right_away(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["app only"]) as user:
        assert user.tab == "channels"
        assert user.sees("1 app ")


async def test_organizations_beyond_fifty_are_found_through_their_apps(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["agency"]) as user:
        organizations = user.app.screen.query_one("EstatePane").workspace.estate.organizations  # type: ignore[attr-defined]
        assert len(organizations) > 50
        assert all(organization.name for organization in organizations)


@pytest.mark.parametrize("width", [99, 80, 60])
async def test_on_a_narrow_terminal_the_tree_folds_away_and_comes_back(user_at: UserAt, width: int) -> None:
    async with user_at(width, 24) as user:
        await user.opens("com.acme.shop")
        assert not user.sees("com.contoso.travel")
        assert user.sees("production")
        await user.press("tab")
        assert user.sees("com.contoso.travel")
        await user.press("tab")
        assert not user.sees("com.contoso.travel")
        await user.press("underscore")
        assert user.sees("com.contoso.travel")


async def test_below_sixty_columns_one_pane_at_a_time_is_shown(user_at: UserAt) -> None:
    async with user_at(50, 20) as user:
        assert user.sees("com.acme.shop")
        assert not user.sees("1 Chan")
        await user.opens("com.acme.shop")
        assert user.sees("1 Chan")
        assert not user.sees("com.contoso.travel")


async def test_zoom_shows_the_focused_pane_alone(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("plus")
    assert not user.sees("com.contoso.travel")
    await user.press("plus")
    assert user.sees("com.contoso.travel")


async def test_a_tiny_terminal_stays_usable(user_at: UserAt) -> None:
    async with user_at(40, 10) as user:
        await user.opens("com.acme.shop", tab="2")
        assert user.sees("canary-1")
        await user.press("enter")
        assert user.sees("bundle")
        await user.press("2", "escape", "question_mark", "escape", "6", "slash", "escape")
        await user.resizes(120, 40)
        assert user.sees("Acme Mobile")
