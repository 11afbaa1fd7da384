"""What the engine answers: a verdict, how sure it is, and the ladder that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from capgo_tui.rules.update_decision.checks import Check
from capgo_tui.rules.update_decision.questions import Assumption, Condition, Question


class Verdict(StrEnum):
    """What becomes of a device at its next check: the server's own kinds, and what it has no word for."""

    GETS = "gets"
    """The bundle is delivered; the server's code is None."""
    UP_TO_DATE = "up_to_date"
    """It runs what it should; also `already_on_builtin`, which is how it is sent back to that bundle."""
    BLOCKED = "blocked"
    """A rule of the channel or the app holds the bundle back."""
    FAILED = "failed"
    """Something is wrong: with the channel, the bundle, the plugin, the plan or the request."""
    DEPENDS = "depends"
    """Something that cannot be seen from outside decides between several outcomes."""


VERDICTS: Final[Mapping[str, Verdict]] = MappingProxyType(
    {
        **dict.fromkeys(("no_new_version_available", "already_on_builtin"), Verdict.UP_TO_DATE),
        **dict.fromkeys(
            (
                "provider_infrastructure_request_blocked",
                "key_id_mismatch",
                "disabled_platform_ios",
                "disabled_platform_android",
                "disabled_platform_electron",
                "disable_auto_update_to_major",
                "disable_auto_update_to_minor",
                "disable_auto_update_to_patch",
                "disable_auto_update_to_metadata",
                "disable_auto_update_under_native",
                "disable_prod_build",
                "disable_dev_build",
                "disable_device",
                "disable_emulator",
            ),
            Verdict.BLOCKED,
        ),
    }
)
"""The verdict of a server's code; any other code is FAILED (contract/api.md 5.2, the last column)."""


class State(StrEnum):
    """How a rung stands."""

    PASSED = "passed"
    FAILED = "failed"
    """The check ended it; on `already_runs` and `builtin` that is not a fault."""
    UNKNOWN = "unknown"
    """What decides it cannot be seen."""
    NOT_REACHED = "not_reached"


class Caveat(StrEnum):
    """What a user should know though the server does not say it."""

    DEAD_DOWNLOAD = "dead_download"
    """The bundle has a manifest only and the plugin is too old to be sent it: the download cannot work."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a check can end."""

    verdict: Verdict
    code: str | None
    """The server's code; None where a bundle is delivered."""
    bundle: str | None
    """The bundle chosen, `builtin` for the built-in one; None where it ends before, or has no known name."""
    channel: str | None
    """The channel found; None where it ends before, or has no known name."""
    check: Check | None
    """Where it ended; None where every check was passed."""


@dataclass(frozen=True, slots=True)
class Possibility:
    """An outcome and what it hangs on."""

    outcome: Outcome
    conditions: tuple[Condition, ...] = ()
    """What must be so; the shortest of several ways to this outcome."""
    chance: float | None = None
    """From 0 to 1 where nothing but rollout draws decide; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for a device."""

    verdict: Verdict
    code: str | None
    """The server's code; None where a bundle is delivered, or the outcomes differ in it."""
    bundle: str | None
    """See `Outcome.bundle`; None where the outcomes differ in it."""
    channel: str | None
    """See `Outcome.channel`; None where the outcomes differ in it."""
    certain: bool
    """Whether nothing that is unknown could change any of this."""
    assumes: tuple[Assumption, ...]
    """What is taken for granted and could change it."""
    possibilities: tuple[Possibility, ...]
    """Every outcome, the likely one first; a single one unless the verdict is DEPENDS."""
    caveats: tuple[Caveat, ...] = ()
    """What else a user should know."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two values of a check."""

    value: str
    """As text, `… or …` where it hangs on an unknown; may hold a server's words."""
    source: str
    """Where it comes from: a document and its field, `unseen`, or `rule`."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One check and how it stands."""

    check: Check
    state: State
    applies: bool = True
    """False where the check has nothing to do, as a strategy that the channel does not have."""
    code: str | None = None
    """The code that the server ends it with here."""
    left: Compared | None = None
    """What the device, or the bundle, has."""
    right: Compared | None = None
    """What it is compared with."""
    hangs_on: tuple[Question, ...] = ()
    """The unknowns that it comes to."""
    assumes: tuple[Assumption, ...] = ()
    """What is taken for granted here."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with its ladder."""

    decision: Decision
    rungs: tuple[Rung, ...]
    """All of them, in the server's order."""
    runs: str | None
    """The bundle that the device says it runs, the native version standing for `builtin`; None if unknown."""
    native: str | None
    """Its native version as the server completes it; None if unknown."""
