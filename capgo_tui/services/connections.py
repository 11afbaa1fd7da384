"""Opens workspaces, keeps the last one, and closes it at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from capgo_tui.presenters.times import utc_now
from capgo_tui.services.opening import Backends

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.secret import Secret
    from capgo_tui.services.workspace import Workspace


class Connections:
    """The ways to a workspace, each to be awaited after the first frame."""

    def __init__(self, backends: Backends) -> None:
        """Describe them; nothing is opened yet.

        Args:
            backends: the ways to a server.
        """
        self._backends = backends
        self._last: Workspace | None = None

    async def found(self) -> Workspace:
        """Open with the key that was found."""
        return self._keep(self._workspace(await self._backends.open()))

    async def pasted(self, key: Secret) -> Workspace:
        """Open with a key that was pasted."""
        return self._keep(self._workspace(await self._backends.open_with(key)))

    async def demo(self) -> Workspace:
        """Open the demo cloud."""
        client, clock = await self._backends.open_demo()
        from capgo_tui.services.workspace import Workspace  # noqa: PLC0415 - after the first frame

        given = self._backends.look
        apps = given.apps if self._backends.start_in_demo else ()
        look = replace(given, profile="demo", apps=apps, console="")
        return self._keep(Workspace(client, clock, look))

    async def last(self) -> Workspace:
        """Give what is open already.

        Raises:
            RuntimeError: nothing was opened before.
        """
        if self._last is None:
            raise RuntimeError("no workspace was opened yet")
        return self._last

    @property
    def is_working(self) -> bool:
        """Whether a plan is being applied."""
        return self._last is not None and any(not job.ended for job in self._last.all_jobs)

    async def close(self) -> None:
        """Let the connection go."""
        if self._last is not None:
            await self._last.close()

    def _workspace(self, client: CapgoClient) -> Workspace:
        from capgo_tui.services.workspace import Workspace  # noqa: PLC0415 - after the first frame

        given = self._backends
        return Workspace(
            client,
            utc_now,
            given.look,
            journal_file=given.journal_file,
            history_file=given.history_file,
            alerts_file=given.alerts_file,
            session_file=given.session_file,
        )

    def _keep(self, workspace: Workspace) -> Workspace:
        self._last = workspace
        return workspace
