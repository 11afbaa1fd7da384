"""The Why of a device as plain text, to be pasted into a ticket or a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.presenters.why_page import WhyPage


def why_text(page: WhyPage) -> str:
    """Write it: the verdict, each way it can end, the checks, what is to be known, what mends it."""
    lines = [f"{clean(page.device)}: {page.mark} {clean(page.verdict)}"]
    lines += [f"  - {clean(way)}" for way in page.ways]
    lines.append("")
    for row in page.ladder:
        values = " | ".join(clean(value) for value in (row.left, row.right) if value)
        code = f" [{clean(row.code)}]" if row.decides and row.code else ""
        lines.append(f"{row.mark} {clean(row.check)}{': ' if values else ''}{values}{code}")
    if page.notes:
        lines += ["", *(f"{clean(note.label)}: {clean(note.text)}" for note in page.notes)]
    if page.fix is not None:
        lines += ["", f"{page.fix.label}: {clean(page.fix.sentence)}"]
    return "\n".join(lines) + "\n"
