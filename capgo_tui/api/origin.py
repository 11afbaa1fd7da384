"""Where the server is. What may stand as its address is one rule of the settings (`config.hosts`)."""

from __future__ import annotations

from capgo_tui.config import hosts
from capgo_tui.config.hosts import Origin
from capgo_tui.errors import Misused

__all__ = ["Origin", "read_origin"]


def read_origin(text: str, *, in_process: bool = False) -> Origin:
    """Read a host such as `api.capgo.app` or `https://x.supabase.co/functions/v1/`; a bare name means https.

    Args:
        text: the host.
        in_process: whether nothing leaves this process, so that names below `localhost` may go by http.

    Raises:
        Misused: it is no such address, or the key would be readable on the way.
    """
    try:
        return hosts.read_origin(text, in_process=in_process)
    except hosts.NoHost as error:
        raise Misused(f"The host {error}.", next_step=error.next_step) from None
