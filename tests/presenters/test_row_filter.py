"""What a filter finds in a table of devices, and what it says where it cannot look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.models.device import Device
from capgo_tui.presenters.device import device_columns
from capgo_tui.presenters.row_filter import RowFilter, all_words, find_column, usable_filter
from capgo_tui.rules.filter_language import FilterProblem

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COLUMNS = device_columns(lambda: NOW)


def device(name: str, **fields: Any) -> Device:
    """A device as the server sends one."""
    return Device.read({"device_id": name, "app_id": "com.acme.shop", **fields})


DEVICES = (
    device(
        "d1",
        custom_id="ann",
        platform="ios",
        version_name="2.10.0",
        version_build="2.0.9",
        is_emulator=False,
        updated_at="2026-11-22T11:00:00Z",
        channel="beta",
    ),
    device(
        "d2",
        custom_id="bob",
        platform="android",
        version_name="2.9.0",
        version_build="2.1.0",
        is_emulator=True,
        updated_at="2026-11-10T00:00:00Z",
    ),
    device("d3", custom_id="Cecilia beta", platform="android", version_name="builtin"),
)


def found(text: str) -> list[str]:
    """The ids of the devices that a filter finds."""
    row_filter = RowFilter(text, COLUMNS)
    return [each.device_id for each in DEVICES if row_filter.fits(each, partial(all_words, each, COLUMNS))]


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("", ["d1", "d2", "d3"]),
        ("BETA", ["d1", "d3"]),
        ("!beta", ["d2"]),
        ("channel:beta", ["d1"]),
        ("platform:ios", ["d1"]),
        ("platform=ios,android !bob", ["d1", "d3"]),
        ("platform!=ios", ["d2", "d3"]),
        ("plat:ios", ["d1"]),
        ("NATIVE<2.1", ["d1"]),
        ("build<2.1.0", ["d1"]),
        ("build>=2.1", ["d2"]),
        ("bundle>2.9", ["d1"]),
        ("bundle>=2.9", ["d1", "d2"]),
        ("changed>7d", ["d2"]),
        ("changed<2h", ["d1"]),
        ("!changed<2h", ["d2", "d3"]),
        ("changed>2026-11-20", ["d1"]),
        ("changed<=2026-11-10", ["d2"]),
        ("emulator:yes", ["d2"]),
        ("emulator:no", ["d1"]),
        ("emulator=unknown", ["d3"]),
        ('channel:""', ["d2", "d3"]),
        ("bundle:/^2\\.1/", ["d1"]),
        ("/CECILIA|bob/", ["d2", "d3"]),
        ("~ccl", ["d3"]),
        ("device:~bb", ["d2"]),
        ("beta platform:android", ["d3"]),
    ],
)
def test_a_filter_finds(text: str, devices: list[str]) -> None:
    assert found(text) == devices


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("a !platfrom:ios", 3, "There is no column platfrom."),
        ("changed>soon", 8, "soon is neither an age nor a day."),
        ("build<abc", 6, "abc is neither a version nor a number."),
    ],
)
def test_a_term_that_does_not_fit_the_table_is_pointed_at(text: str, start: int, said: str) -> None:
    with pytest.raises(FilterProblem) as caught:
        RowFilter(text, COLUMNS)
    assert (caught.value.start, caught.value.said) == (start, said)


def test_a_wrong_column_names_those_that_are_near() -> None:
    with pytest.raises(FilterProblem, match="Columns: platform"):
        RowFilter("platfrom:ios", COLUMNS)


def test_a_beginning_that_two_columns_have_names_neither() -> None:
    assert find_column("b", COLUMNS) is None
    assert find_column("install-source", COLUMNS) is find_column("source", COLUMNS)


def test_the_terms_before_a_problem_still_hold() -> None:
    row_filter, problem = usable_filter("bob changed>soon ann", COLUMNS)
    assert problem is not None
    assert [each.values for each in row_filter.filter.terms] == [("bob",)]


ODD = st.text() | st.sampled_from(["\x1b[2J", "2.1.0", "builtin", "", "12%", "1e999", "９"])


@given(
    text=st.text()
    | st.builds(
        "{}{}{}".format,
        st.sampled_from([column.key for column in COLUMNS]),
        st.sampled_from([":", "=", "!=", "<", ">", "<=", ">=", ":/", ":~"]),
        st.sampled_from(["2.1", "7d", "yes", "", "9" * 15, "2026-11-22"]) | st.text(),
    ),
    name=ODD,
    build=ODD,
)
def test_no_filter_raises_on_any_row(text: str, name: str, build: str) -> None:
    odd = device(
        "d", custom_id=name, version_name=build, version_build=name, updated_at=NOW - timedelta(days=1)
    )
    row_filter, _ = usable_filter(text, COLUMNS)
    assert row_filter.fits(odd, lambda: all_words(odd, COLUMNS)) in {True, False}
