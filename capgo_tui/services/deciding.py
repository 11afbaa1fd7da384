"""Why a device of an app gets a bundle, or does not: decided over what is loaded, and kept meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from capgo_tui.errors import CapgoError
from capgo_tui.services.default_channels import DefaultChannels
from capgo_tui.services.overrides import as_set_here, read_overrides
from capgo_tui.services.platform_flags import (
    Flag,
    Flags,
    merge,
    platforms_of,
    read_audited,
    read_configured,
    read_journalled,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from capgo_tui.models.app import App
    from capgo_tui.models.channel import Channel
    from capgo_tui.models.device import Device
    from capgo_tui.rules.device_state import DeviceState
    from capgo_tui.rules.update_decision import Decision, Evaluator, Explanation, Platforms
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.overrides import Forced
    from capgo_tui.services.workspace import Workspace

_ROLLOUT_COUNTERS: Final = frozenset({"rollout_channel_count", "rollout_paused_version_names"})
_COUNTERS: Final = _ROLLOUT_COUNTERS | {"channel_device_count"}
"""What the server counts anew when a channel or an override changes."""
_MOST_STATES: Final = 50_000
_NOT_YET: Final = "it is not read yet"
_NO_OWNER: Final = "the app does not say whose it is"


class Deciding:
    """Decides for the devices of one app (contract/api.md 5); asks the server only for platform flags."""

    flags_problem: str
    """Why the audit log does not tell the platform flags; empty if it was read as far as it goes."""
    default_channels: DefaultChannels
    """The channels that the apps on devices ask for, where the profile lets that be asked."""

    def __init__(self, data: AppData) -> None:
        self._data = data
        self.default_channels = DefaultChannels(data.client, data.app_id)
        self._evaluator: Evaluator | None = None
        self._audited: Flags | None = None
        self._journalled: Flags = {}
        self._configured: Flags = {}
        self._flags: Flags = {}
        self._counters_hold = True
        self._overrides: Mapping[str, Forced] = {}
        self._completed: dict[str, tuple[Device, Device]] = {}
        self._states: dict[tuple[int, str | None], tuple[Decision, DeviceState]] = {}
        self.flags_problem = _NOT_YET

    # What there is to know -----------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        """Whether all channels and bundles are loaded: without them hardly anything could be said."""
        return self._data.channels.complete and self._data.bundles.complete

    def flags(self, channel: str) -> Mapping[str, Flag]:
        """What is known of the platforms of a channel, and from where."""
        return self._flags.get(channel, {})

    @property
    def platforms(self) -> dict[str, Platforms]:
        """What is known of the platforms of every channel, by its name."""
        return {name: platforms_of(flags) for name, flags in self._flags.items()}

    def forget(self, *, counters: bool = False) -> None:
        """What is loaded has changed: nothing that was decided holds any more.

        Args:
            counters: whether the app's counters may be others now, too; they are unknown until it is read.
        """
        self._evaluator = None
        self._counters_hold = self._counters_hold and not counters

    def take_record(self) -> None:
        """The app was read, with its counters."""
        self._counters_hold = True
        self._evaluator = None

    async def read(self, workspace: Workspace, *, refresh: bool = False) -> None:
        """Learn what the lists do not say: the app's counters and the platform flags.

        What cannot be read stays unknown; `flags_problem` says why.
        """
        data = self._data
        if data.record is None or (refresh and not self._counters_hold):
            try:
                data.take_record(await data.client.apps.read(data.app_id))
            except CapgoError:
                self._counters_hold = False
        if refresh:
            self.default_channels.forget()
        if self._audited is None or refresh:
            await self._read_audited()
        self._configured = read_configured(workspace.platforms, data.app_id)
        self.read_journal(workspace)

    def read_journal(self, workspace: Workspace) -> None:
        """Learn what was set from here since."""
        try:
            where = (workspace.journal, workspace.client.host, self._data.app_id)
            self._journalled = read_journalled(*where)
            self._overrides = read_overrides(*where)
        except CapgoError:
            self._journalled, self._overrides = {}, {}
        self._completed.clear()
        self._merge()

    async def _read_audited(self) -> None:
        data = self._data
        org_id = data.record.owner_org if data.record is not None else None
        if not org_id:
            self.flags_problem = _NO_OWNER
            return
        try:
            names = {channel.name for channel in data.channels.records}
            self._audited = await read_audited(data.client, org_id, data.app_id, names)
            self.flags_problem = ""
        except CapgoError as error:
            self._audited = self._audited or {}  # a refusal is not asked for again and again
            self.flags_problem = str(error)

    def _merge(self) -> None:
        flags = merge(self._audited or {}, self._journalled, self._configured)
        if flags != self._flags:
            self._flags = flags
            self._evaluator = None

    # Deciding ------------------------------------------------------------------------------

    @property
    def evaluator(self) -> Evaluator:
        """Decides over what is loaded now."""
        if self._evaluator is None:
            from capgo_tui.rules.update_decision import Evaluator, Unseen  # noqa: PLC0415 - once it is needed

            data = self._data
            self._states.clear()
            self._evaluator = Evaluator(
                self._app(),
                data.channels.records,
                data.bundles.records,
                Unseen(platforms=self.platforms),
                channels_complete=data.channels.complete,
                bundles_complete=data.bundles.complete,
            )
        return self._evaluator

    def imagine(self, channels: Sequence[Channel], *, other_rollouts: bool) -> Evaluator:
        """Decide as if the channels were these.

        Args:
            channels: all that are loaded, as they would be; each says its platforms as far as they are known.
            other_rollouts: whether rollouts would begin, pause or end, so that the app counts others.
        """
        from capgo_tui.rules.update_decision import Evaluator  # noqa: PLC0415

        data = self._data
        return Evaluator(
            self._app(_ROLLOUT_COUNTERS if other_rollouts else frozenset()),
            channels,
            data.bundles.records,
            channels_complete=data.channels.complete,
            bundles_complete=data.bundles.complete,
        )

    def _app(self, changing: frozenset[str] = frozenset()) -> App | None:
        """The app; counters that may be others are left out, so that no answer relies on them."""
        record = self._data.record
        left_out = changing if self._counters_hold else _COUNTERS
        if record is None or not left_out:
            return record
        raw = record.raw()
        return type(record).read({name: raw[name] for name in raw if name not in left_out})

    def completed(self, device: Device) -> Device:
        """A device with all that is known of it beside its row: what its app asks for, what it was forced to.

        The same object for the same one, so that deciding for many stays quick.
        """
        device = self.default_channels.completed(device)
        if device.override_known or device.device_id not in self._overrides:
            return device
        known = self._completed.get(device.device_id)
        if known is None or known[0] is not device:
            known = (device, as_set_here(device, self._overrides))
            self._completed[device.device_id] = known
        return known[1]

    def decide(self, device: Device) -> Decision | None:
        """What becomes of a device at its next check; None before channels and bundles are loaded."""
        return self.evaluator.decide(self.completed(device)) if self.is_ready else None

    def explain(self, device: Device) -> Explanation | None:
        """The same with the ladder that leads there."""
        return self.evaluator.explain(self.completed(device)) if self.is_ready else None

    def channel(self, device: Device) -> str | None:
        """The channel that a device comes to at its next check; None where that is not known, or none is."""
        decision = self.decide(device)
        return decision.channel if decision is not None else None

    def state(self, device: Device) -> DeviceState:
        """Where a device stands, in the words of the Devices table."""
        from capgo_tui.rules.device_state import decided_state, device_state  # noqa: PLC0415

        around = self._data.around
        decision = self.decide(device)
        if decision is None:
            return device_state(device, around)
        key = (id(decision), device.version_name)
        known = self._states.get(key)
        if known is None or known[0] is not decision:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            known = self._states[key] = (decision, decided_state(decision, device.version_name, around))
        return known[1]
