"""Where one was is kept in a file, and nothing in that file can do harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.errors import CapgoError
from capgo_tui.presenters.column_choice import ColumnChoice
from capgo_tui.presenters.places import Place
from capgo_tui.services.session import (
    MOST_PLACES,
    MOST_VIEWS,
    Session,
    SessionFile,
    TableLook,
    View,
    _session,
)

SHOP = Place(
    app_id="com.acme.shop", tab="devices", record="d1", filter="platform:ios", sort="os", descending=True
)


def full() -> Session:
    """A session with something of everything."""
    session = Session(place=SHOP)
    session.bookmark("testers", SHOP)
    session.visit(SHOP)
    session.keep_view("devices", "com.acme.shop", View("platform:ios", "os", descending=True, cursor="d1"))
    session.keep_view("channels", "com.acme.shop", View(cursor=7))
    session.looks["devices"] = TableLook(ColumnChoice(("id", "os"), {"os": 9}))
    return session


def test_a_session_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = SessionFile(tmp_path / "new" / "session.json", "prod https://api.capgo.app")
    file.write(full())
    assert file.read() == full()
    assert (tmp_path / "new" / "session.json").stat().st_mode & 0o777 == 0o600


def test_every_profile_has_a_session_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    SessionFile(path, "a").write(full())
    SessionFile(path, "b").write(Session())
    assert SessionFile(path, "a").read() == full()
    assert SessionFile(path, "b").read() == Session()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"sessions": 7}', '{"sessions": {"a": 7}}', "\x00", "[" * 99_999]
)
def test_a_file_that_cannot_be_read_is_as_if_there_were_none_and_is_written_anew(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "session.json"
    path.write_text(text)
    assert SessionFile(path, "a").read() == Session()
    SessionFile(path, "a").write(full())
    assert SessionFile(path, "a").read() == full()


def test_a_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(CapgoError, match="cannot be made"):
        SessionFile(tmp_path / "state" / "session.json", "a").write(full())


def test_without_a_file_nothing_is_kept() -> None:
    SessionFile(None, "demo").write(full())
    assert SessionFile(None, "demo").read() == Session()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["place", "bookmarks", "places", "views", "looks", "name", "app_id", "columns", "cursor"]
                ),
                inner,
            )
        ),
    )
)
def test_any_document_is_read(document: Any) -> None:
    session = _session(json.loads(json.dumps(document)))
    assert all(each.name for each in session.bookmarks)


def test_places_and_views_are_bounded_and_the_latest_stay() -> None:
    session = Session()
    for number in range(MOST_VIEWS + 1):
        session.visit(Place(app_id=f"app-{number}"))
        session.keep_view("devices", f"app-{number}", View(filter="x"))
    assert len(session.places) == MOST_PLACES
    assert session.places[0].app_id == f"app-{MOST_VIEWS}"
    assert len(session.views) == MOST_VIEWS
    assert session.view("devices", "app-0") is None


def test_a_view_of_nothing_is_not_kept() -> None:
    session = full()
    session.keep_view("devices", "com.acme.shop", View())
    assert session.view("devices", "com.acme.shop") is None
