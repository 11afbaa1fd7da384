"""A crash tells where it happened, and nothing of what the frames held."""

from __future__ import annotations

from rich.segment import Segments

from capgo_tui.app import CapgoApp
from capgo_tui.demo import Demo
from tests.driver import DemoBackends


def test_a_crash_is_printed_without_the_values_of_variables() -> None:
    app = CapgoApp(DemoBackends(Demo()))
    key = "a-key-in-a-variable"
    try:
        raise ValueError(len(key))  # noqa: TRY301 - a frame that holds the key
    except ValueError:
        app._fatal_error()
    printed = "".join(
        segment.text
        for part in app._exit_renderables
        if isinstance(part, Segments)
        for segment in part.segments
    )
    assert "ValueError" in printed
    assert "locals" not in printed
    assert printed.count(key) <= 1  # the line of the source, never the value
