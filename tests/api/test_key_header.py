"""In which header the key goes."""

from __future__ import annotations

import pytest

from capgo_tui.api.key_header import header_for, usable
from capgo_tui.errors import Misused
from capgo_tui.secret import Secret


@pytest.mark.parametrize(
    ("key", "header"),
    [
        ("3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a90", "authorization"),
        ("3D5C7A10-9B2E-4F68-8A11-0C2D4E6F8A90", "authorization"),
        ("00000000-0000-0000-0000-000000000000", "authorization"),
        ("3d5c7a109b2e4f688a110c2d4e6f8a90", "capgkey"),
        ("3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a9", "capgkey"),
        ("3d5c7a10-9b2e-4f68-8a11-0c2d4e6f8a900", "capgkey"),
        ("token", "capgkey"),
    ],
)
def test_a_uuid_goes_in_authorization_and_anything_else_in_capgkey(key: str, header: str) -> None:
    assert header_for(Secret(key)) == header


def test_the_line_end_of_a_key_file_is_no_part_of_the_key() -> None:
    assert usable(Secret(" token\r\n")) == Secret("token")


@pytest.mark.parametrize("key", [None, Secret(""), Secret(" \n")])
def test_an_empty_key_is_none(key: Secret | None) -> None:
    assert usable(key) is None


@pytest.mark.parametrize("key", ["my key", "my\nkey", "my\tkey", "schlüssel", "my\x7f", "\ud800"])
def test_what_no_header_can_carry_is_no_key_and_is_not_repeated(key: str) -> None:
    with pytest.raises(Misused) as caught:
        usable(Secret(key))
    assert key not in str(caught.value)
