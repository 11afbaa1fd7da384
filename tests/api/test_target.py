"""Paths and queries, and where a redirect may lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.origin import read_origin
from capgo_tui.api.target import redirected, segment, target
from capgo_tui.errors import Misused, Unexpected

ORIGIN = read_origin("https://api.capgo.app/v1")


@pytest.mark.parametrize(
    ("path", "query", "encoded"),
    [
        ("/channel", {"app_id": "com.acme.shop"}, "/channel?app_id=com.acme.shop"),
        ("channel", {}, "/channel"),
        ("/channel?app_id=a&page=1", {}, "/channel?app_id=a&page=1"),
        ("/channel?app_id=a", {"page": 1}, "/channel?app_id=a&page=1"),
        (
            "/device",
            {"cursor": "2026-11-01T16:00:00+00:00|10"},
            "/device?cursor=2026-11-01T16%3A00%3A00%2B00%3A00%7C10",
        ),
        ("/device", {"limit": 50, "order": None}, "/device?limit=50"),
        ("/a b#c", {}, "/a%20b%23c"),
        ("/app/a%2Fb", {}, "/app/a%2Fb"),
        ("//evil.example/x", {}, "/evil.example/x"),
        ("/x?a=1?b", {}, "/x?a=1?b"),
        ("/x?", {}, "/x?"),
        ("/x", {"channel": "a&b=c \ud800ü"}, "/x?channel=a%26b%3Dc%20%3F%C3%BC"),
        ("/ü\r\nx: y", {}, "/%C3%BC%0D%0Ax:%20y"),
    ],
)
def test_paths_and_queries_are_encoded(path: str, query: dict[str, str | int | None], encoded: str) -> None:
    assert target(path, query) == encoded


@pytest.mark.parametrize("name", ["version", "channel", "orgId"])
def test_an_empty_parameter_is_never_sent(name: str) -> None:
    with pytest.raises(Misused, match=name):
        target("/bundle", {"app_id": "com.acme.shop", name: ""})


def test_a_whole_address_is_no_path() -> None:
    with pytest.raises(Misused):
        target("https://evil.example/x", {})


def test_an_address_in_the_query_is_fine() -> None:
    assert target("/x?link=https://a.example", {}) == "/x?link=https://a.example"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_empty_part_of_a_path_would_name_something_else(value: str) -> None:
    with pytest.raises(Misused, match="app id"):
        segment(value, "app id")


def test_a_part_of_a_path_stays_one_part() -> None:
    assert segment("../org?x#y", "app id") == "..%2Forg%3Fx%23y"
    assert segment(7001, "key id") == "7001"


@given(st.text(), st.dictionaries(st.text(), st.text(min_size=1) | st.integers()))
def test_anything_becomes_a_path_of_plain_characters(path: str, query: dict[str, str | int | None]) -> None:
    try:
        encoded = target(path, query)
    except Misused:
        return
    assert encoded.startswith("/")
    assert not encoded.startswith("//")
    assert encoded.isascii()
    assert not set(encoded) & set(' \r\n#"<>')


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("/v1/channel/", "https://api.capgo.app/v1/channel/"),
        ("channel/?a=b", "https://api.capgo.app/v1/channel/?a=b"),
        ("https://api.capgo.app/v2", "https://api.capgo.app/v2"),
        ("https://API.capgo.app:443/v2", "https://api.capgo.app/v2"),
        ("?page=2", "https://api.capgo.app/v1/channel?page=2"),
    ],
)
def test_a_redirect_on_the_same_host_is_followed(location: str, there: str) -> None:
    assert redirected(ORIGIN, "https://api.capgo.app/v1/channel", location, "GET", "GET /channel") == there


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/channel",
        "//evil.example/channel",
        "http://api.capgo.app/channel",
        "https://api.capgo.app:8443/channel",
        "https://api.capgo.app.evil.example/",
        "https://api.capgo.app@evil.example/",
        "https://[broken",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_redirect_to_another_host_is_not_followed(location: str) -> None:
    with pytest.raises(Unexpected) as caught:
        redirected(ORIGIN, "https://api.capgo.app/v1/channel", location, "GET", "GET /channel")
    assert caught.value.tried == "GET /channel"
    assert "--host" in caught.value.next_step


def test_a_write_is_never_sent_on() -> None:
    with pytest.raises(Unexpected, match="only reads"):
        redirected(ORIGIN, "https://api.capgo.app/v1/channel", "/v1/channel/", "POST", "POST /channel")
