"""Plans for channels: promote a bundle to several, set the same on several (contract/api.md 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.facts import as_fact
from capgo_tui.presenters.field_changes import label_of, value_text
from capgo_tui.services.changes.channels import channel_facts, edit_channel, set_bundle
from capgo_tui.services.plans.building import GONE, THERE, counted, going_row, skipped_row
from capgo_tui.services.plans.plan import Plan, PlanRow
from capgo_tui.services.plans.reading import read_bundles, read_channels

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.models.channel import Channel
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace

_ONE_PUBLIC = (
    "A platform has one public channel: each one that becomes public makes those before it private, "
    "so only the last stays."
)


async def promote_bundle(
    workspace: Workspace, data: AppData, bundle: Bundle, channels: Sequence[Channel]
) -> Plan:
    """Point channels at a bundle; a key that may only promote does it by the request for that.

    Raises:
        Misused: the bundle is gone.
        CapgoError: bundles or channels cannot be read.
    """
    return await _promote(workspace, data, bundle.name, [channel.name for channel in channels])


async def edit_channels(
    workspace: Workspace, data: AppData, channels: Sequence[Channel], edit: ChannelEdit
) -> Plan:
    """Set the same fields of several channels.

    Raises:
        Misused: nothing is to change.
        CapgoError: the channels cannot be read.
    """
    if edit.is_empty():
        raise Misused("Nothing is to change about the channels.")
    return await _edit(workspace, data, [channel.name for channel in channels], edit)


async def _promote(workspace: Workspace, data: AppData, bundle_name: str, names: Sequence[str]) -> Plan:
    bundle = (await read_bundles(data)).get(bundle_name)
    if bundle is None:
        raise Misused(
            f"There is no bundle {bundle_name} any more.", next_step="Read the bundles again with r."
        )
    present = await read_channels(data, names)

    def row(name: str) -> PlanRow:
        channel = present.get(name)
        if channel is None:
            return skipped_row(name, name, "", GONE)
        if channel.version is not None and channel.version.name == bundle_name:
            return skipped_row(name, name, bundle_name, THERE)
        return going_row(
            workspace,
            edit_channel(data, channel, ChannelEdit(version=bundle_name)),
            otherwise=set_bundle(data, channel, bundle),
        )

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _promote(workspace, data, bundle_name, [row.key for row in rows])

    return Plan(
        title=f"Promote {bundle_name} to {counted(names, 'channels')}",
        rows=tuple(map(row, names)),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
    )


async def _edit(workspace: Workspace, data: AppData, names: Sequence[str], edit: ChannelEdit) -> Plan:
    present = await read_channels(data, names)

    def row(name: str) -> PlanRow:
        channel = present.get(name)
        if channel is None:
            return skipped_row(name, name, "", GONE)
        if edit.without_unchanged(channel).is_empty():
            return skipped_row(name, name, _says_now(channel, edit), THERE)
        try:
            return going_row(workspace, edit_channel(data, channel, edit))
        except Misused as error:
            return skipped_row(name, name, _says_now(channel, edit), error.said.rstrip("."))

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _edit(workspace, data, [row.key for row in rows], edit)

    rows = tuple(map(row, names))
    several_public = edit.given().get("public") is True and sum(row.goes for row in rows) > 1
    fields = [f"{label_of(name)} to {value_text(name, as_fact(to))}" for name, to in edit.given().items()]
    return Plan(
        title=f"Set {' and '.join(fields)} on {counted(names, 'channels')}",
        rows=rows,
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
        remarks=(_ONE_PUBLIC,) if several_public else (),
    )


def _says_now(channel: Channel, edit: ChannelEdit) -> str:
    """What a channel says in the fields of an edit."""
    facts = channel_facts(channel)
    return ", ".join(
        f"{label_of(name)} {value_text(name, facts[name])}" for name in edit.given() if name in facts
    )
