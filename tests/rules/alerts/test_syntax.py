"""How conditions are written, and where a wrong one is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.rules.alerts.conditions import Amount, Condition, Multiple, OfLimit, Sense
from capgo_tui.rules.alerts.syntax import BadCondition, read_condition
from capgo_tui.rules.statistics.figures import Metric

ABOVE, BELOW = Sense.ABOVE, Sense.BELOW


@pytest.mark.parametrize(
    ("text", "means", "written"),
    [
        (
            "bandwidth > 2x 7d",
            Condition(Metric.BANDWIDTH, ABOVE, Multiple(2, 7)),
            "bandwidth > 2x 7d",
        ),
        (
            "bandwidth > 50GiB",
            Condition(Metric.BANDWIDTH, ABOVE, Amount(50 * 1024**3, "50GiB")),
            "bandwidth > 50GiB",
        ),
        ("mau < 100", Condition(Metric.MAU, BELOW, Amount(100, "100")), "mau < 100"),
        ("mau<1,000", Condition(Metric.MAU, BELOW, Amount(1000, "1000")), "mau < 1000"),
        (
            "storage > 90% of limit",
            Condition(Metric.STORAGE, ABOVE, OfLimit(90)),
            "storage > 90% of limit",
        ),
        ("storage>90%limit", Condition(Metric.STORAGE, ABOVE, OfLimit(90)), "storage > 90% of limit"),
        ("mau drop 50% 7d", Condition(Metric.MAU, BELOW, Multiple(0.5, 7)), "mau < 0.5x 7d"),
        (
            "Bandwidth RISE 150% 14 days",
            Condition(Metric.BANDWIDTH, ABOVE, Multiple(2.5, 14)),
            "bandwidth > 2.5x 14d",
        ),
        (
            "build-time > 2h",
            Condition(Metric.BUILD_TIME, ABOVE, Amount(7200, "2h")),
            "build-time > 2h",
        ),
        (
            "storage < 1.5 GB",
            Condition(Metric.STORAGE, BELOW, Amount(1.5e9, "1.5GB")),
            "storage < 1.5GB",
        ),
    ],
)
def test_a_condition_is_read_and_written_so_that_it_is_read_again(
    text: str, means: Condition, written: str
) -> None:
    assert read_condition(text) == means
    assert str(means) == written
    assert read_condition(written) == means


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 0, "one of mau, storage, bandwidth, build-time is expected, but it ends"),
        ("traffic > 5", 0, "is expected, not traffic"),
        ("mau", 3, "> or < (or drop, or rise) is expected, but it ends"),
        ("mau = 5", 4, "> or < (or drop, or rise) is expected, not ="),
        ("mau >= 5", 4, "not >="),
        ("mau > ", 5, "a number such as 50, 50GiB, 2x or 90% is expected, but it ends"),
        ("mau > lots", 6, "not lots"),
        ("mau > 5GiB", 7, "x or the end is expected, not GiB"),
        ("bandwidth > 5 pounds", 14, "one of b, kb, mb"),
        ("bandwidth > 2x", 14, "a number of days such as 7d is expected, but it ends"),
        ("bandwidth > 2x 7", 15, "a number of days such as 7d is expected, not 7"),
        ("bandwidth > 2x 7w", 15, "a number of days such as 7d"),
        ("bandwidth > 2x 0d", 15, "1 to 90 whole days"),
        ("bandwidth > 2x 1.5d", 15, "1 to 90 whole days"),
        ("bandwidth > 2x 7d today", 18, "the end is expected, not today"),
        ("bandwidth > 0.5x 7d", 12, "With > a multiple is at least 1x"),
        ("bandwidth < 2x 7d", 12, "With < a multiple is between 0x and 1x"),
        ("mau < 0x 7d", 6, "between 0x and 1x"),
        ("mau drop 7d", 9, "a percentage such as 50% is expected, not 7"),
        ("mau drop 100% 7d", 9, "less than 100%"),
        ("mau > 50%", 9, "`of limit`"),
        ("mau < 50% of limit", 6, "With a limit only >"),
        ("build-time > 50% of limit", 13, "build-time has no limit"),
        ("mau > 0% of limit", 6, "more than 0%"),
        ("mau > -5", 6, "not -"),
        ("mau > ٥", 6, "a number"),
        ("mau > " + "9" * 190, 6, ""),
        ("mau > " + "9" * 400, 200, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, position: int, says: str) -> None:
    if not says:
        assert read_condition(text).threshold == Amount(float("9" * 190), "1e+190")
        return
    with pytest.raises(BadCondition) as refused:
        read_condition(text)
    assert refused.value.position == position
    assert says in refused.value.said
    assert f"at character {position + 1}" in refused.value.said


def read_or_place(text: str) -> tuple[Condition | None, int]:
    try:
        return read_condition(text), 0
    except BadCondition as refused:
        return None, refused.position


WORDS = st.sampled_from(["mau", "bandwidth", ">", "<", "2", "x", "7d", "50%", "of limit", "drop", "GiB", "."])


@given(st.text(max_size=60) | st.lists(WORDS, max_size=8).map(" ".join))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    condition, position = read_or_place(text)
    assert 0 <= position <= len(text)
    if condition is not None:
        assert read_condition(str(condition)) == condition


@given(
    st.sampled_from(list(Metric)),
    st.floats(1, 1000).map(lambda number: round(number, 3)),
    st.integers(1, 90),
)
def test_what_a_condition_writes_is_read_as_the_same(metric: Metric, times: float, days: int) -> None:
    for condition in (
        Condition(metric, ABOVE, Multiple(float(f"{times:g}"), days)),
        Condition(metric, BELOW, Multiple(float(f"{1 / times:g}"), days)),
    ):
        assert read_condition(str(condition)) == condition
