"""Reading a host as a user writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capgo_tui.api.origin import read_origin
from capgo_tui.errors import Misused


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://api.capgo.app", "https://api.capgo.app"),
        ("https://api.capgo.app/", "https://api.capgo.app"),
        ("https://api.capgo.app///", "https://api.capgo.app"),
        ("  https://API.Capgo.App \n", "https://api.capgo.app"),
        ("api.capgo.app", "https://api.capgo.app"),
        ("https://x.supabase.co/functions/v1", "https://x.supabase.co/functions/v1"),
        ("https://x.supabase.co/functions/v1/", "https://x.supabase.co/functions/v1"),
        ("x.supabase.co/functions/v1", "https://x.supabase.co/functions/v1"),
        ("https://host:8443/a b", "https://host:8443/a%20b"),
        ("localhost:8787", "https://localhost:8787"),
        ("http://localhost:8787", "http://localhost:8787"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:8787/", "http://[::1]:8787"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("HTTP://LOCALHOST", "http://localhost"),
    ],
)
def test_a_host_is_read_as_it_is_meant(written: str, read: str) -> None:
    assert str(read_origin(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "http://api.capgo.app",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://demo.localhost",
        "http://0.0.0.0:8787",
        "http://192.168.1.5",
        "http://[fe80::1]",
    ],
)
def test_plain_http_is_for_this_machine_only(written: str) -> None:
    with pytest.raises(Misused, match="http://") as caught:
        read_origin(written)
    assert "https://" in caught.value.next_step


def test_an_application_in_this_process_may_have_a_name_below_localhost() -> None:
    assert read_origin("http://demo.localhost", in_process=True).is_loopback


@pytest.mark.parametrize(
    "written",
    [
        "",
        "https://",
        "ftp://api.capgo.app",
        "file:///etc/passwd",
        "https://api.capgo.app?x=1",
        "https://api.capgo.app#top",
        "https://api capgo app",
        "https://api..capgo.app",
        "https://-",
        "https://host:port",
        "https://host:99999",
        "https://[::1",
        "https://[nonsense]",
        "https://" + "a" * 70 + ".example",
        "https://a\nb",
    ],
)
def test_what_is_no_host_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Misused) as caught:
        read_origin(written)
    assert "https://" in caught.value.next_step


def test_a_password_in_the_host_is_refused_and_not_repeated() -> None:
    with pytest.raises(Misused) as caught:
        read_origin("https://me:hunter2@api.capgo.app")
    assert "hunter2" not in str(caught.value)


@given(st.text())
def test_any_text_is_a_host_or_misused(text: str) -> None:
    try:
        origin = read_origin(text)
    except Misused:
        return
    assert origin.scheme == "https" or origin.is_loopback
    assert str(read_origin(str(origin))) == str(origin)
