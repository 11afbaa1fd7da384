"""What a program asked a server of early 2025, and how it is told of which generation that is."""

from __future__ import annotations

from tests.driver import User
from tests.ui.plans import workspace_of


def asked(user: User, method: str = "") -> list[str]:
    """The requests so far as they were sent, newest first; of one method, or all."""
    requests = workspace_of(user).client.requests
    return [f"{each.method} {each.path}" for each in requests if method in {"", each.method}]


async def says_which(user: User, dialect: str) -> None:
    """Answer which generation the server is of, as is asked before the first change that depends on it."""
    assert user.sees("Which generation is this server of?"), user.screen
    await user.types(dialect)
    await user.press("enter", "ctrl+s")


def row(user: User, label: str) -> str:
    """What a record says behind a label, without the blanks around it."""
    for line in user.screen.splitlines():
        said = line.rpartition("││")[2].strip("│ ")
        if said.startswith(f"{label}  "):
            return said.removeprefix(label).strip()
    return ""


def words_of(user: User) -> str:
    """All words on the screen behind each other, wherever lines break and boxes begin."""
    return " ".join(user.screen.translate(dict.fromkeys(map(ord, "│▏▌╭╮╰╯─✗"), " ")).split())
