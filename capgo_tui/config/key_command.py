"""Asks a program of the user's, such as a password store, for the key."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from capgo_tui.config.key_text import BadKey, read_key
from capgo_tui.secret import Secret


def run_key_command(argv: Sequence[str], profile: str, seconds: float) -> Secret:
    """Run a command without a shell and take the first line that it prints.

    What it says on stderr is not repeated: it may be anything, the key included.

    Raises:
        BadKey: it cannot be started, takes too long, fails, or prints no key.
    """
    name = f"The key_command of profile {profile}"
    by_hand = "Run it by hand to see why."
    program = str(Path(argv[0]).expanduser()) if argv[0].startswith("~") else argv[0]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, from their own settings
            [program, *argv[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadKey(f"{name} took longer than {seconds:g} seconds.", next_step=by_hand) from None
    except FileNotFoundError:
        fix = "Look at its spelling, and at PATH."
        raise BadKey(f"{name} cannot be started: there is no program {argv[0]}.", next_step=fix) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it has a null character"
        raise BadKey(f"{name} cannot be started: {reason}.", next_step=by_hand) from None
    if done.returncode < 0:
        raise BadKey(f"{name} was ended by signal {-done.returncode}.", next_step=by_hand)
    if done.returncode:
        raise BadKey(f"{name} failed with exit code {done.returncode}.", next_step=by_hand)
    try:
        key = read_key(done.stdout.decode(), f"The output of {name[0].lower()}{name[1:]}")
    except UnicodeDecodeError:
        raise BadKey(f"{name} printed something that is not text.", next_step=by_hand) from None
    if key is None:
        raise BadKey(f"{name} printed nothing.", next_step=by_hand)
    return key
