"""The palette: every action that is valid now, and a jump to every app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from capgo_tui.messages import OpenApp, ShowPlan
from capgo_tui.safe_text import clean
from capgo_tui.screens.ex_commands import COMMANDS
from capgo_tui.screens.main import MainScreen
from capgo_tui.widgets.reasons import reason_against

Command = tuple[str, Callable[[], object]]
"""A title and what it runs; no help text, for textual reads that as markup, and names are the server's."""

QUIET = frozenset({"pager", "filter"})
"""Scopes whose bindings make no sense in a list of commands."""

MOVING = ("down", "up", "top", "bottom", "first", "last", "page", "half", "column", "fold", "unfold")
"""How verbs begin that only move the cursor."""


class Palette(CommandPalette):
    """The palette, with a cursor that stands still: a blinking one writes two kilobytes a second."""

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.query_one(Input).cursor_blink = False


class Commands(Provider):
    """Gives what the keys give, for who does not know the keys."""

    def _commands(self) -> Iterator[Command]:
        """Actions first, each once, then apps."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            scope, _, verb = (binding.id or "").partition(".")
            if scope in QUIET or verb.startswith(MOVING) or binding.action in seen:
                continue
            if not binding.tooltip or not active.enabled:
                continue
            seen.add(binding.action)
            keys = self.app.get_key_display(binding)
            run = partial(self.app.run_action, binding.action, active.node)
            reason = reason_against(self.app, binding.action, active.node)
            shown = f"  ({keys})" if keys else ""
            yield f"{binding.tooltip}{shown}" + (f" — {reason}" if reason else ""), run
        yield from self._typed_commands()
        yield "Theme: choose other colours", self.app.action_change_theme
        screen = self.screen
        if isinstance(screen, MainScreen) and screen.workspace is not None:
            for job in screen.workspace.all_jobs:
                show = partial(screen.post_message, ShowPlan(job.plan, job))
                yield f"plan: {clean(job.plan.title, 80)}  {job.summary}", show
            for entry in screen.workspace.estate.apps:
                name = (entry.record.name if entry.record is not None else None) or ""
                go = partial(screen.post_message, OpenApp(entry.app_id, entry.org_id))
                yield f"go to {clean(entry.app_id, 80)}  {clean(name, 80)}".rstrip(), go

    def _typed_commands(self) -> Iterator[Command]:
        """The commands of the line; one that needs more words opens it."""
        screen = self.screen
        if not isinstance(screen, MainScreen):
            return
        for each in COMMANDS:
            reason = each.why_not(screen)
            run: Callable[[], object] = partial(screen.run_command, each.name)
            if each.needs_more and not reason:
                run = partial(screen.open_command_line, f"{each.name} ")
            yield f"{each.does}  ({each.written})" + (f" — {reason}" if reason else ""), run

    async def discover(self) -> Hits:
        """List everything before a letter is typed."""
        for title, run in self._commands():
            yield DiscoveryHit(Content(title), run, text=title)

    async def search(self, query: str) -> Hits:
        """List what matches, best first."""
        matcher = self.matcher(query)
        for title, run in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), run, text=title)
