"""The settings file: what is read, what is warned of, what is an error."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from capgo_tui.config import BadSettings, Paths, Settings, choose, find_paths, load_settings
from capgo_tui.config.describing import as_toml, example, json_schema
from capgo_tui.config.settings import Profile, specs
from capgo_tui.errors import Misused
from tests.config.conftest import KEY, Load

FULL = """
profile = "prod"
theme = "textual-light"
ascii = true
log_file = "capgo.log"

[profiles.prod]
host = "api.example.com"
key_command = "pass show 'capgo prod'"
colour = "RED"
protected = ["com.acme.*"]
read_only = true
budget = 40
dialect = "seed"
apps = ["com.acme.shop"]
billing_day = 15
mau_limit = 10000
storage_limit = "50GiB"
bandwidth_limit = 1000

[profiles.stage]
key_file = "~/stage.key"
"""


def test_every_setting_is_read(load: Load, home: Path) -> None:
    loaded = load(FULL)
    assert loaded.problems == ()
    settings = loaded.settings
    assert (settings.profile, settings.theme, settings.ascii) == ("prod", "textual-light", True)
    assert settings.log_file == loaded.file.parent / "capgo.log", "a path is meant from the file's own folder"
    prod = settings.profile_named("prod")
    assert prod == Profile(
        name="prod",
        host="https://api.example.com",
        key_command=("pass", "show", "capgo prod"),
        colour="red",
        protected=("com.acme.*",),
        read_only=True,
        budget=40,
        dialect="seed",
        apps=("com.acme.shop",),
        billing_day=15,
        mau_limit=10_000,
        storage_limit=50 * 1024**3,
        bandwidth_limit=1000,
    )
    assert prod.limits == {"mau": 10_000, "storage": 50 * 1024**3, "bandwidth": 1000}
    assert settings.profile_named("stage").limits == {}
    assert settings.profile_named("stage").key_file == home / "stage.key"
    assert settings.names() == ["default", "prod", "stage"]


def test_no_file_means_the_defaults(paths: Paths) -> None:
    loaded = load_settings(paths)
    assert not loaded.exists
    assert loaded.settings == Settings()


def test_a_file_that_was_asked_for_must_exist(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    with pytest.raises(BadSettings, match="There is no settings file"):
        load_settings(find_paths({}, missing))
    with pytest.raises(BadSettings, match="There is no settings file"):
        load_settings(find_paths({"CAPGO_TUI_CONFIG": str(missing)}))


def test_the_file_of_the_option_beats_the_file_of_the_variable(tmp_path: Path) -> None:
    asked = tmp_path / "a.toml"
    assert find_paths({"CAPGO_TUI_CONFIG": "/nowhere/b.toml"}, asked).settings_file == asked


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("profile = prod", "line 1, column 11"),
        ('profile = "a"\n[profiles.prod\n', "line 2"),
        ('profile = "a"\nprofile = "b"\n', "line 2"),
    ],
)
def test_a_broken_file_is_an_error_that_says_line_and_column(load: Load, content: str, says: str) -> None:
    with pytest.raises(BadSettings, match="is not valid TOML") as caught:
        load(content)
    assert says in caught.value.said


def test_a_file_in_another_encoding_is_an_error_that_says_the_line(paths: Paths) -> None:
    paths.settings_file.parent.mkdir(parents=True)
    paths.settings_file.write_bytes(b'profile = "a"\ntheme = "\xff"\n')
    with pytest.raises(BadSettings, match="not UTF-8 in line 2"):
        load_settings(paths)


def test_a_folder_in_place_of_the_file_is_an_error(paths: Paths) -> None:
    paths.settings_file.mkdir(parents=True)
    with pytest.raises(BadSettings, match="cannot be read"):
        load_settings(paths)


def test_a_file_of_megabytes_is_not_read(load: Load) -> None:
    with pytest.raises(BadSettings, match="longer than"):
        load("# x\n" * 300_000)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('themes = "x"', "themes is not a setting; did you mean theme?"),
        ("zzz = 1", "zzz is not a setting; known here: profile, theme"),
        ("ascii = 1", "ascii must be true or false, without quotes; it is a whole number"),
        ('[profiles.prod]\ndialect = "mars"', "profiles.prod.dialect must be one of auto, current"),
        ("profile = 5", "profile must be text in quotes; it is a whole number"),
        ('profile = "gone"', "profile must be one of the profiles of this file: default"),
        ("profiles = 3", "profiles must be tables such as [profiles.prod]"),
        ("[profiles]\nprod = 3", "profiles.prod must be a table"),
        ('[profiles."a/b"]', "profiles.a/b must have a name of letters"),
        ("[profiles.prod]\nbudget = 0", "profiles.prod.budget must be a whole number from 1 to 2000"),
        ("[profiles.prod]\nbudget = true", "profiles.prod.budget must be a whole number from 1 to 2000"),
        ('[profiles.prod]\nhost = "http://far.example"', "profiles.prod.host must begin with https://"),
        ("[profiles.prod]\nhost = 2026-01-01", "profiles.prod.host must be text in quotes; it is a date"),
        ('[profiles.prod]\napps = "one"', 'profiles.prod.apps must be a list of texts such as ["a", "b"]'),
        ('[profiles.prod]\nkey_command = "a \'b"', "profiles.prod.key_command must be a command such as"),
        ("[profiles.prod]\nkey_command = []", "profiles.prod.key_command must be a command; it is empty"),
        ('[profiles.prod]\nkey_file = ""', "profiles.prod.key_file must be the path of a file"),
        ('[profiles.prod]\nkey_file = "~nobody-here/x"', "there is no such home folder"),
        ('[profiles.prod]\nstorage_limit = "much"', "profiles.prod.storage_limit must be an amount of bytes"),
        ('[profiles.prod]\nstorage_limit = "0 B"', "profiles.prod.storage_limit must be an amount of bytes"),
        ("[profiles.prod]\nbilling_day = 32", "billing_day must be a whole number from 1 to 31"),
        ('[profiles.prod]\ncolour = "mauve"', "profiles.prod.colour must be one of red, orange"),
        (f'[profiles.prod]\nkey = "{KEY}"', "the key itself never stands in this file"),
    ],
)
def test_what_is_not_understood_is_a_problem_with_its_place_and_never_fatal(
    load: Load, content: str, problem: str
) -> None:
    said = [str(each) for each in load(content).problems]
    assert len(said) == 1
    assert problem in said[0]
    assert KEY not in said[0]


def test_what_guards_a_profile_stays_on_when_it_is_written_wrong(load: Load) -> None:
    loaded = load('[profiles.prod]\nread_only = "no"\nprotected = 5\nhost = "http://far.example"')
    prod = loaded.settings.profile_named("prod")
    assert prod.read_only
    assert prod.protected == ("*",)
    with pytest.raises(Misused, match="The host of the profile prod must be the address"):
        choose(loaded.settings, {}, profile="prod", host=None)


def test_an_unknown_profile_is_refused_with_the_known_ones(load: Load) -> None:
    settings = load(FULL).settings
    with pytest.raises(Misused) as caught:
        settings.profile_named("prdo")
    assert "default, prod, stage" in str(caught.value)


def test_what_is_typed_beats_the_environment_and_that_beats_the_file(load: Load) -> None:
    settings = load(FULL).settings
    environ = {"CAPGO_TUI_PROFILE": "stage", "CAPGO_HOST": "https://env.example"}
    assert choose(settings, {}, profile=None, host=None).profile.name == "prod"
    assert choose(settings, {}, profile=None, host=None).host == "https://api.example.com"
    assert choose(settings, environ, profile=None, host=None).profile.name == "stage"
    assert choose(settings, environ, profile=None, host=None).host == "https://env.example"
    typed = choose(settings, environ, profile="prod", host="https://typed.example")
    assert (typed.profile.name, typed.host, typed.host_source) == ("prod", "https://typed.example", "--host")


@pytest.mark.parametrize(
    ("host", "environ", "says"),
    [
        ("http://far.example", {}, "--host must begin with https"),
        (None, {"CAPGO_HOST": "::"}, "CAPGO_HOST must"),
    ],
)
def test_a_wrong_host_says_where_it_stands(host: str | None, environ: dict[str, str], says: str) -> None:
    with pytest.raises(Misused, match=says):
        choose(Settings(), environ, profile=None, host=host)


def test_the_example_names_every_setting_and_is_read_without_a_problem_once_uncommented(load: Load) -> None:
    text = example()
    assert tomllib.loads(text) == {}, "as it is printed it changes nothing"
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    names = [spec.name for of in (Settings, Profile) for spec in specs(of)]
    active = [line for line in lines if line.startswith("[profiles") or line.partition(" = ")[0] in names]
    assert [line.partition(" = ")[0] for line in active if " = " in line] == names
    assert load("\n".join(active)).problems == ()


def test_every_example_of_a_setting_is_one_that_the_setting_takes() -> None:
    for of in (Settings, Profile):
        for spec in specs(of):
            assert spec.kind.read(tomllib.loads(f"x = {spec.example}")["x"]) is not None, spec.name


def test_the_json_schema_names_every_setting_with_its_meaning() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert list(schema["properties"]) == [*(spec.name for spec in specs(Settings)), "profiles", "keys"]
    profile = schema["properties"]["profiles"]["patternProperties"].popitem()[1]
    assert list(profile["properties"]) == [spec.name for spec in specs(Profile)]
    assert all(each["description"] for each in profile["properties"].values())
    assert profile["properties"]["budget"]["maximum"] == 2000


def test_what_is_shown_is_a_settings_file_that_means_the_same(load: Load) -> None:
    loaded = load(FULL.replace("pass show 'capgo prod'", "pass"))
    again = load(as_toml(loaded.settings))
    assert again.problems == ()
    assert again.settings.profile_named("prod") == loaded.settings.profile_named("prod")
    assert again.settings.log_file == loaded.settings.log_file


def test_what_is_shown_leaves_out_the_arguments_of_a_key_command(load: Load) -> None:
    shown = as_toml(load(f'[profiles."a.b"]\nkey_command = "echo {KEY}"').settings)
    assert KEY not in shown
    assert 'key_command = ["echo"]' in shown
    assert '[profiles."a.b"]' in shown
