"""Writes what a table holds to a file; imported when it is asked for."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from capgo_tui.config import terminal_of
from capgo_tui.errors import Misused
from capgo_tui.messages import CopyAsked
from capgo_tui.modals.export_dialog import ExportDialog, Exported
from capgo_tui.presenters.columns import Value
from capgo_tui.presenters.exports import FORMATS, Export, ExportForm, ExportPart, export_rows
from capgo_tui.presenters.numbers import size, whole
from capgo_tui.safe_text import clean
from capgo_tui.services.whole_files import check_place, write_whole

if TYPE_CHECKING:
    from textual.widget import Widget

    from capgo_tui.panes.list_pane import ListPane

AT_ONCE: Final = 100
"""Rows that are worked out before the keys get their turn again."""
_OF_ORGANIZATION: Final = "org-"


def open_dialog(pane: ListPane[Any]) -> None:
    """Ask what of a table is written, and where to."""
    parts = parts_of(pane)
    if not parts:
        pane.notify(f"There is no {pane.noun} to export.", markup=False)
        return
    note = f"More {pane.plural} are on the server: only what is loaded is written." if pane.has_more else ""
    show_dialog(pane, f"Export {pane.plural}", parts, stem_of(pane), note=note)


def show_dialog(asker: Widget, title: str, parts: Sequence[ExportPart], stem: str, *, note: str = "") -> None:
    """Ask what is written, write it, and say where it is; for charts as well as for tables.

    Args:
        asker: the widget whose messages reach the application.
        title: what is exported, raw.
        parts: what of it there is to choose.
        stem: the proposed name of the file, without what stands behind the dot.
        note: what should be known before, as a sentence; raw.
    """

    def ended(exported: Exported | None) -> None:
        if exported is None:
            return
        if exported.path is None:
            form = exported.form.suffix.upper()
            text = exported.data.decode("utf-8", "replace")
            asker.post_message(CopyAsked(text, f"The {form} of {exported.part.name.partition(',')[0]}"))
        else:
            asker.notify(said(exported.part, exported.path, len(exported.data)), markup=False)

    over_ssh = terminal_of(os.environ).over_ssh
    asker.app.push_screen(ExportDialog(title, parts, stem, note=note, over_ssh=over_ssh), ended)


def said(part: ExportPart, path: Path, count: int) -> str:
    """What was written, and where it is.

    Args:
        part: what it is.
        path: the file.
        count: its bytes.
    """
    return f"Written: {clean(part.name)}, {size(count)}, to {clean(path, 1000)}"


def parts_of(pane: ListPane[Any]) -> list[ExportPart]:
    """What of a table can be written: the marked rows, those that the filter shows, all that are loaded."""
    table = pane.table
    more = "more on the server" if pane.has_more else ""
    found: list[tuple[str, Sequence[Any], str]] = []
    if marked := table.marked_records():
        found.append((f"{_count(pane, marked)}, marked", marked, ""))
    filtered = bool(table.filter)
    if filtered and (shown := table.shown_records()):
        found.append((f"{_count(pane, shown)} that the filter shows", shown, more))
    everything = pane.loaded_records if filtered else table.shown_records()
    if everything:
        all_of_it = "all that are loaded" if more else "all"
        found.append((f"{_count(pane, everything)}, {all_of_it}", everything, more))
    return [ExportPart(name, _forms(pane, records), note) for name, records, note in found]


def _count(pane: ListPane[Any], records: Sequence[Any]) -> str:
    return f"{whole(len(records))} {pane.noun if len(records) == 1 else pane.plural}"


def _forms(pane: ListPane[Any], records: Sequence[Any]) -> tuple[ExportForm, ...]:
    return tuple(
        ExportForm(name, suffix, partial(_made, pane, records, write)) for name, suffix, write in FORMATS
    )


async def _made(pane: ListPane[Any], records: Sequence[Any], write: Callable[[Export], bytes]) -> bytes:
    """A file of records. What columns say is worked out in slices, for it hangs on what else is loaded."""
    columns = pane.columns()
    rows: list[tuple[Value, ...]] = []
    for start in range(0, len(records), AT_ONCE):
        rows += export_rows(columns, records[start : start + AT_ONCE])
        await asyncio.sleep(0)
    title = f"{_owner(pane)}: {pane.plural}" if _owner(pane) else pane.plural
    export = Export(title, tuple(column.key for column in columns), rows)
    data = await asyncio.to_thread(write, export)
    masked: str = pane.connection.client.masked(data.decode())
    return masked.encode()


def stem_of(pane: ListPane[Any]) -> str:
    """The proposed name of a file: whose rows, which, and the day."""
    day = pane.now().date().isoformat()
    words = [re.sub(r"[^A-Za-z0-9._-]+", "-", part).strip("-.") for part in (_owner(pane), pane.plural, day)]
    return "-".join(word for word in words if word)[:150]


def _owner(pane: ListPane[Any]) -> str:
    """Whose rows they are: an app's id, an organization's name; raw."""
    if (pane.id or "") == f"{_OF_ORGANIZATION}keys":
        return ""
    if (pane.id or "").startswith(_OF_ORGANIZATION):
        return pane.connection.name_of(pane.subject)
    return pane.subject


# By command ---------------------------------------------------------------------------------


async def export_to(pane: ListPane[Any], name: str, *, over: bool) -> str:
    """Write the marked rows, else those that are shown, in the format that the name of the file ends in.

    Args:
        pane: the tab.
        name: the file.
        over: whether it may take the place of one.

    Returns:
        What was written, as a sentence.

    Raises:
        Misused: there is no row, or no such format.
        FileProblem: it cannot be written.
    """
    parts = parts_of(pane)
    if not parts:
        raise Misused(f"There is no {pane.noun} to export.")
    path = check_place(Path(name), overwrite=over)
    suffix = path.suffix.removeprefix(".").lower()
    form = next((form for form in parts[0].forms if form.suffix == suffix), None)
    if form is None:
        known = ", ".join(f".{each}" for _, each, _ in FORMATS)
        raise Misused(f"The name of the file says the format, and {path.name} says none.", next_step=known)
    made = form.make()
    data = await made if isinstance(made, Awaitable) else made
    return said(parts[0], await asyncio.to_thread(write_whole, path, data, overwrite=over), len(data))
