"""Changes of bundles (contract/api.md 3.7). Linking one to a channel is a change of the channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from capgo_tui.api.server_version import keeps_left_out_version
from capgo_tui.errors import Misused
from capgo_tui.models.bundle_edit import BundleNotes, ExternalBundle
from capgo_tui.models.facts import Facts, as_fact, facts_of
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.bundle import Bundle
    from capgo_tui.services.app_data import AppData

_GONE = "A deleted bundle cannot be brought back, and its name stays taken."


def register_bundle(data: AppData, bundle: ExternalBundle) -> Change[Bundle]:
    """Register a bundle whose file lies elsewhere.

    Raises:
        Misused: the name is taken by a bundle that is loaded.
    """
    if any(known.name == bundle.version for known in data.bundles.records):
        raise Misused(f"There is a bundle {bundle.version} already.", field="version")
    return Change(
        title=f"Register bundle {bundle.version}",
        target=_target(data, bundle.version),
        write=data.client.bundles.prepare_register(data.app_id, bundle),
        before=None,
        after={"name": bundle.version, "external_url": bundle.external_url, "checksum": bundle.checksum},
        read=_reading(data, bundle.version, _origin),
        told=lambda made: {"id": made.id},
        final="Undo deletes it, but its name stays taken.",
    )


def describe_bundle(data: AppData, bundle: Bundle, notes: BundleNotes) -> Change[None]:
    """Say something about a bundle: a link, a comment.

    Raises:
        Misused: nothing is to change.
    """
    notes = notes.without_unchanged(bundle)
    return Change(
        title=f"Describe bundle {bundle.name}",
        target=_target(data, bundle.name),
        write=data.client.bundles.prepare_describe(data.app_id, bundle.id, notes),
        before=facts_of(bundle, BundleNotes),
        after={name: as_fact(value) for name, value in notes.given().items()},
        read=_reading(data, bundle.name, _notes),
    )


def delete_bundle(data: AppData, bundle: Bundle) -> Change[None]:
    """Delete one bundle; servers since July 2026 refuse if a channel points at it.

    Raises:
        Misused: a channel that is loaded points at it, which older servers would not refuse.
    """

    def want_unlinked() -> None:
        channels = (*data.around.linked_channels(bundle.id), *data.around.rolling_channels(bundle.id))
        if channels:
            raise Misused(
                f"{bundle.name} is linked to {', '.join(dict.fromkeys(one.name for one in channels))}.",
                next_step="Point the channel at another bundle first.",
            )

    async def check() -> None:
        """Look once more, unless the server does: older ones delete what a channel points at."""
        if not keeps_left_out_version(data.client.server_version):
            await data.channels.refresh()
            await data.channels.read()
            want_unlinked()

    want_unlinked()
    running = data.around.devices_on_bundle(bundle.name)
    warnings = (f"{running} of the loaded devices run it, and keep it.",) if running else ()
    return Change(
        title=f"Delete bundle {bundle.name}",
        target=_target(data, bundle.name),
        write=data.client.bundles.prepare_delete(data.app_id, bundle.name),
        before=_notes(bundle),
        after=None,
        read=_reading(data, bundle.name, _notes),
        beforehand=check,
        warnings=warnings,
        final=_GONE,
        typed=bundle.name,
    )


def delete_all_unlinked(data: AppData) -> Change[None]:
    """Delete every bundle of the app that no channel uses: the only way to a request that does so.

    Its target has no key, so that no bundle's reading is taken for proof. What is left is read afterwards.

    Raises:
        Misused: bundles or channels are not all loaded, so nobody can say how many would go.
    """
    if not (data.bundles.complete and data.channels.complete):
        raise Misused(
            "Not all bundles and channels are loaded, so it cannot be said what would go.",
            next_step="Open the Bundles tab and let it load.",
        )
    if not keeps_linked(data):
        return _delete_every_one(data)
    going = unlinked(data)
    return Change(
        title=f"Delete all {len(going)} unlinked bundles of {data.app_id}",
        target=Target(Kind.APP, data.app_id, data.app_id, app_id=data.app_id),
        write=data.client.bundles.prepare_delete_all_unlinked(data.app_id),
        before={"unlinked": len(going)},
        after={"unlinked": 0},
        read=_reading_unlinked(data),
        warnings=("Also bundles that devices still run, and those uploaded since this list was read.",),
        final=_GONE,
        typed=f"{data.app_id} {len(going)}",
    )


def keeps_linked(data: AppData) -> bool:
    """Whether the server surely keeps bundles that a channel points at (contract/api-seed.md 0.8)."""
    return all(each.protects_linked_bundles for each in data.client.speech.candidates)


def _delete_every_one(data: AppData) -> Change[None]:
    count = len(data.bundles.records)

    async def read(_: None) -> Facts:
        await data.bundles.refresh()
        return {"bundles": len(data.bundles.records)}

    return Change(
        title=f"Delete all {count} bundles of {data.app_id}",
        target=Target(Kind.APP, data.app_id, data.app_id, app_id=data.app_id),
        write=data.client.bundles.prepare_delete_all_unlinked(data.app_id),
        before={"bundles": count},
        after={"bundles": 0},
        read=read,
        warnings=("This server deletes the bundles that channels deliver, too: devices get none any more.",),
        final=_GONE,
        typed=f"{data.app_id} {count}",
    )


def unlinked(data: AppData) -> list[Bundle]:
    """The loaded bundles that no loaded channel points at, as version or as target of a rollout."""
    around = data.around
    return [
        bundle
        for bundle in data.bundles.records
        if not around.linked_channels(bundle.id) and not around.rolling_channels(bundle.id)
    ]


def find_bundle(data: AppData, name: str) -> Bundle | None:
    """The loaded bundle of that name; None if there is none."""
    return next((bundle for bundle in data.bundles.records if bundle.name == name), None)


def want_bundle(data: AppData, name: str) -> Bundle:
    """The loaded bundle of that name.

    Raises:
        Misused: there is none.
    """
    bundle = find_bundle(data, name)
    if bundle is None:
        raise Misused(f"There is no bundle {name} in this app.", field="version")
    return bundle


def _notes(bundle: Bundle) -> dict[str, Any]:
    return {"name": bundle.name, **facts_of(bundle, BundleNotes)}


def _origin(bundle: Bundle) -> dict[str, Any]:
    return {"name": bundle.name, "external_url": bundle.external_url, "checksum": bundle.checksum}


def _target(data: AppData, name: str) -> Target:
    org_id = data.record.owner_org if data.record is not None else None
    return Target(Kind.BUNDLE, name, name, app_id=data.app_id, org_id=org_id or "")


def _reading(data: AppData, name: str, tell: Callable[[Bundle], dict[str, Any]]) -> Reading[Any]:
    async def read(_: Any) -> Facts | None:
        await data.bundles.refresh()  # no request reads one bundle alone
        bundle = find_bundle(data, name)
        return None if bundle is None else tell(bundle)

    return read


def _reading_unlinked(data: AppData) -> Reading[None]:
    async def read(_: None) -> Facts:
        await data.channels.refresh()
        await data.bundles.refresh()
        return {"unlinked": len(unlinked(data))}

    return read
