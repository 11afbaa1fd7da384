"""Which method and path makes which change: data, one line per change of contract/api.md 3.

An older generation of servers is another table: it differs in verbs, not in what can be done
(contract/api.md 7.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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
    CLEAR_OVERRIDE = "device.clear-override"


@dataclass(frozen=True, slots=True)
class Verb:
    """How one change is asked for."""

    action: Action
    """What it changes."""
    method: str
    """`POST` or `PUT` with a JSON body, or `DELETE` with a query."""
    path: str
    """The path; a part in braces is filled in."""
    wanted: tuple[str, ...] = ()
    """Parameters without which the server would refuse it, or do something else."""


READING_POSTS: Final = frozenset({"/private/stats", "/private/stats/insights", "/private/devices"})
"""Where a POST only reads (contract/api.md 4): all that read-only mode lets through beside every GET."""

Verbs = Mapping[Action, Verb]
"""How one generation of servers is asked for its changes."""

TODAY: Final[Verbs] = {
    verb.action: verb
    for verb in (
        Verb(Action.CREATE_ORGANIZATION, "POST", "/organization", ("name",)),
        Verb(Action.UPDATE_ORGANIZATION, "PUT", "/organization", ("orgId",)),
        Verb(Action.DELETE_ORGANIZATION, "DELETE", "/organization", ("orgId",)),
        Verb(Action.INVITE_MEMBER, "POST", "/organization/members", ("orgId", "email", "invite_type")),
        Verb(Action.REMOVE_MEMBER, "DELETE", "/organization/members", ("orgId", "email")),
        Verb(Action.CREATE_KEY, "POST", "/apikey", ("name",)),
        Verb(Action.UPDATE_KEY, "PUT", "/apikey/{id}"),
        Verb(Action.REGENERATE_KEY, "PUT", "/apikey/{id}", ("regenerate",)),
        Verb(Action.DELETE_KEY, "DELETE", "/apikey/{id}"),
        Verb(Action.CREATE_APP, "POST", "/app", ("app_id", "name", "owner_org")),
        Verb(Action.UPDATE_APP, "PUT", "/app/{app_id}"),
        Verb(Action.DELETE_APP, "DELETE", "/app/{app_id}"),
        Verb(Action.CREATE_CHANNEL, "POST", "/channel", ("app_id", "channel")),
        Verb(Action.UPDATE_CHANNEL, "POST", "/channel", ("app_id", "channel")),
        Verb(Action.PROMOTE_TO_STABLE, "POST", "/channel", ("app_id", "channel", "promoteToStable")),
        Verb(Action.ROLL_BACK, "POST", "/channel", ("app_id", "channel", "rollback")),
        Verb(Action.DELETE_CHANNEL, "DELETE", "/channel", ("app_id", "channel")),
        Verb(Action.SET_BUNDLE, "PUT", "/bundle", ("app_id", "version_id", "channel_id")),
        Verb(Action.REGISTER_BUNDLE, "POST", "/bundle", ("app_id", "version", "external_url", "checksum")),
        Verb(Action.DESCRIBE_BUNDLE, "POST", "/bundle/metadata", ("app_id", "version_id")),
        Verb(Action.DELETE_BUNDLE, "DELETE", "/bundle", ("app_id", "version")),
        Verb(Action.DELETE_UNLINKED_BUNDLES, "DELETE", "/bundle", ("app_id",)),
        Verb(Action.SET_OVERRIDE, "POST", "/device", ("app_id", "device_id", "channel")),
        Verb(Action.CLEAR_OVERRIDE, "DELETE", "/device", ("app_id", "device_id")),
    )
}
"""Today's server."""
