"""The command line. Importing it loads neither the screens nor the network."""

from __future__ import annotations

from capgo_tui.cli.program import main

__all__ = ["main"]
