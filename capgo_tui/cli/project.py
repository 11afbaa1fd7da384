"""The Capacitor project in which the program was started: its app id."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

NAMES: Final = ("capacitor.config.json", "capacitor.config.ts", "capacitor.config.js")
"""The files in which Capacitor keeps its settings, in the order in which they are looked for."""
_APP_ID: Final = re.compile(
    r"""["']?\bappId["']?\s*:\s*(?P<quote>["'`])(?P<id>[A-Za-z0-9][\w.-]{1,200})(?P=quote)"""
)
_COMMENT: Final = re.compile(r"(?m)^\s*//[^\n]*|/\*.*?\*/", re.DOTALL)
_MOST_BYTES: Final = 262_144
_MOST_FOLDERS: Final = 30


def project_app(folder: Path) -> str:
    """Find the app id of the project that a folder is in; empty if it is in none.

    The file is read and never run: of a program the first `appId` that is a plain text counts.

    Args:
        folder: where to begin; its parents are looked through too.
    """
    for each in (folder, *list(folder.parents)[:_MOST_FOLDERS]):
        for name in NAMES:
            app_id = _read(each / name)
            if app_id:
                return app_id
    return ""


def _read(file: Path) -> str:
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    if file.suffix == ".json":
        return _of_json(text)
    found = _APP_ID.search(_COMMENT.sub("", text))
    return found["id"] if found else ""


def _of_json(text: str) -> str:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    app_id = document.get("appId") if isinstance(document, dict) else None
    return app_id if isinstance(app_id, str) and re.fullmatch(r"[A-Za-z0-9][\w.-]{1,200}", app_id) else ""
