"""The world: every table of the demo cloud, and what the database does by itself when rows change."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import TypeVar
from uuid import UUID

from capgo_tui.demo.rows import (
    ApiKey,
    App,
    AuditRow,
    Binding,
    Bundle,
    Channel,
    Member,
    Organization,
    User,
    Webhook,
)
from capgo_tui.demo.tables import Days, Devices, ListedDays, ListedDevices, Log

Key = TypeVar("Key")
Row = TypeVar("Row")

QUEUE = timedelta(seconds=10)
"""How long the queue takes that counts an app's overrides (contract/api.md 3.9)."""


@dataclass
class World:
    """Every table, and the moment at which the world begins."""

    now: datetime
    users: dict[str, User] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    api_keys: dict[int, ApiKey] = field(default_factory=dict)
    apps: dict[str, App] = field(default_factory=dict)
    """By `app_id`."""
    bundles: dict[int, Bundle] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    overrides: dict[tuple[str, str], int] = field(default_factory=dict)
    """(app_id, device_id) → channel id."""
    version_overrides: dict[tuple[str, str], int] = field(default_factory=dict)
    """(app_id, device_id) → bundle id; servers of the seed pages have these as well."""
    channel_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    """The numbers of new channels on older servers, where every update takes one as well."""
    hidden_bundles: dict[str, dict[str, int]] = field(default_factory=dict)
    """By `app_id`: the numbers of the rows `builtin` and `unknown` of older servers."""
    devices: dict[str, Devices] = field(default_factory=dict)
    """By `app_id`; an app without an entry has none."""
    days: dict[str, Days] = field(default_factory=dict)
    """By `app_id`."""
    logs: dict[str, Log] = field(default_factory=dict)
    """By `app_id`."""
    past: Callable[[World], list[AuditRow]] | None = None
    """Writes the audit log of the time before `now`; called when the log is first needed."""
    secrets: dict[str, str] = field(default_factory=dict)
    """The plain values of keys that are stored hashed, by the key's name."""
    seed: int = 20261121
    """Every id that the world invents follows from it."""
    _audit: list[AuditRow] | None = None
    _random: Random = field(init=False)
    _numbers: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - ids of a demo, the same in every run
        taken = itertools.chain([100_000], self.bundles, self.channels, self.api_keys, self.members)
        self._numbers = itertools.count(max(taken) + 1)

    @property
    def audit(self) -> list[AuditRow]:
        """The audit log, oldest first."""
        if self._audit is None:
            self._audit = self.past(self) if self.past else []
        return self._audit

    def new_uuid(self) -> str:
        """Invent a UUID (version 4)."""
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def new_number(self) -> int:
        """Invent a row number."""
        return next(self._numbers)

    def settle(self, now: datetime) -> None:
        """Let the queue run: fill the override counters that are due (contract/api.md 3.9)."""
        for app in self.apps.values():
            if app.count_due and app.count_due <= now:
                app.count_due = None
                app.channel_device_count = sum(app_id == app.app_id for app_id, _ in self.overrides)

    def override(self, app_id: str, device_id: str, channel_id: int | None, now: datetime) -> None:
        """Point a device at a channel, or (None) take its override away; the counter follows later."""
        if channel_id is None:
            self.overrides.pop((app_id, device_id), None)
        else:
            self.overrides[app_id, device_id] = channel_id
        app = self.apps[app_id]
        app.count_due = app.count_due or now + QUEUE

    def key_of(self, secret: str) -> ApiKey | None:
        """Find the key with this plain value, also where only its hash is stored."""
        digest = sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
        return next((k for k in self.api_keys.values() if k.key == secret or k.key_hash == digest), None)

    def apps_of(self, org_id: str) -> list[App]:
        """Give an organization's apps, as the database finds them."""
        return [app for app in self.apps.values() if app.owner_org == org_id]

    def channels_of(self, app_id: str) -> list[Channel]:
        """Give an app's channels, oldest first."""
        own = [channel for channel in self.channels.values() if channel.app_id == app_id]
        return sorted(own, key=lambda channel: channel.created_at)

    def channel_named(self, app_id: str, name: object) -> Channel | None:
        """Find a channel of an app by its name."""
        return next((c for c in self.channels.values() if c.app_id == app_id and c.name == name), None)

    def bundles_of(self, app_id: str) -> list[Bundle]:
        """Give an app's bundles that are not deleted, newest first."""
        own = [b for b in self.bundles.values() if b.app_id == app_id and not b.deleted]
        return sorted(own, key=lambda bundle: bundle.created_at, reverse=True)

    def bundle_named(self, app_id: str, name: object, *, deleted_too: bool = False) -> Bundle | None:
        """Find a bundle of an app by its name."""
        named = (b for b in self.bundles.values() if b.app_id == app_id and b.name == name)
        return next((bundle for bundle in named if deleted_too or not bundle.deleted), None)

    def member(self, org_id: str, user_id: str) -> Member | None:
        """Find the membership (or invitation) of a person."""
        return next((m for m in self.members_of(org_id) if m.user_id == user_id), None)

    def members_of(self, org_id: str) -> list[Member]:
        """Give an organization's members and invitations."""
        return [member for member in self.members.values() if member.org_id == org_id]

    def user_with(self, email: str) -> User | None:
        """Find a person by address."""
        return next((user for user in self.users.values() if user.email == email), None)

    def devices_of(self, app_id: str) -> Devices:
        """Give an app's devices."""
        return self.devices.get(app_id) or ListedDevices()

    def days_of(self, app_id: str) -> Days:
        """Give an app's daily figures."""
        return self.days.get(app_id) or ListedDays()

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel; its overrides and bindings go with it."""
        del self.channels[channel.id]
        for place in [place for place, target in self.overrides.items() if target == channel.id]:
            del self.overrides[place]
        self._unbind(lambda binding: binding.channel_id == channel.id)

    def delete_app(self, app_id: str) -> None:
        """Delete an app; everything in it goes with it."""
        for channel in self.channels_of(app_id):
            self.delete_channel(channel)
        for table in (self.apps, self.devices, self.days, self.logs):
            table.pop(app_id, None)
        self.bundles = {key: bundle for key, bundle in self.bundles.items() if bundle.app_id != app_id}
        self.overrides = {place: target for place, target in self.overrides.items() if place[0] != app_id}
        self._unbind(lambda binding: binding.app_id == app_id)

    def delete_organization(self, org_id: str) -> None:
        """Delete an organization; its apps, members, webhooks and bindings go with it."""
        for app in self.apps_of(org_id):
            self.delete_app(app.app_id)
        self.organizations.pop(org_id, None)
        self.members = {key: member for key, member in self.members.items() if member.org_id != org_id}
        self.webhooks = {key: hook for key, hook in self.webhooks.items() if hook.org_id != org_id}
        self._unbind(lambda binding: binding.org_id == org_id)

    def _unbind(self, gone: Callable[[Binding], bool]) -> None:
        for key in self.api_keys.values():
            if any(gone(binding) for binding in key.bindings):
                key.bindings = [binding for binding in key.bindings if not gone(binding)]

    def rewrite(self, table: dict[Key, Row], key: Key) -> None:
        """Move a row that was written again to where the database will find it: the end."""
        table[key] = table.pop(key)
