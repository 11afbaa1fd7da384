"""A user whose profile says one generation, in front of a server of another."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from capgo_tui.api import CapgoClient, connect
from capgo_tui.demo import Demo
from capgo_tui.secret import Secret
from tests.driver import DemoBackends, run_user
from tests.ui.test_dialects import names


@dataclass
class SaidBackends(DemoBackends):
    """The ways of a profile that says the generation of its server."""

    said: str = "auto"

    def connect(self, key: Secret) -> CapgoClient:
        """Connect as the profile says."""
        return connect("http://demo.localhost", key, asgi=self.demo.app, budget=1000, dialect=self.said)


@pytest.mark.parametrize(
    ("said", "dialect", "likely"),
    [("current", "2025-01", "2025-01"), ("seed", "current", "current"), ("2025-11", "seed", "seed")],
)
async def test_a_dialect_that_answers_contradict_is_offered_to_be_changed_before_anything_is_sent(
    demo: Demo, said: str, dialect: str, likely: str
) -> None:
    demo.dialect = dialect
    before = names(demo)
    async with run_user(SaidBackends(demo, said=said), 120, 40) as user:
        await user.press("g", "e")
        assert user.sees("Which generation is this server of?")
        text = " ".join(part.strip("│ ") for part in user.screen.splitlines())
        assert f"dialect {said}, as it was set; but the server answers like" in text
        assert user.sees(f"Change `dialect = {said}`")
        assert user.sees("the next start asks again")
        await user.types(likely)
        await user.press_at_once("enter", "ctrl+s")
        assert user.sees("Edit organization Acme Mobile"), user.screen
        await user.press("end")
        await user.types(" Inc")
        await user.press("ctrl+s")
    assert names(demo) == before - {"Acme Mobile"} | {"Acme Mobile Inc"}


async def test_a_dialect_that_the_answers_bear_out_is_not_asked_about(demo: Demo) -> None:
    demo.dialect = "seed"
    async with run_user(SaidBackends(demo, said="seed"), 120, 40) as user:
        await user.press("g", "e")
        assert user.sees("Edit organization Acme Mobile")
