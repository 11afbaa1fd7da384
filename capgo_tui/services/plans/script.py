"""A plan as a shell script of curl lines: to be read, reviewed, kept, or run elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from capgo_tui.safe_text import clean
from capgo_tui.services.plans.plan import Plan
from capgo_tui.services.whole_files import write_whole

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


def curl_script(plan: Plan) -> str:
    """The plan as a POSIX shell script; the key is taken from `$CAPGO_TOKEN`."""
    client = plan.workspace.client
    count = plan.writes
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
            lines = "".join(f"{client.curl(write)}\n" for write in row.change.writes)
            blocks.append(f"{what} -> {clean(row.then)}\n{lines}")
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
        FileExists: there is a file, and it may not go.
        FileProblem: it cannot be written.
    """
    return write_whole(path, curl_script(plan).encode(), mode=_MODE, overwrite=overwrite)
