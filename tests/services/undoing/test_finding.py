"""Which changes `u` and `U` are about, by what the journal says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from capgo_tui.api.verbs import Action
from capgo_tui.services.changes.target import Kind, Target
from capgo_tui.services.journal import Journal, State
from capgo_tui.services.undoing import last_redoable, last_undoable
from capgo_tui.services.undoing.history import LOOK_BACK, NOT_TOLD, read_history
from tests.services.journal.lines_of import ended, intent, made, planned

HOST = "https://api.capgo.app"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


def wrote(
    journal: Journal, name: str, undoes: str = "", state: State | None = State.MADE, **more: Any
) -> None:
    """Leave the lines of a change."""
    journal.write(intent(name, undoes=undoes, **more))
    if state is not None:
        journal.write(made(name, state=state))


def undo(journal: Journal, profile: str = "acme") -> list[str]:
    return [entry.intent.id for entry in last_undoable(journal, profile, HOST).entries]


def redo(journal: Journal, profile: str = "acme") -> list[str]:
    return [entry.intent.id for entry in last_redoable(journal, profile, HOST).entries]


def test_there_is_nothing_in_an_empty_journal(journal: Journal) -> None:
    assert (undo(journal), redo(journal)) == ([], [])


def test_u_and_u_and_capital_u_walk_back_and_forth(journal: Journal) -> None:
    wrote(journal, "1")
    wrote(journal, "2")
    assert (undo(journal), redo(journal)) == (["2"], [])
    wrote(journal, "undo 2", "2")
    assert (undo(journal), redo(journal)) == (["1"], ["undo 2"])
    wrote(journal, "undo 1", "1")
    assert (undo(journal), redo(journal)) == ([], ["undo 1"])
    wrote(journal, "redo 1", "undo 1")
    assert (undo(journal), redo(journal)) == (["1"], ["undo 2"])
    wrote(journal, "redo 2", "undo 2")
    assert (undo(journal), redo(journal)) == (["2"], [])
    wrote(journal, "undo 2 again", "2")
    assert (undo(journal), redo(journal)) == (["1"], ["undo 2 again"])
    wrote(journal, "3")
    assert (undo(journal), redo(journal)) == (["3"], ["undo 2 again"])


def test_only_what_this_profile_did_on_this_server_counts(journal: Journal) -> None:
    wrote(journal, "1")
    wrote(journal, "other profile", profile="beta")
    wrote(journal, "other server", host="http://demo.localhost")
    wrote(journal, "undo by another profile", "other server", host="http://demo.localhost")
    assert (undo(journal), undo(journal, "beta"), undo(journal, "nobody")) == (["1"], ["other profile"], [])
    wrote(journal, "undo of theirs", "other profile")
    assert (undo(journal, "beta"), redo(journal), redo(journal, "beta")) == ([], ["undo of theirs"], [])


def test_what_was_not_made_does_not_count_and_what_may_have_been_does(journal: Journal) -> None:
    wrote(journal, "1")
    wrote(journal, "refused", state=State.REFUSED)
    assert undo(journal) == ["1"]
    wrote(journal, "unknown", state=State.UNKNOWN)
    assert undo(journal) == ["unknown"]
    wrote(journal, "killed", state=None)
    assert undo(journal) == ["killed"]
    wrote(journal, "undo refused", "1", State.REFUSED)
    assert redo(journal) == []


def test_what_nothing_takes_back_is_passed_and_told(journal: Journal) -> None:
    wrote(journal, "1")
    wrote(journal, "app", action=Action.DELETE_APP.value)
    wrote(journal, "not made", action=Action.DELETE_APP.value, state=State.REFUSED)
    wrote(journal, "key", action=Action.REGENERATE_KEY.value)
    found = last_undoable(journal, "acme", HOST)
    assert [entry.intent.id for entry in found.entries] == ["1"]
    assert [entry.intent.id for entry in found.passed] == ["key", "app"]


def test_of_a_plan_all_that_stands_is_taken_back_together_newest_first(journal: Journal) -> None:
    wrote(journal, "0")
    journal.write(planned("plan", "a", "b"))
    for name in "abcd":
        wrote(journal, name, batch="plan", state=State.REFUSED if name == "b" else State.MADE)
    journal.write(ended("plan"))
    wrote(journal, "undo a", "a")
    assert undo(journal) == ["d", "c"]
    journal.write(planned("undoing"))
    wrote(journal, "undo d", "d", batch="undoing")
    wrote(journal, "undo c", "c", batch="undoing")
    assert (undo(journal), redo(journal)) == (["0"], ["undo c", "undo d"])


def test_a_part_of_an_undo_does_not_take_back_the_whole(journal: Journal) -> None:
    wrote(journal, "1")
    wrote(journal, "part", "1", partly=True)
    assert (undo(journal), redo(journal)) == (["1"], ["part"])
    wrote(journal, "rest", "1")
    assert (undo(journal), redo(journal)) == ([], ["rest"])


def test_nobody_looks_back_for_ever(journal: Journal, tmp_path: Path) -> None:
    wrote(journal, "1")
    wrote(journal, "theirs", profile="beta")
    text = (tmp_path / "journal.jsonl").read_text().splitlines(keepends=True)[2:]
    with (tmp_path / "journal.jsonl").open("a") as file:
        for number in range(LOOK_BACK):
            file.writelines(line.replace('"theirs"', f'"{number}"') for line in text)
    assert (undo(journal), undo(journal, "beta")) == ([], [str(LOOK_BACK - 1)])


async def test_what_else_was_done_to_a_record_is_known_by_the_record_and_not_by_its_name(
    journal: Journal,
) -> None:
    device = Target(Kind.DEVICE, "a1", "user-2", app_id="com.acme.shop")
    renamed = Target(Kind.DEVICE, "a1", "user-3", app_id="com.acme.shop", org_id="o")
    other = Target(Kind.DEVICE, "a1", "user-2", app_id="com.acme.other")
    facts: dict[str, Any] = {"before": {"channel": None}, "after": {"channel": "beta"}}
    wrote(journal, "1", target=device, **facts)
    wrote(journal, "elsewhere", target=other, **facts)
    wrote(journal, "other server", target=device, host="http://demo.localhost", **facts)
    wrote(journal, "refused", target=device, state=State.REFUSED, **facts)
    wrote(journal, "2", target=renamed, before={"channel": "beta"}, after={"channel": None})
    first, *_, second = journal.entries()
    history = await read_history(journal, [first, second])
    assert [entry.intent.id for entry in history.since(first)] == ["2"]
    assert history.since(second) == []
    assert history.known_before(first, "channel") is NOT_TOLD
    assert history.known_before(second, "channel") == "beta"


async def test_what_a_record_should_say_follows_from_all_that_was_done_to_it(journal: Journal) -> None:
    journal.write(intent("1", before=None, after={"version": "1.0.0"}))
    journal.write(made("1", present={"version": "1.0.0", "public": False}))
    journal.write(intent("2", before={"version": "1.0.0", "public": False}, after={"public": True}))
    journal.write(made("2", present=None))
    journal.write(intent("3", before={"version": "1.0.0", "public": True}, after=None))
    journal.write(made("3", present=None))
    journal.write(intent("4", before=None, after={"version": "2.0.0"}))
    journal.write(made("4", present=None))
    first, second, third, fourth = journal.entries()
    history = await read_history(journal, [first])
    assert history.expected(first) == {"version": "2.0.0"}
    assert history.expected(fourth) == {"version": "2.0.0"}
    assert history.known_before(fourth, "public") is NOT_TOLD
    assert history.known_before(third, "public") is True
    assert history.known_before(second, "public") is False
