"""What the days of the demo's world come to, as the program writes it, and the way to a server of one age."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from capgo_tui.cli import main
from capgo_tui.demo import Demo
from capgo_tui.presenters.numbers import size, whole
from capgo_tui.services.opening import Look
from tests.cli.conftest import Run
from tests.driver import DemoBackends, User, run_user
from tests.ui.cloud import ACME, SHOP, organization_in
from tests.ui.conftest import NOW

TODAY = NOW.date()
OLD = ("seed", "2025-01", "2025-11")
"""The generations that are not today's."""


def in_front_of(
    demo: Demo, dialect: str, width: int = 120, height: int = 40, **look: object
) -> AbstractAsyncContextManager[User]:
    """Start the program on a server of one generation; the profile names the shop, as some list no apps."""
    demo.dialect = dialect
    seen = Look(profile="test", host="http://demo.localhost", apps=(SHOP,), **look)  # type: ignore[arg-type]
    return run_user(DemoBackends(demo, look=seen), width, height)


@dataclass(frozen=True)
class Used:
    """What some apps used in some days."""

    mau: int
    bandwidth: int
    storage: int
    """Bytes that are stored at the end of the last day."""

    @property
    def cells(self) -> list[str]:
        """As a row of the table has them."""
        per_user = size(self.bandwidth / self.mau) if self.mau else "—"
        return " ".join([whole(self.mau), size(self.bandwidth), size(self.storage), per_user]).split()


def used(demo: Demo, apps: tuple[str, ...], first: date, last: date) -> Used:
    """Add up what the world says of some days, both included."""
    found = [demo.world.days_of(app).metrics(day) for app in apps for day in days(first, last)]
    told = [each for each in found if each is not None]
    later = [demo.world.days_of(app).metrics(day) for app in apps for day in days(last, TODAY)[1:]]
    stored = sum(demo.world.apps[app].current_storage_bytes for app in apps)
    return Used(
        mau=sum(each.mau for each in told),
        bandwidth=sum(each.bandwidth for each in told),
        storage=stored - sum(each.storage for each in later if each is not None),
    )


def used_on(demo: Demo, apps: tuple[str, ...], day: date) -> Used:
    """What the world says of one day."""
    return used(demo, apps, day, day)


def apps_of(demo: Demo, organization: str = ACME) -> tuple[str, ...]:
    """The ids of an organization's apps."""
    return tuple(app.app_id for app in demo.world.apps_of(organization_in(demo, organization).id))


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def cells(user: User, day: date) -> list[str]:
    """The row of a day in the table, without the day itself and its note."""
    title = f"{day:%a} {day.day:>2} {day:%b}"
    return user.line_with(f"{title} {day.year}").partition(str(day.year))[2].split()


def headless(capsys: pytest.CaptureFixture[str], dialect: str, *argv: str) -> Run:
    """Run a command against the demo cloud of one generation, in the clock of its world."""
    code = main([*argv, "--demo", "--dialect", dialect])
    said = capsys.readouterr()
    return Run(code, said.out, said.err)
