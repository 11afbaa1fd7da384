"""Settings, profiles, paths and key sources. Knows neither the network nor the screens."""

from __future__ import annotations

from capgo_tui.config.choice import Choice, choose
from capgo_tui.config.hosts import CLOUD, CONSOLE, is_loopback, read_host
from capgo_tui.config.key_sources import FoundKey, KeySearch
from capgo_tui.config.key_text import BadKey, read_key
from capgo_tui.config.paths import Paths, find_paths
from capgo_tui.config.reading import BadSettings, LoadedSettings, Problem, load_settings
from capgo_tui.config.saved_keys import save_key
from capgo_tui.config.settings import Profile, Settings
from capgo_tui.config.terminal import Terminal, terminal_of

__all__ = [
    "CLOUD",
    "CONSOLE",
    "BadKey",
    "BadSettings",
    "Choice",
    "FoundKey",
    "KeySearch",
    "LoadedSettings",
    "Paths",
    "Problem",
    "Profile",
    "Settings",
    "Terminal",
    "choose",
    "find_paths",
    "is_loopback",
    "load_settings",
    "read_host",
    "read_key",
    "save_key",
    "terminal_of",
]
