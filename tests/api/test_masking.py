"""Taking the key out of what a server says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.masking import Mask
from capgo_tui.secret import Secret
from tests.api.servers import KEY, OLD_KEY


@pytest.mark.parametrize(
    "text", [KEY, f"no access with {KEY}!", KEY.upper(), f'{{"apikey":"{KEY}"}}', f"{KEY}{KEY}"]
)
def test_the_key_is_masked_wherever_it_stands(text: str) -> None:
    masked = Mask(Secret(KEY)).text(text)
    assert KEY not in masked.lower()
    assert "…8a90" in masked


def test_the_key_is_masked_as_an_address_spells_it_too() -> None:
    assert Mask(Secret(OLD_KEY)).text(f"/apikey/{quote(OLD_KEY, safe='')}") == "/apikey/…2023"


def test_the_key_is_masked_in_names_values_and_lists_of_json() -> None:
    value = {"data": [KEY, {"apikey": {"key": KEY, KEY: 1}}], "n": 1, "b": None}
    masked = Mask(Secret(KEY)).json(value)
    assert masked == {"data": ["…8a90", {"apikey": {"key": "…8a90", "…8a90": 1}}], "n": 1, "b": None}
    assert value["n"] == 1
    assert value["data"] == [KEY, {"apikey": {"key": KEY, KEY: 1}}]


@pytest.mark.parametrize(
    "name", ["key", "Key", "key_hash", "apikey", "capgkey", "Authorization", "x-api-key"]
)
def test_another_key_is_told_by_its_name(name: str) -> None:
    assert Mask(None).json({name: "another-key-1234"}) == {name: "…1234"}


def test_without_a_key_texts_stay_as_they_are() -> None:
    assert Mask(None).text(KEY) == KEY


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just(KEY) | st.just(f"<{KEY}>"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just(KEY), inner),
)


@given(json_values)
def test_no_json_gets_the_key_through(value: Any) -> None:
    assert KEY not in repr(Mask(Secret(KEY)).json(value))
