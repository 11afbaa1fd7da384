"""What the table costs at 1 000 and at 100 000 rows of 12 columns, in one run."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from capgo_tui.presenters.columns import Column, Level, Tone
from capgo_tui.presenters.rowset import SortBy
from capgo_tui.widgets.record_table import RecordTable
from tests.bench.figures import Figure, Section
from tests.bench.programs import SIZE

FEW, MANY = 1_000, 100_000
TIMES = 9
"""How often a movement is measured; the median counts."""
AIMS = dict.fromkeys(("down", "down, scrolling", "page down", "end", "down, scrolling, sorted"), 1.5)
"""What may not depend on the number of rows."""


@dataclass(frozen=True)
class Row:
    """A record of the size of a device."""

    id: int
    name: str
    platform: str
    state: str
    age: int


STATES = ("current", "behind 1", "behind 2", "ahead", "builtin")
TONES = (Tone.GOOD, Tone.WARN, Tone.WARN, Tone.ACCENT, Tone.MUTED)
COLUMNS = (
    Column[Row]("name", "name", lambda r: r.name, lambda r: r.name, width=20, grow=True),
    Column[Row]("platform", "platform", lambda r: r.platform, lambda r: r.platform, width=8),
    Column[Row](
        "state",
        "state",
        lambda r: r.state,
        lambda r: STATES.index(r.state),
        tone=lambda r: TONES[STATES.index(r.state)],
    ),
    Column[Row]("age", "age", lambda r: f"{r.age}s", lambda r: r.age, width=8, right=True),
    *(
        Column[Row](f"c{number}", f"c{number}", lambda r: r.name, lambda r: r.name, Level(level), width=9)
        for number, level in enumerate([Level.MEDIUM] * 4 + [Level.WIDE] * 4)
    ),
)


def rows(count: int) -> list[Row]:
    """So many rows, in no order."""
    return [
        Row(n, f"device-{n * 7919 % 1_000_003:07}", ("ios", "android")[n % 2], STATES[n % 5], n * 37 % 86_400)
        for n in range(count)
    ]


class BenchApp(App[None]):
    """A table alone."""

    def compose(self) -> ComposeResult:
        yield RecordTable(COLUMNS, key=lambda row: row.id)


class Bench:
    """Measures one table."""

    def __init__(self, app: BenchApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.table: RecordTable[Row] = app.query_one(RecordTable)

    async def settle(self) -> None:
        """Come to rest."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def cpu(self, act: Callable[[], object], prepare: Callable[[], object] | None = None) -> float:
        """The CPU time in ms that an action takes, with the painting that it brings."""
        taken = []
        for _ in range(TIMES):
            if prepare is not None:
                prepare()
                await self.settle()
            begun = process_time()
            act()
            await self.settle()
            taken.append(1e3 * (process_time() - begun))
        return median(taken)

    async def long_work(self, act: Callable[[], object]) -> tuple[float, float]:
        """The CPU time in ms of a sort or filter, and the longest time in ms that it kept a key waiting."""
        waits = [0.0]

        async def tick() -> None:
            while True:
                begun = perf_counter()
                await asyncio.sleep(0)
                waits.append(1e3 * (perf_counter() - begun))
                await asyncio.sleep(0.0005)

        gc.collect()
        ticking = asyncio.create_task(tick())
        begun = process_time()
        act()
        await self.settle()
        taken = 1e3 * (process_time() - begun)
        ticking.cancel()
        return taken, max(waits)


async def measure_rows(count: int) -> dict[str, float]:
    """All figures for one number of rows."""
    figures: dict[str, float] = {}
    records = rows(count)
    app = BenchApp()
    async with app.run_test(size=SIZE) as pilot:
        bench = Bench(app, pilot)
        table = bench.table
        await bench.settle()
        begun = process_time()
        table.append(records)
        await bench.settle()
        figures["load and paint"] = 1e3 * (process_time() - begun)
        figures["down"] = await bench.cpu(lambda: table.action_move(1))
        figures["down, scrolling"] = await bench.cpu(lambda: table.action_move(table.page))
        table.action_first()
        figures["page down"] = await bench.cpu(lambda: table.action_page(1.0))
        figures["end"] = await bench.cpu(table.action_last, prepare=table.action_first)
        figures["a page of 1 000 more"] = await bench.cpu(lambda: table.append(rows(FEW)))
        for name, act in slow_actions(table):
            figures[name], figures[f"{name}: longest wait"] = await bench.long_work(act)
        figures["down, scrolling, sorted"] = await bench.cpu(lambda: table.action_move(1))
    return figures


def slow_actions(table: RecordTable[Row]) -> list[tuple[str, Callable[[], object]]]:
    """What looks at every record, in this order."""
    return [
        ("sort by words", lambda: table.sort_by(SortBy("name"))),
        ("sort the other way", lambda: table.sort_by(SortBy("name", descending=True))),
        ("first filter", lambda: table.set_filter("device-01")),
        ("next filter", lambda: table.set_filter("device-01 android")),
        ("filter off", lambda: table.set_filter("")),
    ]


async def bytes_per_row() -> dict[str, float]:
    """What the table itself holds for each record, in bytes; the records are not counted."""
    held: dict[str, float] = {}
    records = rows(MANY)
    app = BenchApp()
    async with app.run_test(size=SIZE) as pilot:
        bench = Bench(app, pilot)
        await bench.settle()
        steps: list[tuple[str, Callable[[], object]]] = [
            ("loaded", lambda: bench.table.append(records)),
            ("and sorted", lambda: bench.table.sort_by(SortBy("name"))),
            ("and filtered", lambda: bench.table.set_filter("device-0")),
        ]
        tracemalloc.start()
        begun = tracemalloc.get_traced_memory()[0]
        for name, act in steps:
            act()
            await bench.settle()
            gc.collect()
            held[name] = (tracemalloc.get_traced_memory()[0] - begun) / MANY
        tracemalloc.stop()
    return held


def measure() -> list[Section]:
    """The table alone, in this process."""

    def run(work: Callable[[], Coroutine[None, None, dict[str, float]]]) -> dict[str, float]:
        return asyncio.run(work())

    run(lambda: measure_rows(FEW))  # warm
    few, many = run(lambda: measure_rows(FEW)), run(lambda: measure_rows(MANY))
    held = run(bytes_per_row)
    return [
        Section(
            f"the table alone, {MANY:,} rows against {FEW:,}: processor time",
            [
                Figure(name, "ms", [cost], f"{FEW:,} rows", [few[name]], AIMS.get(name))
                for name, cost in many.items()
            ],
            ["a longest wait is how long a key was kept waiting while the work was done in slices"],
        ),
        Section(
            f"what the table holds for a row at {MANY:,} rows, its record aside",
            [Figure(name, "B", [size]) for name, size in held.items()],
        ),
    ]
