"""Making, changing and deleting apps; imported at the first of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.errors import CapgoError
from capgo_tui.messages import EstateChanged
from capgo_tui.modals.app import AppDialog
from capgo_tui.modals.new_app import NewAppDialog
from capgo_tui.models.app import App
from capgo_tui.models.app_edit import AppDraft, AppEdit
from capgo_tui.presenters.counts import count_text
from capgo_tui.services.changes.apps import create_app, delete_app, edit_app, known_contents
from capgo_tui.services.changes.saving import Saving
from capgo_tui.services.workspace import Workspace
from capgo_tui.widgets.form import Option

if TYPE_CHECKING:
    from capgo_tui.panes.changing import Changing
    from capgo_tui.services.estate import AppEntry


async def make(pane: Changing, workspace: Workspace, org_id: str) -> AppEntry | None:
    """Make an app; give it as the tree shows it, if its maker may see it (contract/api.md 2.2).

    Args:
        pane: where it is asked for.
        workspace: the connection.
        org_id: the organization that is chosen at first; empty for none.
    """
    estate = workspace.estate
    organizations = [
        Option(org.org_id, org.name or org.org_id, count_text(len(org.apps), "app", "apps", complete=True))
        for org in estate.organizations
        if org.org_id
    ]
    saver = Saving[Workspace, AppDraft, App](workspace, create_app, workspace)
    taken = {app.app_id for app in estate.apps}
    done = await pane.change(NewAppDialog(saver, organizations, taken, org_id=org_id, opened_by="n"))
    if done is None:
        return None
    app_id = done.change.target.name
    made = next((app for app in workspace.estate.apps if app.app_id == app_id), None)
    if made is None:
        words = "The app was made, but this key has no right to see it: give it a role in the app."
        pane.notify(words, severity="warning", markup=False)
    return made


async def edit(
    pane: Changing, workspace: Workspace, app_id: str, field: str = "", *, opened_by: str = "e"
) -> None:
    """Change an app.

    Args:
        pane: where it is asked for.
        workspace: the connection.
        app_id: the app.
        field: the field that has the focus at first; empty for the first one.
        opened_by: the key that was pressed.
    """
    record = await _record(pane, workspace, app_id)
    if record is None:
        return
    saver = Saving[App, AppEdit, App](
        workspace,
        lambda app, edit: edit_app(workspace, app, edit),
        record,
        lambda: workspace.app(app_id).record,
    )
    await pane.change(AppDialog(saver, opened_by=opened_by, field=field))
    pane.post_message(EstateChanged())


async def delete(pane: Changing, workspace: Workspace, app_id: str) -> None:
    """Delete an app, once its id was typed."""
    record = await _record(pane, workspace, app_id)
    if record is None:
        return
    done = await pane.confirm(
        lambda: delete_app(workspace, record),
        f"Delete the app {app_id}? {known_contents(workspace.app(app_id))}",
        opened_by="D",
    )
    if done is not None:
        pane.post_message(EstateChanged(frozenset({app_id})))


async def _record(pane: Changing, workspace: Workspace, app_id: str) -> App | None:
    """The app as it was read last; why there is none is said."""
    data = workspace.app(app_id)
    if data.record is None:
        try:
            data.take_record(await workspace.client.apps.read(app_id))
        except CapgoError as error:
            pane.refuse(error)
    return data.record
