"""Which test shows which numbered statement of the two seed documents (contract/api-seed.md 5).

A test says it in its decorators: `@states("S2-04", "S2-05")`, or in the list of a `parametrize`.
`python -m tests.statements` prints the table: for each statement its tests of the demo server, and of the
program, where somebody meets it there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent

NUMBERS = [f"S0-{n:02d}" for n in range(1, 54)] + [f"S2-{n:02d}" for n in range(1, 161)]
"""Every statement: S0 is the page on statistics, S2 the page on endpoints."""

_NUMBER = re.compile(r"S[02]-\d{2,3}")
_Test = TypeVar("_Test", bound=Callable[..., Any])


def states(*numbers: str) -> Callable[[_Test], _Test]:
    """Say which statements a test shows."""
    unknown = set(numbers) - set(NUMBERS)
    if unknown or not numbers:
        raise ValueError(f"There are no such statements: {sorted(unknown)}.")
    return lambda test: test


def table(folder: Path = HERE) -> dict[str, list[str]]:
    """Give the tests below a folder that show each statement, as pytest names them without parameters."""
    found: dict[str, list[str]] = {number: [] for number in NUMBERS}
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if not _NUMBER.search(text):
            continue
        for name, numbers in _tests(ast.parse(text)):
            for number in numbers:
                found[number].append(f"{_named(path)}::{name}")
    return found


def _named(path: Path) -> str:
    return path.relative_to(HERE.parent).as_posix() if path.is_relative_to(HERE) else path.name


def _tests(module: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            said = (part for decorator in node.decorator_list for part in ast.walk(decorator))
            texts = (part.value for part in said if isinstance(part, ast.Constant))
            numbers = [text for text in texts if isinstance(text, str) and _NUMBER.fullmatch(text)]
            yield node.name, list(dict.fromkeys(numbers))


def of_the_server(test: str) -> bool:
    """Tell whether a test, as the table names it, is one of the demo server."""
    return test.startswith("tests/demo/")


def main() -> None:
    """Print the table, and how many statements have a test, in the server and in the program."""
    rows = table()
    for number, tests in rows.items():
        print(number)
        for test in sorted(tests, key=of_the_server, reverse=True):
            print("   ", "server " if of_the_server(test) else "program", test)
    shown = sum(map(bool, rows.values()))
    server = sum(any(map(of_the_server, tests)) for tests in rows.values())
    program = sum(not all(map(of_the_server, tests)) for tests in rows.values())
    print(f"{shown} of {len(rows)} have a test: {server} of the server, {program} of the program")


if __name__ == "__main__":
    main()
