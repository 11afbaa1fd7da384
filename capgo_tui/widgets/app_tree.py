"""Organizations and their apps, as a tree that folds and can be searched fuzzily."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.fuzzy import FuzzySearch
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from capgo_tui.rules.protection import protecting_name
from capgo_tui.safe_text import clean
from capgo_tui.services.estate import AppEntry, Estate, OrgEntry
from capgo_tui.widgets.bindings import quiet, shown

LABEL_LIMIT = 80


@dataclass(frozen=True)
class AddApp:
    """Stands for the offer to name an app where the server lists none."""


Entry = OrgEntry | AppEntry | AddApp


class AppTree(Tree[Entry]):
    """Shows an estate; says what was picked."""

    DEFAULT_CSS = """
    AppTree {
        background: transparent;
        overflow-x: hidden;
        scrollbar-size: 1 1;
        & > .tree--guides { color: $text-muted; }
    }
    """

    BINDINGS = [
        shown("enter", "select_cursor", "open", "tree.open", "Open the app or organization"),
        quiet("down,j", "cursor_down", "tree.down", "One line down"),
        quiet("up,k", "cursor_up", "tree.up", "One line up"),
        quiet("home,g", "scroll_home", "tree.top", "To the top"),
        quiet("end,G", "scroll_end", "tree.bottom", "To the bottom"),
        quiet("pagedown,ctrl+d", "page_down", "tree.page-down", "A page down"),
        quiet("pageup,ctrl+u", "page_up", "tree.page-up", "A page up"),
        quiet("left,h", "fold", "tree.fold", "Fold, or go up to the organization"),
        quiet("right,l", "unfold", "tree.unfold", "Unfold, or go in"),
    ]

    @dataclass
    class AppPicked(Message):
        """An app is to be shown."""

        entry: AppEntry

    @dataclass
    class OrganizationPicked(Message):
        """An organization is to be shown."""

        entry: OrgEntry

    class AddPicked(Message):
        """The user wants to name an app."""

    def __init__(self, *, protected: Sequence[str] = (), id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.show_guides = False
        self.auto_expand = False
        self._protected = tuple(protected)
        self._estate = Estate()
        self._pattern = ""
        self._current = ""
        self._warned: set[str] = set()
        self._alerted: frozenset[str] = frozenset()

    @property
    def organization_under_cursor(self) -> str:
        """The id of the organization whose line the cursor is on; empty if it is on none."""
        data = self.cursor_node.data if self.cursor_node is not None else None
        return data.org_id if isinstance(data, OrgEntry) else ""

    def show_estate(self, estate: Estate, *, at: OrgEntry | AppEntry | None = None) -> None:
        """Show organizations and apps; the folds stay as they were, and so does the cursor.

        Args:
            estate: what is shown.
            at: where the cursor goes; None leaves it on its entry, or its line if that is gone.
        """
        self._estate = estate
        self._rebuild(at)

    def search(self, pattern: str) -> None:
        """Show only what matches, best first; an empty pattern shows all."""
        if pattern != self._pattern:
            self._pattern = pattern
            self._rebuild(to_best=bool(pattern))

    def mark_current(self, app_id: str) -> None:
        """Mark the app that the tabs show."""
        before, self._current = self._current, app_id
        self._redraw(before, app_id)

    def mark_warned(self, app_id: str, *, warned: bool) -> None:
        """Mark an app in which a problem was found."""
        (self._warned.add if warned else self._warned.discard)(app_id)
        self._redraw(app_id)

    def mark_alerts(self, ids: Iterable[str]) -> None:
        """Mark the apps and organizations of which an alert fired, by id; all others no longer."""
        before, self._alerted = self._alerted, frozenset(ids)
        if before != self._alerted:
            for branch in self.root.children:
                for node in (branch, *branch.children):
                    node.refresh()

    def _redraw(self, *app_ids: str) -> None:
        """Draw the lines of these apps again."""
        for branch in self.root.children:
            for node in branch.children:
                if isinstance(node.data, AppEntry) and node.data.app_id in app_ids:
                    node.refresh()

    def _rebuild(self, at: OrgEntry | AppEntry | None = None, *, to_best: bool = False) -> None:
        """Make the nodes anew, keeping the folds as they were, and the cursor on its entry.

        Args:
            at: where the cursor goes; None leaves it.
            to_best: whether it goes to what a search found best.
        """
        kept = _key(at or (self.cursor_node.data if self.cursor_node else None))
        line = self.cursor_line if self.cursor_node else -1
        folded = {_key(node.data) for node in self.root.children if node.data and not node.is_expanded}
        self.clear()
        self.root.expand()
        for org, apps in self._matching():
            branch = self.root.add(Text(), data=org, expand=bool(self._pattern) or _key(org) not in folded)
            branch.allow_expand = bool(apps)
            for app in apps:
                branch.add_leaf(Text(), data=app)
        if not self._estate.apps and not self._pattern:
            self.root.add_leaf(Text(), data=AddApp())
        self.call_after_refresh(self._place_cursor, kept, -1 if to_best else line, to_best)

    def _place_cursor(self, kept: str, line: int, to_best: bool) -> None:
        """Put the cursor back on its entry, else on its line, else on the first app."""
        nodes = [node for branch in self.root.children for node in (branch, *branch.children) if node.data]
        wanted = next((node for node in nodes if _key(node.data) == kept), None)
        first = next((node for node in nodes if isinstance(node.data, AppEntry)), nodes[0] if nodes else None)
        if to_best or (wanted is None and line < 0):
            target = first
        else:
            target = wanted or self.get_node_at_line(min(line, self.last_line))
        if target is not None and target.line >= 0:
            self.move_cursor(target)

    def _matching(self) -> list[tuple[OrgEntry, list[AppEntry]]]:
        """Give the organizations and apps to show."""
        if not self._pattern:
            return [(org, list(org.apps)) for org in self._estate.organizations]
        search = FuzzySearch(case_sensitive=False)
        found: list[tuple[float, OrgEntry, list[AppEntry]]] = []
        for org in self._estate.organizations:
            own = search.match(self._pattern, _name(org))[0]
            scored = [(search.match(self._pattern, _haystack(app))[0], app) for app in org.apps]
            apps = [app for score, app in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
            best = max([own, *(score for score, _ in scored)])
            if best > 0:
                found.append((best, org, apps or list(org.apps)))
        return [(org, apps) for _, org, apps in sorted(found, key=lambda row: -row[0])]

    def render_label(self, node: TreeNode[Entry], base_style: Style, style: Style) -> Text:
        """Draw one entry: literal text, with its marks as glyphs."""
        entry = node.data
        if isinstance(entry, OrgEntry):
            fold = ("▾" if node.is_expanded else "▸") if entry.apps else " "
            line = Text(fold, style=base_style)
            if entry.apps:
                line.stylize(Style(meta={"toggle": True}), 0, 1)  # a click on it folds
            line.append("!" if entry.org_id in self._alerted else " ", "bold")
            line.append(_name(entry), "bold" if entry.name else "dim")
        elif isinstance(entry, AppEntry):
            line = Text("›" if entry.app_id == self._current else " ", style=base_style)
            line.append("!" if entry.app_id in self._alerted else " ", "bold")
            line.append(clean(entry.app_id, LABEL_LIMIT), "bold" if entry.app_id == self._current else "")
            if entry.app_id in self._warned:
                line.append(" ⚠")
            if protecting_name([entry.app_id], self._protected):
                line.append(" ●", "dim")
        else:
            line = Text("＋ add an app id…" if entry else "", style=base_style)
        room = self._room(node)
        if line.cell_len > room:
            line.truncate(room, overflow="ellipsis")
        # The cursor is a bar over the whole width, as in the tables.
        line.pad_right(room - line.cell_len)
        line.stylize(style)
        return line

    def _room(self, node: TreeNode[Entry]) -> int:
        """The cells that an entry has: what its depth leaves of the width."""
        depth = 1 if isinstance(node.data, OrgEntry | AddApp) else 2
        return max(8, self.scrollable_content_region.width - depth * self.guide_depth)

    def get_label_width(self, node: TreeNode[Entry]) -> int:
        """No entry is wider than the tree: a long one is cut, `+` gives it the whole screen."""
        return min(8, self._room(node))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Entry]) -> None:
        """Turn a pick into what it means here."""
        event.stop()
        entry = event.node.data
        if isinstance(entry, AppEntry):
            self.post_message(self.AppPicked(entry))
        elif isinstance(entry, OrgEntry):
            self.post_message(self.OrganizationPicked(entry))
        elif entry is not None:
            self.post_message(self.AddPicked())

    def action_fold(self) -> None:
        """Fold an organization; from an app, go to its organization."""
        node = self.cursor_node
        if node is None:
            return
        if isinstance(node.data, OrgEntry):
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def action_unfold(self) -> None:
        """Unfold an organization, or go to its first app."""
        node = self.cursor_node
        if node is None or not node.children:
            return
        if node.is_expanded:
            self.move_cursor(node.children[0])
        else:
            node.expand()


def _key(entry: Entry | None) -> str:
    """What an entry is recognised by after a refresh."""
    if isinstance(entry, OrgEntry):
        return f"org {entry.org_id}"
    return f"app {entry.app_id}" if isinstance(entry, AppEntry) else ""


def _name(org: OrgEntry) -> str:
    """An organization's name, else its id."""
    return clean(org.name or org.org_id or "other apps", LABEL_LIMIT)


def _haystack(app: AppEntry) -> str:
    """What a search looks at: the id and the name."""
    name = app.record.name if app.record is not None else None
    return clean(f"{app.app_id} {name or ''}", LABEL_LIMIT)
