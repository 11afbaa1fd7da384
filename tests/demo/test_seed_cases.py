"""Every recorded answer of the old generations over the acme world, in running order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from capgo_tui.demo import Demo
from capgo_tui.demo.rows import Channel
from capgo_tui.demo.worldfile import read_world
from tests.demo.replay import CONTRACT, Outcome, cases, send
from tests.demo.seed_effects import ORG, SHOP, effect

CASES = cases("seed-cases.json")

ANA, BEN = "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e11", "8c0d9e4f-12ab-4c3d-8e5f-6a7b8c9d0e22"
DEVICE = "a1b2c3d4-0000-4000-8000-000000000001"

DIALECTS = {"2025-01-29 c75bd4520": "2025-01", "2025-11-14 fe15f2c06": "2025-11"}
"""What the demo cloud calls the generations."""

SELF_HOSTED = "/functions/v1"
"""Where the demo cloud answers as a host of the reader's own."""


def _ben(demo: Demo) -> Any:
    member = demo.world.member(ORG, BEN)
    assert member is not None
    return member


def _ben_has_no_picture(demo: Demo) -> None:
    demo.world.users[BEN].image_url = None


def _the_version_of_a_device_is_gone(demo: Demo) -> None:
    device = demo.world.devices_of(SHOP).get(DEVICE)
    assert device is not None
    device.version = 999


def _there_is_a_channel_qa(demo: Demo) -> None:
    demo.world.channels[1013] = Channel(1013, SHOP, "qa", ORG, ANA, "r", "r", version=102)


def _bundle_101_is_deleted(demo: Demo) -> None:
    demo.world.bundles[101].deleted = True


def _ben_is_nowhere(demo: Demo) -> None:
    del demo.world.members[_ben(demo).id]


def _production_is_unlinked(demo: Demo) -> None:
    production = demo.world.channels[1011]
    production.version, production.updated_at = 12, demo.clock()


def _ben_made_beta_and_may_write(demo: Demo) -> None:
    demo.world.channels[1012].created_by = BEN
    _ben(demo).user_right = "write"


def _ben_is_admin(demo: Demo) -> None:
    _ben(demo).role = "org_admin"


def _ben_sees_one_app(demo: Demo) -> None:
    _ben(demo).app_id = SHOP


def _the_plan_is_over(demo: Demo) -> None:
    demo.world.organizations[ORG].plan = "invalid"


SET_UPS: dict[str, Callable[[Demo], None]] = {
    "mem-null-image": _ben_has_no_picture,
    "dev-one-versiongone": _the_version_of_a_device_is_gone,
    "dev-set-other": _there_is_a_channel_qa,
    "ch-deleted-version": _bundle_101_is_deleted,
    "st-user-none": _ben_is_nowhere,
    "x-ch-get-unlinked": _production_is_unlinked,
    "x-ch-created-by": _ben_made_beta_and_may_write,
    "x-ch-post-twice-otherkeyuser": _ben_is_admin,
    "x-app-member": _ben_sees_one_app,
    "n-user-none": _ben_is_nowhere,
    "n-unpaid": _the_plan_is_over,
}
"""What the SQL of a case's `setup` does, as a change of rows."""

BEGINS_AGAIN = {"ch-list-read"}
"""Here the recording began again, in a case that is not among these."""


def _fresh(dialect: str) -> Demo:
    """Start from the world, with a clock that stands still."""
    world = read_world(CONTRACT / "acme-world.json")
    return Demo(world, dialect=dialect, clock=lambda: world.now)


@dataclass(frozen=True)
class Replay:
    """What the cases got, and what the rows said after those that name an effect."""

    outcomes: dict[str, Outcome]
    effects: dict[str, str]


async def _replayed() -> Replay:
    outcomes: dict[str, Outcome] = {}
    effects: dict[str, str] = {}
    demo = _fresh("2025-01")
    for case in CASES:
        dialect = DIALECTS[case["generation"]]
        if case.get("state") == "fixture" or case["id"] in BEGINS_AGAIN or demo.dialect != dialect:
            demo = _fresh(dialect)
        if "setup" in case:
            SET_UPS[case["id"]](demo)
        request = case["request"]
        if "supabase" in case.get("host", ""):
            request = {**request, "path": SELF_HOSTED + request["path"]}
        response = await send(demo, request)
        is_json = response.headers["content-type"].startswith("application/json")
        body = response.json() if is_json else response.text
        outcomes[case["id"]] = Outcome(case, response.status_code, body, dict(response.headers))
        if "effect" in case:
            effects[case["id"]] = effect(demo.world, case["effect"]["query"])
    return Replay(outcomes, effects)


@pytest.fixture(scope="module")
def replay() -> Replay:
    return asyncio.run(_replayed())


@pytest.mark.parametrize("case_id", [case["id"] for case in CASES])
def test_the_answer_is_the_recorded_one(replay: Replay, case_id: str) -> None:
    outcome = replay.outcomes[case_id]
    if outcome.case["request"]["path"].startswith("/device"):
        outcome = _ordered(outcome)
    assert outcome.differences() == []


def _ordered(outcome: Outcome) -> Outcome:
    """Sort devices by their id: they come in no order, and one recording shows another than the rest."""
    case, body = outcome.case, outcome.body
    if not isinstance(body, list):
        return outcome
    wanted = {**case["response"], "body": sorted(case["response"]["body"], key=_device_id)}
    return replace(outcome, case={**case, "response": wanted}, body=sorted(body, key=_device_id))


def _device_id(row: dict[str, Any]) -> str:
    device_id: str = row["device_id"]
    return device_id


@pytest.mark.parametrize("case_id", [case["id"] for case in CASES if "effect" in case])
def test_the_rows_are_the_recorded_ones(replay: Replay, case_id: str) -> None:
    case = replay.outcomes[case_id].case
    assert replay.effects[case_id] == case["effect"]["result"]


def test_every_set_up_is_known() -> None:
    assert {case["id"] for case in CASES if "setup" in case} == SET_UPS.keys()
