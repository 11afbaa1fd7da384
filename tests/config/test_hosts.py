"""What may stand as the address of a server."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capgo_tui.api.origin import read_origin
from capgo_tui.config import is_loopback, read_host
from capgo_tui.errors import Misused


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://api.capgo.app", "https://api.capgo.app"),
        ("https://API.Capgo.app/", "https://api.capgo.app"),
        ("  api.capgo.app ", "https://api.capgo.app"),
        ("https://x.supabase.co/functions/v1/", "https://x.supabase.co/functions/v1"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://localhost", "http://localhost"),
        ("localhost:8787", "http://localhost:8787"),
        ("http://[::1]:8787", "http://[::1]:8787"),
        ("HTTPS://api.capgo.app", "https://api.capgo.app"),
        ("bücher.example/a b", "https://xn--bcher-kva.example/a%20b"),
        ("[::1]:8787/functions/v1/", "http://[::1]:8787/functions/v1"),
    ],
)
def test_an_address_is_brought_into_one_form(written: str, read: str) -> None:
    assert read_host(written) == read


@pytest.mark.parametrize(
    "written", ["http://api.capgo.app", "http://localhost.evil.example", "http://127.0.0.1.evil.example"]
)
def test_plain_http_to_another_machine_is_refused_because_the_key_could_be_read(written: str) -> None:
    with pytest.raises(ValueError, match="everybody on the way can read the key"):
        read_host(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "ftp://api.capgo.app",
        "https://",
        "https://user:word@api.capgo.app",
        "https://api.capgo.app?x=1",
        "https://api.capgo.app#top",
        "https://api.capgo.app:port",
        "https://[::1",
        "https://api.capgo.app\nx",
        "https://api capgo.app",
        "file:///etc/passwd",
        "https://-",
        "https://api..capgo.app",
        "https://" + "a" * 64 + ".example",
        "//api.capgo.app",
        "/functions/v1",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence_that_begins_with_must(written: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        read_host(written)


def test_only_names_of_this_machine_are_loopback() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1")))
    assert not any(map(is_loopback, ("127.evil.example", "localhost.example", "10.0.0.1", "")))


ADDRESSES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "http://", "https://", "HTTP://", "ftp://", "//", "http://me:word@"]),
    st.sampled_from(
        ["localhost", "127.0.0.1", "127.1", "[::1]", "[::2]", "api.capgo.app", "a..b", "ä.example", ""]
    ),
    st.sampled_from(["", ":", ":8787", ":99999", ":x"]),
    st.sampled_from(["", "/", "/functions/v1/", "/a b", "?x=1", "#top", "\n"]),
)


@given(st.text() | ADDRESSES)
@example("http://127.0.0.1.evil.example")
@example("http://127.1")
def test_settings_and_connections_take_the_same_addresses(written: str) -> None:
    """Nothing passes as a setting that a connection would refuse later, or the other way round."""
    try:
        read = read_host(written)
    except ValueError:
        with pytest.raises(Misused):
            read_origin(written)
        return
    assert read_host(read) == read
    assert str(read_origin(read)) == read
    assert str(read_origin(written)).partition("://")[2] == read.partition("://")[2]
