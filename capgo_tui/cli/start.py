"""What every start needs to know: settings, profile, server, where the key is, where messages go."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.messages import say
from capgo_tui.config import (
    Choice,
    KeySearch,
    LoadedSettings,
    Paths,
    Profile,
    choose,
    find_paths,
    load_settings,
)
from capgo_tui.config.choice import HOST_VARIABLE
from capgo_tui.errors import Misused

if TYPE_CHECKING:
    from capgo_tui.logs import Redaction

DEMO = Choice(Profile(name="demo"), "the demo cloud", "--demo")
"""What is chosen by `--demo`."""


@dataclass(frozen=True)
class Start:
    """One start of the program."""

    arguments: Arguments
    paths: Paths
    loaded: LoadedSettings
    choice: Choice
    search: KeySearch
    redaction: Redaction

    @property
    def demo(self) -> bool:
        """Whether the demo cloud was asked for."""
        return self.arguments.demo

    @property
    def dialect(self) -> str:
        """The generation of the server, or `auto`."""
        return self.arguments.dialect or self.choice.profile.dialect

    @property
    def demo_dialect(self) -> str:
        """The generation that the demo cloud plays."""
        return (self.demo and self.arguments.dialect) or "current"

    @property
    def history_file(self) -> Path | None:
        """Where statistics that were seen are kept; None keeps them in memory, as in the demo cloud."""
        return self.paths.history if self.loaded.settings.history and not self.demo else None

    @property
    def session_file(self) -> Path | None:
        """Where it is kept where one was; None keeps it in memory, as in the demo cloud."""
        return self.paths.state / "session.json" if self.loaded.settings.restore and not self.demo else None

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed: the command line says so, or the profile."""
        return self.arguments.read_only or self.choice.profile.read_only


def prepare(arguments: Arguments, *, warn: Callable[[str], None] = say) -> Start:
    """Read the settings and decide where to go; the key is not looked for yet.

    Args:
        arguments: the command line.
        warn: takes what is wrong but not fatal, such as an unknown setting.

    Raises:
        BadSettings: the settings file cannot be read.
        Misused: profile or server are none, or contradict `--demo`.
    """
    from capgo_tui.cli.crash import redaction  # noqa: PLC0415 - `logging` is slow to import

    environ: Mapping[str, str] = os.environ
    paths = find_paths(environ, arguments.config)
    loaded = load_settings(paths)
    for problem in loaded.problems:
        warn(f"{loaded.file}: {problem}. It is left out; `capgo-tui config check` has the whole list.")
    if arguments.ascii:
        loaded = replace(loaded, settings=replace(loaded.settings, ascii=True))
    if arguments.no_mouse:
        loaded = replace(loaded, settings=replace(loaded.settings, mouse=False))
    if arguments.low_bandwidth:
        loaded = replace(loaded, settings=replace(loaded.settings, low_bandwidth=True))
    choice = _choose(arguments, loaded, environ)
    search = KeySearch(
        profile=choice.profile,
        paths=paths,
        environ=environ,
        working_folder=Path.cwd(),
        home=Path.home(),
        asked_for=arguments.key_file,
        warn=warn,
    )
    start = Start(arguments, paths, loaded, choice, search, redaction)
    _begin_logs(start)
    return start


def profiles(start: Start) -> dict[str, str]:
    """The profiles that one can go on with, and what each is about."""
    settings = start.loaded.settings
    known = {}
    for name in settings.names():
        profile = settings.profile_named(name)
        known[name] = f"{profile.host}{', read-only' if profile.read_only else ''}"
    return {**known, DEMO.profile.name: DEMO.host} if DEMO.profile.name not in known else known


def start_of_profile(start: Start, name: str) -> Start:
    """The same start with another profile; what the command line said of server and key is for the first one.

    Raises:
        Misused: there is no such profile, or its server is none.
    """
    arguments = copy(start.arguments)
    arguments.host = arguments.key_file = None
    arguments.demo = name == DEMO.profile.name and name not in start.loaded.settings.names()
    arguments.profile = None if arguments.demo else name
    arguments.fault = []
    environ = {each: value for each, value in os.environ.items() if each != HOST_VARIABLE}
    choice = DEMO if arguments.demo else choose(start.loaded.settings, environ, profile=name, host=None)
    search = replace(start.search, profile=choice.profile, asked_for=None)
    return replace(start, arguments=arguments, choice=choice, search=search)


def _choose(arguments: Arguments, loaded: LoadedSettings, environ: Mapping[str, str]) -> Choice:
    """Choose profile and server; the demo cloud has neither."""
    if not arguments.demo:
        if arguments.fault:
            raise Misused("--fault is for the demo cloud alone.", next_step="Add --demo.")
        return choose(loaded.settings, environ, profile=arguments.profile, host=arguments.host)
    if arguments.dialect == "auto":
        raise Misused("The demo cloud needs a dialect to play.", next_step="--dialect seed, or another.")
    if arguments.host or arguments.profile or arguments.key_file:
        raise Misused(
            "--demo is a cloud of its own: it takes no --host, --profile or --key-file.",
            next_step="Leave one of them out.",
        )
    return DEMO


def _begin_logs(start: Start) -> None:
    """Start the log that was asked for; one that cannot be written is said and not fatal."""
    import sys  # noqa: PLC0415 - the stream of now, not of the import

    from capgo_tui import logs  # noqa: PLC0415

    file = start.arguments.log_file or start.loaded.settings.log_file
    if file is not None:
        try:
            logs.log_to_file(file.expanduser(), start.redaction)
        except OSError as error:
            say(f"There will be no log: {file} cannot be written: {error.strerror}.")
    if start.arguments.verbose and start.arguments.command is not None:
        logs.log_to(sys.stderr, start.redaction)
