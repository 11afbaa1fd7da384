"""Versions as the update server reads them: strictly, but for the native one, which is completed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.rules.update_decision.semver import Semver, complete_native, read_semver

ASCENDING = [
    "0.9.9",
    "1.0.0-0",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1-0",
    "1.2.0",
    "1.10.0",
    "2.0.0-rc.2",
    "2.0.0",
]


def read(text: str) -> Semver:
    version = read_semver(text)
    assert version is not None
    return version


@pytest.mark.parametrize(("lower", "higher"), list(pairwise(ASCENDING)))
def test_versions_rise_as_semver_says(lower: str, higher: str) -> None:
    assert read(lower) < read(higher)


@pytest.mark.parametrize("text", ["1.0.0+5", "1.0.0+sha.1a2b", "1.0.0+20261121", "v1.0.0"])
def test_a_build_suffix_does_not_count(text: str) -> None:
    assert read(text) == read("1.0.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1.2",
        "1.2.x",
        "1,2,3",
        "1.2.3-",
        "1.2.3.4",
        "1.0.0.1",
        "v",
        "latest",
        "2026.01.05",
        "build-991",
        "01.0.0",
        "1.0.0-01",
        "1.0.0+",
        "1.0.0-a..b",
        "1.0.0-é",
        "١.٢.٣",
        "1.0.0\n2",
        "9" * 17 + ".0.0",
        "1." * 200,
    ],
)
def test_what_is_no_full_semver_is_none(text: str) -> None:
    assert read_semver(text) is None


@pytest.mark.parametrize(
    ("sent", "completed"),
    [
        ("1", "1.0.0"),
        ("2.0", "2.0.0"),
        ("builtin", "0.0.0"),
        ("unknown", "0.0.0"),
        ("3.3.1+7", "3.3.1+7"),
        ("1.2.3-", "1.2.3-"),
        ("v", "v"),
    ],
)
def test_the_native_version_is_completed_first(sent: str, completed: str) -> None:
    assert complete_native(sent) == completed


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    for each in (text, complete_native(text)):
        version = read_semver(each)
        assert version is None or version == read_semver(each)


@given(
    st.lists(st.from_regex(r"[0-9]{1,2}(\.[0-9]{1,2}){2}(-[0-9a-z]{1,3}(\.[0-9a-z]{1,3})?)?", fullmatch=True))
)
def test_any_versions_can_be_sorted(texts: list[str]) -> None:
    ordered = sorted(version for text in texts if (version := read_semver(text)) is not None)
    assert all(not later < earlier for earlier, later in pairwise(ordered))
