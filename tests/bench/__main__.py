"""`python -m tests.bench`: measures, and prints one table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from tests.bench import charts, deciding, devices, history, loading, requests, starting, table
from tests.bench.figures import Section, lines
from tests.bench.programs import surroundings

MEASURES: dict[str, Callable[[int, Mapping[str, str]], list[Section]]] = {
    "starting": starting.measure,
    "devices": lambda runs, environ: devices.measure(max(2, runs // 2), environ),
    "loading": lambda runs, environ: loading.measure(max(2, runs // 2), environ),
    "deciding": lambda runs, environ: deciding.measure(max(2, runs // 2), environ),
    "charts": charts.measure,
    "history": history.measure,
    "table": lambda _runs, _environ: table.measure(),
    "requests": lambda _runs, _environ: requests.measure(),
}
"""What can be measured; the slow ones are done less often."""


def main() -> None:
    """Measure what is asked for."""
    arguments = _parse()
    begun, busy_before = time.monotonic(), os.getloadavg()[0]
    sections: list[Section] = []
    with tempfile.TemporaryDirectory() as home:
        environ = surroundings(Path(home))
        for name in arguments.only:
            sections += MEASURES[name](arguments.runs, environ)
    machine = {
        "python": platform.python_version(),
        "textual": version("textual"),
        "cores": os.cpu_count(),
        "load_before": round(busy_before, 2),
        "load_after": round(os.getloadavg()[0], 2),
        "seconds": round(time.monotonic() - begun),
    }
    if arguments.json:
        figures = [
            {"section": section.title, **figure.as_json()}
            for section in sections
            for figure in section.figures
        ]
        print(json.dumps({**machine, "figures": figures}, indent=2))
        return
    print(" · ".join(f"{name.replace('_', ' ')} {value}" for name, value in machine.items()), end="\n\n")
    for line in lines(sections):
        print(line)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = ",".join(MEASURES)
    parser.add_argument(
        "--only", metavar="NAMES", type=_names, default=list(MEASURES), help=f"some of {names}"
    )
    parser.add_argument("--runs", metavar="N", type=int, default=7, help="how often each start is measured")
    parser.add_argument("--json", action="store_true", help="all samples, as JSON")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise argparse.ArgumentTypeError(f"there is no {unknown[0]}, only {', '.join(MEASURES)}")
    return names


if __name__ == "__main__":
    main()
