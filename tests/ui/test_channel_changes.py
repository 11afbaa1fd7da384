"""A user changes channels."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.faults import Unlink
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP, channel_in, delivers, goes_on
from tests.ui.conftest import UserAt

# Editing ------------------------------------------------------------------------------------


async def test_a_flag_is_changed_and_only_that_is_sent(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    assert user.sees("Edit channel staging")
    await user.goes_to("emulators")
    await user.press("space")
    assert user.sees("yes → no")
    assert user.sees('"allow_emulator": false')
    assert not user.sees('"allow_device"')
    await user.press("ctrl+s")
    assert not user.sees("Edit channel staging")
    assert "Change channel staging: done." in user.told
    assert channel_in(demo, "staging").allow_emulator is False
    assert "staging" in user.line_with("❯")


async def test_a_bundle_is_found_by_a_few_letters(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.picks("bundle", "141")
    assert user.sees("1.5.0 → 1.4.1")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.4.1"
    assert "1.4.1" in user.line_with("❯")


async def test_platforms_can_be_set_although_they_cannot_be_read(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("Android")
    await user.press("n")
    assert user.sees("unknown → no")
    assert user.sees("so that part cannot be undone")
    await user.press("ctrl+s")
    assert channel_in(demo, "staging").android is False
    assert channel_in(demo, "staging").ios is True


async def test_a_platform_says_what_the_audit_log_knows_of_it(user: User) -> None:
    await goes_on(user, "mia", tab="2")
    await user.press("1")
    assert "production" in user.line_with("❯")
    await user.press("e")
    await user.goes_to("Android")
    assert user.sees("on (audit log); the API never tells")


async def test_a_rollout_is_begun_paused_and_ended(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.picks("rollout bundle", "150rc1")
    await user.goes_to("share in %")
    await user.press("backspace", *"12.5")
    await user.goes_to("on")
    await user.press("space")
    await user.press("ctrl+s")
    row = channel_in(demo, "staging")
    assert (row.rollout_percentage_bps, row.rollout_enabled) == (1250, True)
    await user.press("e")
    await user.goes_to("paused")
    await user.press("space", "ctrl+s")
    assert channel_in(demo, "staging").rollout_paused_at is not None
    await user.press("b")
    assert user.sees("ends the rollout")
    await user.press("ctrl+s")
    assert channel_in(demo, "staging").rollout_version is None


async def test_bad_values_are_refused_at_their_field_before_anything_is_sent(user: User) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("share in %")
    await user.press("backspace", *"110")
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees("percentage from 0 to 100")
    assert user.sees("110")
    assert user.requests == before


async def test_nothing_is_sent_where_nothing_was_changed(user: User) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    before = user.requests
    await user.press("ctrl+s")
    assert user.sees("Nothing is changed yet")
    assert user.requests == before
    await user.press("escape")
    assert not user.sees("Edit channel")


async def test_a_cancel_changes_nothing_and_warns_before_it_discards(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space", "escape")
    assert user.sees("esc again discards")
    await user.press("escape")
    assert not user.sees("Edit channel")
    assert channel_in(demo, "staging").allow_emulator is True


async def test_what_somebody_else_changed_is_shown_before_it_is_sent(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space")
    channel_in(demo, "staging").allow_dev = False
    await user.press("ctrl+s")
    assert user.sees("development builds")
    assert user.sees("Edit channel staging")
    assert channel_in(demo, "staging").allow_emulator is True
    await user.press("ctrl+s")
    assert channel_in(demo, "staging").allow_emulator is False
    assert channel_in(demo, "staging").allow_dev is False


async def test_a_channel_that_was_deleted_meanwhile_is_said_to_be_gone(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space")
    del demo.world.channels[channel_in(demo, "staging").id]
    await user.press("ctrl+s")
    assert user.sees("There is no channel staging any more")
    await user.press("escape", "escape")
    assert user.line_with("staging") == "" or not user.sees("❯ staging")


async def test_a_key_without_the_right_is_told_the_code_and_keeps_what_was_typed(
    user_at: UserAt, demo: Demo
) -> None:
    async with user_at(key=demo.keys["developer"]) as user:
        await goes_on(user, "production")
        await user.press("e")
        await user.goes_to("emulators")
        await user.press("space", "ctrl+s")
        assert user.sees("Edit channel production")
        assert user.sees("cannot_access_app")
        assert user.sees("* emulators")
        assert channel_in(demo, "production").allow_emulator is True
        await user.press("escape", "escape", "e")
        assert not user.sees("Edit channel production")
        assert "refused before: cannot_access_app" in user.told


@pytest.mark.parametrize(
    ("fault", "made", "words"), [("cut", False, "was not made"), ("cut-after", True, "the change was made")]
)
async def test_an_answer_that_was_lost_is_found_out_by_reading(
    user: User, demo: Demo, fault: str, made: bool, words: str
) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space")
    demo.faults.next("/channel", fault, method="POST")
    await user.press("ctrl+s")
    assert words in user.screen + user.told
    assert channel_in(demo, "staging").allow_emulator is not made


async def test_pressing_save_twice_sends_it_once(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space")
    before = user.requests
    await user.press_at_once("ctrl+s", "ctrl+s")
    assert user.requests - before == 3  # looked, sent, read back


async def test_the_trigger_key_pressed_twice_does_not_type_into_the_dialog(user: User) -> None:
    await goes_on(user, "staging")
    await user.press_at_once("n", "n", "n")
    assert user.sees("New channel")
    assert "beta" in user.line_with("❯   name")  # the hint of an empty field


# Warnings and typed names -------------------------------------------------------------------


async def test_going_back_to_the_built_in_bundle_asks_for_the_name(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.picks("bundle", "built")
    assert user.sees("Type staging to confirm")
    await user.press("ctrl+s")
    assert user.sees("Type staging first")
    assert delivers(demo, "staging") == "1.5.0"
    await user.types("staging")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") is None


async def test_a_protected_channel_asks_for_its_name_at_every_write(user_at: UserAt, demo: Demo) -> None:
    look = Look(profile="test", host="http://demo.localhost", protected=("prod*",))
    async with user_at(look=look) as user:
        await goes_on(user, "production")
        await user.press("e")
        await user.goes_to("emulators")
        await user.press("space", "ctrl+s")
        assert user.sees("Type production first")
        assert channel_in(demo, "production").allow_emulator is True
        await user.types("production")
        await user.press("ctrl+s")
        assert channel_in(demo, "production").allow_emulator is False


async def test_publishing_says_which_channel_is_no_longer_public(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("public")
    await user.press("space", "ctrl+s")
    assert "No longer public: desktop, production." in user.told
    assert channel_in(demo, "production").public is False


async def test_a_bundle_that_a_server_dropped_is_noticed_and_linked_again(user: User, demo: Demo) -> None:
    demo.faults.unlink_on_post = Unlink.CLAIMS_NEW
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space", "ctrl+s")
    assert delivers(demo, "staging") is None
    assert user.sees("The server dropped the bundle 1.5.0")
    await user.press("y")
    assert delivers(demo, "staging") == "1.5.0"


async def test_an_old_server_is_sent_the_bundle_along(user: User, demo: Demo) -> None:
    demo.faults.unlink_on_post = Unlink.OLDER
    await goes_on(user, "staging")
    await user.press("e")
    await user.goes_to("emulators")
    await user.press("space")
    assert user.sees('"version": "1.5.0"')
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.5.0"
    assert channel_in(demo, "staging").allow_emulator is False


# New, promote, roll back, delete ------------------------------------------------------------


async def test_a_channel_is_made_as_a_copy_of_another(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("n")
    await user.types("qa")
    await user.picks("copy from", "enterprise")
    assert user.sees("1.4.2-enterprise")
    await user.press("ctrl+s")
    assert delivers(demo, "qa") == "1.4.2-enterprise"
    assert channel_in(demo, "qa").disable_auto_update == "version_number"
    assert "qa" in user.line_with("❯")


async def test_a_name_that_exists_is_refused_before_the_server_takes_it_for_a_change(
    user: User, demo: Demo
) -> None:
    await goes_on(user, "staging")
    await user.press("n")
    await user.types("beta")
    assert user.sees("There is a channel beta already")
    before = user.requests
    await user.press("ctrl+s")
    assert user.requests == before


async def test_a_name_that_somebody_took_meanwhile_is_refused_too(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("n")
    await user.types("fresh")
    taken = channel_in(demo, "beta")
    taken.name = "fresh"
    await user.press("ctrl+s")
    assert user.sees("There is a channel fresh already")
    assert taken.public is False


async def test_a_channel_is_pointed_at_a_bundle(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("p")
    assert user.sees("Promote to staging")
    await user.picks("to", "1.4.1")
    assert user.sees("PUT /bundle")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.4.1"


async def test_an_old_server_is_asked_by_the_request_that_it_knows(user: User, demo: Demo) -> None:
    demo.faults.unlink_on_post = Unlink.OLDER
    await goes_on(user, "staging")
    await user.press("p")
    await user.picks("to", "1.4.1")
    assert user.sees("POST /channel")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.4.1"


async def test_a_key_that_may_only_promote_can_do_that(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["uploader"]) as user:
        await goes_on(user, "staging")
        await user.press("p")
        await user.picks("to", "1.4.1")
        await user.press("ctrl+s")
        assert delivers(demo, "staging") == "1.4.1"


async def test_a_rollout_is_made_stable(user: User, demo: Demo) -> None:
    await goes_on(user, "production")
    await user.press("p")
    await user.picks("to", "for all")
    await user.press("ctrl+s")
    assert delivers(demo, "production") == "1.5.0"
    assert channel_in(demo, "production").rollout_version is None


async def test_rolling_back_offers_the_bundle_before(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("b")
    assert user.sees("Roll back staging")
    assert user.sees("1.5.0 → ")
    await user.press("ctrl+s")
    assert delivers(demo, "staging") == "1.5.0-rc.1"


async def test_a_channel_is_deleted_only_once_its_name_was_typed(user: User, demo: Demo) -> None:
    await goes_on(user, "staging")
    await user.press("D")
    assert user.sees("Delete the channel staging?")
    await user.press("y", "D", "enter")
    assert channel_in(demo, "staging").name == "staging"
    await user.press(*["backspace"] * 3)
    await user.types("staging")
    await user.press("ctrl+s")
    assert all(row.name != "staging" for row in demo.world.channels.values() if row.app_id == SHOP)
    await user.press("escape")
    assert not user.line_with("staging ")


# Everywhere ---------------------------------------------------------------------------------


async def test_the_dialog_works_on_eighty_columns(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await goes_on(user, "staging")
        await user.press("e")
        await user.goes_to("emulators")
        await user.press("space")
        assert user.sees("1 change · POST /channel")
        await user.press("f2")
        assert user.sees('"allow_emulator": false')
        await user.press("f2", "ctrl+s")
        assert channel_in(demo, "staging").allow_emulator is False
