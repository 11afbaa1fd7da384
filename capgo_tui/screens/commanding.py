"""A screen on which `:` opens the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.events import DescendantFocus, Paste
from textual.widgets import Input

from capgo_tui.errors import CapgoError
from capgo_tui.screens.folding import FoldingScreen
from capgo_tui.widgets.bindings import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capgo_tui.screens.main import MainScreen
    from capgo_tui.widgets.command_line import CommandInput, CommandLine, Offer


class CommandingScreen(FoldingScreen):
    """Runs what is typed behind the colon; what cannot be run stays in the line, with the reason.

    The key is bound with priority, as that of the filter is (`panes.filtering`): what comes in one burst
    with the colon is the command. The line is made when it is first asked for; the application looks at
    no further key before it is there.
    """

    BINDINGS = [
        shown("colon", "command", "command", "main.command", "Type a command", display=":", priority=True),
    ]

    @property
    def command_line(self) -> CommandLine | None:
        """The line, once it was asked for."""
        found = self.query("CommandLine")
        return cast("CommandLine", found.first()) if found else None

    async def open_command_line(self, text: str = "", *, problem: str = "") -> None:
        """Type a command.

        Args:
            text: what it begins with.
            problem: why that could not be run; raw.
        """
        line = self.command_line
        if line is None:
            from capgo_tui.widgets.command_line import CommandLine  # noqa: PLC0415 - not for the first frame

            line = CommandLine(self.offers)
            await self.mount(line)
        line.open(text, problem=problem)

    def offers(self, text: str) -> Sequence[Offer]:
        """What could be meant by a text in the line."""
        from capgo_tui.screens import command, ex_commands  # noqa: PLC0415 - as above

        return command.offers(ex_commands.COMMANDS, cast("MainScreen", self), text)

    async def run_command(self, text: str) -> None:
        """Run a command as if it had been typed."""
        from capgo_tui.screens import command, ex_commands  # noqa: PLC0415

        try:
            await command.execute(ex_commands.COMMANDS, cast("MainScreen", self), text)
        except CapgoError as error:
            await self.open_command_line(text, problem=str(error))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a text is typed, a colon is a colon."""
        if action == "command":
            return not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    async def action_command(self) -> None:
        """Open the line."""
        await self.open_command_line()

    async def on_command_input_entered(self, event: CommandInput.Entered) -> None:
        """Run what was entered."""
        if self.command_line is not None:
            self.command_line.close()
        await self.run_command(event.text)

    async def on_paste(self, event: Paste) -> None:
        """Take a pasted command into the line; it is run when it is entered, and not before."""
        if event.text.startswith(":") and not isinstance(self.focused, Input):
            await self.open_command_line(event.text.splitlines()[0].removeprefix(":"))

    def on_descendant_focus(self, _: DescendantFocus) -> None:
        """Close the line when something else has the focus, by a click say."""
        line = self.command_line
        if line is not None and not line.has_focus_within:
            line.close()
