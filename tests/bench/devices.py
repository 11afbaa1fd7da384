"""What the Devices tab costs on a real terminal with 100 000 rows, against the same with 1 000."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from capgo_tui.demo import KEY
from tests.bench.figures import Figure, Section
from tests.bench.programs import SCREENS_OF_HOST, device_server, python
from tests.bench.pty_session import PtySession, Reaction

FEW, MANY = 1_000, 100_000

DOWN, PAGE_DOWN, HOME, END, BACKSPACE = "\x1b[B", "\x1b[6~", "\x1b[H", "\x1b[F", "\x7f"
AIM = 1.5
"""How much slower a movement may be."""


@dataclass(frozen=True)
class Step:
    """Something that is pressed on both sides in turn."""

    keys: str
    name: str = ""
    """What it measures; empty for what only leads to the next step."""
    times: int = 1


MOVES = (
    *(Step(HOME), Step(DOWN, "down", 12)),
    *(Step(HOME), Step(DOWN * 45), Step(DOWN, "down, scrolling", 12)),
    *(Step(HOME), Step(PAGE_DOWN, "page down", 12)),
    *(Step(HOME), Step(END, "end"), Step(HOME, "home")) * 6,
    *(Step("1"), Step("2", "back to the tab")) * 4,
)
SORT = (
    *(Step(HOME), Step("s", "sort"), Step(DOWN * 45), Step(DOWN, "down, scrolling, sorted", 4)),
    *(Step("s", "sort the other way"), Step("s", "sort off")),
)
FILTER = (
    *(Step("/"), Step("7", "filter, first letter"), Step("b", "filter, next letter")),
    *(Step(BACKSPACE), Step(BACKSPACE, "filter off"), Step("\r")),
)
FIRST_FILTER = (Step("/"), Step("7", "the first filter of all"), Step(BACKSPACE), Step("\r"))
"""It makes the words of all rows, which are kept."""


@dataclass
class Side:
    """The program with one number of rows."""

    session: PtySession
    rows: int
    reactions: dict[str, list[Reaction]] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    """Bytes that the process held after what."""
    load_ms: float = 0.0
    """From the keys that read all devices to the last byte that came of them."""

    def open(self) -> None:
        """Go to the app, and read all of its devices."""
        session = self.session
        session.wait_for("com.acme.wallet")
        session.rest()
        for keys in ("/", "wallet", "\r", "\r"):
            session.press(keys)
        self.load_ms = session.press("2").ms
        if self.rows > FEW:
            session.press("L")
            session.rest()  # a dialog hears nothing at first
            session.rest()
            self.load_ms += session.press("y").ms
        session.wait_for(f"{self.rows:,} devices")

    def do(self, step: Step) -> None:
        """Press the keys of a step, and note what it cost."""
        reaction = self.session.press(step.keys)
        if step.name:
            self.reactions.setdefault(step.name, []).append(reaction)


def measure(runs: int, environ: Mapping[str, str]) -> list[Section]:
    """Both numbers of rows side by side, the keys pressed in turn."""
    with ExitStack() as stack:
        few, many = (
            Side(
                stack.enter_context(PtySession(python(SCREENS_OF_HOST), _of_host(stack, rows, environ))), rows
            )
            for rows in (FEW, MANY)
        )
        sides = (few, many)
        for side in sides:
            side.open()
            side.memory["loaded"] = side.session.memory
        _play(MOVES, sides)
        for _ in range(runs):
            _play(SORT, sides)
        _note_memory("and sorted", sides)
        _play(FIRST_FILTER, sides)
        for _ in range(runs):
            _play(FILTER, sides)
        _note_memory("and filtered", sides)
    return [_latency(few, many), _processor(few, many), _whole(few, many)]


def _of_host(stack: ExitStack, rows: int, environ: Mapping[str, str]) -> dict[str, str]:
    """The surroundings that lead to a cloud with so many devices, with a budget to read them all."""
    address = stack.enter_context(device_server(rows, environ))
    config = Path(environ["HOME"]) / "config.toml"
    config.write_text("[profiles.default]\nbudget = 2000\n")
    return {**environ, "CAPGO_HOST": address, "CAPGO_TOKEN": KEY, "CAPGO_TUI_CONFIG": str(config)}


def _play(steps: Sequence[Step], sides: Sequence[Side]) -> None:
    for step in steps:
        for _ in range(step.times):
            for side in sides:
                side.do(step)


def _note_memory(when: str, sides: Sequence[Side]) -> None:
    for side in sides:
        side.memory[when] = side.session.memory


MOVEMENTS = ("down", "page", "end", "home", "back")
"""How the names of the figures begin that do not depend on the number of rows."""


def _latency(few: Side, many: Side) -> Section:
    return Section(
        f"the Devices tab on a terminal, {MANY:,} rows against {FEW:,}: key to last byte",
        _figures(few, many, lambda reaction: reaction.ms),
        ["the first filter of all makes the words of every row, in slices between the keys"],
    )


def _processor(few: Side, many: Side) -> Section:
    return Section("the same: processor time", _figures(few, many, lambda reaction: reaction.cpu_ms))


def _figures(few: Side, many: Side, cost: Callable[[Reaction], float]) -> list[Figure]:
    return [
        Figure(
            name,
            "ms",
            [cost(reaction) for reaction in reactions],
            f"{few.rows:,} rows",
            [cost(reaction) for reaction in few.reactions[name]],
            AIM if name.startswith(MOVEMENTS) else None,
        )
        for name, reactions in many.reactions.items()
    ]


def _whole(few: Side, many: Side) -> Section:
    rows = many.rows - few.rows
    against = f"{few.rows:,} rows"
    growth = [
        Figure(f"a device {when}, by the difference", "B", [(held - few.memory[when]) / rows])
        for when, held in many.memory.items()
    ]
    return Section(
        "the same: loading, and memory of the process",
        [
            Figure("all read and shown", "ms", [many.load_ms], against, [few.load_ms]),
            Figure(
                "memory, loaded", "MB", [many.memory["loaded"] / 1e6], against, [few.memory["loaded"] / 1e6]
            ),
            *growth,
        ],
        ["over loopback: the demo cloud is a process of its own"],
    )
