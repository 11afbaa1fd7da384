"""The files of tests/contract are copies; this says when one of them has fallen behind."""

from __future__ import annotations

from pathlib import Path

import pytest

COPIES = Path(__file__).parent / "contract"
ORIGINALS = Path(__file__).parents[2] / "shared" / "contract"

NAMES = sorted(path.name for path in COPIES.glob("*.json"))


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the contract does not lie beside this checkout")
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_what_the_contract_says(name: str) -> None:
    assert (COPIES / name).read_bytes() == (ORIGINALS / name).read_bytes()


def test_nothing_is_missing() -> None:
    stems = {"acme-world", "acme-cases", "recorded", "seed-cases", "decisions"}
    assert stems <= {name.removesuffix(".json") for name in NAMES}
