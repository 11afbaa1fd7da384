"""Changes of apps (contract/api.md 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from capgo_tui.errors import RefusalKind, Refused
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.models.facts import Facts, as_fact, facts_of
from capgo_tui.services.changes.change import Change, Reading
from capgo_tui.services.changes.target import Kind, Target

if TYPE_CHECKING:
    from capgo_tui.models.app import App
    from capgo_tui.services.app_data import AppData
    from capgo_tui.services.listing import Listing
    from capgo_tui.services.workspace import Workspace


def create_app(workspace: Workspace, draft: AppDraft) -> Change[App]:
    """Make an app; its id is unique among all apps of the cloud."""
    return Change(
        title=f"Make app {draft.app_id}",
        # Without a key: not to find it proves nothing, as whoever makes an app may have no right to it.
        target=Target(Kind.APP, "", draft.app_id, org_id=draft.owner_org),
        write=workspace.client.apps.prepare_create(draft),
        before=None,
        after={name: as_fact(value) for name, value in draft.given().items() if name != "owner_org"},
        read=_reading(workspace, draft.app_id),
        afterwards=_again(workspace),
        final="Undo cannot take it back: delete the app in the tree.",
    )


def edit_app(workspace: Workspace, app: App, edit: AppEdit) -> Change[App]:
    """Change an app.

    Raises:
        Misused: nothing is to change.
    """
    edit = edit.without_unchanged(app)
    return Change(
        title=f"Change app {app.app_id}",
        target=_target(app),
        write=workspace.client.apps.prepare_update(app.app_id, edit),
        before=facts_of(app, AppEdit),
        after={name: as_fact(value) for name, value in edit.given().items()},
        read=_reading(workspace, app.app_id),
        afterwards=_again(workspace),
    )


def delete_app(workspace: Workspace, app: App) -> Change[None]:
    """Delete an app with everything in it."""
    why = "Its channels, bundles and overrides go too, for ever; installed apps keep the bundle they have."
    return Change(
        title=f"Delete app {app.app_id}",
        target=_target(app),
        write=workspace.client.apps.prepare_delete(app.app_id),
        before=facts_of(app, AppEdit),
        after=None,
        read=_reading(workspace, app.app_id),
        afterwards=_again(workspace),
        warnings=(why,),
        final="A deleted app cannot be brought back.",
        typed=app.app_id,
    )


def known_contents(data: AppData) -> str:
    """What goes with an app, as far as it is loaded, as a sentence."""
    lists: tuple[tuple[str, Listing[Any]], ...] = (
        ("channel", data.channels),
        ("bundle", data.bundles),
        ("device", data.devices),
    )
    counts = [
        f"{len(listing.records):,} {noun}{'' if len(listing.records) == 1 else 's'}"
        f"{'' if listing.complete else ' or more'}"
        for noun, listing in lists
        if listing.begun
    ]
    return f"Known to be in it: {', '.join(counts)}." if counts else "What is in it was not read yet."


def _target(app: App) -> Target:
    return Target(Kind.APP, app.app_id, app.app_id, app_id=app.app_id, org_id=app.owner_org or "")


def _reading(workspace: Workspace, app_id: str) -> Reading[Any]:
    async def read(answer: App | None) -> Facts | None:
        try:
            app = await workspace.client.apps.read(app_id)
        except Refused as error:
            # An app that does not exist is refused like one without the right to it (contract/api.md 3.5),
            # which the maker of an app may be (2.2).
            if error.kind not in {RefusalKind.MISSING, RefusalKind.NO_RIGHT}:
                raise
            return None if answer is None else facts_of(answer, AppEdit)
        workspace.app(app_id).take_record(app)
        return facts_of(app, AppEdit)

    return read


def _again(workspace: Workspace) -> Any:
    async def again() -> None:
        await workspace.read_estate()

    return again
