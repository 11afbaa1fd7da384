"""Every statement of the two documents is shown by a test of the program, and of the server if it can be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.statements import HERE, NUMBERS, of_the_server, states, table

FOR_THE_PROGRAM = {
    *("S0-05", "S0-06", "S0-07", "S0-08"),
    *(f"S0-{number}" for number in range(44, 54)),
}
"""Practices and uses, which say what to do with the figures: a server has no part in them."""


def test_the_statements_without_a_test_are_those_that_no_server_can_show() -> None:
    shown = table(HERE / "demo")
    assert {number for number, tests in shown.items() if not tests} == FOR_THE_PROGRAM


def test_every_statement_is_shown_in_the_program() -> None:
    program = {number for number, tests in table().items() if not all(map(of_the_server, tests))}
    assert program == set(NUMBERS)


def test_the_statements_are_numbered_as_in_the_contract() -> None:
    assert (len(NUMBERS), NUMBERS[0], NUMBERS[52], NUMBERS[53], NUMBERS[-1]) == (
        *(213, "S0-01", "S0-53", "S2-01", "S2-160"),
    )


def test_the_table_names_a_test_by_file_and_name() -> None:
    assert (
        "tests/demo/seed_statements/test_bundles.py::test_one_bundle_is_deleted_by_its_name"
        in (table()["S2-157"])
    )


def test_the_table_is_printed() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "tests.statements"],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE.parent,
    ).stdout.splitlines()
    assert [line for line in printed if line in NUMBERS] == NUMBERS
    assert printed[1].startswith("    server  tests/demo/")
    assert printed[-1].endswith(" of the program")


def test_a_number_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="S2-161"):
        states("S2-161")


def test_only_decorators_count(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text('@states("S2-02")\ndef test_a() -> None:\n    """S2-03"""\n')
    shown = table(tmp_path)
    assert (shown["S2-02"], shown["S2-03"]) == (["test_x.py::test_a"], [])
