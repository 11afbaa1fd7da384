"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from capgo_tui.errors import CapgoError


class FileProblem(CapgoError):
    """The file could not be written."""


class FileExists(FileProblem):
    """There is a file already, and nobody said that it may be written over."""


def check_place(path: Path, *, overwrite: bool = False) -> Path:
    """Look whether a file can be written, before what it holds is made; gives where it would be.

    Args:
        path: the file; `~` is the home folder.
        overwrite: whether a file that is there may go.

    Raises:
        FileExists: there is a file, and it may not go.
        FileProblem: it is no name of a file, or a folder.
    """
    try:
        path = path.expanduser().absolute()
        is_folder, is_there = path.is_dir(), path.exists() or path.is_symlink()
    except (OSError, RuntimeError, ValueError) as error:  # a name too long, no such home, a zero byte
        raise FileProblem(f"{path} is no name for a file: {error}.") from error
    if is_folder:
        raise FileProblem(f"{path} is a folder.", next_step="Name a file in it.")
    if is_there and not overwrite:
        raise FileExists(
            f"There is a file {path.name} already.", next_step="Write over it, or choose another."
        )
    return path


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, overwrite: bool = False) -> Path:
    """Write a file, whole or not at all; gives where it is.

    Args:
        path: the file; `~` is the home folder.
        data: what it holds.
        mode: who may read it.
        overwrite: whether a file that is there may go.

    Raises:
        FileExists: there is a file, and it may not go.
        FileProblem: it cannot be written.
    """
    path = check_place(path, overwrite=overwrite)
    rough = path.with_name(f".{path.name[:100]}.{uuid4().hex}")
    try:
        rough.touch(mode, exist_ok=False)
        rough.write_bytes(data)
        rough.chmod(mode)
        if overwrite:
            rough.replace(path)
        else:
            os.link(rough, path)  # unlike a rename, this never takes the place of a file
            rough.unlink()
    except FileExistsError as error:
        rough.unlink(missing_ok=True)
        raise FileExists(f"There is a file {path.name} already.") from error
    except ValueError as error:  # a zero byte
        raise FileProblem(f"{path} is no name for a file: {error}.") from error
    except OSError as error:
        if rough.parent.is_dir() and os.access(rough.parent, os.W_OK):
            rough.unlink(missing_ok=True)
        raise FileProblem(f"{path} cannot be written: {error.strerror}.") from error
    return path
