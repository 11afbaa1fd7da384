"""The checks before any channel is looked for (contract/api.md 5.2, rows 0a to 4)."""

from __future__ import annotations

from typing import Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import YES_NO, Assumption, Question, Topic
from capgo_tui.rules.update_decision.unseen import PLATFORMS, UNKNOWN
from capgo_tui.rules.update_decision.walk import TAKEN, Value, Walk

REFUSED_PLUGIN: Final = 4
"""The only major of the plugin that the server does not serve; 2 and 3 it does."""
_NETWORKS: Final = {True: "an ordinary network", False: "a data centre", None: None}


def check_request(walk: Walk) -> Outcome | None:
    """Row 0a: the device id is a UUID, the platform a known one, the plugin's version semver."""
    request = walk.request
    wrong: Value | None = None
    if not request.well_formed_id:
        wrong = (request.device_id, "device.device_id")
    elif request.platform is not None and request.platform not in PLATFORMS:
        wrong = (request.platform, "device.platform")
    elif request.plugin is not None and request.plugin_version is None:
        wrong = (request.plugin, "device.plugin_version")
    return walk.judge(Check.REQUEST, "invalid_json_body", passed=wrong is None, left=wrong)


def check_native(walk: Walk) -> Outcome | None:
    """Row 0b: the native version, once completed, is semver."""
    native = walk.request.native
    passed = walk.request.native_version is not None
    if native is None:
        passed = walk.answers.ask(Question(Topic.COMPARISON, Check.NATIVE.key), YES_NO)
    return walk.judge(Check.NATIVE, "semver_error", passed=passed, left=(native, "device.version_build"))


def check_app(walk: Walk) -> Outcome | None:
    """Row 1: the app is known. That it was cancelled cannot be told from an invalid plan, row 3."""
    walk.note(Check.APP)
    return None


def check_network(walk: Walk) -> Outcome | None:
    """Row 2: the request comes from no data centre, unless the app allows that."""
    blocks = walk.world.counters.blocks_data_centres
    if blocks is False:
        walk.skip(Check.NETWORK, (blocks, "app.block_provider_infra_requests"))
        return None
    ordinary = walk.world.unseen.ordinary_network
    if ordinary is None:
        walk.answers.assume(Assumption.ORDINARY_NETWORK)
    return walk.judge(
        Check.NETWORK,
        "provider_infrastructure_request_blocked",
        passed=ordinary is not False,
        left=(_NETWORKS[ordinary], "unseen.ordinary_network"),
        right=TAKEN
        if ordinary is None
        else ("data centres are refused", "app.block_provider_infra_requests"),
    )


def check_plan(walk: Walk) -> Outcome | None:
    """Row 3: the organization's plan is valid."""
    plan = walk.world.unseen.plan
    if plan is UNKNOWN:
        walk.answers.assume(Assumption.VALID_PLAN)
    left = ("valid" if plan is None else plan, "unseen.plan")
    right = TAKEN if plan is UNKNOWN else None
    passed = plan is None or plan is UNKNOWN
    return walk.judge(Check.PLAN, "on_premise_app", passed=passed, left=left, right=right)


def check_plugin(walk: Walk) -> Outcome | None:
    """Row 4: the plugin is not of the major version 4."""
    version = walk.request.plugin_version
    passed = (
        walk.answers.ask(Question(Topic.COMPARISON, Check.PLUGIN.key), YES_NO)
        if version is None
        else version.major != REFUSED_PLUGIN
    )
    left = (walk.request.plugin, "device.plugin_version")
    return walk.judge(Check.PLUGIN, "unsupported_plugin_version", passed=passed, left=left)
