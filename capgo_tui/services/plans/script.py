"""A plan as a shell script of curl lines: to be read, reviewed, kept, or run elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from uuid import uuid4

from capgo_tui.errors import CapgoError
from capgo_tui.safe_text import clean
from capgo_tui.services.plans.plan import Plan

_MODE: Final = 0o644
"""It holds no key, so others may read it."""

_HEAD: Final = """\
#!/bin/sh
# {title}
# {counts} on {host}, planned {at}.
# The first request that the server refuses ends it. The key is never in this file:
#   CAPGO_TOKEN=... sh {name}
set -eu
: "${{CAPGO_TOKEN:?Set CAPGO_TOKEN to the API key first.}}"

curl() {{
    command curl --silent --show-error --fail-with-body "$@"
    echo{pause}
}}
"""


class ScriptProblem(CapgoError):
    """The script could not be written."""


class ScriptExists(ScriptProblem):
    """There is a file already, and nobody said that it may be written over."""


def curl_script(plan: Plan) -> str:
    """The plan as a POSIX shell script; the key is taken from `$CAPGO_TOKEN`."""
    client = plan.workspace.client
    count = len(plan.changes)
    head = _HEAD.format(
        title=clean(plan.title),
        counts=f"{count} request{'' if count == 1 else 's'}",
        host=clean(client.host),
        at=f"{plan.made_at:%Y-%m-%d %H:%M} UTC",
        name=script_name(plan),
        pause="" if count <= client.budget.limit else "\n    sleep 1",  # stays below the budget by itself
    )
    blocks = [head]
    for row in plan.rows:
        what = f"# {clean(row.label)}: {clean(row.now) or '?'}"
        if row.goes and row.change is not None:
            blocks.append(f"{what} -> {clean(row.then)}\n{client.curl(row.change.write)}\n")
        else:
            blocks.append(f"{what}, skipped: {clean(row.skipped) or 'left out'}\n")
    return "\n".join(blocks)


def script_name(plan: Plan) -> str:
    """A name for the script's file, in letters that every shell takes as they are."""
    words = re.sub(r"[^A-Za-z0-9.]+", "-", plan.title).strip("-.").lower()
    return f"{words[:60].rstrip('-.') or 'plan'}.sh"


def write_script(plan: Plan, path: Path, *, overwrite: bool = False) -> Path:
    """Write the script, whole or not at all; gives where it is.

    Args:
        plan: what it does.
        path: the file; `~` is the home folder.
        overwrite: whether a file that is there may go.

    Raises:
        ScriptExists: there is a file, and it may not go.
        ScriptProblem: it cannot be written.
    """
    path = path.expanduser().absolute()
    if path.is_dir():
        raise ScriptProblem(f"{path} is a folder.", next_step="Name a file in it.")
    if path.exists() and not overwrite:
        raise ScriptExists(
            f"There is a file {path.name} already.", next_step="Write over it, or choose another."
        )
    rough = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        rough.touch(_MODE, exist_ok=False)
        rough.write_text(curl_script(plan), encoding="utf-8")
        rough.chmod(_MODE)
        if overwrite:
            rough.replace(path)
        else:
            os.link(rough, path)  # unlike a rename, this never takes the place of a file
            rough.unlink()
    except FileExistsError as error:
        rough.unlink(missing_ok=True)
        raise ScriptExists(f"There is a file {path.name} already.") from error
    except OSError as error:
        if rough.parent.is_dir():
            rough.unlink(missing_ok=True)
        raise ScriptProblem(f"{path} cannot be written: {error.strerror}.") from error
    return path
