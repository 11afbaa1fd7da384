"""What else can be looked at of a record than its fields, by the pane that opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from capgo_tui.messages import RecordView
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.record_history import About

if TYPE_CHECKING:
    from textual.widget import Widget

    from capgo_tui.models.audit import AuditEntry
    from capgo_tui.panes.app_list_pane import AppListPane
    from capgo_tui.panes.list_pane import ListPane
    from capgo_tui.services.app_data import AppData


def views_of(pane: ListPane[Any], record: Any) -> tuple[RecordView, ...]:
    """What the record view offers beside fields, Why and JSON.

    Args:
        pane: the table that the record stands in.
        record: one of its records.
    """
    if (pane.id or "") not in _ABOUT:
        return ()
    history = RecordView("history", "History", partial(_history, pane, record), short="Hist")
    if pane.id != "devices":
        return (history,)
    near = RecordView("neighbours", "Neighbours", partial(_neighbours, pane, record), short="Near")
    return (history, RecordView("log", "Log", partial(_log, pane, record)), near)


def _neighbours(pane: ListPane[Any], device: Any) -> Widget:
    from capgo_tui.panes.neighbours import NeighboursPane  # noqa: PLC0415 - not before it is asked for

    return NeighboursPane(pane.connection, _data(pane), device)


def _log(pane: ListPane[Any], device: Any) -> Widget:
    from capgo_tui.panes.device_log import DeviceLogOff, DeviceLogPane  # noqa: PLC0415

    workspace = pane.connection
    if not workspace.private_api:
        return DeviceLogOff()
    return DeviceLogPane(workspace, _data(pane), device.device_id)


# History ------------------------------------------------------------------------------------


def _history(pane: ListPane[Any], record: Any) -> Widget:
    from capgo_tui.panes.record_history import RecordHistoryPane  # noqa: PLC0415 - not before it is asked for

    about = _ABOUT[pane.id or ""](pane, record)
    return RecordHistoryPane(pane.connection, about, partial(_bundle_name, pane))


def _bundle_name(pane: ListPane[Any], bundle_id: int) -> str | None:
    if not hasattr(pane, "data"):
        return None
    bundle = _data(pane).around.bundle(bundle_id)
    return bundle.name if bundle is not None else None


def _data(pane: ListPane[Any]) -> AppData:
    return cast("AppListPane[Any]", pane).data


def _org_of(pane: ListPane[Any]) -> str:
    record = _data(pane).record
    return (record.owner_org or "") if record is not None else ""


def _channel(pane: ListPane[Any], channel: Any) -> About:
    target = Target(Kind.CHANNEL, channel.name, channel.name, app_id=pane.subject, org_id=_org_of(pane))
    return About(target, "channels", partial(_has_id, str(channel.id)))


def _bundle(pane: ListPane[Any], bundle: Any) -> About:
    target = Target(Kind.BUNDLE, bundle.name, bundle.name, app_id=pane.subject, org_id=_org_of(pane))
    return About(target, "app_versions", partial(_has_id, str(bundle.id)))


def _device(pane: ListPane[Any], device: Any) -> About:
    return About(Target(Kind.DEVICE, device.device_id, device.device_id, app_id=pane.subject))


def _member(pane: ListPane[Any], member: Any) -> About:
    email = member.email or ""
    return About(
        Target(Kind.MEMBER, email, email, org_id=pane.subject), "org_users", partial(_is_user, member.uid)
    )


def _key(_pane: ListPane[Any], key: Any) -> About:
    return About(Target(Kind.KEY, str(key.id), key.name or str(key.id)))


_ABOUT: Final[Mapping[str, Callable[[ListPane[Any], Any], About]]] = {
    "channels": _channel,
    "bundles": _bundle,
    "devices": _device,
    "org-members": _member,
    "org-keys": _key,
}
"""By the id of the pane: as what the journal and the audit log know its records."""


def _has_id(record_id: str, entry: AuditEntry) -> bool:
    return entry.record_id == record_id


def _is_user(uid: str | None, entry: AuditEntry) -> bool:
    """Whether a row that makes somebody a member is of a user; the row has an id of its own."""
    row = entry.new_record or entry.old_record
    return bool(uid) and isinstance(row, dict) and row.get("user_id") == uid
