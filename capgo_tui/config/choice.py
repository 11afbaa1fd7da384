"""Which account on which server a start is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capgo_tui.config.hosts import read_host
from capgo_tui.config.settings import Profile, Settings
from capgo_tui.errors import Misused

HOST_VARIABLE = "CAPGO_HOST"
PROFILE_VARIABLE = "CAPGO_TUI_PROFILE"


@dataclass(frozen=True)
class Choice:
    """A profile and a server, each with the place that chose it."""

    profile: Profile
    host: str
    host_source: str
    """`--host`, `CAPGO_HOST`, the profile, or the default."""


def choose(
    settings: Settings, environ: Mapping[str, str], *, profile: str | None, host: str | None
) -> Choice:
    """Decide: what is typed beats the environment, which beats the settings file.

    Args:
        settings: the settings file.
        environ: `CAPGO_TUI_PROFILE` and `CAPGO_HOST`.
        profile: the name of `--profile`.
        host: the address of `--host`.

    Raises:
        Misused: there is no such profile, or the address is no address or would show the key to the network.
    """
    chosen = settings.profile_named(profile or environ.get(PROFILE_VARIABLE) or settings.profile)
    if host is not None:
        return Choice(chosen, _checked(host, "--host"), "--host")
    if environ.get(HOST_VARIABLE):
        return Choice(chosen, _checked(environ[HOST_VARIABLE], HOST_VARIABLE), HOST_VARIABLE)
    source = f"the profile {chosen.name}"
    return Choice(chosen, _checked(chosen.host, f"The host of {source}"), source)


def _checked(host: str, where: str) -> str:
    """Read an address, or say where the wrong one stands."""
    try:
        return read_host(host)
    except ValueError as error:
        raise Misused(f"{where} {error}.", next_step="Nothing was sent.") from None
