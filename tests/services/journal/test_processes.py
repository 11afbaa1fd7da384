"""The journal in several programs, in one that is killed, and on a full disk: with real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from capgo_tui.services.journal import Journal, State
from tests.services.journal.lines_of import intent

ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from capgo_tui.services.journal import Journal
from tests.services.journal.lines_of import intent, made

journal = Journal(Path(sys.argv[1]))
for number in range(150):
    name = f"{sys.argv[2]}{number}"
    journal.write(intent(name, title="x" * (number * 90)))
    journal.write(made(name))
"""

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from capgo_tui.api import connect
from capgo_tui.demo import Demo
from capgo_tui.models.channel_edit import ChannelEdit
from capgo_tui.secret import Secret
from capgo_tui.services.changes.channels import edit_channel
from capgo_tui.services.workspace import Workspace

demo, when = Demo(), sys.argv[2]

async def deadly(scope, receive, send):
    change = scope["method"] == "POST"
    if change and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    if change and when == "after":
        await demo.app(scope, receive, lambda message: asyncio.sleep(0))
        os.kill(os.getpid(), signal.SIGKILL)
    await demo.app(scope, receive, send)

async def main():
    client = connect(key=Secret(demo.key), asgi=deadly)
    workspace = Workspace(client, demo.clock, journal_file=Path(sys.argv[1]))
    data = workspace.app("com.acme.shop")
    channel = await client.channels.read("com.acme.shop", "beta")
    await workspace.changes.make(edit_channel(data, channel, ChannelEdit(allow_dev=not channel.allow_dev)))
    print("survived")

asyncio.run(main())
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from capgo_tui.services.journal import Journal, JournalProblem
from tests.services.journal.lines_of import intent

path = Path(sys.argv[1])
journal = Journal(path)
journal.write(intent("1"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for room in (0, 1, 100):
    size = path.stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        journal.write(intent("2"))
    except JournalProblem as problem:
        print(problem.said)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.write(intent("3"))
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_programs_write_to_one_journal_and_no_line_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    writers = [start(WRITER, str(path), name) for name in "ab"]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
    journal = Journal(path)
    entries = journal.entries()
    assert journal.skipped == 0
    assert sorted(entry.intent.id for entry in entries) == sorted(f"{w}{n}" for w in "ab" for n in range(150))
    assert {entry.state for entry in entries} == {State.MADE}


def test_a_program_that_is_killed_in_between_leaves_its_line_before(tmp_path: Path) -> None:
    """The request that arrives at the server finds the line on the disk; the line after never comes."""
    path = tmp_path / "journal.jsonl"
    for when in ("before", "after"):
        program = start(KILLED, str(path), when)
        said, errors = program.communicate(timeout=120)
        assert (program.returncode, said, errors) == (-signal.SIGKILL, "", "")
    first, second = Journal(path).entries()
    assert (first.state, second.state) == (State.UNFINISHED, State.UNFINISHED)
    assert first.intent.title == "Change channel beta"
    assert first.intent.after == second.intent.after
    assert first.intent.id != second.intent.id


def test_a_full_disk_is_said_and_the_journal_stays_readable(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    program = start(FULL, str(path))
    said, errors = program.communicate(timeout=120)
    assert (program.returncode, errors) == (0, "")
    told = said.splitlines()
    assert len(told) == 3
    assert told[0].endswith("cannot be written: File too large.")
    assert told[2].endswith("cannot be written: there is no room for a whole line.")
    journal = Journal(path)
    assert journal.entries()[0].intent == intent("1")
    assert [entry.intent.id for entry in journal.entries()] == ["1", "3"]
