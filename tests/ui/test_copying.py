"""A user copies ids, JSON, rows, curl lines, addresses and links, and opens the console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from capgo_tui.demo import Demo
from capgo_tui.presenters.deep_links import read_link
from capgo_tui.presenters.places import Place
from capgo_tui.services.opening import Look
from tests.driver import User
from tests.ui.cloud import SHOP, channel_in, goes_on
from tests.ui.conftest import UserAt

CONSOLE = "https://console.capgo.app"
CLOUD = {"start_in_demo": False, "look": Look(profile="test", host="http://demo.localhost", console=CONSOLE)}
HOSTILE = "com.hostile.names"


async def test_y_lists_what_can_be_copied_one_key_each(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("y")
    for line in ("y  id", "n  name", "r  JSON", "t  TSV", "c  curl", "l  link", "w  why", "v  the last copy"):
        assert user.sees(line)
    await user.press("escape")
    assert not user.sees("v  the last copy")
    assert user.app.clipboard == ""


async def test_y_y_copies_the_id_even_when_typed_in_one_go(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await user.press_at_once("y", "y")
    assert user.app.clipboard == str(channel_in(demo, "production").id)
    assert not user.sees("v  the last copy")


async def test_nothing_is_claimed_that_is_not_known_and_y_v_shows_the_text(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await user.press("y", "n")
    assert user.app.clipboard == "production"
    assert "The name of channel production was sent to the terminal, which does not say whether" in user.told
    await user.press("y", "v")
    assert user.sees("What was copied")
    assert user.sees("Select it with the mouse")
    await user.press("escape")
    assert not user.sees("What was copied")


async def test_y_v_without_a_copy_says_so(user: User) -> None:
    await user.opens(SHOP)
    await user.press("y", "v")
    assert "Nothing was copied yet" in user.told


async def test_json_is_the_record_as_the_server_sent_it(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await user.press("y", "r")
    document = json.loads(user.app.clipboard)
    assert document["name"] == "production"
    assert document["rolloutPercentageBps"] == 1000


async def test_rows_come_with_their_heading_and_all_columns(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("y", "t")
    heading, row = user.app.clipboard.splitlines()
    cells = dict(zip(heading.split("\t"), row.split("\t"), strict=True))
    assert cells["device"] == "canary-1"
    assert cells["id"] == "0107031b-5434-423b-ac1b-df5e095edd2a"
    assert cells["changed"].endswith("Z")
    assert cells["emulator"] == "false"


async def test_marked_rows_are_copied_together(user: User) -> None:
    await user.opens(SHOP)
    await user.press("space", "space", "space", "y")
    assert user.sees("Copy 3 marked channels")
    assert not user.sees("n  name")
    await user.press("y")
    assert len(user.app.clipboard.splitlines()) == 3
    await user.press("y", "r")
    assert [each["name"] for each in json.loads(user.app.clipboard)] == ["production", "beta", "staging"]
    await user.press("y", "t")
    assert [line.split("\t")[0] for line in user.app.clipboard.splitlines()] == [
        "name",
        "production",
        "beta",
        "staging",
    ]


async def test_curl_reads_the_record_and_has_no_key_in_it(user: User, demo: Demo) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("y", "c")
    line = user.app.clipboard
    assert line.startswith("curl -H ")
    assert "$CAPGO_TOKEN" in line
    assert f"/device?app_id={SHOP}&device_id=0107031b-5434-423b-ac1b-df5e095edd2a" in line
    assert demo.key not in line


async def test_a_link_has_record_filter_and_order(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("s", "y", "l")
    assert user.app.clipboard.startswith("capgo-tui open ")
    assert read_link(user.app.clipboard) == Place(
        app_id=SHOP,
        tab="devices",
        record="0107031b-5434-423b-ac1b-df5e095edd2a",
        filter="canary-1",
        sort="device",
    )


async def test_a_link_into_an_organization_names_it(user: User) -> None:
    await user.opens(SHOP, tab="6")
    await user.press("right_square_bracket", "y", "l")
    place = read_link(user.app.clipboard)
    assert (place.app_id, place.tab) == ("", "members")
    assert place.org_id


async def test_the_demo_has_no_console_and_says_what_is_missing(user: User) -> None:
    await user.opens(SHOP)
    await user.press("y", "u")
    assert user.sees("✗ Not known for this server")
    assert user.app.clipboard == ""
    await user.press("escape", "o")
    assert "Not known for this server" in user.told


async def test_the_console_address_is_that_of_the_record(user_at: UserAt, demo: Demo) -> None:
    async with user_at(**CLOUD) as user:
        await user.opens(SHOP)
        await user.press("y", "u")
        assert user.app.clipboard == f"{CONSOLE}/app/{SHOP}/channel/{channel_in(demo, 'production').id}"


async def test_why_is_copied_as_text_and_as_json(user: User) -> None:
    await goes_on(user, "native-two", tab="2")
    await user.press("y", "w")
    text = user.app.clipboard
    assert text.startswith("native-two: ✗ blocked: 2.0.0-alpha.1 is below native")
    assert "disable_auto_update_under_native" in text
    assert "fix: Point next at a bundle from 2.0.0" in text
    await user.press("y", "j")
    assert json.loads(user.app.clipboard)["code"] == "disable_auto_update_under_native"


async def test_the_record_view_copies_too(user: User) -> None:
    await goes_on(user, "canary-1", tab="2")
    await user.press("enter", "y", "y")
    assert user.app.clipboard == "0107031b-5434-423b-ac1b-df5e095edd2a"
    await user.press("2", "y", "w")
    assert user.app.clipboard.startswith("canary-1: ")
    assert user.sees("1 Fields")


async def test_a_y_that_is_typed_into_a_filter_is_a_letter(user: User) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("slash")
    await user.types("priya")
    assert user.sees("1 of 65")
    assert not user.sees("the last copy")


async def test_nothing_to_copy_is_said(user: User) -> None:
    await user.opens("com.acme.next")
    await user.press("y")
    assert "There is no channel to copy" in user.told


@pytest.mark.parametrize("what", ["y", "n", "r", "t", "c", "l", "w", "j"])
async def test_no_name_of_a_device_gets_a_control_character_into_the_clipboard(user: User, what: str) -> None:
    await user.opens(HOSTILE, tab="2")
    await user.press("asterisk")
    if what in "ncluwj":
        await user.press("asterisk")
    for _ in range(1 if what in "yrt" else 12):
        await user.press("y", what)
        text = user.app.clipboard
        assert text
        assert [c for c in text if not c.isprintable() and c not in "\n\t"] == []
        await user.press("j")


async def test_a_name_that_holds_the_key_is_copied_without_it(user: User, demo: Demo) -> None:
    channel_in(demo, "beta").name = f"beta {demo.key}"
    await user.opens(SHOP)
    await user.press("j")
    for what in ("n", "r", "t", "c"):
        await user.press("y", what)
        assert "beta" in user.app.clipboard
        assert demo.key not in user.app.clipboard


async def test_a_cell_that_would_be_a_formula_is_copied_as_text(user: User) -> None:
    await user.opens(HOSTILE, tab="2")
    await user.press("asterisk", "y", "t")
    cells = [cell for line in user.app.clipboard.splitlines() for cell in line.split("\t")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


async def test_over_ssh_o_copies_the_address_and_says_so(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50000 10.0.0.2 22")
    async with user_at(**CLOUD) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("o")
        address = f"{CONSOLE}/app/{SHOP}/device/0107031b-5434-423b-ac1b-df5e095edd2a"
        assert user.app.clipboard == address
        assert "You are here over SSH, so it was not opened" in user.told


async def test_o_opens_the_browser_with_the_address_of_the_record(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    async with user_at(**CLOUD) as user:
        await goes_on(user, "canary-1", tab="2")
        await user.press("enter", "o")
        address = f"{CONSOLE}/app/{SHOP}/device/0107031b-5434-423b-ac1b-df5e095edd2a"
        assert (tmp_path / "opened").read_text().strip() == address
        assert "The browser was asked to open" in user.told


async def test_o_in_an_organization_says_what_the_console_shows(
    user_at: UserAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "true")
    async with user_at(**CLOUD) as user:
        await user.opens(SHOP, tab="6")
        await user.press("right_square_bracket", "o")
        assert "The console shows the organization that is chosen there." in user.told


async def test_with_the_setting_file_the_text_is_in_a_file_and_its_place_is_said(
    user_at: UserAt, tmp_path: Path
) -> None:
    look = Look(profile="test", host="http://demo.localhost", clipboard="file", data=tmp_path / "data")
    async with user_at(look=look) as user:
        await user.opens(SHOP)
        await user.press("y", "n")
        assert "clipboard.txt, which only you can read" in user.told.replace("\n", "")
        assert (tmp_path / "data" / "clipboard.txt").read_text() == "production"


async def test_what_cannot_be_copied_at_all_is_shown_at_once(user_at: UserAt) -> None:
    look = Look(profile="test", host="http://demo.localhost", clipboard="native")
    async with user_at(look=look) as user:
        await user.opens(SHOP)
        await user.press("y", "n")
        assert user.sees("Not copied")
        assert user.sees("could not be copied")
        assert user.sees("Select it with the mouse")


async def test_a_link_to_a_view_of_figures_names_the_view(user: User) -> None:
    await user.opens(SHOP, tab="5")
    await user.press("y", "l")
    assert read_link(user.app.clipboard) == Place(SHOP, tab="adoption")
