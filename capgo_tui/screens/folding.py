"""A tree beside tabs that folds away where there is no room for both."""

from __future__ import annotations

from abc import abstractmethod

from textual.events import DescendantFocus, Resize
from textual.widget import Widget

from capgo_tui.screens.sized import SizedScreen
from capgo_tui.widgets.bindings import quiet

NARROW = 100
"""Below so many columns the tree folds away."""
TINY = 60
"""Below so many columns one pane at a time is shown."""


class FoldingScreen(SizedScreen):
    """Sets the classes by which its stylesheet shows the tree, the tabs or both."""

    BINDINGS = [
        quiet("plus", "zoom", "main.zoom", "The pane with the focus alone, and back", display="+"),
        quiet("underscore", "both", "main.both", "Tree and tabs side by side, on any width", display="_"),
    ]

    @property
    @abstractmethod
    def tree_pane(self) -> Widget:
        """What folds away."""

    def action_zoom(self) -> None:
        """Show the pane with the focus alone, or both again."""
        self.remove_class("-both")
        self.toggle_class("-zoomed")

    def action_both(self) -> None:
        """Show both panes, or let the tree fold away again."""
        self.remove_class("-zoomed")
        self.toggle_class("-both")

    def unfold_tree(self) -> None:
        """Show the tree, so that it can take the focus."""
        self.add_class("-in-tree")

    def fold_tree(self) -> None:
        """Let the tree fold away, where there is no room for it."""
        self.remove_class("-in-tree")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus into the tree or out of it; a line that lies over both is neither."""
        if self.tree_pane.parent in event.widget.ancestors:
            self.set_class(self.tree_pane in event.widget.ancestors, "-in-tree")

    def on_resize(self, event: Resize) -> None:
        """Fold by width."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width < TINY, "-tiny")
