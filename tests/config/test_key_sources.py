"""Where a key is found, in which order, and what is said when a place is broken."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capgo_tui.config import BadKey, FoundKey, Paths, Profile, read_key, save_key
from capgo_tui.config.key_text import LONGEST
from capgo_tui.secret import Secret
from tests.config.conftest import KEY, OTHER_KEY, Search, private

PRINTS_KEY = (sys.executable, "-c", f"print('{KEY}')\nprint('a second line')")


def found(key: FoundKey | None) -> tuple[str, str]:
    """The key itself and its source, for comparing."""
    assert key is not None
    return key.secret.reveal(), key.source


def test_nothing_anywhere_is_no_key(search: Search) -> None:
    assert search().find() is None
    assert not search().is_promised()


def test_the_first_place_that_has_a_key_wins(
    search: Search, paths: Paths, home: Path, tmp_path: Path
) -> None:
    """Take the places away one after the other; each time the next one is found."""
    named = private(tmp_path / "named.key", "key-of-option")
    own = private(paths.key_file("work"), "key-of-profile")
    here = private(tmp_path / "project" / ".capgo", "key-of-project")
    there = private(home / ".capgo", "key-of-home")
    command = Profile(name="work", key_command=(sys.executable, "-c", "print('key-of-command')"))
    plain = Profile(name="work")
    environ = {"CAPGO_TOKEN": "key-of-variable"}
    order = [
        search(command, environ=environ, asked_for=named),
        search(command, environ=environ),
        search(command),
    ]
    assert [found(each.find())[0] for each in order] == ["key-of-option", "key-of-variable", "key-of-command"]
    for file, key in ((own, "key-of-profile"), (here, "key-of-project"), (there, "key-of-home")):
        assert search(plain).is_promised()
        secret, source = found(search(plain).find())
        assert secret == key
        assert str(file) in source
        file.unlink()
    assert search(plain).find() is None


def test_every_place_is_named_in_order_for_the_sentence_that_says_nothing_was_found(search: Search) -> None:
    profile = Profile(name="work", key_command=("pass",), key_file=Path("/keys/work"))
    places = search(profile, asked_for=Path("/tmp/k")).places()
    words = (
        "/tmp/k",
        "CAPGO_TOKEN",
        "key_command of profile work",
        "/keys/work",
        "project/.capgo",
        "home/.capgo",
    )
    assert len(places) == len(words)
    assert all(word in place for word, place in zip(words, places, strict=True))


def test_the_first_line_counts_without_the_blanks_around_it(search: Search, home: Path) -> None:
    private(home / ".capgo", f"\ufeff\n  {KEY}\t \r\n# made in the console\n")
    assert found(search().find())[0] == KEY


def test_an_empty_variable_or_cli_file_is_no_key(search: Search, home: Path) -> None:
    private(home / ".capgo", "  \n")
    assert search(environ={"CAPGO_TOKEN": "  "}).find() is None


def test_a_folder_called_like_the_clis_file_is_no_key(search: Search, home: Path) -> None:
    (home / ".capgo").mkdir()
    assert search().find() is None


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("two words", "a blank inside"),
        ("a\tb", "a blank inside"),
        ("a\x1b[2Jb", "control characters"),
        ("a\x00b", "control characters"),
        ("clé-123", "outside ASCII"),
        ("a\u200bb", "outside ASCII"),
        (f'"{KEY}"', "in quotes"),
        ("x" * (LONGEST + 1), "longer than"),
    ],
)
def test_a_text_that_would_break_the_header_is_refused_without_repeating_it(text: str, flaw: str) -> None:
    with pytest.raises(BadKey) as caught:
        read_key(text, "The variable CAPGO_TOKEN")
    assert flaw in str(caught.value)
    assert "The variable CAPGO_TOKEN" in str(caught.value)
    assert text.strip('"') not in str(caught.value)


def test_a_broken_place_is_never_skipped_for_a_later_one(search: Search, home: Path) -> None:
    private(home / ".capgo", OTHER_KEY)
    with pytest.raises(BadKey, match="CAPGO_TOKEN"):
        search(environ={"CAPGO_TOKEN": "not a key"}).find()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: None, "No such file"),
        (lambda file: file.mkdir(), "Is a directory"),
        (lambda file: file.write_text(""), "is empty"),
        (lambda file: file.write_bytes(b"\xff\xfe\x00"), "not text"),
        (lambda file: file.write_text("a b"), "a blank inside"),
    ],
)
def test_a_key_file_that_was_named_must_hold_a_key(
    search: Search, tmp_path: Path, make: Any, says: str
) -> None:
    file = tmp_path / "named.key"
    make(file)
    for each in (search(asked_for=file), search(Profile(name="work", key_file=file))):
        with pytest.raises(BadKey, match=says) as caught:
            each.find()
        assert str(file) in caught.value.said


def test_a_key_file_that_others_may_read_is_used_with_a_warning_that_says_the_command(
    search: Search, tmp_path: Path
) -> None:
    file = private(tmp_path / "my key", KEY)
    warnings: list[str] = []
    for mode, count in ((0o600, 0), (0o400, 0), (0o640, 1), (0o604, 2)):
        file.chmod(mode)
        assert found(search(asked_for=file, warn=warnings.append).find())[0] == KEY
        assert len(warnings) == count
    assert warnings[0].endswith(f"chmod 600 '{file}'")


def test_a_key_may_come_through_a_pipe_without_a_warning(search: Search, tmp_path: Path) -> None:
    """As with `--key-file <(pass show capgo)`."""
    reader, writer = os.pipe()
    os.write(writer, KEY.encode() + b"\n")
    os.close(writer)
    warnings: list[str] = []
    try:
        assert found(search(asked_for=Path(f"/dev/fd/{reader}"), warn=warnings.append).find())[0] == KEY
    finally:
        os.close(reader)
    assert warnings == []


def test_a_command_gives_the_first_line_that_it_prints(search: Search) -> None:
    secret, source = found(search(Profile(name="work", key_command=PRINTS_KEY)).find())
    assert secret == KEY
    assert source == "the key_command of profile work"


def test_a_command_is_promised_without_being_run(search: Search, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    assert search(Profile(key_command=("touch", str(trace)))).is_promised()
    assert not trace.exists()


def test_a_command_runs_without_a_shell(search: Search, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    argv = (sys.executable, "-c", "import sys; print(sys.argv[1])", f"a;touch${{IFS}}{trace}")
    assert found(search(Profile(key_command=argv)).find())[0] == argv[3]
    assert not trace.exists()


def test_a_command_may_begin_in_the_home_folder(
    search: Search, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = home / "key.sh"
    script.write_text(f"#!/bin/sh\necho {KEY}\n")
    script.chmod(0o700)
    assert found(search(Profile(key_command=("~/key.sh",))).find())[0] == KEY


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (f"import sys; print('{KEY}', file=sys.stderr); sys.exit(3)", "failed with exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "was ended by signal 15"),
        ("pass", "printed nothing"),
        ("import sys; sys.stdout.buffer.write(b'\\xff')", "not text"),
        ("print('Enter the passphrase:')", "a blank inside"),
    ],
)
def test_a_command_that_gives_no_key_says_why_and_never_what_it_printed(
    search: Search, code: str, says: str
) -> None:
    with pytest.raises(BadKey) as caught:
        search(Profile(name="work", key_command=(sys.executable, "-c", code))).find()
    assert says in str(caught.value)
    assert "key_command of profile work" in str(caught.value)
    assert KEY not in str(caught.value)
    assert "passphrase" not in str(caught.value)


def test_a_command_that_hangs_is_ended(search: Search) -> None:
    with pytest.raises(BadKey, match=r"took longer than 0\.05 seconds"):
        search(Profile(key_command=("sleep", "600")), command_seconds=0.05).find()


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("capgo-no-such-program",), "there is no program capgo-no-such-program"),
        (("/etc",), "Permission denied"),
        (("echo", "a\0b"), "null character"),
    ],
)
def test_a_command_that_cannot_be_started_says_why(search: Search, argv: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadKey, match=says):
        search(Profile(key_command=argv)).find()


@pytest.fixture
def keyring() -> Iterator[Any]:
    """The optional package with a back end of the test's own."""
    module = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend  # noqa: PLC0415

    class Drawer(KeyringBackend):
        """Keeps keys in memory; breaks on demand."""

        priority = 1
        broken = False
        kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            if self.broken:
                raise RuntimeError("the drawer is stuck")
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    before = module.get_keyring()
    drawer: Any = Drawer()  # type: ignore[no-untyped-call]
    module.set_keyring(drawer)
    yield drawer
    module.set_keyring(before)


DESKTOP = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/0/bus"}


def test_the_keyring_comes_before_the_profiles_file(search: Search, paths: Paths, keyring: Any) -> None:
    private(paths.key_file("work"), OTHER_KEY)
    keyring.kept = {("capgo-tui", "work"): KEY}
    assert search(Profile(name="work"), environ=DESKTOP).is_promised()
    assert found(search(Profile(name="work"), environ=DESKTOP).find()) == (KEY, "the system keyring")
    assert found(search(Profile(name="other"), environ=DESKTOP | {"CAPGO_TOKEN": "k"}).find())[0] == "k"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every user has a keyring")
def test_without_a_desktop_the_keyring_is_not_asked(search: Search, keyring: Any) -> None:
    keyring.kept = {("capgo-tui", "default"): KEY}
    assert search().find() is None


def test_a_broken_keyring_is_no_key_and_no_crash(search: Search, keyring: Any, home: Path) -> None:
    keyring.broken = True
    private(home / ".capgo", KEY)
    assert found(search(environ=DESKTOP).find())[0] == KEY


def test_a_saved_key_is_private_and_found_at_the_next_start(search: Search, paths: Paths) -> None:
    file = save_key(Profile(), Secret(f" {KEY}\n"), paths)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["default.key"], "nothing else is left behind"
    assert found(search().find()) == (KEY, f"the key file {file}")


def test_saving_again_replaces_the_key_and_its_loose_permissions(search: Search, paths: Paths) -> None:
    file = save_key(Profile(), Secret(OTHER_KEY), paths)
    file.chmod(0o644)
    assert save_key(Profile(), Secret(KEY), paths) == file
    assert file.stat().st_mode & 0o777 == 0o600
    assert found(search().find())[0] == KEY


def test_a_key_is_saved_where_the_profile_looks_for_it(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "work.key"
    assert save_key(Profile(name="work", key_file=file), Secret(KEY), paths) == file
    assert file.read_text() == KEY + "\n"


@pytest.mark.parametrize("pasted", ["", "   ", "two words", "clé"])
def test_what_is_no_key_is_not_saved(paths: Paths, pasted: str) -> None:
    with pytest.raises(BadKey):
        save_key(Profile(), Secret(pasted), paths)
    assert not paths.keys.exists()


def test_a_place_that_cannot_be_written_is_a_sentence_without_the_key(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadKey, match="cannot be saved") as caught:
        save_key(Profile(key_file=tmp_path / "file" / "key"), Secret(KEY), paths)
    assert KEY not in str(caught.value)


def test_neither_the_search_nor_what_it_finds_shows_the_key(search: Search) -> None:
    looking = search(environ={"CAPGO_TOKEN": KEY})
    assert KEY not in repr(looking.find())
    assert KEY not in repr(looking)
