"""Every setting there is: its name, kind, default and meaning, each in one line.

From these lines come the reader, `config check`, `config show`, `config schema` and the commented example,
so a new setting is one new line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from capgo_tui.config.hosts import CLOUD
from capgo_tui.config.kinds import (
    CHANNEL_PLATFORMS,
    COLOUR,
    COMMAND,
    FLAG,
    HOST,
    OPTIONAL_HOST,
    PATH,
    SIZE,
    TEXT,
    TEXTS,
    Kind,
    one_of,
    whole_number,
)
from capgo_tui.errors import Misused

DEFAULT_PROFILE = "default"
"""The profile that exists without being written down."""
DIALECTS = ("auto", "current", "seed", "2025-01", "2025-11")
"""The generations of servers; `auto` finds out by itself."""
CLIPBOARDS = ("auto", "osc52", "tmux", "native", "file")
"""The ways to copy."""


@dataclass(frozen=True)
class Spec:
    """What is known about one setting beyond its value."""

    name: str
    """Its key in the file."""
    kind: Kind[object]
    default: object
    when_wrong: object
    """What holds while the file says something unreadable; the careful value where it matters."""
    meaning: str
    example: str
    """A line of TOML to the right of `=`."""


def about(kind: Kind[object], meaning: str, example: str, **careful: object) -> dict[str, object]:
    """What a field is told so that it becomes a setting; `when_wrong` is its careful value, if it has one."""
    return {"kind": kind, "meaning": meaning, "example": example, **careful}


def specs(of: type[Settings | Profile]) -> tuple[Spec, ...]:
    """Every setting of the file's top level, or of a profile."""
    return tuple(
        Spec(
            name=each.name,
            kind=each.metadata["kind"],
            default=each.default,
            when_wrong=each.metadata.get("when_wrong", each.default),
            meaning=each.metadata["meaning"],
            example=each.metadata["example"],
        )
        for each in fields(of)
        if "kind" in each.metadata
    )


@dataclass(frozen=True)
class Profile:
    """One account on one server: `[profiles.NAME]` in the file."""

    name: str = DEFAULT_PROFILE
    """The word between the brackets."""
    host: str = field(
        default=CLOUD,
        metadata=about(HOST, "The server.", '"https://api.capgo.app"', when_wrong=""),
    )
    key_command: tuple[str, ...] = field(
        default=(),
        metadata=about(
            COMMAND,
            "A command whose first line of output is the key; it has 30 seconds.",
            '["pass", "show", "capgo/prod"]',
        ),
    )
    key_file: Path | None = field(
        default=None,
        metadata=about(
            PATH, "A file that holds the key; only you may read it (chmod 600).", '"~/.secrets/capgo"'
        ),
    )
    console: str = field(
        default="",
        metadata=about(
            OPTIONAL_HOST,
            "Where its web console is, for links; Capgo's own is known, another server's is not.",
            '"https://console.example.com"',
        ),
    )
    colour: str = field(
        default="",
        metadata=about(COLOUR, "The band in the header by which the profile is recognised.", '"red"'),
    )
    protected: tuple[str, ...] = field(
        default=(),
        metadata=about(
            TEXTS,
            "Names that are marked as protected; * and ? stand for anything.",
            '["com.acme.shop", "prod*"]',
            when_wrong=("*",),
        ),
    )
    read_only: bool = field(
        default=False, metadata=about(FLAG, "Whether nothing may be changed.", "true", when_wrong=True)
    )
    budget: int = field(
        default=100,
        metadata=about(whole_number(1, 2000), "The most requests a minute; Capgo publishes 100.", "60"),
    )
    dialect: str = field(
        default="auto",
        metadata=about(
            one_of(*DIALECTS), "The generation of the server. Reads understand every one of them.", '"auto"'
        ),
    )
    apps: tuple[str, ...] = field(
        default=(),
        metadata=about(TEXTS, "App ids to show where the server does not list them.", '["com.acme.shop"]'),
    )
    platforms: tuple[str, ...] = field(
        default=(),
        metadata=about(
            CHANNEL_PLATFORMS,
            "Which platforms a channel serves, where the audit log does not tell; what is not named is off.",
            '["com.acme.shop/production: ios, android"]',
        ),
    )
    private_api: bool = field(
        default=False,
        metadata=about(
            FLAG,
            "Whether undocumented routes are asked too: they tell which channel a device's app asks for.",
            "true",
        ),
    )
    billing_day: int = field(
        default=1,
        metadata=about(
            whole_number(1, 31),
            "The day of the month on which billing cycles begin; a shorter month begins on its last.",
            "15",
        ),
    )
    mau_limit: int | None = field(
        default=None,
        metadata=about(
            whole_number(1, 1_000_000_000), "The devices a billing cycle that the plan covers.", "10000"
        ),
    )
    storage_limit: int | None = field(
        default=None, metadata=about(SIZE, "What the plan lets an organization store.", '"50GiB"')
    )
    bandwidth_limit: int | None = field(
        default=None, metadata=about(SIZE, "What the plan lets a billing cycle download.", '"1TB"')
    )

    @property
    def limits(self) -> dict[str, float]:
        """The plan's limits by the word of their metric; what is not set is left out."""
        named = {"mau": self.mau_limit, "storage": self.storage_limit, "bandwidth": self.bandwidth_limit}
        return {name: limit for name, limit in named.items() if limit is not None}


@dataclass(frozen=True)
class Settings:
    """The whole file."""

    profile: str = field(
        default=DEFAULT_PROFILE, metadata=about(TEXT, "The profile to start with.", '"prod"')
    )
    theme: str = field(
        default="",
        metadata=about(
            TEXT,
            "The colours of the screens: capgo, capgo-light, capgo-contrast, capgo-16, or one of Textual's; "
            "empty looks at the terminal.",
            '"capgo-light"',
        ),
    )
    ascii: bool = field(
        default=False,
        metadata=about(
            FLAG,
            "Whether the screens, and the tables of the commands that print, are drawn in ASCII only.",
            "true",
        ),
    )
    charts: str = field(
        default="auto",
        metadata=about(
            one_of("auto", "braille", "block", "ascii"),
            "What charts are drawn with; auto looks at the terminal.",
            '"block"',
        ),
    )
    clipboard: str = field(
        default="auto",
        metadata=about(
            one_of(*CLIPBOARDS),
            "How texts are copied: osc52 asks the terminal, native runs pbcopy, wl-copy, xclip, xsel or "
            "clip.exe, file writes a file that only you can read; auto finds out.",
            '"auto"',
        ),
    )
    watch: int = field(
        default=30,
        metadata=about(
            whole_number(5, 86_400), "Seconds between two looks while R watches what is in front.", "60"
        ),
    )
    history: bool = field(
        default=True,
        metadata=about(
            FLAG,
            "Whether each day of statistics that was seen is kept on this machine.",
            "false",
            when_wrong=False,
        ),
    )
    restore: bool = field(
        default=True,
        metadata=about(
            FLAG,
            "Whether the next start opens where this one ended, with filters, orders, columns and bookmarks.",
            "false",
            when_wrong=False,
        ),
    )
    mouse: bool = field(
        default=True,
        metadata=about(
            FLAG,
            "Whether the screens hear the mouse; without it the terminal selects text as usual.",
            "false",
        ),
    )
    tz: str = field(
        default="utc",
        metadata=about(
            one_of("local", "utc"),
            "The time zone of what the screens say; files are always in UTC.",
            '"local"',
        ),
    )
    low_bandwidth: bool = field(
        default=False,
        metadata=about(
            FLAG,
            "Whether little is sent to the terminal: sixteen colours, ASCII charts, few frames.",
            "true",
        ),
    )
    log_file: Path | None = field(
        default=None,
        metadata=about(
            PATH,
            "Where to keep a log; without it there is none. No key is ever in it.",
            '"~/.local/state/capgo-tui/capgo-tui.log"',
        ),
    )
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    """The profiles of the file by name; `default` exists without being there."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the screens, with commas between, by the id of what they do; empty for none."""

    def names(self) -> list[str]:
        """Every profile that can be chosen, sorted."""
        return sorted({DEFAULT_PROFILE, *self.profiles})

    def profile_named(self, name: str) -> Profile:
        """Get a profile.

        Raises:
            Misused: there is none of that name.
        """
        if name in self.profiles:
            return self.profiles[name]
        if name == DEFAULT_PROFILE:
            return Profile()
        raise Misused(
            f"There is no profile {name!r}.",
            next_step=f"Known: {', '.join(self.names())}. `capgo-tui config path` names the file for more.",
        )
