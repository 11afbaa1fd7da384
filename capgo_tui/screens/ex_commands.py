"""The commands of the line behind `:`; those of another theme stand in their own module, and join here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from capgo_tui.errors import Misused
from capgo_tui.messages import OpenApp, OpenOrganization, RecordOpened
from capgo_tui.panes.devices import DevicesPane
from capgo_tui.panes.list_pane import ListPane
from capgo_tui.presenters.details import Row, Section
from capgo_tui.safe_text import clean
from capgo_tui.screens.alert_commands import ALERT_COMMANDS
from capgo_tui.screens.change_commands import CHANGES
from capgo_tui.screens.command import Candidate, Command, Run
from capgo_tui.screens.dialect_commands import DIALECT_COMMANDS
from capgo_tui.screens.drift_command import DRIFT
from capgo_tui.screens.journal_commands import JOURNAL_COMMANDS
from capgo_tui.screens.log_commands import LOG_COMMANDS
from capgo_tui.screens.profile_commands import PROFILE_COMMANDS
from capgo_tui.screens.report_commands import REPORT_COMMANDS
from capgo_tui.screens.sharing_commands import SHARING_COMMANDS
from capgo_tui.screens.stats_commands import STATS_COMMANDS
from capgo_tui.screens.view_commands import VIEW_COMMANDS
from capgo_tui.screens.watch_commands import WATCH_COMMANDS
from capgo_tui.services.estate import Estate, OrgEntry

if TYPE_CHECKING:
    from capgo_tui.screens.main import MainScreen
    from capgo_tui.services.workspace import Workspace

EntryT = TypeVar("EntryT")

RESET = "reset"
"""What `:perm` takes."""


# Going somewhere ----------------------------------------------------------------------------


def _tab(tab: str) -> Run:
    """Make what brings a tab to the front, and filters it by the words if there are any."""

    async def show(screen: MainScreen, words: str) -> None:
        if not screen.app_id:
            raise Misused("No app is open yet.", next_step=":app ID opens one.")
        await screen.action_show_tab(tab)
        if words and isinstance(screen.pane, ListPane):
            screen.pane.filter_by(words)

    return show


def _open_app(screen: MainScreen, words: str) -> None:
    """Open the app of this id, or the only one whose id begins with these letters."""
    entry = _pick("app", words, _estate(screen).apps, lambda app: clean(app.app_id))
    screen.post_message(OpenApp(entry.app_id, entry.org_id))


def _apps(screen: MainScreen) -> Iterable[Candidate]:
    for entry in _estate(screen).apps:
        yield Candidate(entry.app_id, (entry.record.name if entry.record is not None else None) or "")


def _open_organization(screen: MainScreen, words: str) -> None:
    """Open the organization of this id or name, or the only one whose name begins with these letters."""
    entries = _organizations_of(screen)
    entry = next((each for each in entries if each.org_id == words), None)
    entry = entry or _pick("organization", words, entries, lambda each: clean(each.name or each.org_id))
    screen.post_message(OpenOrganization(entry.org_id))


def _organizations(screen: MainScreen) -> Iterable[Candidate]:
    """By name; by id where two have the same."""
    entries = _organizations_of(screen)
    times = Counter(entry.name for entry in entries)
    for entry in entries:
        if entry.name and times[entry.name] == 1:
            yield Candidate(entry.name, entry.org_id)
        else:
            yield Candidate(entry.org_id, entry.name or "")


def _organizations_of(screen: MainScreen) -> list[OrgEntry]:
    return [entry for entry in _estate(screen).organizations if entry.org_id]


def _estate(screen: MainScreen) -> Estate:
    """The tree as far as it is read."""
    return screen.workspace.estate if screen.workspace is not None else Estate()


def _pick(noun: str, words: str, entries: Sequence[EntryT], name_of: Callable[[EntryT], str]) -> EntryT:
    """Find the one entry that is meant.

    Raises:
        Misused: there is none, or more than one.
    """
    wanted = words.casefold()
    exact = [entry for entry in entries if name_of(entry).casefold() == wanted]
    found = exact or [entry for entry in entries if name_of(entry).casefold().startswith(wanted)]
    if not found:
        raise Misused(f"The tree has no {noun} {words}.", next_step="`r` in the tree reads it again.")
    if len(found) > 1:
        names = ", ".join(name_of(entry) for entry in found[:3])
        raise Misused(f"{words} may be any of {len(found)}: {names}.", next_step="Type more of it.")
    return found[0]


async def _scan(screen: MainScreen, _: str) -> None:
    """Ask in the Devices tab whether to load all."""
    if screen.tab != "devices":
        await screen.action_show_tab("devices")
    if isinstance(screen.pane, DevicesPane):
        screen.pane.action_read_all()


async def _refresh(screen: MainScreen, _: str) -> None:
    """Do what the key for it does where the focus is."""
    for active in screen.active_bindings.values():
        if (active.binding.id or "").endswith(".refresh"):
            await screen.app.run_action(active.binding.action, active.node)
            return
    raise Misused("There is nothing to read again here.")


async def _help(screen: MainScreen, _: str) -> None:
    await screen.app.run_action("help")


def _quit(screen: MainScreen, _: str) -> None:
    screen.app.exit()


# What may be changed ------------------------------------------------------------------------


def _workspace(screen: MainScreen) -> Workspace:
    if screen.workspace is None:
        raise Misused("There is no connection yet.", next_step="`r` in the tree connects.")
    return screen.workspace


def _read_only(screen: MainScreen, _: str) -> None:
    _workspace(screen).client.read_only = True


def _read_write(screen: MainScreen, _: str) -> None:
    """Allow changes, unless the profile has a word to say."""
    if screen.look.read_only and _workspace(screen).client.read_only:
        raise Misused(
            f"The profile {screen.look.profile} says that nothing is to be changed.",
            next_step=":rw! allows changes all the same, until the program ends.",
        )
    _allow(screen, "")


def _allow(screen: MainScreen, _: str) -> None:
    _workspace(screen).client.read_only = False


def _permissions(screen: MainScreen, words: str) -> None:
    """Show what was refused, or forget it."""
    permissions = _workspace(screen).permissions
    lessons = list(permissions)
    if words == RESET:
        permissions.forget()
        screen.refresh_bindings()
        screen.notify(f"Forgotten: {len(lessons)} refused.", markup=False)
    elif words:
        raise Misused(f":perm takes {RESET} or nothing, not {words}.")
    elif not lessons:
        screen.notify("Nothing was refused to this key so far.", markup=False)
    else:
        rows = [Row(lesson.action, lesson.code, f"in {lesson.scope}") for lesson in lessons]
        document = [{"action": each.action, "scope": each.scope, "code": each.code} for each in lessons]
        screen.post_message(RecordOpened("refused", [Section("Refused to this key", rows)], document))


COMMANDS: tuple[Command, ...] = (
    Command("channels", "[filter]", "The channels of the app", _tab("channels")),
    Command("devices", "[filter]", "The devices of the app", _tab("devices")),
    DRIFT,
    Command("bundles", "[filter]", "The bundles of the app", _tab("bundles")),
    Command("app", "ID", "Open an app", _open_app, _apps),
    Command("org", "NAME", "Open an organization", _open_organization, _organizations),
    *STATS_COMMANDS,
    Command("adoption", "[filter]", "How fast the app's devices took up its bundles", _tab("adoption")),
    Command("scan", "", "Load all devices of the app, after saying what that costs", _scan),
    Command("refresh", "", "Read again what has the focus", _refresh),
    Command("ro", "", "Read-only: let nothing be changed", _read_only),
    Command("rw", "", "Let things be changed", _read_write),
    Command("rw!", "", "The same, even where the profile says read-only", _allow),
    Command(
        "perm",
        f"[{RESET}]",
        "What was refused to this key; or forget that",
        _permissions,
        lambda _: (Candidate(RESET, "forget it, as after the key was given more rights"),),
    ),
    *CHANGES,
    *JOURNAL_COMMANDS,
    *SHARING_COMMANDS,
    *LOG_COMMANDS,
    *ALERT_COMMANDS,
    *REPORT_COMMANDS,
    *VIEW_COMMANDS,
    *WATCH_COMMANDS,
    *PROFILE_COMMANDS,
    *DIALECT_COMMANDS,
    Command("help", "", "The keys and commands that are valid here", _help),
    Command("q", "", "Quit", _quit),
)
"""All of them, in the order in which they are offered."""
