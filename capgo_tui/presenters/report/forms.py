"""The forms in which a report is written, by the word that users give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from capgo_tui.presenters.report.markdown import as_markdown
from capgo_tui.presenters.report.page import as_page
from capgo_tui.presenters.report.sheet import as_sheet

if TYPE_CHECKING:
    from capgo_tui.rules.statistics.report import Report

FORMS: Final[Mapping[str, Callable[[Report], str]]] = {"md": as_markdown, "html": as_page, "csv": as_sheet}
"""Each form by its file name's end."""
