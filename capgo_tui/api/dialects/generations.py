"""The four generations: one table of verbs, and where the others differ from it (contract/api-seed.md 3).

Only what is written differs: reads understand every shape without being told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from capgo_tui.api.verbs import Action, Verb, Verbs


@dataclass(frozen=True, slots=True)
class Generation:
    """What one generation of servers is asked with."""

    name: str
    """The word of the setting `dialect`."""
    title: str
    """What a sentence calls such a server."""
    verbs: Verbs
    """How it is asked for every change; also for those that it lacks, which it refuses."""
    missing: Mapping[Action, str] = field(default_factory=dict)
    """What it cannot do, and why, in a few words."""
    channel_fields: frozenset[str] | None = None
    """The fields of a channel that it knows, by their names in `ChannelEdit`; all if None."""
    organization_fields: frozenset[str] | None = None
    """The fields of an organization that it knows, by their names in `OrganizationEdit`; all if None."""
    strategies: tuple[str, ...] = ("major", "minor", "patch", "version_number", "none")
    """The words that it takes as the update strategy of a channel."""
    moves_overrides: bool = True
    """Whether a device that is forced to a second channel moves; else the first stays, and it says ok."""
    tells_overrides: bool = True
    """Whether a device says that it is forced to a channel."""
    keys_by_text: bool = False
    """Whether a key is deleted by its text, and not by its number."""
    lists_keys: bool = True
    """Whether it lists the keys of a person."""
    keys_have_modes: bool = False
    """Whether a new key has a mode and an organization, and not roles."""
    lists_devices_in_order: bool = True
    """Whether it lists devices by the time of their last change."""
    devices_a_page: int = 1000
    """How many devices a page of its list has at most."""
    loses_a_device: bool = False
    """Whether the 50th device of its list is on no page (contract/api-seed.md 3.5)."""
    draws: frozenset[str] = frozenset()
    """Which statistics can be had as a picture (`graph`), by the word behind `/statistics/`."""
    tells_apps_apart: bool = True
    """Whether an organization's statistics can be had app by app (`breakdown`)."""
    carries_shares: bool = False
    """Whether the shares of bundles carry the days of the answer before them along (`bundle_usage`)."""
    member_roles: Mapping[str, str] = field(default_factory=dict)
    """Its words for the roles of today that somebody can be invited to; empty for the same words."""
    protects_linked_bundles: bool = True
    """Whether a bundle that a channel points at cannot be deleted."""


def _by_action(*verbs: Verb) -> Verbs:
    return {verb.action: verb for verb in verbs}


TODAY: Final = _by_action(
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
    Verb(Action.SET_BUNDLE_OVERRIDE, "POST", "/device", ("app_id", "device_id", "version_id")),
    Verb(Action.CLEAR_OVERRIDE, "DELETE", "/device", ("app_id", "device_id")),
    Verb(Action.PROBE, "PUT", "/organization", ("orgId",)),
)
"""How today's server is asked (contract/api.md 3)."""

_REFUSED_TODAY: Final = {"email": "-", "estimatedMau": -1}
"""No address, and no number of users: a server that takes `POST /organization` for a new organization
refuses them (contract/api.md 3.1); one that takes it for a change passes them over."""

_EARLY: Final = {
    **TODAY,
    **_by_action(
        Verb(Action.CREATE_ORGANIZATION, "PUT", "/organization", ("name",)),
        Verb(Action.UPDATE_ORGANIZATION, "POST", "/organization", ("orgId",), guard=_REFUSED_TODAY),
        Verb(Action.CREATE_KEY, "POST", "/apikey", ("org_id", "mode"), by_query=True),
    ),
}
"""How servers before March 2025 are asked (contract/api-seed.md 3)."""

_OLD_ROLES: Final = {"org_member": "read", "org_admin": "admin", "org_super_admin": "super_admin"}

_NO_ROLLOUT: Final = "rollouts came in July 2026"
_NO_APPS: Final = "this server has no /app: the console does it"
_NO_KEY_CHANGES: Final = "this server makes and deletes keys, no more"
_NO_BUNDLE_OVERRIDE: Final = "a device can be forced to a channel only"

_MISSING_THEN: Final[Mapping[Action, str]] = {
    Action.DELETE_ORGANIZATION: "this server deletes no organizations: the console does it",
    Action.UPDATE_KEY: _NO_KEY_CHANGES,
    Action.REGENERATE_KEY: _NO_KEY_CHANGES,
    Action.CREATE_APP: _NO_APPS,
    Action.UPDATE_APP: _NO_APPS,
    Action.DELETE_APP: _NO_APPS,
    Action.PROMOTE_TO_STABLE: _NO_ROLLOUT,
    Action.ROLL_BACK: _NO_ROLLOUT,
    Action.REGISTER_BUNDLE: "this server registers no bundles: the CLI uploads them",
    Action.DESCRIBE_BUNDLE: "this server keeps no notes about bundles",
}
"""What servers before March 2025 lack."""

_CHANNEL_FIELDS: Final = frozenset(
    {
        *("version", "public", "disable_auto_update", "disable_auto_update_under_native"),
        *("ios", "android", "allow_device_self_set", "allow_emulator", "allow_dev"),
    }
)
_BEFORE_ROLLOUTS: Final = frozenset({*_CHANNEL_FIELDS, "electron", "allow_device", "allow_prod"})
_ORGANIZATION_FIELDS: Final = frozenset({"name", "logo", "management_email"})

_JANUARY: Final = Generation(
    "2025-01",
    "a server of about January 2025",
    _EARLY,
    missing={**_MISSING_THEN, Action.SET_BUNDLE_OVERRIDE: _NO_BUNDLE_OVERRIDE},
    channel_fields=_CHANNEL_FIELDS,
    organization_fields=_ORGANIZATION_FIELDS,
    moves_overrides=False,
    tells_overrides=False,
    lists_keys=False,
    keys_by_text=True,
    keys_have_modes=True,
    member_roles=_OLD_ROLES,
    lists_devices_in_order=False,
    devices_a_page=50,
    loses_a_device=True,
    draws=frozenset({"app", "org"}),
    tells_apps_apart=False,
    carries_shares=True,
    protects_linked_bundles=False,
)

GENERATIONS: Final[Mapping[str, Generation]] = {
    each.name: each
    for each in (
        Generation(
            "current",
            "a server of today",
            TODAY,
            missing={
                Action.CREATE_KEY: "an API key cannot make keys since May 2026: the console does",
                Action.SET_BUNDLE_OVERRIDE: _NO_BUNDLE_OVERRIDE,
            },
        ),
        Generation(
            "2025-11",
            "a server of about November 2025",
            TODAY,
            missing={
                Action.PROMOTE_TO_STABLE: _NO_ROLLOUT,
                Action.ROLL_BACK: _NO_ROLLOUT,
                Action.SET_BUNDLE_OVERRIDE: _NO_BUNDLE_OVERRIDE,
            },
            channel_fields=_BEFORE_ROLLOUTS,
            tells_overrides=False,
            lists_devices_in_order=False,
            protects_linked_bundles=False,
        ),
        _JANUARY,
        replace(
            _JANUARY,
            name="seed",
            title="a server as the seed documents say",
            missing={**_MISSING_THEN, Action.INVITE_MEMBER: "this server invites nobody: the console does"},
            strategies=("major", "minor", "version_number", "none"),
            draws=frozenset({"app", "org", "user"}),
            tells_apps_apart=True,
            carries_shares=False,
            lists_keys=True,
            loses_a_device=False,
        ),
    )
}
"""Every generation by its name, the one to speak where nothing tells first."""

NAMES: Final = frozenset(GENERATIONS)
"""Their names."""

CURRENT: Final = GENERATIONS["current"]
"""Today's."""


def _ways() -> dict[tuple[str, str], list[frozenset[Action]]]:
    """What each method and path change, generation by generation; the probe changes nothing on any."""
    ways: dict[tuple[str, str], list[frozenset[Action]]] = {}
    for generation in GENERATIONS.values():
        here: dict[tuple[str, str], set[Action]] = {}
        for verb in generation.verbs.values():
            if verb.action is not Action.PROBE:
                here.setdefault((verb.method, verb.path), set()).add(verb.action)
        for way, actions in here.items():
            ways.setdefault(way, []).append(frozenset(actions))
    return ways


UNSURE: Final = frozenset(
    action
    for meanings in _ways().values()
    for action in frozenset().union(*meanings)
    if any(action not in meaning for meaning in meanings)
)
"""What is asked for in a way that changes something else on servers of another generation."""
