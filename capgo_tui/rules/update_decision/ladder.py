"""The whole ladder: every check in the server's order, climbed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from capgo_tui.rules.update_decision.build_rules import check_build, check_device
from capgo_tui.rules.update_decision.bundle_rules import (
    check_builtin,
    check_download,
    check_file,
    check_key,
    check_name,
)
from capgo_tui.rules.update_decision.channel_choice import check_channel
from capgo_tui.rules.update_decision.decision import Caveat, Outcome, Verdict
from capgo_tui.rules.update_decision.gates import (
    check_app,
    check_native,
    check_network,
    check_plan,
    check_plugin,
    check_request,
)
from capgo_tui.rules.update_decision.questions import Answers, Assumption, Condition
from capgo_tui.rules.update_decision.request import Request
from capgo_tui.rules.update_decision.rollout import choose_bundle
from capgo_tui.rules.update_decision.strategy import check_platform, check_strategy, check_under_native
from capgo_tui.rules.update_decision.walk import Record, Walk
from capgo_tui.rules.update_decision.world import World

LADDER: Final[tuple[Callable[[Walk], Outcome | None], ...]] = (
    check_request,
    check_native,
    check_app,
    check_network,
    check_plan,
    check_plugin,
    check_channel,
    choose_bundle,
    check_file,
    check_key,
    check_name,
    check_platform,
    check_strategy,
    check_under_native,
    check_build,
    check_device,
    check_builtin,
    check_download,
)
"""Every check in the server's order (contract/api.md 5.2)."""


@dataclass(frozen=True, slots=True)
class Path:
    """What came of one climb."""

    outcome: Outcome
    conditions: tuple[Condition, ...]
    """The unknowns it came to, each with the answer it took."""
    assumed: tuple[Assumption, ...]
    caveats: tuple[Caveat, ...]
    records: tuple[Record, ...]


def climb(world: World, request: Request, answers: Answers, *, recording: bool) -> Path:
    """Climb the ladder once, with every unknown taken to be what `answers` says."""
    walk = Walk(world, request, answers, recording=recording)
    end = next((end for check in LADDER if (end := check(walk)) is not None), None)
    outcome = end or walk.outcome(Verdict.GETS, None, None)
    dead = outcome.verdict is Verdict.GETS and walk.manifest_only and request.gets_no_manifest
    return Path(
        outcome=outcome,
        conditions=tuple(dict.fromkeys(answers.met)),
        assumed=tuple(dict.fromkeys(answers.assumed)),
        caveats=(Caveat.DEAD_DOWNLOAD,) if dead else (),
        records=tuple(walk.records),
    )
