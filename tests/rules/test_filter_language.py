"""What can be written into a filter, and what is said of what cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.rules.filter_language import (
    FilterProblem,
    Match,
    Term,
    quoted,
    read_age,
    read_filter,
    read_measures,
)


def term(text: str) -> Term:
    """The only term of a filter."""
    (only,) = read_filter(text).terms
    return only


@pytest.mark.parametrize(
    ("text", "column", "match", "values"),
    [
        ("beta", None, Match.HAS, ("beta",)),
        ('"two words"', None, Match.HAS, ("two words",)),
        ('an"open end', None, Match.HAS, ("anopen end",)),
        ('"a \\"b\\" \\\\"', None, Match.HAS, ('a "b" \\',)),
        ("platform:ios", "platform", Match.HAS, ("ios",)),
        ("platform:ios,android", "platform", Match.HAS, ("ios", "android")),
        ('channel:"a,b",c', "channel", Match.HAS, ("a,b", "c")),
        ("platform:ios,", "platform", Match.HAS, ("ios",)),
        ('channel:""', "channel", Match.HAS, ("",)),
        ("channel=production", "channel", Match.IS, ("production",)),
        ("channel!=production", "channel", Match.IS_NOT, ("production",)),
        ("build<2.1", "build", Match.UNDER, ("2.1",)),
        ("build<=2,1", "build", Match.AT_MOST, ("2,1",)),
        ("changed>7d", "changed", Match.OVER, ("7d",)),
        ("size>=10MiB", "size", Match.AT_LEAST, ("10MiB",)),
        ("/rc[0-9] x/", None, Match.REGEX, ("rc[0-9] x",)),
        ("/open", None, Match.REGEX, ("open",)),
        (r"/a\/b\d/", None, Match.REGEX, (r"a/b\d",)),
        ("bundle:/^2/", "bundle", Match.REGEX, ("^2",)),
        ("~prd", None, Match.FUZZY, ("prd",)),
        ("channel:~prd", "channel", Match.FUZZY, ("prd",)),
        ("12:30", None, Match.HAS, ("12:30",)),
        (":x", None, Match.HAS, (":x",)),
        ("a,b", None, Match.HAS, ("a,b",)),
    ],
)
def test_a_term_is_read(text: str, column: str | None, match: Match, values: tuple[str, ...]) -> None:
    found = term(text)
    assert (found.column, found.match, found.values) == (column, match, values)
    assert found.text == text
    assert not found.negated


def test_an_exclamation_mark_negates_any_term() -> None:
    assert [each.negated for each in read_filter("!beta !/x/ !channel:prod plain").terms] == [
        True,
        True,
        True,
        False,
    ]


def test_terms_know_where_they_stand() -> None:
    words = read_filter("  one !platform:ios")
    assert [(each.start, each.value_start) for each in words.terms] == [(2, 2), (6, 16)]


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("a !", 2, "Nothing stands behind the `!`."),
        ("platform:", 9, "Nothing stands behind `platform:`."),
        ("a build< b", 8, "Nothing stands behind `build<`."),
        ("x //", 2, "Nothing stands between the slashes."),
        ("x /a(b/", 4, "This is no regular expression: missing ), unterminated subpattern."),
        ("~ x", 0, "Nothing stands behind the `~`."),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, start: int, said: str) -> None:
    with pytest.raises(FilterProblem) as caught:
        read_filter(text)
    assert (caught.value.start, caught.value.said) == (start, said)
    assert caught.value.next_step
    assert caught.value.pointing(text).splitlines()[1] == " " * start + "^"


@given(st.text())
def test_any_text_is_read_or_its_problem_has_a_place_in_it(text: str) -> None:
    try:
        words, start = read_filter(text), 0
    except FilterProblem as problem:
        words, start = None, problem.start
    assert 0 <= start <= len(text)
    assert words is None or all(each.text in text for each in words.terms)


@given(st.text(min_size=1))
def test_a_quoted_value_is_read_as_just_these_letters(value: str) -> None:
    found = term(f"column:{quoted(value)}")
    assert (found.match, found.values) == (Match.HAS, (value,))


def test_terms_are_put_in_and_taken_out() -> None:
    words = read_filter("platform:ios  build<2 beta")
    assert words.without(words.terms[1]) == "platform:ios beta"
    assert words.toggled("build<2") == "platform:ios beta"
    assert words.toggled("state:behind") == "platform:ios build<2 beta state:behind"
    assert read_filter("").toggled("beta") == "beta"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("2h", 7_200), ("7d", 604_800), ("1.5w", 907_200), ("6mo", 15_552_000), ("1y", 31_536_000)],
)
def test_ages_are_read(text: str, seconds: float) -> None:
    assert read_age(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "7", "d", "-7d", "7 days", "9" * 9 + "d"])
def test_what_is_no_age_is_not_guessed(text: str) -> None:
    assert read_age(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("1,234", 1_234),
        ("12.5%", 12.5),
        ("1.5 GiB", 1.5 * 1024**3),
        ("20k", 20_000),
        ("2 MB", 2_000_000),
        ("2Mi", 2 * 1024**2),
        ("5 B", 5),
    ],
)
def test_numbers_sizes_and_shares_are_read(text: str, number: float) -> None:
    assert read_measures(text).number == number
