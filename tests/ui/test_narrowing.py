"""A user is shown exactly some devices of an app, picked out elsewhere."""

from __future__ import annotations

from capgo_tui.demo import Demo
from capgo_tui.messages import NarrowDevices
from capgo_tui.models.device import Device
from capgo_tui.panes.devices import DevicesPane
from capgo_tui.presenters.columns import Column
from capgo_tui.presenters.narrowing import Narrowing
from capgo_tui.widgets.record_table import RecordTable
from tests.driver import User
from tests.ui.cloud import SHOP
from tests.ui.conftest import UserAt

TESTERS = ("mia", "jonas", "priya")
WALLET = "com.acme.wallet"


def ids(demo: Demo, *custom_ids: str) -> frozenset[str]:
    """The ids of the shop's devices that go by these names."""
    devices = demo.world.devices_of(SHOP).by_id("", changed_after=None, custom_only=True)
    found = {device.custom_id: device.device_id for device in devices}
    return frozenset(found[custom_id] for custom_id in custom_ids)


async def narrows(user: User, narrowing: Narrowing, app_id: str = SHOP) -> None:
    """Have the devices picked out, as other parts of the screen do."""
    user.app.screen.post_message(NarrowDevices(app_id, narrowing))
    await user.settle()


def rows(user: User, *names: str) -> list[str]:
    """Which of some devices are in sight."""
    return [name for name in names if user.sees(name)]


def shown(user: User) -> int:
    """How many devices the table shows, in sight or not."""
    return user.app.screen.query_one("#devices").query_one(RecordTable).row_count


async def test_exactly_the_devices_that_were_picked_out_are_shown(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS), note="as of today"))
    assert user.tab == "devices"
    assert "3 devices that test ×" in user.line_with("× esc")
    assert user.sees("as of today")
    assert rows(user, *TESTERS, "tomas", "store-001") == list(TESTERS)


async def test_escape_shows_all_again(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    await user.press("escape")
    assert not user.sees("that test")
    assert shown(user) == 65
    assert user.tab == "devices"


async def test_a_click_on_the_line_shows_all_again(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    await user.clicks("NarrowLine")
    assert not user.sees("that test")
    assert shown(user) == 65


async def test_a_filter_looks_at_these_alone(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    await user.press("slash")
    await user.types("as")
    await user.press("enter")
    assert rows(user, *TESTERS, "tomas") == ["jonas"]
    assert user.sees("1 of 3")
    await user.press("escape")
    assert rows(user, *TESTERS, "tomas") == list(TESTERS), "the filter goes before the narrowing"
    await user.press("escape")
    assert not user.sees("that test")


async def test_the_filter_from_before_comes_back(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("slash")
    await user.types("tomas")
    await user.press("enter")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    assert rows(user, *TESTERS, "tomas") == list(TESTERS)
    await user.press("escape")
    assert rows(user, *TESTERS, "tomas") == ["tomas"]
    assert user.sees("1 of 65")


async def test_the_cursor_stays_on_its_device_when_all_are_shown_again(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("G")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    await user.press("g", "j")
    here = next(name for name in TESTERS if name in user.line_with("❯"))
    await user.press("escape")
    assert here in user.line_with("❯")


async def test_other_columns_may_be_shown_of_them(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("l", "l", "s")  # sorted by the platform
    before = user.screen
    own = Column[Device]("name", "who it is", text=lambda d: f"<{d.custom_id}>", sort=lambda d: d.custom_id)
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS), columns=[own]))
    assert user.sees("who it is")
    assert user.sees("<mia>")
    await user.press("escape")
    assert not user.sees("who it is")
    assert user.line_with("platform") in before, "sorted as before"


async def test_chosen_columns_and_the_order_come_back(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("colon")
    await user.types("cols device changed")
    await user.press("enter", "colon")
    await user.types("sort device desc")
    await user.press("enter")
    before = user.line_with("warehouse-desk")
    own = Column[Device]("name", "who it is", text=lambda d: f"<{d.custom_id}>", sort=lambda d: d.custom_id)
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS), columns=[own]))
    assert user.sees("<mia>")
    await user.press("escape", "g")
    assert user.line_with("warehouse-desk") == before
    assert not user.sees("platform")


async def test_how_devices_were_looked_at_before_is_what_is_remembered(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await user.press("colon")
    await user.types("sort device desc")
    await user.press("enter")
    own = Column[Device]("name", "who it is", text=lambda d: f"<{d.custom_id}>", sort=lambda d: d.custom_id)
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS), columns=[own]))
    await user.press("s", "slash")
    await user.types("mia")
    await user.press("enter")
    pane = user.app.screen.query_one("#devices", DevicesPane)
    view = pane.connection.session.view("devices", SHOP)
    assert view is not None
    assert (view.sort, view.descending, view.filter) == ("device", True, "")


async def test_another_app_shows_all_of_its_own(user: User, demo: Demo) -> None:
    await user.opens(SHOP, tab="2")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)))
    await user.opens("com.northwind.driver")
    assert not user.sees("that test")
    assert user.sees("driver-0")
    await user.opens(SHOP)
    assert not user.sees("that test")
    assert shown(user) == 65


async def test_what_was_picked_out_of_an_app_left_meanwhile_is_not_shown(user: User, demo: Demo) -> None:
    await user.opens("com.northwind.driver")
    await narrows(user, Narrowing("that test", ids(demo, *TESTERS)), SHOP)
    assert user.tab == "channels"


async def test_the_rest_is_not_read_while_some_are_picked_out(user: User) -> None:
    await user.opens(WALLET, tab="2")
    table = user.app.screen.query_one("#devices RecordTable")
    first = frozenset(table.record.device_id for _ in (0,))  # type: ignore[attr-defined]
    before = user.requests
    await narrows(user, Narrowing("at the front", first), WALLET)
    await user.press("G")
    assert user.sees("1 device at the front")
    assert user.requests == before


async def test_the_line_stands_at_80_columns(user_at: UserAt, demo: Demo) -> None:
    async with user_at(80, 24) as user:
        await user.opens(SHOP)
        label = 'stopped by "the bundle is not below native" on production, the channel of most'
        await narrows(user, Narrowing(label, ids(demo, *TESTERS)))
        assert user.sees("3 devices stopped by")
        assert user.sees("× esc")
        assert user.sees("priya")


async def test_the_text_of_a_server_is_no_markup_in_the_line(user: User, demo: Demo) -> None:
    await user.opens(SHOP)
    await narrows(user, Narrowing("on [bold]x\x1b[2J", ids(demo, "mia"), note="[@click=app.quit]n[/]"))
    assert user.sees("on [bold]x␛[2J")
    assert user.sees("[@click=app.quit]n[/]")
