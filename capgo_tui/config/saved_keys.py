"""Keeps a pasted key in a file that only its owner may read."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from capgo_tui.config.key_text import BadKey, read_key
from capgo_tui.config.paths import Paths
from capgo_tui.config.settings import Profile
from capgo_tui.secret import Secret

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def save_key(profile: Profile, secret: Secret, paths: Paths) -> Path:
    """Write a profile's key: whole or not at all, mode 0600, in a folder of mode 0700.

    Returns:
        The file: the profile's `key_file` if its settings name one, else its own in the `keys` folder,
        where the next start finds it.

    Raises:
        BadKey: it cannot be a key, or the file cannot be written.
    """
    key = read_key(secret.reveal(), "What was pasted")
    if key is None:
        raise BadKey("Nothing was pasted.", next_step="Paste a key of Capgo's console, under API keys.")
    file = profile.key_file or paths.key_file(profile.name)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(file, key)
    except OSError as error:
        raise BadKey(
            f"The key cannot be saved as {file}: {error.strerror}.",
            next_step="It is used until you leave; CAPGO_TOKEN or key_command keep it elsewhere.",
        ) from error
    return file


def _write(file: Path, key: Secret) -> None:
    """Write beside the file and move it there, so that nobody ever reads half a key."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # made with mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(key.reveal() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def loose_permissions(file: Path) -> str:
    """The warning for a key file that others may read; empty if it is private or no ordinary file."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return ""
    if os.name != "posix" or not stat.S_ISREG(mode) or not mode & _OTHERS:
        return ""
    return f"{file} can be read by others on this machine. Mend it: chmod 600 {_quoted(file)}"


def _quoted(file: Path) -> str:
    """The path as a shell takes it."""
    import shlex  # noqa: PLC0415 - for a warning that is rarely needed

    return shlex.quote(str(file))
