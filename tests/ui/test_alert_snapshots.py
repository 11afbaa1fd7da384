"""Pictures of alerts. Each docstring says what to look at."""

from __future__ import annotations

import pytest

from tests.ui.test_snapshots import SIZES, Compare, picture

_NAMES = {" ": "space", "<": "less_than_sign", ">": "greater_than_sign"}


def command(text: str) -> tuple[str, ...]:
    """The keys that type a command."""
    return ("colon", *(_NAMES.get(each, each) for each in text), "enter")


THREE = (
    *command("alert mau < 1000000"),
    *command("alert bandwidth > 2x 7d"),
    *command("alert storage > 90% of limit"),
)


@pytest.mark.parametrize("size", SIZES)
class TestAlerts:
    """The list, with one that fired, one that is quiet, and one of which nothing can be told."""

    def test_list(self, snap_compare: Compare, size: tuple[int, int]) -> None:
        """`!` before the app in the tree, the number in the header; two lines for each alert."""
        assert picture(snap_compare, size, *THREE, *command("alert"))
