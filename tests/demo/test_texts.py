"""Times, numbers and schemas as the server writes and reads them (contract/api.md 1.4 and 3)."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import pytest

from capgo_tui.demo import javascript, schema, timestamps
from capgo_tui.demo.errors import Refusal


@pytest.mark.parametrize(
    ("microsecond", "rest", "driver", "spaced"),
    [
        (0, "2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05.000Z", "2026-01-02 03:04:05+00"),
        (
            123456,
            "2026-01-02T03:04:05.123456+00:00",
            "2026-01-02T03:04:05.123Z",
            "2026-01-02 03:04:05.123456+00",
        ),
        (
            824430,
            "2026-01-02T03:04:05.82443+00:00",
            "2026-01-02T03:04:05.824Z",
            "2026-01-02 03:04:05.82443+00",
        ),
        (
            999999,
            "2026-01-02T03:04:05.999999+00:00",
            "2026-01-02T03:04:05.999Z",
            "2026-01-02 03:04:05.999999+00",
        ),
    ],
)
def test_a_time_has_three_styles(microsecond: int, rest: str, driver: str, spaced: str) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, microsecond, tzinfo=UTC)
    assert (timestamps.rest(moment), timestamps.driver(moment), timestamps.spaced(moment)) == (
        rest,
        driver,
        spaced,
    )
    assert timestamps.read(rest) == timestamps.read(spaced) == moment


def test_no_time_is_null_in_every_style() -> None:
    assert [timestamps.rest(None), timestamps.driver(None), timestamps.spaced(None)] == [None] * 3


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *(
            ("5", 5),
            (" 5 ", 5),
            ("", 0),
            ("1e2", 100),
            ("0x10", 16),
            ("0b11", 3),
            (".5", 0.5),
            ("5.", 5),
            (None, 0),
        ),
        *((True, 1), ("Infinity", math.inf)),
    ],
)
def test_numbers_are_read_as_javascript_reads_them(value: Any, number: float) -> None:
    assert javascript.number(value) == number


@pytest.mark.parametrize("value", ["x", "5x", "1_000", [], {}, "--5"])
def test_other_values_are_no_numbers(value: Any) -> None:
    assert math.isnan(javascript.number(value))


@pytest.mark.parametrize(
    ("text", "number"), [("12abc", 12), (" -3", -3), ("abc", None), ("", None), ("+7", 7)]
)
def test_an_integer_is_read_from_the_start_of_a_text(text: str, number: int | None) -> None:
    assert javascript.parse_int(text) == number


def test_halves_are_rounded_up() -> None:
    assert [javascript.rounded(value) for value in (0.5, 1.5, 2.5, -0.5)] == [1, 2, 3, 0]


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (schema.string(), schema.MISSING, "Invalid input: expected string, received undefined"),
        (schema.string(), None, "Invalid input: expected string, received null"),
        (schema.string(), [], "Invalid input: expected string, received array"),
        (schema.string(), {}, "Invalid input: expected string, received object"),
        (schema.string(), True, "Invalid input: expected string, received boolean"),
        (schema.string(minimum=3), "ab", "Too small: expected string to have >=3 characters"),
        (schema.number, "5", "Invalid input: expected number, received string"),
        (schema.number, math.nan, "Invalid input: expected number, received NaN"),
        (schema.boolean, "true", "Invalid input: expected boolean, received string"),
        (schema.integer(0, 5), 1.5, "Invalid input: expected int, received number"),
        (schema.integer(0, 5), 6, "Too big: expected number to be <=5"),
        (schema.integer(0, 5), -1, "Too small: expected number to be >=0"),
        (schema.one_of("a", "b"), "c", 'Invalid option: expected one of "a"|"b"'),
        (schema.email, "nope", "Invalid email address"),
        (schema.uuid, "nope", "Invalid UUID"),
        (schema.uuid, 5, "Invalid input: expected string, received number"),
        (schema.array(schema.string()), "x", "Invalid input: expected array, received string"),
    ],
)
def test_an_issue_is_worded_as_on_the_server(check: schema.Check, value: Any, message: str) -> None:
    assert [issue["message"] for issue in check(value, ["field"])] == [message]


@pytest.mark.parametrize("address", ["a@b.co", "first.last+tag@sub.example.com", "o'neil@example.org"])
def test_addresses_are_taken(address: str) -> None:
    assert schema.email(address, []) == []


@pytest.mark.parametrize("address", ["a@b", "@b.co", "a b@c.de", "a@b.co\n", ".@b.co "])
def test_other_addresses_are_not(address: str) -> None:
    assert schema.email(address, []) != []


def test_a_body_must_be_an_object() -> None:
    with pytest.raises(Refusal) as caught:
        schema.checked({}, [])
    issues = caught.value.body["moreInfo"]["error"]["issues"]
    assert [issue["message"] for issue in issues] == ["Invalid input: expected object, received array"]


def test_unknown_fields_are_dropped() -> None:
    assert schema.checked({"a": schema.optional(schema.nullable(schema.string()))}, {"a": None, "b": 5}) == {
        "a": None
    }
