"""Names that a profile protects."""

from __future__ import annotations

import pytest

from capgo_tui.rules.protection import protecting_name


@pytest.mark.parametrize(
    ("names", "patterns", "found"),
    [
        (["beta", "production"], ["prod*"], "production"),
        (["production", "com.acme.shop"], ["com.acme.*", "prod*"], "production"),
        (["Production"], ["prod*"], ""),
        (["prod"], ["prod"], "prod"),
        (["beta"], ["[bc]eta"], "beta"),
        (["beta"], [], ""),
        ([], ["*"], ""),
    ],
)
def test_the_first_name_that_a_pattern_matches_is_the_one_to_type(
    names: list[str], patterns: list[str], found: str
) -> None:
    assert protecting_name(iter(names), iter(patterns)) == found
