"""`get PATH`: any GET of the API, printed as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.cli.output import Output
from capgo_tui.presenters.json_text import to_json
from capgo_tui.services.any_read import read_any

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient


async def print_answer(client: CapgoClient, text: str, output: Output) -> None:
    """Ask and print: indented on a terminal, on one line elsewhere."""
    answer = await read_any(client, text)
    output.write(to_json(answer, pretty=output.terminal is not None) + "\n")
