"""What the codes, unknowns and assumptions of an update decision are called, and what mends each.

Texts may hold names that a server sent: whoever shows them cleans them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.numbers import percent
from capgo_tui.rules.update_decision.questions import Condition
from capgo_tui.rules.update_decision.strategy import STRATEGY

if TYPE_CHECKING:
    from capgo_tui.rules.update_decision import Answer, Question

BUILT_IN: Final = "the built-in bundle"
"""What a bundle called `builtin` is called in a sentence."""


@dataclass(frozen=True)
class Fix:
    """What mends a refusal."""

    sentence: str
    """What to do, for a person; may name `{channel}`, `{bundle}`, `{platform}`, `{native}`, `{minimum}`."""
    opens: str = ""
    """What has to be edited: `channel`, `device`, `bundle` or `app`; empty where nothing here mends it."""
    field: str = ""
    """Which field of it, by its name in the API."""
    label: str = "fix"
    """What it does: `fix` mends it, `know` tells what cannot be seen."""


@dataclass(frozen=True)
class Words:
    """A code in words."""

    reason: str
    """Why, as the end of a sentence; the same names may stand in it."""
    fix: Fix


_NATIVE_BUILD: Final = "or ship a native build from {bundle} on"

BAD_NAME: Final = "the name {bundle} is no semantic version, and {channel} compares it"
BAD_MINIMUM: Final = "the minimum {minimum} of {bundle} is no semantic version"

CODES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "invalid_json_body": Words(
            "the server does not accept the request",
            Fix("Look at the device: its id, platform or plugin version is not what the server takes."),
        ),
        "semver_error": Words(
            "its native version {native} is no semantic version",
            Fix("Give the native build a version such as 1.2.0 and ship it."),
        ),
        "provider_infrastructure_request_blocked": Words(
            "it asks from a data centre of Google or Apple, and the app refuses those",
            Fix(
                "Allow requests from data centres in the app's settings.",
                "app",
                "block_provider_infra_requests",
            ),
        ),
        "on_premise_app": Words(
            "the organization's plan is not valid",
            Fix("Renew the plan or buy credits in Capgo's console."),
        ),
        "unsupported_plugin_version": Words(
            "its plugin is of version 4, which the server does not serve",
            Fix("Ship a native build with a newer plugin."),
        ),
        "no_channel": Words(
            "no channel delivers to it",
            Fix("Make a channel public for {platform}, or force the device to one.", "device", "channel"),
        ),
        "no_bundle": Words(
            "{bundle} has no file",
            Fix(
                "Upload {bundle} again under a new version, and point {channel} at it.", "channel", "version"
            ),
        ),
        "key_id_mismatch": Words(
            "{bundle} is encrypted with another key than the app has",
            Fix(
                "Upload a bundle that is encrypted with the key of this build, or ship a build with its key."
            ),
        ),
        "disabled_platform_ios": Words(
            "{channel} does not serve iOS", Fix("Switch iOS on for {channel}.", "channel", "ios")
        ),
        "disabled_platform_android": Words(
            "{channel} does not serve Android", Fix("Switch Android on for {channel}.", "channel", "android")
        ),
        "disabled_platform_electron": Words(
            "{channel} does not serve Electron",
            Fix("Switch Electron on for {channel}.", "channel", "electron"),
        ),
        "disable_auto_update_to_major": Words(
            "{channel} delivers no higher major version than native {native}",
            Fix(f"Loosen the strategy of {{channel}}, {_NATIVE_BUILD}.", "channel", "disableAutoUpdate"),
        ),
        "disable_auto_update_to_minor": Words(
            "{channel} delivers only bundles of the same major and minor as native {native}",
            Fix(f"Loosen the strategy of {{channel}}, {_NATIVE_BUILD}.", "channel", "disableAutoUpdate"),
        ),
        "disable_auto_update_to_patch": Words(
            "{channel} delivers only bundles of the same three numbers as native {native}",
            Fix(f"Loosen the strategy of {{channel}}, {_NATIVE_BUILD}.", "channel", "disableAutoUpdate"),
        ),
        "misconfigured_channel": Words(
            "{channel} goes by the minimum that a bundle states, and {bundle} states none",
            Fix(
                "Choose another strategy for {channel}, or a bundle with a minimum.",
                "channel",
                "disableAutoUpdate",
            ),
        ),
        "disable_auto_update_to_metadata": Words(
            "{bundle} needs native {minimum}, and this is {native}",
            Fix(
                "Ship a native build from {minimum} on, or choose another strategy.",
                "channel",
                "disableAutoUpdate",
            ),
        ),
        "disable_auto_update_under_native": Words(
            "{bundle} is below native {native}, and {channel} protects from that",
            Fix(
                "Point {channel} at a bundle from {native} on, or allow bundles below native.",
                "channel",
                "disableAutoUpdateUnderNative",
            ),
        ),
        "disable_prod_build": Words(
            "{channel} delivers to no production builds",
            Fix("Allow production builds on {channel}.", "channel", "allow_prod"),
        ),
        "disable_dev_build": Words(
            "{channel} delivers to no development builds",
            Fix("Allow development builds on {channel}.", "channel", "allow_dev"),
        ),
        "disable_device": Words(
            "{channel} delivers to no real devices",
            Fix("Allow real devices on {channel}.", "channel", "allow_device"),
        ),
        "disable_emulator": Words(
            "{channel} delivers to no emulators",
            Fix("Allow emulators on {channel}.", "channel", "allow_emulator"),
        ),
        "revert_to_builtin_plugin_version_too_old": Words(
            "{channel} delivers no bundle, and a plugin below 6.2.0 cannot go back to the built-in one",
            Fix("Point {channel} at a bundle, or ship a build with a newer plugin.", "channel", "version"),
        ),
        "no_bundle_url": Words(
            "the address of {bundle} begins with neither http:// nor https://",
            Fix("Register {bundle} again under a new version with a web address.", "channel", "version"),
        ),
        "unknown_error": Words(
            BAD_NAME,
            Fix(
                "Give {channel} a bundle whose name and minimum are such as 1.2.0, or a strategy that asks "
                "for none.",
                "channel",
                "version",
            ),
        ),
    }
)
"""Every code that ends a check without the device being up to date (contract/api.md 5.2)."""


def code_word(code: str) -> str:
    """The least of a code that still tells it from others: `under native`."""
    short = code.removeprefix("disable_auto_update_to_").removeprefix("disable_auto_update_")
    return short.removeprefix("disabled_platform_").removeprefix("disable_").replace("_", " ")


WORDS_OF_CHECKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "native_version": "native",
        "network": "network",
        "key_id": "encryption",
        "already_runs": "not run yet",
        "metadata": "over minimum",
        "under_native": "native or up",
        "prod": "production",
        "dev": "development",
        "device": "real device",
        "builtin": "built-in",
    }
)
"""A check in a word or two, by its key; one that is not here is called by its key."""

IGNORED_OVERRIDE: Final = Fix(
    "Read the app again in a minute: the server counts overrides some time after the first one."
)
"""What mends an override that the app's counter does not know yet (contract/api.md 3.9)."""

FORCED: Final = "which it is forced to"
"""Said of the bundle that a device was forced to."""
FORCED_ELSEWHERE: Final = Fix("Clear the override of the device, or force it to another bundle.", "device")
"""What mends a device whose forced bundle does not arrive."""

ASSUMPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "valid_plan": "the organization's plan is valid",
        "ordinary_network": "it does not ask from a data centre of Google or Apple",
        "no_default_channel": "the app asks for no channel of its own",
        "no_override": "it is forced to no channel, which this server does not tell",
        "no_self_chosen_channel": "its old plugin chose no channel by itself",
        "override_stands": "it is still forced to the channel that it was forced to from here",
        "override_gone": "the channel of its override was deleted",
        "overrides_counted": "the app counts its overrides",
        "rollouts_counted": "the app counts its rollouts",
        "bundle_override": "the bundle that it was forced to from here decides, and nobody cleared it since",
        "no_rollout": "the server knows no rollouts",
        "no_such_flag": "the server checks no flag or key that its channels and bundles do not have",
        "manifests_counted": "the app counts its manifests",
    }
)
"""What is taken for granted, by the name of the assumption."""

CAVEATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dead_download": (
            "The server will say success, but {bundle} has only a manifest, and so old a plugin gets none: "
            "the download cannot work."
        ),
    }
)
"""What a user should know beside the verdict, by the name of the caveat."""

_STRATEGIES: Final[Mapping[object, str]] = MappingProxyType(
    {
        "passes": "lets it through",
        "disable_auto_update_to_major": "is major",
        "disable_auto_update_to_minor": "is minor",
        "disable_auto_update_to_patch": "is patch",
        "disable_auto_update_to_metadata": "is version_number",
        "misconfigured_channel": "is version_number",
        "unknown_error": "compares names",
    }
)
"""What a strategy that nobody names must be for its check to end so."""
_PLATFORM_NAMES: Final = {"ios": "iOS", "android": "Android", "electron": "Electron"}


def platform_name(platform: str | None) -> str:
    """A platform as people write it."""
    return _PLATFORM_NAMES.get(platform or "", platform or "its platform")


def question_text(question: Question) -> str:
    """An unknown as what an answer depends on: `whether production serves iOS`."""
    about, detail = question.about, question.detail
    match question.topic:
        case "draw":
            return f"the rollout draw of {about}" + (
                f" ({percent(int(detail) / 100)} chance)" if detail else ""
            )
        case "field":
            return f"{'the strategy' if detail == STRATEGY else detail} of {about}"
        case "comparison":
            return f"the check {about}" + (f" of {detail}" if detail else "")
        case _:
            return f"whether {condition_text(Condition(question, answer=True))}"


def condition_text(condition: Condition) -> str:
    """An unknown with one of its answers: `production serves iOS`."""
    question, answer = condition.question, condition.answer
    about, detail = question.about, question.detail
    yes = answer is True
    match question.topic:
        case "platform":
            platform = "its platform" if detail == "any" else platform_name(detail)
            return f"{about} serves {platform}" if yes else f"{about} does not serve {platform}"
        case "draw":
            text = "the draw gives it the rollout" if yes else "the draw leaves it on the stable bundle"
            share = int(detail) / 100 if detail else None
            return text if share is None else f"{text} ({percent(share if yes else 100 - share)} chance)"
        case "deleted":
            return f"bundle {about} was deleted" if yes else f"bundle {about} was not deleted"
        case "runs":
            return f"it runs {about} already" if yes else f"it does not run {about} yet"
        case "channels":
            name = "public channel that serves it" if about == "public" else f"channel {about}"
            return f"there is {'a' if yes else 'no'} {name} beyond those loaded"
        case "order":
            first, second = (about, detail) if yes else (detail, about)
            return f"the server sorts {first} before {second}"
        case _:
            return f"{question_text(question)} {_answer_text(question.topic, answer)}"


def _answer_text(topic: str, answer: Answer) -> str:
    """How a field or a check turns out."""
    if topic == "field" and answer in _STRATEGIES:
        return _STRATEGIES[answer]
    if topic == "comparison":
        passes = answer in (True, "passes")
        return (
            "is passed" if passes else "is not passed" + (f" ({answer})" if isinstance(answer, str) else "")
        )
    return f"is {answer}" if isinstance(answer, str) else "is set" if answer else "is not set"
