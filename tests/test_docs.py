"""The README's tables are those of the program, and its keys are what keys should be."""

from __future__ import annotations

import pytest

from capgo_tui.cli.key_catalogue import DESTRUCTIVE, PLACES, Declared, every_binding
from capgo_tui.screens.ex_commands import COMMANDS
from capgo_tui.screens.help import SCOPES
from tests import docs

NEVER_ALONE = {
    "ctrl+a": "the prefix of screen",
    "ctrl+b": "the prefix of tmux",
    "ctrl+space": "what switches input methods, and the prefix of many",
    "ctrl+at": "how terminals send ctrl+space",
    "ctrl+h": "backspace, for some terminals",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+k": "a prefix of editors around the program",
    "ctrl+w": "closes the tab of a browser's terminal",
}


def label(declared: Declared) -> str:
    return f"{declared.owner}:{declared.id}"


EVERY = pytest.mark.parametrize("declared", every_binding(), ids=label)


def test_the_tables_of_the_readme_are_those_of_the_program() -> None:
    text = docs.README.read_text()
    assert docs.renewed(text) == text, "poe docs writes them again"


def test_every_key_is_told_in_the_readme_or_belongs_to_a_place_that_shows_its_own() -> None:
    told = {scope for part in docs.PARTS for scope in part.scopes.split()}
    assert {each.scope for each in every_binding()} <= told | docs.ELSEWHERE


def test_every_place_that_has_keys_has_a_heading_in_the_help() -> None:
    assert {each.scope for each in every_binding()} <= set(SCOPES)


def test_every_place_is_known_to_what_judges_the_keys_of_the_settings() -> None:
    assert {each.scope for each in every_binding()} <= frozenset().union(*PLACES)


@EVERY
def test_a_key_says_what_it_does_and_can_be_named_in_the_settings(declared: Declared) -> None:
    scope, dot, verb = declared.id.partition(".")
    assert scope
    assert dot
    assert verb
    assert declared.binding.tooltip.strip()
    assert not declared.binding.tooltip.endswith(".")
    assert declared.binding.tooltip[0].isupper()


@EVERY
def test_no_key_is_one_that_terminals_and_multiplexers_take_for_themselves(declared: Declared) -> None:
    assert not set(declared.keys) & set(NEVER_ALONE)


@EVERY
def test_what_deletes_is_on_no_ctrl_key(declared: Declared) -> None:
    if declared.id in DESTRUCTIVE or any(word in declared.id for word in ("delete", "remove", "drop")):
        ours = [key for key in declared.keys if "ctrl" in key]
        assert not ours


def test_what_is_listed_as_destructive_exists() -> None:
    assert {each.id for each in every_binding()} >= DESTRUCTIVE


def test_every_command_says_what_it_does_and_stands_once() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert all(command.does and not command.does.endswith(".") for command in COMMANDS)
