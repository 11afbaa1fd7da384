"""An error as a user needs it: what was tried, what was said, what to do."""

from __future__ import annotations

from textual.content import Content

from capgo_tui.errors import CapgoError, RateLimited, Refused
from capgo_tui.safe_text import clean


def problem_content(error: CapgoError, *, retry: str = "") -> Content:
    """Lay an error out over a few lines, for the middle of an empty place.

    Args:
        error: what happened.
        retry: how to try again, such as `r tries again`; empty where trying is no use.
    """
    parts: list[Content] = [Content.assemble(("✗ ", "bold $text-error"), (clean(error.said, 400), "bold"))]
    if error.next_step:
        parts.append(Content(clean(error.next_step, 400)))
    if error.tried:
        parts.append(Content.styled(f"tried: {clean(error.tried)}", "$foreground-muted"))
    if retry and not isinstance(error, RateLimited):
        parts.append(Content.styled(retry, "$foreground-muted"))
    return Content("\n").join(parts)


def problem_line(error: CapgoError) -> Content:
    """An error on one line, for a banner above rows that are still good to look at."""
    return Content.assemble(("⚠ ", "bold $text-warning"), clean(str(error), 400))


def refusal_content(error: CapgoError) -> Content:
    """A change that failed, for the foot of its dialog: what was said, by which code, and what to do."""
    code = error.code if isinstance(error, Refused) and error.code not in error.said else ""
    said = Content.assemble(
        ("✗ ", "bold $text-error"),
        (clean(error.said, 400), "bold"),
        (f"  {clean(code, 80)}" if code else "", "$foreground-muted"),
    )
    parts = [said]
    if error.outcome_unknown:
        unknown = "Nobody knows whether it was made all the same: saving again looks first."
        parts.append(Content.assemble(("⚠ ", "bold $text-warning"), (unknown, "$text-warning")))
    if error.next_step:
        parts.append(Content(f"  {clean(error.next_step, 400)}"))
    return Content("\n").join(parts)
