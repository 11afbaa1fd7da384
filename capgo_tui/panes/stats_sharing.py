"""The copy menu, the link and the memory of the Stats tab; imported when one of them is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from capgo_tui.errors import Misused
from capgo_tui.panes.sharing import masked, show_menu
from capgo_tui.presenters.copies import Copy, id_copy, json_copy, line_copy, table_copy
from capgo_tui.presenters.deep_links import open_command
from capgo_tui.presenters.places import Place
from capgo_tui.presenters.stats.choice import Choice
from capgo_tui.presenters.stats.details import day_document
from capgo_tui.presenters.stats.look_text import StatsLook, look_text, read_look
from capgo_tui.presenters.stats.rows import AppRow, DayRow, app_columns, app_rows, day_columns, day_rows
from capgo_tui.presenters.stats.words import day_words
from capgo_tui.rules.statistics.ranges import Range, RangeKind
from capgo_tui.services.session import View
from capgo_tui.services.statistics.gathering import Subject, Whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capgo_tui.panes.stats import StatsPane
    from capgo_tui.services.statistics.gathering import Gathered
    from capgo_tui.services.workspace import Workspace

TAB = "stats"
NO_LINK = "A link leads to an app: open one of the organization's, then i shows all of it."


def open_menu(pane: StatsPane) -> None:
    """Ask what is copied of the row under the cursor, or of all of them."""
    known, row, workspace = pane.known, pane.table.record, pane.workspace
    if known is None or row is None or workspace is None:
        pane.notify("There are no statistics to copy yet.", markup=False)
        return
    is_day = isinstance(row, DayRow)
    what = f"{pane.name_of(known.subject)}, {day_words(row.day, known.today)}" if is_day else row.app_id
    copies = [masked(copy, workspace.client) for copy in _copies(pane, known, row, workspace)]
    show_menu(pane, what, copies)


def _copies(pane: StatsPane, known: Gathered, row: DayRow | AppRow, workspace: Workspace) -> Iterator[Copy]:
    if isinstance(row, DayRow):
        yield id_copy([row.day.isoformat()])
        yield json_copy([day_document(row)])
        yield table_copy(day_columns(pane.choice), day_rows(known, pane.choice)[::-1])
    else:
        yield id_copy([row.app_id])
        yield json_copy([_app_document(row)])
        yield table_copy(app_columns(), app_rows(known, pane.choice))
    yield line_copy("c", "curl", workspace.client.curl_read(request_of(known)))
    link = open_command(place_of(pane)) if pane.is_within_app else ""
    yield line_copy("l", "link", link, why_not="" if link else NO_LINK)


def _app_document(row: AppRow) -> dict[str, Any]:
    return {
        "app_id": row.app_id,
        "mau": row.mau,
        "share": row.share,
        "bandwidth": row.bandwidth,
        "storage_change": row.growth,
    }


def request_of(known: Gathered) -> str:
    """The GET that gives the days shown; `to` is left out by the server (contract/api.md 3.8)."""
    subject, shown = known.subject, known.shown
    days = f"from={shown.first}&to={shown.last + timedelta(days=1)}"
    more = "&breakdown=true" if subject.whose is Whose.BY_APP else ""
    return f"{path_of(subject)}?{days}&noAccumulate=true{more}"


def path_of(subject: Subject) -> str:
    """Where the server has somebody's statistics."""
    return {
        Whose.APP: f"/statistics/app/{_q(subject.app_id)}",
        Whose.EVERYTHING: "/statistics/user",
    }.get(subject.whose, f"/statistics/org/{_q(subject.org_id)}")


def _q(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


# Where one is -------------------------------------------------------------------------------


def place_of(pane: StatsPane) -> Place:
    """The tab with how it is looked at."""
    subject = pane.looked_at or Subject(Whose.APP, pane.subject)
    return Place(app_id=pane.subject, tab=TAB, filter=look_text(StatsLook(pane.choice, subject.whose)))


def remember(pane: StatsPane) -> None:
    """Keep how the tab is looked at, for the next start and for bookmarks."""
    if pane.workspace is not None and pane.is_within_app:
        pane.workspace.session.keep_view(TAB, pane.subject, View(filter=place_of(pane).filter))


def recall(workspace: Workspace, choice: Choice, app_id: str) -> StatsLook:
    """How it was looked at the last time; whose only where that was in the same app.

    Args:
        workspace: the connection.
        choice: how it is looked at where nothing is kept.
        app_id: the app that is opened.
    """
    kept = [name for name in workspace.session.views if name.startswith(f"{TAB} ")]
    look = StatsLook(choice)
    if not kept:
        return look
    try:
        look = _read(workspace, workspace.session.views[kept[-1]].filter, look)
    except Misused:  # somebody edited the file, or it is of another version
        return look
    return look if kept[-1] == f"{TAB} {app_id}" else StatsLook(look.choice)


def check(workspace: Workspace, text: str) -> None:
    """Look whether a text says how statistics can be looked at.

    Raises:
        Misused: a word of it is none.
    """
    _read(workspace, text, StatsLook(Choice(Range(RangeKind.DAYS))))


def read(pane: StatsPane, workspace: Workspace, text: str) -> StatsLook:
    """Read how a link or a command says that the tab is to be looked at.

    Raises:
        Misused: a word of it is none.
    """
    subject = pane.looked_at
    return _read(workspace, text, StatsLook(pane.choice, subject.whose if subject is not None else Whose.APP))


def _read(workspace: Workspace, text: str, look: StatsLook) -> StatsLook:
    return read_look(text, look, workspace.statistics.today, workspace.look.billing_day)
