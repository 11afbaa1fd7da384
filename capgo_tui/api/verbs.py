"""What can be changed, and how a change is asked for; `api.dialects` has a table for each generation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class Action(StrEnum):
    """What can be changed."""

    CREATE_ORGANIZATION = "organization.create"
    UPDATE_ORGANIZATION = "organization.update"
    DELETE_ORGANIZATION = "organization.delete"
    INVITE_MEMBER = "member.invite"
    REMOVE_MEMBER = "member.remove"
    CREATE_KEY = "key.create"
    UPDATE_KEY = "key.update"
    REGENERATE_KEY = "key.regenerate"
    DELETE_KEY = "key.delete"
    CREATE_APP = "app.create"
    UPDATE_APP = "app.update"
    DELETE_APP = "app.delete"
    CREATE_CHANNEL = "channel.create"
    UPDATE_CHANNEL = "channel.update"
    PROMOTE_TO_STABLE = "channel.promote"
    ROLL_BACK = "channel.roll-back"
    DELETE_CHANNEL = "channel.delete"
    SET_BUNDLE = "bundle.set-to-channel"
    REGISTER_BUNDLE = "bundle.register"
    DESCRIBE_BUNDLE = "bundle.describe"
    DELETE_BUNDLE = "bundle.delete"
    DELETE_UNLINKED_BUNDLES = "bundle.delete-all-unlinked"
    SET_OVERRIDE = "device.set-override"
    SET_BUNDLE_OVERRIDE = "device.set-bundle-override"
    CLEAR_OVERRIDE = "device.clear-override"
    PROBE = "organization.probe"


@dataclass(frozen=True, slots=True)
class Verb:
    """How one change is asked for."""

    action: Action
    """What it changes."""
    method: str
    """`POST`, `PUT` or `DELETE`."""
    path: str
    """The path; a part in braces is filled in."""
    wanted: tuple[str, ...] = ()
    """Parameters without which the server would refuse it, or do something else."""
    by_query: bool = False
    """Whether its parameters go into the query; those of a `DELETE` always do (contract/api.md 0.4)."""
    guard: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What is sent along that this generation passes over, and that makes any other refuse the request."""

    @property
    def in_query(self) -> bool:
        """Whether its parameters go into the query, and there is no body."""
        return self.by_query or self.method == "DELETE"


READING_POSTS: Final = frozenset({"/private/stats", "/private/stats/insights", "/private/devices"})
"""Where a POST only reads (contract/api.md 4): all that read-only mode lets through beside every GET."""

Verbs = Mapping[Action, Verb]
"""How one generation of servers is asked for its changes (`api.dialects`)."""
