"""What may stand as the address of a server."""

from __future__ import annotations

import pytest

from capgo_tui.config import is_loopback, read_host


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
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence_that_begins_with_must(written: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        read_host(written)


def test_only_names_of_this_machine_are_loopback() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1")))
    assert not any(map(is_loopback, ("127.evil.example", "localhost.example", "10.0.0.1", "")))
