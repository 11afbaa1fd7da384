"""The golden files of reports.

`python -m tests.presenters.report.golden_files` writes them anew: look at what changed.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

from capgo_tui.demo import Demo
from capgo_tui.presenters.report.forms import FORMS
from capgo_tui.rules.alerts.checking import Plan
from capgo_tui.rules.alerts.syntax import read_condition
from capgo_tui.rules.statistics.periods import month_of
from capgo_tui.rules.statistics.report import Report
from capgo_tui.services.statistics.adopting import released_days
from capgo_tui.services.statistics.reader import Statistics
from capgo_tui.services.statistics.reading import Kind, Scope
from capgo_tui.services.statistics.reporting import Wanted, read_report
from tests.driver import DemoBackends

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
SHOP = "com.acme.shop"
GOLDEN = Path(__file__).parent / "golden"
NAMES = ("shop.md", "shop.html", "shop.csv", "acme.md", "acme.html", "acme.csv")
ALERTS = ("bandwidth > 3x 7d", "mau < 5", "storage > 80% of limit")


def demo(now: datetime = NOW) -> Demo:
    """The demo cloud with its own world, standing still."""
    return Demo(clock=lambda: now)


def organization(cloud: Demo, name: str = "Acme Mobile") -> Scope:
    """An organization of the demo cloud."""
    found = next(row for row in cloud.world.organizations.values() if row.name == name)
    return Scope(Kind.ORGANIZATION, found.id)


async def report_of(cloud: Demo, scope: Scope, name: str, month: date, *alerts: str) -> Report:
    """Read a report over HTTP in process."""
    async with await DemoBackends(cloud).open() as client:
        released = None
        if scope.kind is Kind.APP:
            released = released_days(await client.bundles.read_all(scope.id))
        wanted = Wanted(
            scope=scope,
            name=name,
            month=month_of(month),
            plan=Plan(limits={"storage": 50 * 1024**2}),
            conditions=tuple(read_condition(each) for each in alerts),
            released=released,
        )
        statistics = Statistics(client, cloud.clock)
        report = await read_report(statistics, wanted)
        await statistics.close()
    return report


async def texts(now: datetime = NOW) -> dict[str, str]:
    """Every golden file as it would be now."""
    cloud = demo(now)
    october = date(2026, 10, 1)
    shop = await report_of(cloud, Scope(Kind.APP, SHOP), SHOP, october, *ALERTS)
    acme = await report_of(cloud, organization(cloud), "Acme Mobile", october)
    made = {}
    for name in NAMES:
        whose, _, form = name.partition(".")
        made[name] = FORMS[form](shop if whose == "shop" else acme)
    return made


def main() -> None:
    """Write the files."""
    for name, text in asyncio.run(texts()).items():
        (GOLDEN / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
