from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from capgo_tui.safe_text import LIMIT, MARK, clean, clean_lines

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""What must not reach a terminal: controls, formats, surrogates, private use, line separators."""

# What no random text holds often enough: the parts that attacks and emoji are made of.
PIECES = (
    "\x1b]0;pwn\x07",
    "\x9b2J",
    "\u202e",
    "\u200b",
    "\u200d",
    "\ufe0f",
    "\u20e3",
    "\u0301",
    "\u0947",
    "\u1161",
    "\U0001f3fd",
    "👩",
    "❤",
    "1",
    "a",
    " ",
    "\n",
    "\ud800",
    "\ue000",
    "\U000e0041",
    "\ufffe",
    MARK,
    "…",
)
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(codec=None)), max_size=40).map("".join)
limits = st.integers(min_value=1, max_value=60)


def every_character() -> list[str]:
    """All code points, in lines short enough that none is cut off."""
    return ["".join("a" + chr(code) for code in range(at, at + 64)) for at in range(0, 0x110000, 64)]


def test_no_character_of_a_forbidden_kind_is_let_through() -> None:
    shown = "".join(clean(line) for line in every_character())
    assert {unicodedata.category(character) for character in set(shown)} & FORBIDDEN == set()


def test_every_character_shown_has_a_width_or_joins_the_one_before() -> None:
    shown = set("".join(clean(line) for line in every_character()))
    no_width = {character for character in shown if get_character_cell_size(character) == 0}
    hangul = {chr(code) for code in (*range(0x1160, 0x1200), *range(0xD7B0, 0xD7FC))}
    assert {unicodedata.category(c) for c in no_width - hangul} <= {"Mn", "Mc", "Me"}


@given(hostile, limits)
@example("\u0301" * 10_000, LIMIT)
@example("a" + "\u0301" * 10_000, 5)
@example("x" * 10_000, 1)
@example("👩\u200d" * 300, 40)
@settings(max_examples=400)
def test_cleaning_is_bounded_and_changes_nothing_the_second_time(text: str, limit: int) -> None:
    once = clean(text, limit)
    assert len(once) <= limit
    assert clean(once, limit) == once
    assert not {unicodedata.category(character) for character in once} & FORBIDDEN
    once.encode("utf-8")


@given(hostile, limits)
def test_a_cleaned_block_is_bounded_and_holds_no_control_but_line_feeds(text: str, limit: int) -> None:
    once = clean_lines(text, limit)
    assert len(once) <= limit
    assert clean_lines(once, limit) == once
    assert not {unicodedata.category(character) for character in once.replace("\n", "")} & FORBIDDEN
    once.encode("utf-8")


@given(hostile)
def test_the_cells_of_a_cleaned_text_are_the_sum_of_its_characters(text: str) -> None:
    once = clean(text)
    assert cell_len(once) == sum(get_character_cell_size(character) for character in once)


@given(hostile, st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=5))
def test_a_cleaned_text_never_joins_the_cell_before_it(text: str, before: str) -> None:
    once = clean(text)
    assert once == "" or get_character_cell_size(once[0]) > 0


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=LIMIT))
def test_printable_ascii_is_returned_as_it_is(text: str) -> None:
    assert clean(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Müller-Łukasz",
        unicodedata.normalize("NFD", "Zoë Nguyễn Ạ́"),
        "שלום עולם",
        "مرحبا بالعالم",
        "Привет, мир",
        "日本語のテキスト",
        unicodedata.normalize("NFD", "한글"),
        "हिन्दी में",
        "ภาษาไทย",
        "မြို့",
        "🇩🇪 👍 ⚠ ✔",
        "prod → beta … 12 % · “ok”",
    ],
)
def test_ordinary_writing_of_the_world_is_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
        ("\x9b2J", f"{MARK}2J"),
        ("a\x00b\x08\x7f", "a␀b␈␡"),
        ("l1\nl2\rl3\tl4", "l1 l2 l3 l4"),
        ("l1\u2028l2\u2029l3\x85l4", f"l1{MARK}l2{MARK}l3{MARK}l4"),
        ("ab\u202ecd\u2066ef", f"ab{MARK}cd{MARK}ef"),
        ("a\u200bb\u200dc\ufeff", f"a{MARK}b{MARK}c{MARK}"),
        ("\ud83d\ude00", MARK * 2),
        ("a\ufe0fb", f"a{MARK}b"),
        ("\u3164", MARK),
        ("\u2800", MARK),
        ("\U000e0048\U000e0069", MARK * 2),
        ("\ue000\uffff\U0010fffe", MARK * 3),
        ("a\u00a0b\u2003c", "a b c"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_what_would_hide_or_act_is_made_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👍🏽", "👍"),
        ("🤷🏽\u200d♂\ufe0f", "🤷♂"),
        ("I ❤\ufe0f it", "I ❤ it"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("👨\u200d", f"👨{MARK}"),
        ("\u200d👨", f"{MARK}👨"),
        ("a🏽", f"a{MARK}"),
        ("\U0001fae8", "\U0001fae8"),  # younger than the Unicode of Python 3.11
    ],
)
def test_an_emoji_of_several_parts_is_shown_as_its_parts(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_tower_of_accents_is_cut_to_what_a_letter_can_carry() -> None:
    assert clean("Z" + "\u0301\u0302" * 30 + "a") == f"Z\u0301\u0302{MARK}a"
    assert clean("क" + "\u0947" * 30) == "क" + "\u0947" * 6 + MARK


def test_an_accent_without_a_letter_does_not_join_what_stands_before_it() -> None:
    assert clean("\u0301x") == f"{MARK}\u0301x"
    assert clean("\u0e49x") == f"{MARK}\u0e49x"  # a Thai tone: combining class 0 in Unicode's own table


def test_ten_kilobytes_become_one_bounded_line() -> None:
    assert clean("L" * 10_000) == "L" * (LIMIT - 1) + "…"
    assert clean("日" * 10_000, 10) == "日" * 9 + "…"


def test_what_is_no_text_is_shown_as_text() -> None:
    assert clean(None) == "None"
    assert clean(12.5) == "12.5"
    assert clean(b"\x1b") == "b'\\x1b'"


def test_a_block_keeps_its_lines_and_expands_tabs() -> None:
    assert clean_lines('{\r\n\t"a": "\x1b"\n}') == '{\n    "a": "␛"\n}'


def test_a_block_is_cut_at_its_limit_even_when_tabs_make_it_longer() -> None:
    assert clean_lines("\t" * 10, 12) == " " * 11 + "…"
