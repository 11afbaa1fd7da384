"""The History of a record: what the journal and the organization's audit log tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from capgo_tui.presenters.record_history import BundleName, happenings
from capgo_tui.safe_text import clean
from capgo_tui.services.record_history import PAGE, About, RecordHistory
from capgo_tui.widgets.bindings import key_shown, shown
from capgo_tui.widgets.fields_view import ScrollPane
from capgo_tui.widgets.history_text import history_content
from capgo_tui.widgets.problem_view import problem_line

if TYPE_CHECKING:
    from capgo_tui.services.workspace import Workspace

_NOUNS = {"channels": "channels", "app_versions": "bundles", "org_users": "members"}


class RecordHistoryPane(Vertical):
    """Shows both together, newest first; says how far the audit log was read, and what more would cost."""

    DEFAULT_CSS = """
    RecordHistoryPane {
        ScrollPane { padding: 0 1; scrollbar-size-vertical: 1; }
        .history-says { height: auto; max-height: 5; padding: 0 1; color: $text-muted; }
    }
    """

    BINDINGS = [
        shown("m", "more", "read more", "detail.more", "Read a hundred entries more of the audit log"),
        shown("r", "reload", "refresh", "detail.reload", "Read it again"),
    ]

    def __init__(self, workspace: Workspace, about: About, bundle_name: BundleName) -> None:
        """Make the view; nothing is read before it is shown.

        Args:
            workspace: the connection.
            about: the record.
            bundle_name: names the bundles that the audit log knows by their ids.
        """
        super().__init__()
        self._history = RecordHistory(workspace, about)
        self._now = workspace.now
        self._bundle_name = bundle_name
        self._busy = True

    def compose(self) -> ComposeResult:
        """The changes, and how far was looked."""
        with ScrollPane():
            yield Static(classes="history-text")
        yield Static(classes="history-says")

    def show_pane(self) -> None:
        """Come to the front: read what was not read yet; the journal may have news at any time."""
        self._read("read")

    def focus_rows(self) -> None:
        """Give the focus to what scrolls."""
        self.query_one(ScrollPane).focus()

    def action_back(self) -> bool:
        """There is no layer here."""
        return False

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """More is read where there is more."""
        if action == "more":
            return self._history.has_more and not self._busy
        return super().check_action(action, parameters)

    def action_more(self) -> None:
        """Read on in the audit log."""
        self._read("read_more")

    def action_reload(self) -> None:
        """Read both again."""
        self._read("refresh")

    @work(exclusive=True, group="load")
    async def _read(self, how: str) -> None:
        self._busy = True
        self._draw()
        await getattr(self._history, how)()
        self._busy = False
        self._draw()

    def _draw(self) -> None:
        history = self._history
        told = happenings(history.made_here, history.audited, self._bundle_name)
        pane = self.query_one(ScrollPane)
        width = pane.scrollable_content_region.width or self.size.width
        empty = "reading…" if self._busy else "No change of it is known."
        text = (
            history_content(told, self._now(), width) if told else Content.styled(empty, "$foreground-muted")
        )
        self.query_one(".history-text", Static).update(text)
        self.query_one(".history-says", Static).update(Content("\n").join(self._says()))
        self.refresh_bindings()

    def _says(self) -> list[Content]:
        """How far was looked, and what could not be read."""
        history, lines = self._history, []
        if history.journal_problem:
            lines.append(Content.assemble(("⚠ ", "bold $text-warning"), clean(history.journal_problem, 400)))
        if history.log_problem is not None:
            lines.append(Content("Audit log: ") + problem_line(history.log_problem))
        log, table = history.log, history.about.table
        if not table:
            kind = history.about.target.kind.value
            lines.append(
                Content(f"The server's audit log has no entries about a {kind}: this is the journal alone.")
            )
        elif log is None:
            lines.append(Content("The organization is not known, so its audit log cannot be read."))
        elif log.begun:
            what = f"of {_NOUNS.get(table, table)}"
            if log.complete:
                lines.append(
                    Content(f"All {len(log.records):,} audited changes {what} were looked through (90 days).")
                )
            else:
                lines.append(
                    Content(
                        f"Looked through the newest {len(log.records):,} audited changes {what}; "
                        f"{key_shown(self, 'detail.more', 'm')} reads {PAGE} more (1 request)."
                    )
                )
        return lines
