"""The update decision: what the update server would say to a device, computed and never asked.

`POST /updates` counts the device as an active user and writes its row, so it is simulated here from what the
public API shows (contract/api.md 5). What that does not show is `Unseen`; as far as it is not given either,
it is gone through or taken for granted, and the answer says so.

    evaluator = Evaluator(app, channels, bundles, Unseen(plan=None))
    evaluator.decide(device)   -> Decision       quick, for many devices
    evaluator.explain(device)  -> Explanation    with the ladder
"""

from __future__ import annotations

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import (
    Caveat,
    Compared,
    Decision,
    Explanation,
    Outcome,
    Possibility,
    Rung,
    State,
    Verdict,
)
from capgo_tui.rules.update_decision.evaluator import Evaluator
from capgo_tui.rules.update_decision.questions import Answer, Assumption, Condition, Question, Topic
from capgo_tui.rules.update_decision.unseen import PLATFORMS, UNKNOWN, Platforms, Unknown, Unseen

__all__ = [
    "PLATFORMS",
    "UNKNOWN",
    "Answer",
    "Assumption",
    "Caveat",
    "Check",
    "Compared",
    "Condition",
    "Decision",
    "Evaluator",
    "Explanation",
    "Outcome",
    "Platforms",
    "Possibility",
    "Question",
    "Rung",
    "State",
    "Topic",
    "Unknown",
    "Unseen",
    "Verdict",
]
