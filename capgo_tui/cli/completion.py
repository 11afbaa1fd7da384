"""Completion scripts for shells, made from the argument parser, so that they never lag behind it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from capgo_tui.cli.commands import GROUPS
from capgo_tui.cli.options import Parser
from capgo_tui.cli.parser import build_parser


@dataclass(frozen=True)
class Word:
    """An option, or a word that may stand next."""

    names: tuple[str, ...]
    """What can be typed: `-o` and `--output`, or one word."""
    help: str = ""
    takes: str = ""
    """What its value is called, such as `FILE`; empty for an option without a value."""
    choices: tuple[str, ...] = ()
    """The values it takes, where they are known."""


@dataclass(frozen=True)
class Place:
    """A point in a command line: behind these words, these may follow."""

    words: tuple[str, ...]
    """The commands before it: none, `("stats",)` or `("stats", "app")`."""
    follow: tuple[Word, ...]
    """The commands, and the values that an argument takes."""
    options: tuple[Word, ...]


def script(shell: str) -> str:
    """The completion script of a shell: `bash`, `zsh` or `fish`."""
    return _SHELLS[shell](list(places(build_parser())))


def places(parser: Parser, words: tuple[str, ...] = ()) -> Iterator[Place]:
    """Every point of the command line, from the program's name on."""
    follow: list[Word] = []
    options: list[Word] = []
    below: dict[str, Parser] = {}
    for action in parser._actions:  # noqa: SLF001 - argparse shows its actions nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            below = action.choices
            follow += [Word((name,), _described(name, action)) for name in below]
        elif action.option_strings:
            options.append(
                Word(tuple(action.option_strings), action.help or "", _takes(action), _choices(action))
            )
        else:
            follow += [Word((choice,)) for choice in _choices(action)]
    yield Place(words, tuple(follow), tuple(options))
    for name, parser_below in below.items():
        yield from places(parser_below, (*words, name))


def _described(name: str, action: argparse._SubParsersAction[Parser]) -> str:
    """What a command does, from the manual or from the parser."""
    for _, commands in GROUPS:
        for command in commands:
            if command.name == name:
                return command.does
    return next((each.help or "" for each in action._choices_actions if each.dest == name), "")  # noqa: SLF001


def _takes(action: argparse.Action) -> str:
    """What an option's value is called."""
    return "" if action.nargs == 0 else str(action.metavar or action.dest).upper()


def _choices(action: argparse.Action) -> tuple[str, ...]:
    return tuple(str(choice) for choice in action.choices or ())


def _bash(all_places: list[Place]) -> str:
    """For bash 3.2 and later, as macOS still has it."""
    lines = [
        "# bash completion for capgo-tui: source <(capgo-tui completion bash)",
        "_capgo_tui() {",
        '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local place="" word words="" index',
        "    for ((index = 1; index < COMP_CWORD; index++)); do",
        '        word="${COMP_WORDS[index]}"',
        '        case "$place/$word" in',
        f'            {_bash_paths(all_places)}) place="$place/$word" ;;',
        "        esac",
        "    done",
        '    case "$previous" in',
    ]
    for names, choices in _bash_values(all_places):
        reply = "compgen -f" if choices == ("FILE",) else f"compgen -W '{' '.join(choices)}'"
        lines.append(f'        {names}) COMPREPLY=($({reply} -- "$current")); return ;;')
    lines += ["    esac", '    case "$place" in']
    for place in all_places:
        words = [name for word in (*place.follow, *place.options) for name in word.names]
        lines.append(f"        '{_path(place)}') words='{' '.join(words)}' ;;")
    lines += [
        "    esac",
        '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
        "}",
        "complete -o filenames -o bashdefault -F _capgo_tui capgo-tui",
    ]
    return "\n".join(lines)


def _path(place: Place) -> str:
    """A place as bash's function names it: `/stats/app`."""
    return "".join(f"/{word}" for word in place.words)


def _bash_paths(all_places: list[Place]) -> str:
    return "|".join(_path(place) for place in all_places if place.words)


def _bash_values(all_places: list[Place]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The options that take a known value, each once."""
    seen: set[tuple[str, ...]] = set()
    for option in (option for place in all_places for option in place.options):
        values = option.choices or (("FILE",) if option.takes == "FILE" else ("",) if option.takes else ())
        if values and option.names not in seen:
            seen.add(option.names)
            yield "|".join(option.names), values


def _zsh(all_places: list[Place]) -> str:
    """For zsh, with what each word does."""
    lines = [
        "#compdef capgo-tui",
        "# zsh completion for capgo-tui: source <(capgo-tui completion zsh), after compinit",
        "_capgo_tui() {",
        "    local place='' word index",
        "    for ((index = 2; index < CURRENT; index++)); do",
        '        word="${words[index]}"',
        '        case "$place/$word" in',
        f'            ({_bash_paths(all_places)}) place="$place/$word" ;;',
        "        esac",
        "    done",
        '    case "${words[CURRENT-1]}" in',
    ]
    for names, choices in _bash_values(all_places):
        reply = "_files" if choices == ("FILE",) else f"compadd -- {' '.join(choices)}"
        lines.append(f"        ({names}) {'return' if choices == ('',) else reply + '; return'} ;;")
    lines += ["    esac", "    local -a follow options", '    case "$place" in']
    for place in all_places:
        lines.append(f"        ('{_path(place)}')")
        for name, words in (("follow", place.follow), ("options", place.options)):
            items = " ".join(
                _quoted(f"{word_name}:{word.help}") for word in words for word_name in word.names
            )
            lines.append(f"            {name}=({items})")
        lines.append("            ;;")
    lines += [
        "    esac",
        '    if [[ "${words[CURRENT]}" == -* ]]; then',
        "        _describe -o option options",
        "    elif (( ${#follow} )); then",
        "        _describe command follow",
        "    fi",
        "}",
        'if [[ "${funcstack[1]}" == _capgo_tui ]]; then _capgo_tui; else compdef _capgo_tui capgo-tui; fi',
    ]
    return "\n".join(lines)


def _fish(all_places: list[Place]) -> str:
    """For fish, with what each word does."""
    lines = [
        "# fish completion for capgo-tui: capgo-tui completion fish | source",
        "function __capgo_tui_at",
        "    set -l place ''",
        "    for word in (commandline -opc)[2..-1]",
        f'        contains -- "$place/$word" {" ".join(_path(p) for p in all_places if p.words)}',
        '        and set place "$place/$word"',
        "    end",
        '    test "$place" = "$argv[1]"',
        "end",
        "complete -c capgo-tui -f",
    ]
    for place in all_places:
        here = f"complete -c capgo-tui -n \"__capgo_tui_at '{_path(place)}'\""
        lines += [f"{here} -a {word.names[0]} -d {_quoted(word.help)}" for word in place.follow]
        for option in place.options:
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            lines.append(f"{here} {names}{_fish_value(option)} -d {_quoted(option.help)}")
    return "\n".join(lines)


def _fish_value(option: Word) -> str:
    """How fish is told what an option takes."""
    if option.choices:
        return f" -x -a '{' '.join(option.choices)}'"
    return "" if not option.takes else " -r -F" if option.takes == "FILE" else " -x"


def _quoted(text: str) -> str:
    """A text in single quotes, as zsh and fish both read them once no quote is left in it."""
    return "'" + text.replace("'", "’").replace("\\", "") + "'"


_SHELLS: dict[str, Callable[[list[Place]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
