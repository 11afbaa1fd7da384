"""Drift in the Devices tab: find it, ask which kind, show exactly those devices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from capgo_tui.errors import CapgoError, Misused
from capgo_tui.modals.drift import DriftDialog
from capgo_tui.presenters.counts import count_text
from capgo_tui.presenters.drift import ALL, counts_text, drift_columns, drift_label, open_text
from capgo_tui.presenters.narrowing import Narrowing
from capgo_tui.rules.drift import Kind
from capgo_tui.services.crowd import read_for_deciding
from capgo_tui.services.drifting import Drifting

if TYPE_CHECKING:
    from capgo_tui.panes.devices import DevicesPane
    from capgo_tui.services.workspace import Workspace

KINDS = {ALL: None, **{kind.key: kind for kind in Kind}}
"""The kinds by what is typed for them."""


def read_kind(word: str) -> str:
    """The key of the kind that is meant by a word, or the beginning of one; empty for an empty word.

    Raises:
        Misused: none or several are meant.
    """
    wanted = word.strip().casefold().replace(" ", "-")
    found = [key for key in KINDS if key == wanted] or [key for key in KINDS if key.startswith(wanted)]
    if not wanted or len(found) == 1:
        return found[0] if wanted else ""
    said = (
        f"Several kinds of drift begin with {word}." if found else f"There is no kind of drift called {word}."
    )
    raise Misused(said, next_step=f"Kinds: {', '.join(KINDS)}.")


async def show_drift(pane: DevicesPane, workspace: Workspace, key: str, *, opened_by: str = "") -> None:
    """Find which loaded devices drift, and show those of a kind.

    Args:
        pane: the Devices tab.
        workspace: the connection.
        key: the key of the kind; empty to ask for it.
        opened_by: the key that asked for it.
    """
    data = pane.data
    try:
        await read_for_deciding(data, workspace)
    except CapgoError as error:
        pane.refuse(error)
        return
    drifting = Drifting(data, workspace)
    await drifting.find()
    if not pane.is_shown(data):
        return
    devices = data.devices
    note = counts_text(drifting.counts, len(drifting.propagating), drifting.unsure)
    of = count_text(len(devices.records), "device", "devices", complete=devices.complete)
    if not key:
        text = f"of {of}{open_text(len(drifting.propagating), drifting.unsure)}"
        key = await pane.ask(DriftDialog(drifting.counts, len(drifting.all), text, opened_by=opened_by)) or ""
        if not key or not pane.is_shown(data):
            return
    kind = KINDS[key]
    found = drifting.all if kind is None else drifting.devices.get(kind, [])
    if not found:
        pane.notify(f"No loaded device {'drifts' if kind is None else kind.sentence}: {note}.", markup=False)
        return
    columns = drift_columns(partial(pane.drift_of, data), data.now)
    more = "" if devices.complete else f"of {of} · "
    pane.narrow(Narrowing(drift_label(kind), frozenset(found), note=f"{more}{note}", columns=columns))
