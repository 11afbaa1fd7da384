"""Writes the tables of keys and commands into the README: `python -m tests.docs`, or `poe docs`.

The bindings say which keys there are and what they do; here stands only in which order they are told, and
which of them are told together. A key that is not named here gets a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from textual.app import App

from capgo_tui.cli.key_catalogue import Declared, every_binding
from capgo_tui.screens.ex_commands import COMMANDS

README = Path(__file__).parent.parent / "README.md"


class Group(NamedTuple):
    """Keys that are told in one line."""

    names: str
    """Their ids, with blanks between."""
    does: str = ""
    """What they do; empty for what the bindings say."""


class Part(NamedTuple):
    """A place, and what is told of it."""

    title: str
    scopes: str
    """All that is in these scopes is told, with blanks between; what `groups` does not have comes last."""
    groups: tuple[Group, ...] = ()


MOVING = "down up top bottom first last page-down page-up page_down page_up half_down half_up"
"""Verbs that are told once, for all places together."""

PARTS = (
    Part(
        "Everywhere",
        "app main",
        (
            Group("table.down table.up table.first table.last table.page_down table.page_up", "move"),
            Group("table.half_down table.half_up", "half a page"),
            Group("table.open main.back", "open; one layer back: the range, the filter, then the tree"),
            Group("main.next-pane main.previous-pane", "from the tree to the tabs and back"),
            Group(
                "main.channels main.devices main.bundles main.stats main.adoption main.organization",
                "the tabs Channels, Devices, Bundles, Stats, Adoption, Organization",
            ),
            Group("main.previous-tab main.next-tab"),
            Group("main.watch main.pause-watch", "watch what is in front and mark what changes; pause that"),
            Group("main.undo main.redo main.journal", "undo, redo; the journal"),
            Group("main.earlier-place main.later-place", "back to where one was, and forth again"),
            Group("main.bookmark main.go-to"),
            Group("app.profiles"),
            Group("main.api-log", "the API log: every request with status, time and size, and its answer"),
            Group("main.zoom main.both"),
            Group("main.command", "the command line, with completion (`tab`) and history (`↑`)"),
            Group("app.palette"),
            Group("app.help"),
            Group(
                "app.quit app.quit-now app.suspend",
                "one layer back or quit; quit; to the shell, `fg` comes back",
            ),
        ),
    ),
    Part(
        "In a table",
        "table list",
        (
            Group("table.column_left table.column_right", "the column before, the next one"),
            Group("list.filter", "[filter](#filters) the rows"),
            Group(
                "list.facets list.problems", "filter by values, with how many rows have each; problems only"
            ),
            Group("table.sort list.order"),
            Group("table.wide list.columns"),
            Group(
                "table.mark table.mark-range table.mark-all table.unmark-all",
                "mark a row; a range; all that the filter shows; unmark all. With the mouse: ctrl, shift",
            ),
            Group("list.refresh"),
            Group("list.copy"),
            Group("list.export list.console"),
        ),
    ),
    Part(
        "In Channels",
        "channels matrix beside",
        (
            Group(
                "channels.edit channels.new channels.delete", "edit, new, delete; with marks: all marked ones"
            ),
            Group("channels.promote channels.roll-back"),
            Group("channels.why", "the why-matrix: how its devices fare, line by line; again closes it"),
            Group(
                "beside.to-lines beside.to-rows matrix.devices",
                "to its lines and back, also to those of the Why of a device; the devices of one",
            ),
        ),
    ),
    Part(
        "In Devices",
        "devices drift",
        (Group("devices.why devices.fix"), Group("devices.move devices.clear"), Group("devices.drift")),
    ),
    Part(
        "In Bundles",
        "bundles",
        (
            Group("bundles.promote"),
            Group("bundles.edit bundles.new bundles.delete", "edit, register, delete"),
        ),
    ),
    Part(
        "In Stats and Adoption",
        "stats chart adoption",
        (
            Group(
                "chart.left chart.right chart.first chart.last",
                "the day before and after, the first, the last",
            ),
            Group(
                "stats.range adoption.range stats.compare",
                "which days; lay the period before or a year ago over them",
            ),
            Group("stats.figure stats.view stats.whose", "which figure; add days up or not; whose"),
            Group("stats.table"),
            Group("adoption.day-before adoption.day-after", "the shares of the day before, of the day after"),
            Group("adoption.kind adoption.stuck"),
        ),
    ),
    Part(
        "In Organization",
        "organization members keys",
        (
            Group("members.invite members.remove", "members: invite; remove, or withdraw the invitation"),
            Group("keys.new keys.edit keys.new-secret keys.delete", "keys: new, edit, a new secret, delete"),
            Group("organization.edit organization.delete", "details: edit, delete"),
        ),
    ),
    Part(
        "In the tree",
        "tree",
        (
            Group("tree.fold tree.unfold tree.open", "fold, unfold; open"),
            Group("tree.find"),
            Group(
                "tree.edit tree.new-app tree.new-organization tree.delete",
                "edit, new app, new organization, delete",
            ),
        ),
    ),
    Part(
        "In a record",
        "detail",
        (
            Group(
                "detail.first detail.second detail.third detail.fourth detail.fifth detail.sixth",
                "the views of the record",
            ),
            Group("detail.next detail.previous", "the next view, the view before"),
            Group("detail.next-record detail.previous-record"),
            Group("detail.search detail.next-match detail.previous-match"),
            Group("detail.why detail.fix"),
            Group("detail.copy detail.console"),
        ),
    ),
    Part(
        "In a plan",
        "plan",
        (
            Group("plan.apply plan.cancel plan.retry"),
            Group("plan.leave-out plan.request"),
        ),
    ),
    Part(
        "In the journal, the API log",
        "journal api-log",
        (
            Group(
                "journal.all journal.profile journal.app", "all changes, those of this profile, of this app"
            ),
            Group("journal.undo journal.redo"),
        ),
    ),
)

ELSEWHERE = frozenset({"command", "copy", "dialog", "field", "filter", "help", "pager", "picker", "secret"})
"""Scopes whose keys stand where they are valid: in the last line and in the help."""
TOLD_BEFORE = frozenset({"sort", "wide", "refresh", "reload", "back", "close", "export", "request", "show"})
"""Verbs that are told of tables, and mean the same elsewhere."""


def key_table() -> str:
    """The table of keys."""
    lines = ["| Key | Does |", "|---|---|"]
    for part in PARTS:
        lines += [f"| **{part.title}** | |", *_lines(part)]
    return "\n".join(lines)


def command_table() -> str:
    """The table of commands."""
    rows = [f"| `{_literal(each.written)}` | {_literal(_lowered(each.does))} |" for each in COMMANDS]
    return "\n".join(["| Command | Does |", "|---|---|", *rows])


TABLES = {"keys": key_table, "commands": command_table}
"""What makes the text between `<!-- NAME -->` and `<!-- /NAME -->`."""


def renewed(text: str) -> str:
    """A text with its tables as they are to be."""
    for name, make in TABLES.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n{make()}\n{end}{after}"
    return text


def _lines(part: Part) -> Iterator[str]:
    declared = every_binding()
    grouped = {name for each in PARTS for group in each.groups for name in group.names.split()}
    for group in part.groups:
        names = group.names.split()
        yield _line([_of(name, declared) for name in names], group.does)
    for name in dict.fromkeys(each.id for each in declared if each.scope in part.scopes.split()):
        if name not in grouped and not _is_told(name):
            yield _line([_of(name, declared)], "")


def _is_told(name: str) -> bool:
    """Whether a verb means what it means in every table."""
    scope, _, verb = name.partition(".")
    return verb in MOVING.split() or (verb in TOLD_BEFORE and scope not in {"table", "list"})


def _of(name: str, declared: tuple[Declared, ...]) -> list[Declared]:
    """All bindings of an id.

    Raises:
        LookupError: there is none.
    """
    found = [each for each in declared if each.id == name]
    if not found:
        raise LookupError(f"no binding has the id {name}")
    return found


def _line(groups: list[list[Declared]], does: str) -> str:
    """One line: the keys of all, and what they do."""
    keys = dict.fromkeys(key for group in groups for each in group for key in _written(each))
    said = does or "; ".join(dict.fromkeys(_literal(_lowered(group[0].binding.tooltip)) for group in groups))
    return f"| {' '.join(f'`{_literal(key)}`' for key in keys)} | {said} |"


def _written(declared: Declared) -> Iterator[str]:
    """How the keys of a binding are written."""
    for key in declared.keys:
        binding = declared.binding.with_key(key, None)
        yield key if "+" in key else NAMES.get(key) or App[None]().get_key_display(binding)


NAMES = {"pagedown": "PgDn", "pageup": "PgUp", "escape": "esc", "enter": "enter"}
"""How keys are written here, where that is not as in the last line."""


def _literal(text: str) -> str:
    return text.replace("|", "\\|")


def _lowered(text: str) -> str:
    """A sentence as it goes on in a table; what is written in capitals stays."""
    second = text[1:2]
    return text if second.isupper() else text[:1].lower() + text[1:]


def main() -> None:
    """Write the README anew."""
    README.write_text(renewed(README.read_text()))
    print(README.name)


if __name__ == "__main__":
    main()
