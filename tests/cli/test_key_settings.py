"""The keys of the settings: which are taken, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from capgo_tui.cli.key_catalogue import every_binding
from capgo_tui.cli.key_settings import judge_keys
from tests.cli.conftest import Cli


def said_of(**keys: str) -> str:
    """What is said of one setting; its dots are double underscores here."""
    (problem,) = judge_keys({name.replace("__", "."): key for name, key in keys.items()}).problems
    return str(problem)


def test_a_free_key_is_taken() -> None:
    judged = judge_keys({"devices.move": "M", "list.filter": "slash, ctrl+f"})
    assert judged.keymap == {"devices.move": "M", "list.filter": "slash,ctrl+f"}
    assert judged.problems == ()


def test_two_keys_may_be_swapped() -> None:
    assert judge_keys({"devices.move": "x", "devices.clear": "m"}).problems == ()


def test_a_swap_that_is_refused_in_one_half_is_refused_in_the_other() -> None:
    judged = judge_keys({"devices.move": "x", "devices.clear": "ctrl+x"})
    assert judged.keymap == {}
    assert [problem.key for problem in judged.problems] == ['keys."devices.clear"', 'keys."devices.move"']


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"devices__mov": "M"}, "did you mean devices.move?"),
        ({"zzz": "M"}, "`capgo-tui config keys` lists all"),
        ({"devices__move": "hans"}, "is no key"),
        ({"devices__move": "hans+m"}, "is no key"),
        ({"devices__move": "shift+m"}, "write 'M'"),
        ({"devices__move": "ctrl+i"}, "cannot tell from tab"),
        ({"devices__move": "s"}, "which is table.sort in the same place"),
        ({"devices__move": "?"}, "which is app.help in the same place"),
        ({"main__journal": "m"}, "which is devices.move in the same place"),
        ({"bundles__delete": "ctrl+d"}, "on no ctrl-key"),
        ({"dialog__yes": "D"}, "cannot ask for it and confirm it"),
    ],
)
def test_what_cannot_be_is_left_out_with_what_to_do(keys: dict[str, str], words: str) -> None:
    assert words in said_of(**keys)


def test_the_same_key_in_places_that_are_never_together_is_fine() -> None:
    assert judge_keys({"channels.promote": "m"}).problems == ()


def test_every_usual_key_can_be_written_into_the_settings_as_it_is() -> None:
    for each in every_binding():
        if each.id not in {"dialog.take", "dialog.down", "dialog.up"}:  # not the same in every dialog
            assert judge_keys({each.id: each.binding.key}).problems == (), each.id


def test_config_check_tells_what_is_wrong_with_keys_and_config_keys_lists_them(
    cli: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"devices.move" = "s"\nlist.filter = "f3"\ntable.sort = 3\n')
    run = cli("config", "check", "--config", str(file))
    assert run.code == 1
    assert "keys.\"devices.move\" has 's', which is table.sort" in run.out
    assert 'keys."table.sort" must be keys in quotes' in run.out
    assert "list.filter" not in run.out
    shown = cli("config", "show", "--config", str(file)).out
    assert '[keys]\n"devices.move" = "s"\n"list.filter" = "f3"' in shown
    listed = cli("config", "keys").out
    assert '# "devices.move" = "m"' in listed
    assert "# Force the device, or the marked ones, to a channel" in listed


def test_no_file_of_keys_is_fine(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"devices.move" = ""\n')
    assert cli("config", "check", "--config", str(file)).code == 0
    file.write_text('keys = "m"\n')
    assert "keys must be a table" in cli("config", "check", "--config", str(file)).out
