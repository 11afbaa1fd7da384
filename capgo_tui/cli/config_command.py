"""`config`: where the settings are, what holds, what is wrong, what there is."""

from __future__ import annotations

import os

from capgo_tui.cli import exit_codes
from capgo_tui.cli.arguments import Arguments
from capgo_tui.cli.messages import say
from capgo_tui.config import LoadedSettings, Paths, Problem, find_paths, load_settings
from capgo_tui.safe_text import clean, clean_lines


def run(arguments: Arguments) -> int:
    """Answer one of `config path|show|check|schema|keys`.

    Returns:
        The exit code: 1 if `check` found something.

    Raises:
        BadSettings: `show` or `check` cannot read the file.
    """
    if arguments.action == "schema":
        _print_schema(as_json=arguments.json)
        return exit_codes.OK
    if arguments.action == "keys":
        from capgo_tui.cli.key_settings import usual_keys  # noqa: PLC0415 - looks at every screen

        print("\n".join(("[keys]", *usual_keys())))
        return exit_codes.OK
    paths = find_paths(os.environ, arguments.config)
    if arguments.action == "path":
        print(paths.settings_file)
        return exit_codes.OK
    loaded = load_settings(paths)
    if arguments.action == "show":
        from capgo_tui.config.describing import as_toml  # noqa: PLC0415 - only what is asked

        where = str(loaded.file) if loaded.exists else f"defaults; there is no {loaded.file}"
        print(f"# {clean(where, 4096)}\n{clean_lines(as_toml(loaded.settings))}")
        return exit_codes.OK
    problems = (*loaded.problems, *_check_keys(loaded))
    for problem in problems:
        print(clean(f"{loaded.file}: {problem}", 4096))
    if problems:
        say("`capgo-tui config schema` has every setting and what is allowed.")
    alerts_are_wrong = _check_alerts(paths)
    if problems or alerts_are_wrong:
        return exit_codes.FAILED
    say(f"{loaded.file} is fine." if loaded.exists else f"There is no {loaded.file}; the defaults hold.")
    return exit_codes.OK


def _check_keys(loaded: LoadedSettings) -> tuple[Problem, ...]:
    """What is wrong with the keys of the settings; the screens are looked at only if there are any."""
    if not loaded.settings.keys:
        return ()
    from capgo_tui.cli.key_settings import judge_keys  # noqa: PLC0415

    return judge_keys(loaded.settings.keys).problems


def _check_alerts(paths: Paths) -> bool:
    """Print what is wrong with the file of alerts, if there is anything."""
    if not paths.alerts_file.exists():
        return False
    from capgo_tui.services.alerts.shelf import AlertsProblem, Shelf  # noqa: PLC0415 - only if there are any

    try:
        Shelf(paths.alerts_file, "").read()
    except AlertsProblem as error:
        print(clean(error.said, 4096))
        return True
    return False


def _print_schema(*, as_json: bool) -> None:
    """Print what can be set, as a commented file or as JSON Schema."""
    from capgo_tui.config.describing import example, json_schema  # noqa: PLC0415

    if as_json:
        from capgo_tui.presenters.json_text import to_json  # noqa: PLC0415

        print(to_json(json_schema(), pretty=True))
    else:
        print(example())
