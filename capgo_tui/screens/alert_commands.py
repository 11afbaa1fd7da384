"""The command that makes and lists alerts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from capgo_tui.errors import Misused
from capgo_tui.panes.alerting import Alerting
from capgo_tui.screens.command import Candidate, Command
from capgo_tui.screens.tabs import ORGANIZATION

if TYPE_CHECKING:
    from capgo_tui.screens.main import MainScreen
    from capgo_tui.services.statistics.reading import Scope

_EXAMPLES: Final = (
    ("bandwidth > 2x 7d", "a day with twice the mean of the 7 days before"),
    ("bandwidth > 50GiB", "a day with more than that"),
    ("mau < 100", "a day with fewer new devices"),
    ("mau drop 50% 7d", "a day with half of the mean of the 7 days before"),
    ("storage > 90% of limit", "more than the profile's storage_limit nearly"),
    ("*: bandwidth > 2x 7d", "of all apps together"),
)


async def _alert(screen: MainScreen, words: str) -> None:
    """Make an alert; without words, list them."""
    workspace = screen.workspace
    if workspace is None:
        raise Misused("There is no connection yet.", next_step="`r` in the tree connects.")
    if not words:
        from capgo_tui.modals.alerts import AlertsDialog  # noqa: PLC0415 - not before it is asked for

        alerts = screen.query_one(Alerting).alerts_of(workspace)
        screen.app.clear_notifications()  # the list says what they say, and they would lie over it
        screen.app.push_screen(AlertsDialog(alerts, workspace.name_of))
        return
    from capgo_tui.services.alerts.alert import alert_of, split_target  # noqa: PLC0415

    target, condition = split_target(words)
    screen.query_one(Alerting).add(alert_of(scope_meant(screen, target), condition))


def scope_meant(screen: MainScreen, target: str) -> Scope:
    """Whose statistics are meant: what is named, else what is open.

    Raises:
        Misused: nothing is open, or there is no such app or organization.
    """
    from capgo_tui.services.alerts.alert import EVERYTHING  # noqa: PLC0415
    from capgo_tui.services.statistics.reading import Kind, Scope  # noqa: PLC0415

    if target == EVERYTHING:
        return Scope(Kind.EVERYTHING)
    estate = screen.workspace.estate if screen.workspace is not None else None
    if target and estate is not None:
        if any(target == app.app_id for app in estate.apps):
            return Scope(Kind.APP, target)
        for organization in estate.organizations:
            if organization.org_id and target in {organization.org_id, organization.name}:
                return Scope(Kind.ORGANIZATION, organization.org_id)
        raise Misused(
            f"The tree has no app or organization {target}.",
            next_step="Write an app's id, an organization's name or id, or * for everything.",
        )
    if screen.tab == ORGANIZATION and screen.org_id:
        return Scope(Kind.ORGANIZATION, screen.org_id)
    if screen.app_id:
        return Scope(Kind.APP, screen.app_id)
    raise Misused(
        "No app is open yet.", next_step="Open one, or name it, such as :alert com.acme.shop: mau < 100."
    )


def _candidates(_: MainScreen) -> Iterable[Candidate]:
    return (Candidate(text, about) for text, about in _EXAMPLES)


ALERT_COMMANDS: tuple[Command, ...] = (
    Command(
        "alert",
        "[WHEN]",
        "Watch the statistics of the open app or organization; alone: list the alerts",
        _alert,
        _candidates,
    ),
)
"""They join the others in `ex_commands`."""
