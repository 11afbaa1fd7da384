"""Links to places: there and back, as people type them, and as the console writes them."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.errors import Misused
from capgo_tui.presenters.console_links import console_link
from capgo_tui.presenters.deep_links import deep_link, open_command, read_link
from capgo_tui.presenters.places import ORGANIZATION_TABS, Place

CONSOLE = "https://console.capgo.app"
DEVICE = "00009fe1-0000-4000-8000-000000000001"
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
names = words.filter(lambda text: bool(text.strip()))


@st.composite
def places(draw: st.DrawFn) -> Place:
    of_app = draw(st.booleans())
    tabs = ("channels", "devices", "bundles", "stats") if of_app else ORGANIZATION_TABS
    tab = draw(st.sampled_from(("", *tabs)))
    sort = draw(st.sampled_from(("", "changed", "state"))) if tab else ""
    return Place(
        app_id=draw(names) if of_app else "",
        org_id="" if of_app else draw(names),
        tab=tab,
        record=draw(st.one_of(st.just(""), words)) if tab else "",
        filter=draw(st.one_of(st.just(""), words)) if tab else "",
        sort=sort,
        descending=bool(sort) and draw(st.booleans()),
    )


@given(places())
def test_every_place_comes_back_from_its_link(place: Place) -> None:
    assert read_link(deep_link(place)) == place


@given(places())
def test_every_place_comes_back_from_the_command_as_a_shell_reads_it(place: Place) -> None:
    program, command, link = shlex.split(open_command(place))
    assert (program, command) == ("capgo-tui", "open")
    assert read_link(link) == place
    assert read_link(open_command(place)) == place


@given(places())
def test_no_name_can_become_a_command(place: Place) -> None:
    assert set(deep_link(place)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/?&="
    )


@given(st.text(max_size=200))
def test_any_text_is_a_place_or_is_refused_with_a_sentence(text: str) -> None:
    said = ""
    place = Place()
    try:
        place = read_link(text)
    except Misused as error:
        said = error.said
    assert said or place.app_id or place.org_id


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("com.acme.shop", Place("com.acme.shop")),
        ("com.acme.shop/", Place("com.acme.shop")),
        (f"com.acme.shop/devices/{DEVICE}", Place("com.acme.shop", tab="devices", record=DEVICE)),
        (f" com.acme.shop/device/{DEVICE} ", Place("com.acme.shop", tab="devices", record=DEVICE)),
        ("com.acme.shop/Channels/beta", Place("com.acme.shop", tab="channels", record="beta")),
        (
            "com.acme.shop/devices?filter=platform%3Aios+build%3C2.1&sort=-changed",
            Place(
                "com.acme.shop",
                tab="devices",
                filter="platform:ios build<2.1",
                sort="changed",
                descending=True,
            ),
        ),
        ("org/3f6c/members", Place(org_id="3f6c", tab="members")),
    ],
)
def test_links_are_read_as_people_type_them(text: str, place: Place) -> None:
    assert read_link(text) == place


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (f"{CONSOLE}/app/com.acme.shop", Place("com.acme.shop")),
        (f"{CONSOLE}/app/com.acme.shop/logs", Place("com.acme.shop")),
        (f"{CONSOLE}/app/com.acme.shop/devices", Place("com.acme.shop", tab="devices")),
        (
            f"{CONSOLE}/app/com.acme.shop/device/{DEVICE}/logs?x=1#top",
            Place("com.acme.shop", tab="devices", record=DEVICE),
        ),
        (
            f"{CONSOLE}/app/com.acme.shop/channel/46082",
            Place("com.acme.shop", tab="channels", record="46082"),
        ),
        (
            f"{CONSOLE}/app/com.acme.shop/bundle/7/history",
            Place("com.acme.shop", tab="bundles", record="7"),
        ),
        (
            f"https://web.capgo.app/app/p/com--acme--shop/d/{DEVICE}",
            Place("com.acme.shop", tab="devices", record=DEVICE),
        ),
        ("https://web.capgo.app/app/package/com.acme.shop", Place("com.acme.shop")),
    ],
)
def test_addresses_of_the_console_are_read(address: str, place: Place) -> None:
    assert read_link(address) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "a/b/c/d",
        "org/3f6c/devices",
        f"{CONSOLE}/app/new",
        f"{CONSOLE}/settings/organization/members",
        "ftp://console.capgo.app/app/com.acme.shop",
        "https://[::1",
        "x" * 9_000,
    ],
)
def test_what_is_no_place_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(Misused) as refused:
        read_link(text)
    assert refused.value.said


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (Place("com.acme.shop"), "/app/com.acme.shop"),
        (Place("com.acme.shop", tab="stats"), "/app/com.acme.shop"),
        (Place("com.acme.shop", tab="devices", filter="ios"), "/app/com.acme.shop/devices"),
        (Place("com.acme.shop", tab="devices", record=DEVICE), f"/app/com.acme.shop/device/{DEVICE}"),
        (Place("com.acme.shop", tab="channels", record="7"), "/app/com.acme.shop/channel/7"),
        (Place("com.acme.shop", tab="channels", record="beta"), "/app/com.acme.shop/channels"),
        (Place("a/b c", tab="devices", record="../x"), "/app/a%2Fb%20c/device/..%2Fx"),
        (Place(org_id="3f6c", tab="members"), "/settings/organization/members"),
        (Place(org_id="3f6c", tab="keys", record="4"), "/apikeys"),
    ],
)
def test_the_console_has_an_address_for_each_place(place: Place, path: str) -> None:
    assert console_link(CONSOLE, place) == CONSOLE + path


def test_a_console_that_is_not_known_has_no_address() -> None:
    assert console_link("", Place("com.acme.shop")) == ""
