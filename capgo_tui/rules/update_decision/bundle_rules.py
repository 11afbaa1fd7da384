"""The checks of the bundle itself (contract/api.md 5.2, rows 7 to 9, 22 and 23)."""

from __future__ import annotations

from typing import Final

from capgo_tui.rules.update_decision.bundle_facts import BundleFacts
from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.decision import Outcome
from capgo_tui.rules.update_decision.questions import YES_NO, Assumption, Question, Topic
from capgo_tui.rules.update_decision.rollout import runs
from capgo_tui.rules.update_decision.semver import Semver
from capgo_tui.rules.update_decision.unseen import UNKNOWN
from capgo_tui.rules.update_decision.walk import TAKEN, Walk

LAST_WITHOUT_KEY_CHECK: Final = Semver(8, 40, 7)
"""Only plugins above this one have their key compared."""
FIRST_WITH_BUILTIN: Final = Semver(6, 2, 0)
"""From this plugin on a device can be sent back to the built-in bundle."""
ADDRESSES: Final = ("http://", "https://")
"""How an address must begin to be handed out."""


def check_file(walk: Walk) -> Outcome | None:
    """Row 7: a file of its own, or a manifest if the app's counter says that there are any."""
    bundle = walk.bundle
    if bundle is None or bundle.is_builtin:
        walk.skip(Check.FILE, ("the built-in bundle needs none", "rule"))
        return None
    if walk.flag(bundle.own_file, Topic.FIELD, f"bundle {bundle.label}", "r2_path"):
        source = "bundle.external_url" if bundle.external_url else "bundle.r2_path"
        return walk.judge(Check.FILE, "no_bundle", passed=True, left=("its own", source))
    walk.manifest_only = walk.flag(bundle.manifest, Topic.FIELD, f"bundle {bundle.label}", "manifest_count")
    if not walk.manifest_only:
        return walk.judge(Check.FILE, "no_bundle", passed=False, left=("none", "bundle.r2_path"))
    counted = walk.world.counters.manifests
    if counted is None:
        walk.answers.assume(Assumption.MANIFESTS_COUNTED)
        counted = True
    return walk.judge(
        Check.FILE,
        "no_bundle",
        passed=counted,
        left=("a manifest", "bundle.manifest_count"),
        right=("counts" if counted else "0: manifests do not count", "app.manifest_bundle_count"),
    )


def check_key(walk: Walk) -> Outcome | None:
    """Row 8: device and bundle both state a key and it differs, and the plugin is new enough to compare."""
    bundle, own = walk.bundle, walk.request.key_id
    if bundle is None or not bundle.key_id or not own:
        walk.skip(Check.KEY, ("one of the two states none", "rule"))
        return None
    if "key_id" in walk.world.lacks:
        walk.answers.assume(Assumption.NO_SUCH_FLAG)
        walk.note(Check.KEY, right=TAKEN)
        return None
    version = walk.request.plugin_version
    if version is not None and version <= LAST_WITHOUT_KEY_CHECK:
        walk.skip(Check.KEY, (walk.request.plugin, "device.plugin_version"))
        return None
    fits = bundle.key_id == own
    if UNKNOWN in (bundle.key_id, own) or (version is None and not fits):
        fits = walk.answers.ask(Question(Topic.COMPARISON, Check.KEY.key, bundle.label), YES_NO)
    return walk.judge(
        Check.KEY,
        "key_id_mismatch",
        passed=fits,
        left=(own, "device.key_id"),
        right=(bundle.key_id, "bundle.key_id"),
    )


def check_name(walk: Walk) -> Outcome | None:
    """Row 9: the device does not run the bundle already; comes before every rule that could block it."""
    bundle = walk.bundle or BundleFacts()
    return walk.judge(
        Check.NAME,
        "no_new_version_available",
        passed=not runs(walk, bundle),
        left=(walk.request.runs, "device.version_name"),
        right=(bundle.name, "channel.version"),
    )


def check_builtin(walk: Walk) -> Outcome | None:
    """Row 22: a device is sent back to the built-in bundle, if its plugin can do that."""
    if walk.bundle is None or not walk.bundle.is_builtin:
        walk.skip(Check.BUILTIN, ("the channel has a bundle", "channel.version"))
        return None
    version = walk.request.plugin_version
    able = (
        walk.answers.ask(Question(Topic.COMPARISON, "plugin from 6.2.0 on"), YES_NO)
        if version is None
        else version >= FIRST_WITH_BUILTIN
    )
    return walk.judge(
        Check.BUILTIN,
        "already_on_builtin" if able else "revert_to_builtin_plugin_version_too_old",
        passed=False,
        left=(walk.request.plugin, "device.plugin_version"),
        right=("6.2.0", "rule"),
    )


def check_download(walk: Walk) -> Outcome | None:
    """Row 23: an external address wins over the file in storage, and must be one of http or https."""
    bundle = walk.bundle or BundleFacts()
    address = bundle.external_url
    if address is None:
        walk.note(Check.DOWNLOAD, ("in Capgo's storage", "bundle.r2_path"))
        return None
    if isinstance(address, str):
        passed = not address or address.startswith(ADDRESSES)
    else:
        passed = walk.answers.ask(Question(Topic.FIELD, f"bundle {bundle.label}", "external_url"), YES_NO)
    return walk.judge(
        Check.DOWNLOAD,
        "no_bundle_url",
        passed=passed,
        left=(address, "bundle.external_url"),
        right=("http:// or https://", "rule"),
    )
