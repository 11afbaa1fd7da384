"""How the cost of a plan reads."""

from __future__ import annotations

import pytest

from capgo_tui.presenters.plan_table import GLYPHS, TONES, cost_words, span_words
from capgo_tui.services.plans.plan import Cost
from capgo_tui.services.plans.progress import RowState, counts_text


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Cost(1, 1, 1, 0.2), "1 change + 1 reading to check = 2 requests, about 1 s"),
        (Cost(300, 300, 12, 240), "300 changes + 12 readings to check = 312 requests, about 4 min"),
        (Cost(2, 2, 0, 3.4), "2 changes, about 3 s"),
        (Cost(2, 4, 1, 3), "2 changes by 4 requests + 1 reading to check = 5 requests, about 3 s"),
    ],
)
def test_a_cost_says_changes_readings_and_time(cost: Cost, words: str) -> None:
    assert cost_words(cost) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1 s"), (119, "119 s"), (120, "2 min"), (7100, "118 min"), (9000, "2 h")]
)
def test_a_time_is_said_in_the_unit_that_one_would_use(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_every_state_has_a_sign_of_its_own_a_tone_and_a_place_in_the_summary() -> None:
    assert len(set(GLYPHS.values())) == len(RowState)
    assert set(TONES) == set(RowState)
    assert counts_text(RowState).count("1 ") == len(RowState)
