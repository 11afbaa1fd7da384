"""Why an action cannot be done now: its key is dimmed, not hidden, and says why when it is pressed.

Textual passes a key by in silence whose action is not valid. That is right for what makes no sense where
one is (`check_action`), and wrong for what one is not allowed to do: for that a node says `why_not`.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual import actions
from textual.app import App, ReturnType
from textual.dom import DOMNode

from capgo_tui.safe_text import clean

LONGEST = 300
"""Characters of a reason that are shown; it may hold words of the server."""


@runtime_checkable
class SaysWhyNot(Protocol):
    """A node of which some actions are sometimes not allowed."""

    def why_not(self, action: str) -> str:
        """Say in a sentence why an action cannot be done now; empty if it can.

        What stands before the first `: ` or ` (` should say it alone: the last line may have no room
        for more.

        Args:
            action: its name, without arguments, as in `action_<name>`.
        """


def reason_against(app: App[Any], action: str | actions.ActionParseResult, node: DOMNode) -> str:
    """Ask the node of an action why it cannot be done now; empty if it can, or if the node does not say.

    Args:
        app: the application.
        action: an action as a binding has it.
        node: the node that the binding belongs to.
    """
    where, name, parameters = actions.parse(action) if isinstance(action, str) else action
    target = {"app": app, "screen": app.screen, "focused": app.focused}.get(where, node)
    if not isinstance(target, SaysWhyNot) or target.check_action(name, parameters) is False:
        return ""
    return clean(target.why_not(name), LONGEST)


def short_reason(reason: str) -> str:
    """The first part of a reason, for where there is little room."""
    return reason.partition(": ")[0].partition(" (")[0]


class ReasoningApp(App[ReturnType]):
    """An application in which an action that is not allowed says why, however it was asked for."""

    async def run_action(
        self,
        action: str | actions.ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """Run an action; one that is not allowed tells its reason instead, and the key goes no further."""
        reason = reason_against(self, action, default_namespace or self)
        if not reason:
            return await super().run_action(action, default_namespace, namespaces)
        self.notify(reason, severity="warning", markup=False)
        return True
