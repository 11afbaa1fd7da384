"""Draws the pictures of the README from the demo cloud: `python -m tests.shots`, or `poe shots`.

The demo's clock stands still, so the same program draws the same bytes.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

from capgo_tui.demo import Demo
from tests.driver import DemoBackends, run_user

FOLDER = Path(__file__).parent.parent / "screenshots"
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
SIZE = (120, 34)

PICTURES = {
    "channels": ("com.acme.shop", []),
    "devices": ("com.acme.shop", ["2"]),
    "bundles": ("com.acme.shop", ["2", "3"]),
    "channel": ("com.acme.shop", [*"jjjjj", "enter"]),
    "edit": ("com.acme.shop", ["e", "tab", "tab", "tab", "space", "tab", "space"]),
    "plan": ("com.acme.shop", ["2", *["space"] * 8, "m", *"beta", "ctrl+s"]),
    "why": ("com.acme.shop", ["2", *"jjjj", "w"]),
    "matrix": ("com.acme.shop", ["w"]),
    "stats": ("com.acme.shop", ["4", "m", "j", "enter", "T"]),
    "adoption": ("com.acme.shop", ["5", "j"]),
    "audit": ("com.acme.shop", ["6", "6", "6", "6"]),
    "help": ("com.acme.shop", ["question_mark"]),
}
"""Name of the picture, app to open, keys to press."""

FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
"""Fonts from the network, which a picture in a README does not load anyway."""


async def draw(name: str, app_id: str, keys: list[str]) -> None:
    """Draw one picture."""
    async with run_user(DemoBackends(Demo(clock=lambda: NOW), budget=100), *SIZE) as user:
        await user.opens(app_id)
        for key in keys:
            await user.press(key)
        svg = user.app.export_screenshot(title="capgo-tui --demo")
    lines = FONTS.sub("", svg).splitlines()
    (FOLDER / f"{name}.svg").write_text("\n".join(line.rstrip() for line in lines) + "\n")


async def main() -> None:
    """Draw all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, (app_id, keys) in PICTURES.items():
        await draw(name, app_id, keys)
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
