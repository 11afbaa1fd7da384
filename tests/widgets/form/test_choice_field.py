"""A user picks from a list."""

from __future__ import annotations

from capgo_tui.widgets.form import ChoiceField, MultiChoiceField, Option, TextField
from tests.widgets.form.forms import filler_of

BUNDLES = [
    Option(0, "1.4.2", note="live on production"),
    Option(1, "1.5.0-beta.1"),
    Option(2, "0.9.0", disabled_reason="deleted"),
    *(Option(number, f"2.{number // 25}.{number % 25}") for number in range(3, 500)),
]


def bundle(initial: int = 0) -> ChoiceField[int]:
    return ChoiceField("bundle", "bundle", initial, BUNDLES, hint="What its devices get.")


async def test_closed_it_is_one_line_with_the_choice_and_its_note() -> None:
    async with filler_of(bundle()) as filler:
        assert "1.4.2  ▾  live on production" in filler.line_with("bundle")
        assert not filler.sees("1.5.0-beta.1")


async def test_it_opens_on_the_choice_and_enter_picks_what_is_under_the_cursor() -> None:
    field = bundle(initial=7)
    async with filler_of(field, TextField("b", "b")) as filler:
        await filler.press("enter")
        assert filler.sees("500 of 500")
        assert "❯ •" in filler.line_with("2.0.7")
        await filler.press("down", "down", "up", "enter")
        assert field.value == 8
        assert "* bundle" in filler.line_with("2.0.8")
        assert not filler.sees("2.0.9")
        assert filler.app.told == ["bundle"]


async def test_letters_open_it_and_narrow_five_hundred_down_to_a_few() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.press(*"beta")
        assert filler.sees("1 of 500")
        assert filler.sees("1.5.0-beta.1")
        await filler.press("enter")
        assert field.value == 1


async def test_the_best_comes_first_and_letters_need_not_stand_side_by_side() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.press("2", "full_stop", "1", "9", "full_stop", "2", "4")
        assert "❯" in filler.line_with("2.19.24")
        await filler.press("ctrl+u", *"15b")
        assert "❯" in filler.line_with("1.5.0-beta.1")
        await filler.press("backspace")
        assert not filler.sees("1 of 500")


async def test_escape_closes_the_list_as_it_was() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.press("space", "down", "down", "down", "escape")
        assert field.value == 0
        assert not filler.sees("500 of 500")
        assert filler.app.told == []


async def test_an_option_that_cannot_be_picked_says_why_and_stays() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.press("space", "down", "down")
        assert "⊘ deleted" in filler.line_with("❯   0.9.0")
        await filler.press("enter")
        assert filler.sees("500 of 500")
        assert field.value == 0


async def test_pages_and_ends_keep_the_cursor_in_sight() -> None:
    async with filler_of(bundle()) as filler:
        await filler.press("space", "pagedown", "pagedown")
        assert "❯" in filler.line_with("2.0.16")
        await filler.press("pageup", *["pageup"] * 3)
        assert "❯" in filler.line_with("1.4.2 ")
        await filler.press(*["pagedown"] * 80)
        assert "❯" in filler.line_with("2.19.24")


async def test_what_nothing_fits_says_so_and_picks_nothing() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.press(*"zzz", "enter")
        assert filler.sees("nothing fits")
        assert filler.sees("0 of 500")
        await filler.press("escape")
        assert field.value == 0


async def test_going_elsewhere_closes_the_list_and_picks_nothing() -> None:
    field = bundle()
    async with filler_of(field, TextField("b", "b")) as filler:
        await filler.press("space", "down", "tab")
        assert filler.at == "b"
        assert not filler.sees("500 of 500")
        assert field.value == 0


async def test_a_list_at_the_foot_of_a_small_terminal_scrolls_into_sight() -> None:
    fields = [TextField(f"f{number}", f"f{number}") for number in range(12)]
    async with filler_of(*fields, bundle(), height=14) as filler:
        await filler.press("up", "space")
        assert filler.sees("500 of 500")
        assert filler.sees("2.0.7")


async def test_a_paste_searches() -> None:
    async with filler_of(bundle()) as filler:
        await filler.pastes("beta\x1b\n")
        assert filler.sees("beta")


async def test_the_mouse_opens_picks_and_closes() -> None:
    field = bundle()
    async with filler_of(field) as filler:
        await filler.clicks("Picker")
        assert filler.sees("500 of 500")
        await filler.clicks("Picker", 6, 2)
        assert field.value == 1
        await filler.clicks("Picker")
        await filler.clicks("Picker", 3, 0)
        assert not filler.sees("500 of 500")
        assert field.value == 1


async def test_hostile_names_are_literal_in_the_list_and_when_chosen() -> None:
    names = ["[/b]", "[@click=app.quit]x[/]", "a\x1b[2J", "\u202egnp.exe", "a" * 900]
    field = ChoiceField("c", "c", 0, [Option(place, name, note=name) for place, name in enumerate(names)])
    async with filler_of(field) as filler:
        assert filler.sees("[/b]  ▾  [/b]")
        await filler.press("space")
        assert filler.sees("[@click=app.quit]x[/]")
        assert filler.sees("a␛[2J")
        assert filler.sees("\N{REPLACEMENT CHARACTER}gnp.exe")
        await filler.press("down", "enter")
        assert filler.sees("[@click=app.quit]x[/]  ▾")


async def test_letters_that_fit_a_long_text_in_a_million_ways_are_found_at_once() -> None:
    field = ChoiceField("c", "c", 0, [Option(place, "ab" * 60) for place in range(500)])
    async with filler_of(field) as filler:
        await filler.press(*"aaaaaaaaaa")
        assert filler.sees("500 of 500")


async def test_nothing_chosen_yet_says_so_and_options_may_come_later() -> None:
    field = ChoiceField("c", "c", "", list[Option[str]](), empty="loading…")
    async with filler_of(field) as filler:
        assert filler.sees("loading…")
        field.options = [Option("a", "alpha")]
        await filler.press("space", "enter")
        assert field.value == "a"
        assert filler.sees("alpha")
        field.value = ""
        await filler.pilot.pause()
        assert filler.sees("loading…")
        assert not field.is_changed


def channels(*initial: str) -> MultiChoiceField[str]:
    names = ["production", "beta", "staging", "qa"]
    return MultiChoiceField("to", "promote to", initial, [Option(name, name) for name in names])


async def test_several_are_marked_with_space_and_kept_in_the_order_of_the_list() -> None:
    field = channels()
    async with filler_of(field) as filler:
        assert filler.sees("choose…")
        await filler.press("space", "down", "down", "space", "up", "up", "space")
        assert "[x]" in filler.line_with("staging")
        assert "[ ]" in filler.line_with("beta")
        await filler.press("enter")
        assert field.value == ("production", "staging")
        assert "production, staging  ▾" in filler.line_with("* promote to")


async def test_marks_are_found_by_letters_and_taken_back_by_escape() -> None:
    field = channels("qa")
    async with filler_of(field) as filler:
        await filler.press(*"stag", "space", "escape")
        assert field.value == ("qa",)
        await filler.press(*"stag", "space", "enter")
        assert filler.sees("staging, qa")


async def test_marks_that_come_to_the_same_are_no_change() -> None:
    field = channels("qa")
    async with filler_of(field) as filler:
        await filler.press(*"beta", "space", "enter")
        assert field.is_changed
        await filler.press(*"beta", "space", "enter")
        assert field.value == ("qa",)
        assert not field.is_changed


async def test_marks_stay_when_one_goes_elsewhere() -> None:
    field = channels()
    async with filler_of(field, TextField("b", "b")) as filler:
        await filler.press("space", "space", "tab")
        assert filler.at == "b"
        assert field.value == ("production",)


async def test_a_new_beginning_moves_a_choice_that_was_left_alone() -> None:
    left, mine = bundle(), channels()
    async with filler_of(left, mine) as filler:
        left.renew(1)
        mine.renew(("qa",))
        await filler.pilot.pause()
        assert filler.sees("1.5.0-beta.1")
        assert filler.sees("qa  ▾")
        assert not left.is_changed
        assert not mine.is_changed
