"""A user types commands behind a colon."""

from __future__ import annotations

import pytest
from textual.events import Paste

from capgo_tui.api import Action
from capgo_tui.demo import Demo
from capgo_tui.errors import Misused, Refused
from capgo_tui.screens.ex_commands import COMMANDS
from capgo_tui.screens.main import MainScreen
from capgo_tui.services.opening import Look
from capgo_tui.services.workspace import Workspace
from tests.driver import DemoBackends, User, run_user
from tests.ui.conftest import UserAt


def workspace_of(user: User) -> Workspace:
    screen = user.app.screen_stack[1]
    assert isinstance(screen, MainScreen)
    assert screen.workspace is not None
    return screen.workspace


def typed(user: User) -> str:
    """What the last line says."""
    return user.screen.splitlines()[-1].strip()


def mode(user: User) -> str:
    return user.screen.splitlines()[0].split("▮")[2].split()[0]


# Typing -------------------------------------------------------------------------------------


async def test_a_colon_opens_the_line_and_tells_what_could_be_typed(user: User) -> None:
    await user.press("colon")
    assert typed(user) == ":"
    assert user.line_with("❯ :channels [filter]").rstrip().endswith("  The channels of the app")
    assert user.sees(f"… {len(COMMANDS) - 8} more")
    await user.types("re")
    assert typed(user) == ":re"
    assert user.sees("❯ :refresh")
    assert not user.sees(":channels")
    await user.press("escape")
    assert "? help" in typed(user)
    assert user.app.screen.query_one("AppTree").has_focus


async def test_a_burst_of_keys_behind_the_first_colon_is_the_command(user: User) -> None:
    await user.press("enter")
    await user.bursts(":devices q/j:s")
    assert typed(user) == ":devices q/j:s"
    await user.press("enter")
    assert user.sees("/q/j:s")
    assert user.tab == "devices"


async def test_a_key_that_comes_in_one_burst_behind_a_letter_finds_the_letter_typed(user: User) -> None:
    await user.press("enter")
    await user.bursts(":dev\tandroid\n")
    assert user.tab == "devices"
    assert user.sees("/android")


async def test_a_colon_within_a_filter_is_a_colon(user: User) -> None:
    await user.opens("com.acme.shop", tab="2")
    await user.bursts("/a:b")
    assert user.sees("/a:b")


@pytest.mark.parametrize("key", ["tab", "right"])
async def test_the_first_offer_is_taken_and_then_what_fits_behind_it(user: User, key: str) -> None:
    await user.press("colon", "a", key)
    assert typed(user) == ":app"
    assert user.sees("com.acme.shop")
    await user.types("NORTH")
    assert user.screen.count("com.northwind.orders") == 2
    assert user.screen.count("com.contoso.travel") == 1
    await user.press(key)
    assert typed(user) == ":app com.northwind.driver"
    await user.press("left", "left", "right")
    assert typed(user) == ":app com.northwind.driver"
    await user.press("enter")
    assert user.sees("com.northwind.driver › Channels")


async def test_what_was_entered_before_is_recalled_and_what_is_being_typed_comes_back(user: User) -> None:
    await user.commands("app com.acme.shop")
    await user.commands("ro")
    await user.press("colon")
    await user.types("bund")
    await user.press("up")
    assert typed(user) == ":ro"
    await user.press("up", "up")
    assert typed(user) == ":app com.acme.shop"
    await user.press("down", "down", "down")
    assert typed(user) == ":bund"
    await user.press("escape", "colon", "up")
    assert typed(user) == ":bund"


async def test_the_line_is_left_by_deleting_its_colon_and_by_a_click_elsewhere(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.press("colon", "r", "backspace")
    assert typed(user) == ":"
    await user.press("backspace")
    assert "? help" in typed(user)
    assert user.app.screen.query_one("#channels RecordTable").has_focus
    await user.press("colon")
    await user.clicks("AppTree", offset=(5, 20))
    assert "? help" in typed(user)
    assert user.app.screen.query_one("AppTree").has_focus


async def test_a_pasted_command_waits_to_be_entered(user: User) -> None:
    await user.press("enter")
    user.app.post_message(Paste(":devices ios\n:q\n"))
    await user.settle()
    assert typed(user) == ":devices ios"
    assert user.tab != "devices"
    user.app.post_message(Paste(" 15"))
    await user.settle()
    await user.press("enter")
    assert user.sees("/ios 15")


async def test_text_that_is_pasted_without_a_colon_opens_nothing(user: User) -> None:
    user.app.post_message(Paste("devices"))
    await user.settle()
    assert "? help" in typed(user)


# When it is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("devics x", "There is no command :devics. Near: :devices"),
        ("d", "There is no command :d. Near: :devices"),
        ("xyzzy", "There is no command :xyzzy. :help has the list."),
        ("app", ":app needs ID. Open an app."),
        ("refresh now", ":refresh stands alone."),
        ("app com.nobody", "The tree has no app com.nobody."),
        ("app com.acme", "com.acme may be any of 5: com.acme.builds, com.acme.kiosk"),
        ("org nobody", "The tree has no organization nobody."),
        ("channels", "No app is open yet. :app ID opens one."),
        ("perm all", ":perm takes reset or nothing, not all."),
    ],
)
async def test_what_cannot_be_run_stays_in_the_line_with_the_reason(
    user: User, text: str, words: str
) -> None:
    await user.commands(text)
    assert typed(user) == f":{text}"
    assert words in user.line_with("✗")
    await user.types("?")
    assert typed(user) == f":{text}?"
    assert not user.line_with("✗")
    await user.press("escape")
    assert user.app.screen.query_one("AppTree").has_focus


async def test_an_empty_line_runs_nothing_and_a_second_colon_is_no_part_of_the_name(user: User) -> None:
    await user.press("colon", "enter")
    assert "? help" in typed(user)
    await user.commands(":ro")
    assert mode(user) == "RO"


async def test_without_a_connection_commands_say_so(user_at: UserAt, demo: Demo) -> None:
    class Nowhere(DemoBackends):
        async def open_demo(self):  # type: ignore[no-untyped-def]
            raise Misused("There is no way there.")

    async with run_user(Nowhere(demo), 100, 24) as user:
        await user.commands("ro")
        assert "There is no connection yet." in user.line_with("✗ There is no c")
        await user.press("escape", "colon")
        await user.types("app com")
        assert typed(user) == ":app com"


# Going somewhere ----------------------------------------------------------------------------


async def test_tabs_apps_and_organizations_are_reached_by_name(user: User) -> None:
    await user.commands("app com.acme.shop")
    assert user.sees("com.acme.shop › Channels")
    assert user.sees("› com.acme.shop")
    await user.commands("bundles")
    assert user.tab == "bundles"
    await user.commands("devices electron")
    assert (user.tab, user.sees("2 of 65")) == ("devices", True)
    await user.commands("channels")
    assert user.tab == "channels"
    await user.commands("org northwind")
    assert user.sees("Northwind Traders › Organization")
    await user.commands("devices")
    assert user.sees("/electron")


async def test_an_organization_is_found_by_its_id_too(user: User) -> None:
    org = next(org for org in workspace_of(user).estate.organizations if org.name == "Contoso Travel")
    await user.commands(f"org {org.org_id}")
    assert user.sees("Contoso Travel › Organization")


async def test_refresh_reads_again_what_has_the_focus(user: User) -> None:
    spent = user.requests
    await user.commands("refresh")
    assert user.requests == spent + 2
    await user.opens("com.acme.shop", tab="6")
    spent = user.requests
    await user.commands("refresh")
    assert user.requests == spent + 1


async def test_help_lists_the_commands_with_the_keys_of_where_one_was(user: User) -> None:
    await user.opens("com.acme.shop")
    await user.commands("help")
    assert user.sees("In the table")
    await user.press("G")
    for command in COMMANDS[-2:]:
        assert user.sees(command.written)
        assert user.sees(command.does)


async def test_q_quits(user: User) -> None:
    await user.commands("q")
    assert user.app._exit


async def test_the_palette_runs_commands_and_begins_those_that_need_a_word(user: User) -> None:
    await user.press("ctrl+p")
    await user.types("let nothing be changed")
    await user.press("down", "enter")
    assert mode(user) == "RO"
    await user.press("ctrl+p")
    await user.types("open an organization")
    await user.press("down", "enter")
    assert typed(user) == ":org"
    await user.types("fab")
    await user.press("tab", "enter")
    assert user.sees("Fabrikam Labs › Organization")


# What may be changed ------------------------------------------------------------------------


async def test_ro_and_rw_switch_the_mode_and_the_transport_obeys(user: User) -> None:
    client = workspace_of(user).client
    await user.commands("ro")
    assert (mode(user), client.read_only) == ("RO", True)
    with pytest.raises(Misused, match="read-only"):
        await client.send(client.channels.prepare_delete("com.acme.shop", "beta"))
    await user.commands("rw")
    assert (mode(user), client.read_only) == ("RW", False)
    await client.send(client.channels.prepare_delete("com.acme.shop", "beta"))


async def test_a_profile_that_says_read_only_wants_to_be_overruled_by_name(demo: Demo) -> None:
    look = Look(profile="prod", read_only=True)
    ways = DemoBackends(demo, start_in_demo=False, read_only=True, look=look)
    async with run_user(ways, 100, 24) as user:
        await user.commands("rw")
        assert mode(user) == "RO"
        assert "The profile prod says that nothing is to be changed. :rw! allows" in user.line_with("✗")
        await user.press("exclamation_mark", "enter")
        assert mode(user) == "RW"
        await user.commands("rw")
        assert mode(user) == "RW"


async def test_read_only_of_the_command_line_is_ended_without_more_words(user_at: UserAt) -> None:
    async with user_at(read_only=True) as user:
        await user.commands("rw")
        assert mode(user) == "RW"


async def test_what_was_refused_is_listed_and_forgotten(user_at: UserAt, demo: Demo) -> None:
    async with user_at(key=demo.keys["reader"]) as user:
        await user.commands("perm")
        assert user.sees("Nothing was refused to this key so far.")
        workspace = workspace_of(user)
        with pytest.raises(Refused) as refusal:
            await workspace.client.send(workspace.client.channels.prepare_delete("com.acme.shop", "beta"))
        workspace.permissions.learn(Action.DELETE_CHANNEL, "com.acme.shop", refusal.value)
        await user.commands("perm")
        assert user.sees("Refused to this key")
        assert refusal.value.code in user.line_with("channel.delete")
        assert "in com.acme.shop" in user.line_with("channel.delete")
        await user.press("escape")
        await user.press("colon", *"perm", "space", "tab")
        assert typed(user) == ":perm reset"
        await user.press("enter")
        assert user.sees("Forgotten: 1 refused.")
        assert workspace.why_not(Action.DELETE_CHANNEL, "com.acme.shop") == ""


# Anywhere -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_the_line_works_on_a_small_terminal_and_leaves_the_tree_as_it_was(
    user_at: UserAt, size: tuple[int, int]
) -> None:
    async with user_at(*size) as user:
        await user.press("colon", "a")
        assert user.sees("com.acme.builds")
        assert typed(user) == ":a"
        await user.press("tab")
        await user.types("com.acme.sh")
        await user.press("tab", "enter")
        assert not user.sees("com.contoso")
        await user.press("colon")
        assert not user.sees("com.contoso")
        await user.press("escape")
        assert not user.sees("com.contoso")
        assert user.app.screen.query_one("#channels RecordTable").has_focus


async def test_hostile_names_are_offered_as_they_can_be_shown_and_found_so(user: User) -> None:
    await user.press("colon")
    await user.types("org evi")
    assert user.sees("[@click=app.quit]Evi")
    await user.press("tab")
    assert "\x1b" not in user.screen
    await user.press("enter")
    assert not user.app._exit
    assert user.sees("› Organization")
