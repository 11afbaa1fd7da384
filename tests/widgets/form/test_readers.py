"""Typed texts become numbers, and numbers texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.errors import Misused
from capgo_tui.widgets.form.readers import fraction, number_text, optional, percent, percent_text, whole


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 1 ", 1), ("500", 500), ("1e2", 100)])
def test_a_whole_number_within_its_bounds_is_read(text: str, number: int) -> None:
    assert whole("number of bundles", 1, 500)(text) == number


@pytest.mark.parametrize("text", ["", "0", "501", "1.5", "x", "nan", "inf", "-3", "1e999999999", "9" * 50])
def test_what_is_no_whole_number_within_them_is_refused(text: str) -> None:
    with pytest.raises(Misused, match="number of bundles is a whole number from 1 to 500"):
        whole("number of bundles", 1, 500)(text)


@pytest.mark.parametrize(("text", "bps"), [("0", 0), ("100", 10_000), ("12.5 %", 1250), ("0.01%", 1)])
def test_a_percentage_is_read_as_basis_points(text: str, bps: int) -> None:
    assert percent("share")(text) == bps


@pytest.mark.parametrize("text", ["", "%", "100.01", "-1", "0.001", "ten", "1e9999"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Misused, match="percentage from 0 to 100"):
        percent("share")(text)


@given(st.integers(0, 10_000))
def test_every_share_is_read_back_as_it_is_written(bps: int) -> None:
    assert percent("share")(percent_text(bps)) == bps


@pytest.mark.parametrize("text", ["0", "1", "2", "", "x", "nan"])
def test_a_fraction_lies_between_its_ends(text: str) -> None:
    assert fraction("confidence", 0, 1)("0.95") == 0.95
    with pytest.raises(Misused, match="between 0 and 1"):
        fraction("confidence", 0, 1)(text)


def test_an_empty_text_may_stand_for_nothing() -> None:
    read = optional(percent("share"))
    assert read(" ") is None
    assert read("5") == 500
    assert percent_text(None) == number_text(None) == ""


@pytest.mark.parametrize(("number", "text"), [(0.95, "0.95"), (30, "30"), (1e-7, "0.0000001"), (2.0, "2.0")])
def test_numbers_are_written_without_an_exponent(number: float, text: str) -> None:
    assert number_text(number) == text
