"""Which values there are to filter by, and what filter comes of picking some."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.facets import Facets
from capgo_tui.presenters.flags import flag_column, text_column


@dataclass(frozen=True)
class Phone:
    """A record."""

    name: str
    system: str
    state: str = "behind 2"
    emulator: bool | None = False


COLUMNS: tuple[Column[Phone], ...] = (
    text_column("name", "name", lambda p: p.name),
    text_column("system", "system", lambda p: p.system),
    Column[Phone](
        "state",
        "state",
        text=lambda p: p.state,
        sort=lambda p: p.state,
        facet=lambda p: p.state.split(" ")[0],
    ),
    flag_column("emulator", "emulator", lambda p: p.emulator),
)
PHONES = [
    Phone("ann", "ios", "behind 2"),
    Phone("bob", "ios", "behind 3", emulator=True),
    Phone("cid", "android 15", "current"),
    Phone("dan", "", "current", emulator=None),
]


def facets(text: str = "") -> Facets[Phone]:
    """The facets of the phones, counted."""
    counted: Facets[Phone] = Facets(text, COLUMNS)
    assert list(counted.count(PHONES))[-1] == 1.0
    return counted


def test_values_are_counted_column_by_column_the_most_frequent_first() -> None:
    found = [(each.column, each.value, each.count) for each in facets().found()]
    assert found == [("state", "behind", 2), ("state", "current", 2)]


def test_a_column_that_groups_nothing_is_no_facet_unless_it_is_chosen() -> None:
    assert {each.column for each in facets().found()} == {"state"}
    assert ("name", "ann", 1) in [
        (each.column, each.value, each.count) for each in facets("name=ann").found()
    ]


def test_the_other_terms_narrow_what_is_counted() -> None:
    counted = facets("!ann emulator:yes,no")
    assert counted.rows == 2
    assert counted.chosen == {}
    assert facets("!ann state:behind").rows == 3


@pytest.mark.parametrize(
    ("before", "chosen", "after"),
    [
        ("", {"system": ("ios",)}, "system=ios"),
        ("", {"system": ("android 15", "")}, 'system="android 15",""'),
        ("", {"state": ("behind",), "system": ()}, "state:behind"),
        ("ann system=ios x", {"system": ("ios", "android 15")}, 'ann x system=ios,"android 15"'),
        ("system!=ios", {"system": ("ios",)}, "system!=ios system=ios"),
    ],
)
def test_choices_are_written_into_the_filter(
    before: str, chosen: dict[str, tuple[str, ...]], after: str
) -> None:
    assert facets(before).filter_with(chosen) == after


def test_the_choices_of_a_filter_are_read_back() -> None:
    assert facets('system=ios,"" state:behind !system=x').chosen == {
        "system": ("ios", ""),
        "state": ("behind",),
    }
