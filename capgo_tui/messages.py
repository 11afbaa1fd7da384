"""What one part of the screen asks of another that is neither its parent nor its child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from textual.widget import Widget

    from capgo_tui.presenters.copies import Copy
    from capgo_tui.presenters.details import Section
    from capgo_tui.presenters.narrowing import Narrowing
    from capgo_tui.presenters.why_page import WhyPage
    from capgo_tui.services.journal import Entry
    from capgo_tui.services.plans.job import Job
    from capgo_tui.services.plans.plan import Plan


@dataclass
class OpenApp(Message):
    """Show this app in the tabs."""

    app_id: str
    org_id: str


@dataclass
class OpenOrganization(Message):
    """Show this organization in the Organization tab."""

    org_id: str


@dataclass
class EstateChanged(Message):
    """Organizations or apps were made, changed or deleted."""

    gone: frozenset[str] = frozenset()
    """The ids of those that are no more."""


@dataclass(frozen=True)
class RecordView:
    """A view of a record beside its fields, its Why and its JSON; made when it is first looked at."""

    id: str
    """Its id."""
    label: str
    """Its word among the tabs."""
    build: Callable[[], Widget]
    """Makes what shows it: it has `focus_rows`, and `action_back` as the panes of the tabs."""
    short: str = ""
    """The word where there is little room; empty for the word itself."""


@dataclass
class RecordOpened(Message):
    """A record is to be shown in full."""

    title: str
    """What it is called, raw."""
    sections: Sequence[Section]
    """Its fields."""
    document: object
    """Its JSON."""
    why: WhyPage | None = None
    """Why it gets a bundle or does not, if it is a device."""
    why_instead: str = ""
    """What is said of a device before that is known; empty for any other record."""
    fix: Callable[[], object] | None = None
    """Opens what mends it; None if nothing does."""
    follow: Callable[[Callable[[RecordOpened], None]], Callable[[], None]] | None = None
    """Takes who is to be given the record anew whenever that says something else; its result ends it."""
    copies: Callable[[], Sequence[Copy]] | None = None
    """Gives what can be copied of it; None if nothing can."""
    console: Callable[[], ConsoleAsked] | None = None
    """Gives where the web console shows it; None if it has no page there."""
    views: Sequence[RecordView] = ()
    """What else can be looked at of it."""
    beside: Callable[[int], RecordOpened | None] | None = None
    """Goes to the record so many rows on and gives it; None at either end, or where it stands in no table."""


@dataclass
class CopyAsked(Message):
    """A text is to be copied; it is safe to paste."""

    text: str
    what: str
    """What it is, as the subject of a sentence, raw: `The id of device user-2`."""


@dataclass
class ShowCopied(Message):
    """What was copied last is to be shown, so that it can be selected by hand."""


@dataclass
class ConsoleAsked(Message):
    """A page of the web console is to be opened."""

    address: str
    """Its address; empty where there is none."""
    why_not: str = ""
    """Why there is none, as a sentence."""
    note: str = ""
    """What the user should know of the page, as a sentence."""


@dataclass
class NarrowDevices(Message):
    """The Devices tab is to come to the front, with exactly some of the app's devices."""

    app_id: str
    """Whose devices; if another app is shown meanwhile, nothing happens."""
    narrowing: Narrowing
    """Which of them, by their ids, and what is said of them."""


@dataclass
class ShowPlan(Message):
    """A plan is to be looked at, and applied if the user says so."""

    plan: Plan
    """What is planned."""
    job: Job | None = None
    """What applies it already; None for a new plan."""


@dataclass
class TakeBack(Message):
    """Changes that the journal has are to be taken back."""

    entries: Sequence[Entry]


@dataclass
class MakeAgain(Message):
    """The change that was taken back last is to be made again."""


@dataclass
class PaneFacts(Message):
    """How much a pane shows, of what age, and what is going on."""

    pane: Widget
    note: str
    """How much, in words."""
    read_at: datetime | None
    """When it was read; None before the first answer."""
    busy: bool
    """Whether more is on its way."""


@dataclass
class ProblemsFound(Message):
    """An app's channels were looked at: whether something is wrong with them."""

    app_id: str
    found: bool
