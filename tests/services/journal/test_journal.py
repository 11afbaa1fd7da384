"""The journal's file: what is written can be read again, whatever happened to it in between."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.journal import Entry, Journal, JournalProblem, Outcome, State, new_id
from tests.services.journal.lines_of import AT, MOVED, ended, intent, made, planned


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.jsonl"


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, path: Path) -> Journal:
    return Journal(path if request.param == "file" else None)


def ids(journal: Journal) -> list[str]:
    return [entry.intent.id for entry in journal.entries()]


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


# What is written can be read.


def test_a_journal_without_lines_is_empty(journal: Journal) -> None:
    assert (journal.entries(), journal.batches(), journal.unfinished()) == ([], [], [])
    assert list(journal.pages()) in ([], [[]])


def test_a_change_comes_back_as_it_was_written(journal: Journal) -> None:
    before = intent("1", final="Not all of it.", undoes="0", batch="b", body=None, before=None, after=None)
    after = made("1", answer={"id": 7, "unpublished": ["beta"]}, said="Lost.", code="x_y", status=502)
    journal.write(before)
    assert journal.entries() == [Entry(before)]
    assert journal.entries()[0].state is State.UNFINISHED
    journal.write(after)
    assert journal.entries() == [Entry(before, after)]
    assert journal.entries()[0].state is State.MADE


def test_a_plan_comes_back_with_what_was_begun_of_it(journal: Journal) -> None:
    for line in (
        planned("done", "Move a", "Move b"),
        intent("1", batch="done"),
        made("1"),
        intent("other"),
        ended("done", left=1),
        planned("cut", "Move c"),
        intent("2", batch="cut"),
        intent("3", batch="a plan that nobody wrote down"),
    ):
        journal.write(line)
    done, cut = journal.batches()
    assert [entry.intent.id for entry in done.entries] == ["1"]
    assert (list(done.plan.rows), done.end) == (["Move a", "Move b"], ended("done", left=1))
    assert (cut.plan.id, cut.end, cut.entries) == ("cut", None, [Entry(intent("2", batch="cut"))])
    assert journal.unfinished() == [cut]
    journal.write(ended("cut"))
    assert journal.unfinished() == []


@pytest.mark.parametrize(
    "name",
    [
        "a\nb\r\x00\x1b[31m\x85\u2028\u2029 ",
        "\ud800 half and \udfff half",
        "\u202eevil\u202c \ufeff 日本語 🙂",
        '"},{"v":1}\\',
    ],
)
def test_any_name_survives_and_stays_on_one_line(path: Path, name: str) -> None:
    journal = Journal(path)
    line = intent(
        "1", title=name, target=Target(Kind.DEVICE, name, name), before={name: name}, body={name: [name]}
    )
    journal.write(line)
    journal.write(made("1", said=name))
    assert journal.entries() == [Entry(line, made("1", said=name))]
    assert path.read_bytes().isascii()
    assert path.read_bytes().count(b"\n") == 2


def test_names_for_entries_differ() -> None:
    assert len({new_id() for _ in range(100)}) == 100


def test_what_was_begun_since_a_moment_is_read_and_no_more(journal: Journal) -> None:
    for name, minute in (("1", 0), ("2", 5), ("3", 6)):
        journal.write(intent(name, at=AT + timedelta(minutes=minute)))
    journal.write(made("2"))
    recent = journal.since(AT + timedelta(minutes=1))
    assert [(entry.intent.id, entry.state) for entry in recent] == [
        ("3", State.UNFINISHED),
        ("2", State.MADE),
    ]
    assert journal.since(AT + timedelta(minutes=6)) == []


def test_of_a_plan_what_was_begun_is_read_back_to_its_beginning(journal: Journal) -> None:
    for line in (
        intent("0", batch="plan"),
        planned("plan"),
        intent("1", batch="plan"),
        intent("other"),
        intent("2", batch="plan"),
        ended("plan"),
    ):
        journal.write(line)
    found = [entry.intent.id for entry in journal.plan_entries("plan")]
    assert found[:2] == ["2", "1"]
    assert journal.plan_entries("no plan") == []


def test_lines_are_only_ever_added(path: Path) -> None:
    Journal(path).write(intent("1"))
    first = path.read_bytes()
    Journal(path).write(made("1"))
    assert path.read_bytes().startswith(first)
    assert len(path.read_text().splitlines()) == 2


# Only for its user.


def test_only_its_user_can_read_the_file_and_open_the_folder(path: Path) -> None:
    Journal(path).write(intent("1"))
    assert (mode(path), mode(path.parent)) == ("0o600", "0o700")


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o644)
    path.chmod(0o644)
    Journal(path).write(intent("1"))
    assert mode(path) == "0o600"


def test_reading_makes_no_file(path: Path) -> None:
    assert Journal(path).entries() == []
    assert not path.parent.exists()


def test_the_key_in_use_is_taken_out_of_every_text(path: Path) -> None:
    journal = Journal(path, lambda text: text.replace("secret", "…"))
    journal.write(
        intent(
            "1",
            title="a secret",
            target=Target(Kind.KEY, "secret", "secret", app_id="secret", org_id="secret"),
            before={"secret": "secret"},
            after={"name": "secret"},
            request="/x?y=secret",
            body={"deep": [{"secret": "secret"}]},
            final="secret",
        )
    )
    journal.write(made("1", said="secret", code="secret", answer={"id": "secret"}, present={"a": "secret"}))
    journal.write(planned("2", "secret"))
    assert "secret" not in path.read_text()
    assert journal.entries()[0].intent.body == {"deep": [{"…": "…"}]}


# What was torn, garbled, or comes from elsewhere.


def test_a_torn_last_line_is_left_out_and_the_next_line_can_be_read(path: Path) -> None:
    journal = Journal(path)
    journal.write(intent("1"))
    whole = path.read_bytes()
    journal.write(intent("2"))
    for length in range(len(whole) + 1, len(whole) * 2, 50):
        path.write_bytes((whole * 2)[:length])
        journal.write(intent("3"))
        assert ids(journal) == ["1", "3"]
        assert journal.skipped == 1


def test_a_line_that_lacks_only_its_end_counts(path: Path) -> None:
    journal = Journal(path)
    journal.write(intent("1"))
    path.write_bytes(path.read_bytes()[:-1])
    assert ids(journal) == ["1"]
    journal.write(intent("2"))
    assert ids(journal) == ["1", "2"]


def spoiled(**changes: object) -> str:
    line = json.loads(Path("journal.jsonl").read_text().splitlines()[0])
    return json.dumps({name: value for name, value in {**line, **changes}.items() if value != "gone"})


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"v": 2}, id="a newer form"),
        pytest.param({"v": "1"}, id="no form"),
        pytest.param({"line": "song"}, id="another kind"),
        pytest.param({"id": 5}, id="a number for a name"),
        pytest.param({"id": "gone"}, id="no name"),
        pytest.param({"at": "yesterday"}, id="no time"),
        pytest.param({"at": "2026-11-21T22:00:00"}, id="a time without a zone"),
        pytest.param({"target": {"kind": "planet", "key": "", "name": ""}}, id="an unknown kind of target"),
        pytest.param({"target": {"kind": "app"}}, id="half a target"),
        pytest.param({"target": {"kind": "app", "key": 1, "name": ""}}, id="a target with a number"),
        pytest.param({"target": None}, id="no target"),
        pytest.param({"before": ["version"]}, id="a list for facts"),
        pytest.param({"after": {"version": {"name": "1"}}}, id="an object for a fact"),
        pytest.param({"body": "text"}, id="a text for a body"),
        pytest.param({"more": "than there is"}, id="an unknown field"),
    ],
)
def test_a_line_that_is_none_of_ours_is_skipped_and_counted(changes: dict[str, object]) -> None:
    path = Path("journal.jsonl")
    journal = Journal(path)
    journal.write(intent("1"))
    text = spoiled(**changes)
    path.write_text(path.read_text() + text + "\n")
    journal.write(intent("3"))
    assert ids(journal) == ["1", "3"]
    assert journal.skipped == 1


@pytest.mark.parametrize(
    "garbage",
    [b"hello", b"[]", b"{}", b"null", b"\xff\xfe\x00", b"[" * 100_000, b'{"v":1,"line":"outcome","id":"1"}'],
)
def test_garbage_between_the_lines_is_skipped_and_counted(path: Path, garbage: bytes) -> None:
    journal = Journal(path)
    journal.write(intent("1"))
    with path.open("ab") as file:
        file.write(b"\n\n" + garbage + b"\n")
    journal.write(intent("2"))
    assert ids(journal) == ["1", "2"]
    assert journal.skipped == 1


def test_an_outcome_of_no_known_state_leaves_the_change_unfinished(path: Path) -> None:
    journal = Journal(path)
    journal.write(intent("1"))
    journal.write(made("1"))
    path.write_text(path.read_text().replace('"made"', '"dreamt"'))
    assert journal.entries()[0].state is State.UNFINISHED


def test_lines_longer_than_what_is_read_at_once_are_read_whole(path: Path) -> None:
    journal = Journal(path)
    rows = tuple(f"Move device-{number} to beta" for number in range(40_000))
    journal.write(intent("1"))
    journal.write(planned("big", *rows))
    journal.write(intent("2", batch="big"))
    (batch,) = journal.batches()
    assert (tuple(batch.plan.rows), len(batch.entries)) == (rows, 1)
    assert (ids(journal), journal.skipped) == (["1", "2"], 0)


@pytest.mark.parametrize("over", range(-3, 4))
def test_a_block_may_end_anywhere_in_a_line(path: Path, over: int) -> None:
    """The end of a line falls before, on and behind the place where the first block begins."""
    journal = Journal(path)
    journal.write(intent("1"))
    first = path.stat().st_size
    journal.write(intent("2", title=""))
    rest = path.stat().st_size - first
    path.unlink()
    journal.write(intent("1"))
    journal.write(intent("2", title="x" * (256 * 1024 - rest + over)))
    assert ids(journal) == ["1", "2"]


# Changes that were found out about, and taken back.


def test_the_last_outcome_of_a_change_counts(journal: Journal) -> None:
    journal.write(intent("1"))
    journal.write(Outcome(id="1", at=made("1").at, state=State.UNKNOWN))
    journal.write(made("1"))
    assert [entry.state for entry in journal.entries()] == [State.MADE]


def undone(journal: Journal) -> dict[str, str]:
    return {entry.intent.id: entry.undone_by for entry in journal.entries()}


def test_undo_of_undo_of_undo(journal: Journal) -> None:
    expected = [
        {"1": ""},
        {"1": "2", "2": ""},
        {"1": "", "2": "3", "3": ""},
        {"1": "2", "2": "", "3": "4", "4": ""},
        {"1": "", "2": "3", "3": "", "4": "5", "5": ""},
    ]
    for number, state in enumerate(expected, start=1):
        journal.write(intent(str(number), undoes=str(number - 1) if number > 1 else ""))
        journal.write(made(str(number)))
        assert undone(journal) == state


def test_an_undo_that_was_not_made_took_nothing_back(journal: Journal) -> None:
    journal.write(intent("1"))
    journal.write(made("1"))
    for number, state in enumerate((State.REFUSED, State.UNKNOWN), start=2):
        journal.write(intent(str(number), undoes="1"))
        journal.write(made(str(number), state=state))
    journal.write(intent("4", undoes="1"))
    assert undone(journal)["1"] == ""
    journal.write(made("4"))
    assert undone(journal)["1"] == "4"


def test_the_last_of_two_undos_counts(journal: Journal) -> None:
    for name, undoes in (("1", ""), ("2", "1"), ("3", "1"), ("4", "3")):
        journal.write(intent(name, undoes=undoes))
        journal.write(made(name))
    assert undone(journal) == {"1": "", "2": "", "3": "4", "4": ""}


# When it cannot be written or read.


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "journal.jsonl", tmp_path):
        with pytest.raises(JournalProblem, match="cannot be written: ") as caught:
            Journal(place).write(intent("1"))
        assert str(place) in caught.value.said
        assert caught.value.next_step.startswith("Make room")


def test_a_pipe_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(JournalProblem, match="it is no file"):
        Journal(tmp_path / "pipe").write(intent("1"))


def test_a_place_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    for read in (Journal(tmp_path).entries, Journal(tmp_path).batches, Journal(tmp_path).unfinished):
        with pytest.raises(JournalProblem, match="cannot be read: "):
            read()


# Long ones.


def test_looking_back_reads_no_further_than_is_asked_for(path: Path) -> None:
    """The newest of a hundred thousand lines are there at a hundredth of the work of all."""
    journal = Journal(path)
    journal.write(replace(intent("oldest"), target=MOVED))
    journal.write(made("oldest"))
    block = path.read_bytes()
    with path.open("ab") as file:
        for number in range(50_000):
            file.write(block.replace(b'"oldest"', f'"{number}"'.encode()))
    newest = next(journal.pages())
    assert newest[0].intent.id == "49999"
    assert newest[0].state is State.MADE
    assert len(newest) < 500
    pages = list(journal.pages())
    assert sum(map(len, pages)) == 50_001
    assert pages[-1][-1].intent.id == "oldest"
    assert journal.skipped == 0


def test_a_file_that_is_moved_away_while_it_is_read_ends_the_reading(path: Path) -> None:
    journal = Journal(path)
    for number in range(600):
        journal.write(intent(str(number)))
    pages = journal.pages()
    assert next(pages)[0].intent.id == "599"
    path.rename(path.with_suffix(".old"))
    assert list(pages) == []
    journal.write(intent("new"))
    assert ids(journal) == ["new"]
