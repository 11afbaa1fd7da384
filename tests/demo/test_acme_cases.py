"""Every recorded answer over the acme world, in running order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import LogRow
from capgo_tui.demo.timestamps import read
from capgo_tui.demo.worldfile import read_world
from tests.demo.replay import CONTRACT, Outcome, cases, send

CASES = cases("acme-cases.json")

ORG = "3f6c1b2a-7d84-4e19-9b0c-5a2e8d41f701"
SHOP = "com.acme.shop"


def _unlink_beta(demo: Demo) -> None:
    demo.world.channels[1012].version = None


def _cancel_the_plan(demo: Demo) -> None:
    demo.world.organizations[ORG].plan = "invalid"


def _log_two_lines(demo: Demo) -> None:
    device = "a1b2c3d4-0000-4000-8000-000000000001"
    demo.world.logs[SHOP] = [
        LogRow(1, read("2026-07-01T10:00:00Z"), SHOP, device, "get", "1.0.0"),
        LogRow(2, read("2026-07-01T10:05:00Z"), SHOP, device, "set", "1.0.0"),
    ]


def _ben_is_super_admin_for_a_month(demo: Demo) -> None:
    ben = demo.world.member(ORG, "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e22")
    assert ben is not None
    ben.role, ben.expires_at = "org_super_admin", demo.clock() + timedelta(days=30)


def _production_without_ios(demo: Demo) -> None:
    production = demo.world.channels[1011]
    production.ios, production.updated_at = False, demo.clock()


def _beta_is_not_public(demo: Demo) -> None:
    demo.world.channels[1012].public = False


SET_UPS: dict[str, Callable[[Demo], None]] = {
    "ch-rollout-nostable": _unlink_beta,
    "st-unpaid": _cancel_the_plan,
    "pv-stats": _log_two_lines,
    "members-last-expiring": _ben_is_super_admin_for_a_month,
    "ch-pub-ios": _production_without_ios,
    "de-upper-set": _beta_is_not_public,
}
"""What the SQL of a case's `setup` does, as a change of rows."""


BEGINS_AGAIN = {"device-cursor-bad"}
"""The case before it shows an override that this one does not have: the recording began again in between."""


def _fresh() -> Demo:
    """Start from the world, with a clock that stands still."""
    world = read_world(CONTRACT / "acme-world.json")
    return Demo(world, clock=lambda: world.now)


async def _before(demo: Demo, case: dict[str, Any]) -> None:
    """Do what the recording did without writing it down: lower a limit, and repeat the request up to it."""
    repeats = {"de-burst": 5, "rl-key": 4, "rl-ip": 3}.get(case["id"], 0)
    if case["id"].startswith("rl-"):
        demo.limits.clear()
        demo.limits.requests_per_key = 5 if case["id"] == "rl-key" else 2000
        demo.limits.failed_logins_per_ip = 3
    if case["id"] == "rl-ip-good":
        repeats, case = 3, next(other for other in CASES if other["id"] == case["after"])
    for _ in range(repeats):
        await send(demo, case["request"])


async def _replay() -> dict[str, Outcome]:
    """Run the cases in order; what a set-up changed is seen only by the cases that name it in `after`."""
    outcomes: dict[str, Outcome] = {}
    main, aside, set_up = _fresh(), _fresh(), ""
    for case in CASES:
        if "setup" in case:
            aside, set_up = _fresh(), case["id"]
            SET_UPS[case["id"]](aside)
        elif case.get("state") == "fixture" or case["id"] in BEGINS_AGAIN:
            main = _fresh()
        demo = aside if set_up in {case["id"], case.get("after")} else main
        await _before(demo, case)
        response = await send(demo, case["request"])
        body = response.json() if response.content else ""
        outcomes[case["id"]] = Outcome(case, response.status_code, body, dict(response.headers))
    return outcomes


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    return asyncio.run(_replay())


@pytest.mark.parametrize("case_id", [case["id"] for case in CASES])
def test_the_answer_is_the_recorded_one(outcomes: dict[str, Outcome], case_id: str) -> None:
    assert outcomes[case_id].differences() == []


def test_every_set_up_is_known() -> None:
    assert {case["id"] for case in CASES if "setup" in case} == SET_UPS.keys()


def test_a_wrong_answer_would_be_noticed(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["ch-one"]
    assert replace(outcome, status=500).differences() == ["status 500, not 200"]
    assert replace(outcome, body={**outcome.body, "name": "x"}).differences() == [
        ".name: 'x', not 'production'"
    ]
