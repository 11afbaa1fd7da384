"""`python -m capgo_tui`."""

from __future__ import annotations

import sys

from capgo_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
