"""Plans for bundles: delete several (contract/api.md 3.7). Each is deleted by its name, never all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from capgo_tui.errors import Misused
from capgo_tui.rules.bundle_state import bundle_state
from capgo_tui.rules.clean_up import CleanUpRule, Verdict, plan_clean_up
from capgo_tui.services.changes.bundles import delete_bundle
from capgo_tui.services.plans.building import GONE, counted, going_row, skipped_row
from capgo_tui.services.plans.plan import Plan, PlanRow
from capgo_tui.services.plans.reading import read_whole

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.workspace import Workspace


async def delete_bundles(workspace: Workspace, data: AppData, bundles: Sequence[Bundle]) -> Plan:
    """Delete bundles; those that a channel uses are skipped.

    Raises:
        CapgoError: bundles or channels cannot be read, so nobody could say which are in use.
    """
    return await _delete(workspace, data, [bundle.name for bundle in bundles])


async def clean_up(workspace: Workspace, data: AppData, rule: CleanUpRule) -> Plan:
    """Delete the bundles that a rule finds unused; those that are kept have a row that says why.

    Raises:
        CapgoError: bundles or channels cannot be read, so nobody could say which are in use.
    """
    await read_whole(data.channels)
    await read_whole(data.bundles)
    found = plan_clean_up(data.bundles.records, data.around, rule, workspace.now())
    found.sort(key=lambda row: row.verdict is Verdict.KEEP)  # what goes comes first
    names = [row.bundle.name for row in found]
    kept = {row.bundle.name: row.reason for row in found if row.verdict is Verdict.KEEP}
    going = [name for name in names if name not in kept]
    title = f"Clean up {counted(going, 'unused bundles')} of {len(names)}"
    return _plan(workspace, data, names, title, kept)


async def _delete(workspace: Workspace, data: AppData, names: Sequence[str]) -> Plan:
    await read_whole(data.channels)
    await read_whole(data.bundles)
    return _plan(workspace, data, names, f"Delete {counted(names, 'bundles')}", {})


def _plan(
    workspace: Workspace, data: AppData, names: Sequence[str], title: str, kept: Mapping[str, str]
) -> Plan:
    """Plan to delete bundles of the lists that were just read.

    Args:
        workspace: the connection.
        data: the app.
        names: which, in the order of the rows.
        title: what the plan does.
        kept: why some of them are kept, by their names.
    """
    present = {bundle.name: bundle for bundle in data.bundles.records}

    def row(name: str) -> PlanRow:
        bundle = present.get(name)
        if bundle is None:
            return skipped_row(name, name, "", GONE)
        now = bundle_state(bundle, data.around).value
        if name in kept:
            return skipped_row(name, name, now, kept[name])
        try:
            return going_row(workspace, delete_bundle(data, bundle), now=now)
        except Misused as error:
            return skipped_row(name, name, now, error.said.removeprefix(f"{name} is ").rstrip("."))

    async def again(rows: Sequence[PlanRow]) -> Plan:
        return await _delete(workspace, data, [row.key for row in rows])

    return Plan(
        title=title,
        rows=tuple(map(row, names)),
        workspace=workspace,
        made_at=workspace.now(),
        again=again,
    )
