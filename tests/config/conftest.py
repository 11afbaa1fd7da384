"""A place for settings and keys, and the search for a key in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from capgo_tui.config import KeySearch, LoadedSettings, Paths, Profile, find_paths, load_settings

KEY = "c1f0a7e2-55b1-4c0e-9d6a-0123456789ab"
OTHER_KEY = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"

Load = Callable[[str], LoadedSettings]
Search = Callable[..., KeySearch]


@pytest.fixture
def paths(home: Path) -> Paths:
    """The folders of a user who has nothing yet."""
    return find_paths({})


@pytest.fixture
def load(paths: Paths) -> Load:
    """Reads a settings file with the given content."""

    def read(content: str) -> LoadedSettings:
        paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
        paths.settings_file.write_text(content, encoding="utf-8")
        return load_settings(paths)

    return read


@pytest.fixture
def search(paths: Paths, home: Path, tmp_path: Path) -> Search:
    """A search for the key of a profile, from a project folder that is not the home folder."""
    project = tmp_path / "project"
    project.mkdir()

    def make(profile: Profile | None = None, **more: object) -> KeySearch:
        environ = more.pop("environ", {})
        return KeySearch(
            profile=profile or Profile(),
            paths=paths,
            environ=environ,  # type: ignore[arg-type]
            working_folder=project,
            home=home,
            **more,  # type: ignore[arg-type]
        )

    return make


def private(file: Path, content: str) -> Path:
    """Write a file that only its owner may read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    return file
