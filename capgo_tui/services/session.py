"""Where one was and how one looked at things, kept from one start to the next; bookmarks too.

One JSON file, readable by its owner only: for each profile on each server a place, bookmarks, the places that
one was at, how each table of each app was looked at, and which columns each table shows. It is a convenience:
a file that cannot be read is left out and written anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from capgo_tui.errors import CapgoError
from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.places import Place
from capgo_tui.services.whole_files import write_whole

MOST_PLACES: Final = 40
"""Places that one was at are kept, the latest first."""
MOST_VIEWS: Final = 300
"""Tables of apps whose view is kept; the oldest go first."""
_MOST_BYTES: Final = 2**20


@dataclass(frozen=True)
class View:
    """How the table of one tab of one app was looked at."""

    filter: str = ""
    sort: str = ""
    """The key of the column; empty for the order of arrival."""
    descending: bool = False
    cursor: str | int | None = None
    """The key of the record under the cursor."""


@dataclass(frozen=True)
class TableLook:
    """How a table is looked at in every app."""

    choice: ColumnChoice | None = None
    wide: bool = False
    days: str = ""
    """Which days it is over, in words such as `90d`; empty for a table that is over none, or as ever."""


@dataclass(frozen=True)
class Bookmark:
    """A place with a name."""

    name: str
    place: Place


@dataclass
class Session:
    """What is kept for one profile on one server."""

    place: Place | None = None
    """Where one was last."""
    bookmarks: list[Bookmark] = field(default_factory=list)
    """In the order in which they were set."""
    places: list[Place] = field(default_factory=list)
    """Where one was, the latest first; each tab of each app once."""
    views: dict[str, View] = field(default_factory=dict)
    """By tab and app, the oldest first."""
    looks: dict[str, TableLook] = field(default_factory=dict)
    """By the id of the table's pane."""

    def view(self, tab: str, subject: str) -> View | None:
        """Give how the table of a tab was looked at; None if it never was."""
        return self.views.get(f"{tab} {subject}")

    def keep_view(self, tab: str, subject: str, view: View) -> None:
        """Keep how a table is looked at."""
        name = f"{tab} {subject}"
        self.views.pop(name, None)
        if view != View():
            self.views[name] = view
        while len(self.views) > MOST_VIEWS:
            del self.views[next(iter(self.views))]

    def visit(self, place: Place) -> None:
        """Keep that one was at a place; how its table was looked at is no part of that."""
        plain = replace(place, record="", filter="", sort="", descending=False)
        self.places = [plain, *(each for each in self.places if each != plain)][:MOST_PLACES]

    def bookmark(self, name: str, place: Place) -> None:
        """Set a bookmark; one of the same name goes."""
        self.bookmarks = [each for each in self.bookmarks if each.name != name]
        self.bookmarks.append(Bookmark(name, place))

    def drop_bookmark(self, name: str) -> None:
        """Take a bookmark away."""
        self.bookmarks = [each for each in self.bookmarks if each.name != name]


class SessionFile:
    """The file; none keeps nothing, as for the demo cloud."""

    def __init__(self, path: Path | None, name: str) -> None:
        """Describe it; nothing is read yet.

        Args:
            path: the file; None for none.
            name: the profile and the server, which have a session of their own.
        """
        self._path = path
        self._name = name

    def read(self) -> Session:
        """Read what is kept; anything that cannot be read is as if it were not there."""
        return _session(self._sessions().get(self._name))

    def write(self, session: Session) -> None:
        """Keep a session; those of other profiles stay.

        Raises:
            CapgoError: the file cannot be written.
        """
        if self._path is None:
            return
        known = {**self._sessions(), self._name: _document(session)}
        text = json.dumps({"version": 1, "sessions": known}, ensure_ascii=True, indent=1)
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CapgoError(f"{self._path.parent} cannot be made: {error.strerror}.") from error
        write_whole(self._path, text.encode(), mode=0o600, overwrite=True)

    def _sessions(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            with self._path.open("rb") as file:
                known = json.loads(file.read(_MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        sessions = known.get("sessions") if isinstance(known, dict) else None
        return sessions if isinstance(sessions, dict) else {}


def _document(session: Session) -> dict[str, Any]:
    return {
        "place": None if session.place is None else _place_document(session.place),
        "bookmarks": [{"name": each.name, **_place_document(each.place)} for each in session.bookmarks],
        "places": [_place_document(each) for each in session.places],
        "views": {name: _without_defaults(asdict(view)) for name, view in session.views.items()},
        "looks": {
            name: {
                "wide": look.wide,
                "columns": None if look.choice is None else list(look.choice.keys),
                "widths": {} if look.choice is None else dict(look.choice.widths),
                "days": look.days,
            }
            for name, look in session.looks.items()
        },
    }


def _place_document(place: Place) -> dict[str, Any]:
    return _without_defaults(asdict(place))


def _without_defaults(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", False, None)}


def _session(document: object) -> Session:
    """Read a session leniently: what is of another kind is left out."""
    if not isinstance(document, dict):
        return Session()
    place = _place(document.get("place"))
    bookmarks = [
        Bookmark(name, at)
        for each in _list(document.get("bookmarks"))
        if (name := _text(each, "name")) and (at := _place(each)) is not None
    ]
    places = [at for each in _list(document.get("places")) if (at := _place(each)) is not None]
    views = {str(name): _view(each) for name, each in _dict(document.get("views")).items()}
    looks = {str(name): _look(each) for name, each in _dict(document.get("looks")).items()}
    return Session(place, bookmarks, places[:MOST_PLACES], views, looks)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object, name: str) -> str:
    found = _dict(value).get(name)
    return found if isinstance(found, str) else ""


def _place(value: object) -> Place | None:
    texts = {name: _text(value, name) for name in ("app_id", "org_id", "tab", "record", "filter", "sort")}
    if not (texts["app_id"] or texts["org_id"]):
        return None
    return Place(**texts, descending=_dict(value).get("descending") is True)


def _view(value: object) -> View:
    cursor = _dict(value).get("cursor")
    return View(
        filter=_text(value, "filter"),
        sort=_text(value, "sort"),
        descending=_dict(value).get("descending") is True,
        cursor=cursor if isinstance(cursor, str | int) and not isinstance(cursor, bool) else None,
    )


def _look(value: object) -> TableLook:
    keys = _dict(value).get("columns")
    widths = {
        str(name): cells
        for name, cells in _dict(_dict(value).get("widths")).items()
        if isinstance(cells, int) and not isinstance(cells, bool) and 0 < cells <= 500
    }
    choice = None
    if isinstance(keys, list) and keys and all(isinstance(key, str) for key in keys):
        choice = ColumnChoice(tuple(keys), widths)
    return TableLook(choice, wide=_dict(value).get("wide") is True, days=_text(value, "days"))
