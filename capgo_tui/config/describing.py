"""Describes the settings from their declarations: a commented example, JSON Schema, and what holds now."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from capgo_tui.config.settings import Profile, Settings, Spec, specs

_INTRO = """\
# Settings of capgo-tui. `capgo-tui config path` says where this file belongs, `config check` reads it.
# Every line is optional; what stands behind # is the default or an example.
# No key stands in this file: it is found by --key-file, CAPGO_TOKEN, key_command, the system keyring,
# the profile's key file, or the Capgo CLI's own .capgo, in this order."""
_PROFILES = """\
# A profile is an account on a server: capgo-tui --profile prod. As many as you like;
# `default` exists without being written down."""
_KEYS = """\
# Keys of the screens: what they do, and textual's names of the keys, with commas between; "" is no key.
# `capgo-tui config keys` lists the usual ones; `config check` says what cannot be.
# [keys]"""
_KEY_EXAMPLES = {"devices.move": "M", "list.filter": "slash,ctrl+f", "main.bookmark": ""}


def example() -> str:
    """A settings file with every setting, its meaning, what is allowed and its default, all commented out."""
    return "\n".join(
        [
            _INTRO,
            "",
            *_lines(specs(Settings)),
            _PROFILES,
            "# [profiles.prod]",
            *_lines(specs(Profile)),
            _KEYS,
            *(f"# {json.dumps(name)} = {json.dumps(keys)}" for name, keys in _KEY_EXAMPLES.items()),
        ]
    )


def _lines(of: tuple[Spec, ...]) -> Iterator[str]:
    """Each setting as its description and one line of TOML."""
    for spec in of:
        default = "" if spec.default in (None, "", ()) else f" Default: {toml(spec.default)}."
        text = f"{spec.meaning} {spec.kind.allowed[0].upper()}{spec.kind.allowed[1:]}.{default}"
        yield from textwrap.wrap(text, 106, initial_indent="# ", subsequent_indent="# ")
        yield f"# {spec.name} = {spec.example}"
        yield ""


def json_schema() -> dict[str, object]:
    """The file as JSON Schema, for editors that complete and check TOML by one."""
    profile = {"type": "object", "properties": _properties(specs(Profile)), "additionalProperties": False}
    profiles = {
        "type": "object",
        "description": "Accounts on servers, by name.",
        "patternProperties": {"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": profile},
        "additionalProperties": False,
    }
    keys = {
        "type": "object",
        "description": "Keys of the screens, by the id of what they do; empty for none.",
        "additionalProperties": {"type": "string"},
        "examples": [_KEY_EXAMPLES],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of capgo-tui",
        "type": "object",
        "properties": {**_properties(specs(Settings)), "profiles": profiles, "keys": keys},
        "additionalProperties": False,
    }


def _properties(of: tuple[Spec, ...]) -> dict[str, object]:
    """The settings of a table; a default that means "nothing" is left out."""
    properties: dict[str, object] = {}
    for spec in of:
        about = {**spec.kind.schema, "description": spec.meaning}
        if spec.default not in (None, "", ()):
            about["default"] = spec.default
        properties[spec.name] = about
    return properties


def as_toml(settings: Settings) -> str:
    """What holds now, defaults included, as a settings file; a `key_command` shows its program only."""
    lines = [f"{spec.name} = {toml(value)}" for spec, value in _values(settings) if value is not None]
    for name in settings.names():
        profile = settings.profile_named(name)
        lines += ["", f"[profiles.{_bare(name)}]"]
        for spec, value in _values(profile):
            if spec.name == "key_command" and profile.key_command:
                # Its arguments may be a secret (`echo KEY`): not shown.
                more = "  # and its arguments, not shown" if len(profile.key_command) > 1 else ""
                lines.append(f"key_command = {toml(profile.key_command[:1])}{more}")
            elif value is not None and value != ():
                lines.append(f"{spec.name} = {toml(value)}")
    if settings.keys:
        lines += ["", "[keys]"]
        lines += [f"{json.dumps(name)} = {toml(keys)}" for name, keys in settings.keys.items()]
    return "\n".join(lines)


def _values(of: Settings | Profile) -> list[tuple[Spec, object]]:
    """Each setting with its value."""
    return [(spec, getattr(of, spec.name)) for spec in specs(type(of))]


def _bare(name: str) -> str:
    """A profile's name as a TOML key: in quotes where it has a dot."""
    return json.dumps(name) if "." in name else name


def toml(value: object) -> str:
    """A value as TOML writes it; JSON's texts, lists and numbers are TOML's too."""
    if isinstance(value, tuple):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=True)
