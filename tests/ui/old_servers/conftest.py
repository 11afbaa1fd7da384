"""A user in front of servers of early 2025."""

from __future__ import annotations

import pytest

from capgo_tui.demo import Demo


@pytest.fixture(params=["seed", "2025-01"])
def early(request: pytest.FixtureRequest, demo: Demo) -> Demo:
    """The demo cloud as a server of early 2025: as the pages say, then as it really was."""
    demo.dialect = request.param
    return demo
