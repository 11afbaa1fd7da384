"""Versions are read leniently and ordered as semver.org 11 says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.rules.versions import Version, read_version

ASCENDING = [
    "0.9.9",
    "1.0.0-1",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.2",
    "1.10.0",
    "2",
]


def read(text: str) -> Version:
    version = read_version(text)
    assert version is not None
    return version


@pytest.mark.parametrize(("lower", "higher"), list(pairwise(ASCENDING)))
def test_versions_rise_as_semver_says(lower: str, higher: str) -> None:
    assert read(lower) < read(higher)
    assert not read(higher) < read(lower)


@pytest.mark.parametrize(("one", "other"), [("1.0.0+5", "1.0.0"), ("v1.2.0", "1.2"), ("1", "1.0.0")])
def test_some_spellings_are_the_same_version(one: str, other: str) -> None:
    assert read(one) == read(other)
    assert hash(read(one)) == hash(read(other))


@pytest.mark.parametrize("text", [None, "", "builtin", "unknown", "latest", "1.x", "1..2", "١.٢.٣", "1.0.0-"])
def test_what_is_no_version_is_none(text: str | None) -> None:
    assert read_version(text) is None


@given(
    st.lists(
        st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){0,2}(-[0-9a-z]{1,4}(\.[0-9a-z]{1,4})?)?", fullmatch=True)
    )
)
def test_any_versions_can_be_sorted(texts: list[str]) -> None:
    ordered = sorted(read(text) for text in texts)
    assert all(not later < earlier for earlier, later in pairwise(ordered))


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    version = read_version(text)
    assert version is None or read_version(text) == version
