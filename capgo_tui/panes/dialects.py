"""Makes sure, before a dialog opens, what a change would mean to the server; asks where nothing tells."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from capgo_tui.api.dialects.speech import AUTO
from capgo_tui.errors import CapgoError
from capgo_tui.modals.lacking import Lacks
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.models.edit import Edit
from capgo_tui.models.values import STRATEGIES
from capgo_tui.presenters.dialect import dialect_sentence, likely_dialect

if TYPE_CHECKING:
    from capgo_tui.api import Action
    from capgo_tui.panes.changing import Changing
    from capgo_tui.services.workspace import Workspace

_LACKS: Final = "this server does not know it"


async def is_settled(pane: Changing, workspace: Workspace, action: Action, org_id: str = "") -> bool:
    """Whether a change means the same to the server as to the user; asks if nothing tells.

    Args:
        pane: what asks.
        workspace: the connection.
        action: what is to be changed.
        org_id: the organization that it is about; empty for a new one.
    """
    from capgo_tui.modals.dialect import DialectDialog  # noqa: PLC0415 - for old servers only

    speech = workspace.client.speech
    if workspace.read_only_reason:
        return True  # nothing is sent; the dialog says so
    try:
        await workspace.client.find_out(org_id)
    except CapgoError as error:
        pane.refuse(error)
        return False
    if speech.is_settled(action):
        return True
    likely = sorted(speech.possible)
    known = speech.is_said and not speech.doubted
    present = speech.generation.name if known else likely_dialect(speech)
    said = speech.setting if speech.contradicted else ""
    dialog = DialectDialog(workspace.client.host, dialect_sentence(speech), present, likely, said=said)
    chosen = await pane.ask(dialog)
    if chosen is None or chosen == AUTO:
        return False
    try:
        speech.choose(chosen)
    except CapgoError as error:  # it cannot be kept; it holds until the program ends
        pane.refuse(error)
    pane.refresh_bindings()
    return speech.is_settled(action)


def lacking(workspace: Workspace, edit: type[Edit]) -> Lacks:
    """What no generation knows that the server may be of, of the fields of an edit; for dialogs."""
    candidates = workspace.client.speech.candidates
    known = [each.channel_fields if edit is ChannelEdit else each.organization_fields for each in candidates]
    names = {
        field.name: _LACKS
        for field in fields(edit)
        if all(names is not None and field.name not in names for names in known)
    }
    strategies = {
        word: _LACKS for word in STRATEGIES if all(word not in each.strategies for each in candidates)
    }
    return Lacks(names, {"disable_auto_update": strategies})
