"""`why`: which bundle a device would get at its next check, or why not; computed here, never asked."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from capgo_tui.api.devices import BUNDLE_GONE
from capgo_tui.cli.messages import say
from capgo_tui.cli.output import Output, output_to
from capgo_tui.cli.start import prepare
from capgo_tui.errors import Misused, Refused
from capgo_tui.models.ids import is_uuid
from capgo_tui.presenters.json_text import to_json
from capgo_tui.safe_text import clean

if TYPE_CHECKING:
    from capgo_tui.api import CapgoClient
    from capgo_tui.cli.arguments import Arguments
    from capgo_tui.cli.platforms import Told
    from capgo_tui.cli.start import Start
    from capgo_tui.cli.why_cases import Case
    from capgo_tui.models.device import Device
    from capgo_tui.rules.update_decision import Explanation

STDIN: Final = "-"
"""The file that means standard input."""
_LONGEST: Final = 2_000
_WIDTH: Final = 100
"""Cells of a line where the output is no terminal."""


def run(arguments: Arguments) -> None:
    """Run the command.

    Raises:
        CapgoError: it could not be read or printed.
        Misused: the command line or a case is wrong.
    """
    offline = arguments.offline
    if offline is None and not (arguments.app and arguments.device):
        raise Misused("why needs an app and a device.", next_step="Or cases to read: --offline FILE, or -.")
    if offline is not None and (arguments.app or arguments.device):
        raise Misused("--offline reads everything from its file: it takes no app and no device.")
    start = prepare(arguments)
    form = arguments.output if offline is None or "output" in vars(arguments) else "ndjson"
    output = output_to(
        sys.stdout,
        form=form,
        columns=None,
        wide=arguments.wide,
        ascii_only=start.loaded.settings.ascii,
        redact=start.redaction.of_live_keys,
    )
    if offline is not None:
        _explain_cases(offline, output)
        return
    from capgo_tui.cli.headless import connected  # noqa: PLC0415 - only if there is a connection

    async def ask() -> None:
        async with connected(start) as (client, _):
            device, explanation, told = await explain_device(client, start)
        _print(explanation, device, device.device_id, output, told=told)

    asyncio.run(ask())


async def explain_device(client: CapgoClient, start: Start) -> tuple[Device, Explanation, Told]:
    """Read what decides for a device, and decide; also says what is known of platforms.

    As many requests as the lists have pages, two, and as far as it may be read the audit log. With
    `private_api` in the profile an undocumented route is asked for the channel that the app asks for, too.

    Args:
        client: the connection.
        start: which app and device, which profile.
    """
    from capgo_tui.cli.platforms import read_platforms  # noqa: PLC0415 - only if there is a connection
    from capgo_tui.rules.update_decision import Evaluator  # noqa: PLC0415
    from capgo_tui.services.overrides import as_set_here  # noqa: PLC0415

    arguments = start.arguments
    app_id = arguments.app
    device = await find_device(client, app_id, arguments.device or "", every_page=arguments.all)
    app = await client.apps.read_if_served(app_id)
    channels = await client.channels.read_all(app_id)
    bundles = await client.bundles.read_all(app_id)
    told = await read_platforms(client, start, app, channels)
    if start.choice.profile.private_api:
        device = await _with_default_channel(client, app_id, device)
    device = as_set_here(device, told.overrides)
    return device, Evaluator(app, channels, bundles, told.unseen).explain(device), told


async def _with_default_channel(client: CapgoClient, app_id: str, device: Device) -> Device:
    """The device with the channel that its app asks for; where that is not told, as it was, and says why."""
    from capgo_tui.services.default_channels import DefaultChannels  # noqa: PLC0415

    channels = DefaultChannels(client, app_id)
    await channels.ask(device)
    asked_for = channels.of(device)
    if asked_for is not None and asked_for.problem:
        say(f"Default channel: not known: {asked_for.problem}")
    elif asked_for is not None:
        say(clean(f"Default channel: {asked_for.channel or 'none'}, told by /private/devices."))
    return channels.completed(device)


async def find_device(client: CapgoClient, app_id: str, text: str, *, every_page: bool) -> Device:
    """Find a device by its id, else by its custom id among the devices of the first page, or of all.

    Raises:
        Misused: none or several have this custom id; says what was searched.
    """
    if is_uuid(text):
        return await _whole(client, app_id, text, every_page=every_page)
    found: list[Device] = []
    count = 0
    async for page in client.devices.pages(app_id):
        count += len(page)
        found += [device for device in page if device.custom_id == text]
        if not every_page:
            break
    searched = f"{'all' if every_page else 'the first'} {count:,} devices"
    if not found:
        raise Misused(
            f"No device has the custom id {text}; searched: {searched}.",
            next_step="Give a device id in full." + ("" if every_page else " --all searches every page."),
        )
    if len(found) > 1:
        ids = ", ".join(device.device_id for device in found[:5])
        raise Misused(
            f"{len(found)} devices have the custom id {text}: {ids}{' …' if len(found) > 5 else ''}.",
            next_step="Give the device id of one.",
        )
    say(f"Found by its custom id among {searched}.")
    return found[0]


async def _whole(client: CapgoClient, app_id: str, device_id: str, *, every_page: bool) -> Device:
    """A device by its id; what its record leaves out is looked up in the list (api-seed.md S2-132)."""
    try:
        device = await client.devices.read(app_id, device_id)
    except Refused as error:
        if error.code != BUNDLE_GONE:
            raise
        listed = await _listed(client, app_id, device_id, every_page=every_page)
        if listed is None:
            raise
        return listed
    if device.is_whole:
        return device
    listed = await _listed(client, app_id, device_id, every_page=every_page)
    if listed is not None:
        return device.completed_by(listed)
    say("The record of one device leaves its native version out here; --all looks for it in the whole list.")
    return device


async def _listed(client: CapgoClient, app_id: str, device_id: str, *, every_page: bool) -> Device | None:
    """A device as the list has it; None where it is not on the first page, or on none."""
    async for page in client.devices.pages(app_id):
        for device in page:
            if device.device_id == device_id.lower():
                return device
        if not every_page:
            break
    return None


def _explain_cases(path: str, output: Output) -> None:
    """Decide every case of a file, in order."""
    from capgo_tui.cli.why_cases import read_cases  # noqa: PLC0415
    from capgo_tui.presenters.why_document import why_document  # noqa: PLC0415

    with _opened(path) as lines:
        cases = read_cases(lines)
        documents: list[object] = []
        for case in cases.each:
            explanation = _explain(case)
            if output.form == "table":
                _print(explanation, case.device, case.id, output, heading=True)
            elif output.form == "ndjson":
                output.write(to_json(why_document(case.id, explanation), pretty=False) + "\n")
            else:
                documents.append(why_document(case.id, explanation))
        if output.form == "json":
            alone = len(documents) == 1 and not cases.in_a_list
            document: object = documents[0] if alone else documents
            output.write(to_json(document, pretty=output.terminal is not None) + "\n")


def _explain(case: Case) -> Explanation:
    from capgo_tui.rules.update_decision import Evaluator  # noqa: PLC0415

    return Evaluator(case.app, case.channels, case.bundles, case.unseen).explain(case.device)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """Open a file or standard input as UTF-8.

    Raises:
        Misused: it cannot be read, or is no text.
    """
    try:
        if path == STDIN:
            yield sys.stdin
        else:
            with Path(path).open(encoding="utf-8-sig") as file:
                yield file
    except UnicodeDecodeError:
        raise Misused(f"{path} is no UTF-8 text.") from None
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Misused(f"{path} cannot be read: {error.strerror}.") from error


def _print(
    explanation: Explanation,
    device: Device,
    identity: Any,
    output: Output,
    *,
    heading: bool = False,
    told: Told | None = None,
) -> None:
    """Print one answer: as a document, or as text with the verdict first."""
    if output.form == "table":
        lines = list(_text(explanation, device, output, told))
        if heading:
            lines = [clean(f"# {identity}"), *lines, ""] if identity is not None else [*lines, ""]
        output.write("".join(f"{line}\n" for line in lines))
        return
    from capgo_tui.presenters.why_document import why_document  # noqa: PLC0415

    pretty = output.form == "json" and output.terminal is not None
    document = why_document(identity, explanation, flags=told.flags if told is not None else None)
    output.write(to_json(document, pretty=pretty) + "\n")


def _text(
    explanation: Explanation, device: Device, output: Output, told: Told | None = None
) -> Iterator[str]:
    """The verdict, the ladder, what is not known, and what mends it."""
    from capgo_tui.cli.tables import Canvas, choose_columns, draw_table  # noqa: PLC0415
    from capgo_tui.presenters import why  # noqa: PLC0415
    from capgo_tui.presenters.why_page import met_channels, platform_notes  # noqa: PLC0415

    def lines(text: str, indent: str = "") -> list[str]:
        shown = clean(text, _LONGEST)
        if output.ascii:
            shown = shown.encode("ascii", "backslashreplace").decode()
        width = max(40, output.terminal or _WIDTH)
        return textwrap.wrap(shown, width, initial_indent=indent, subsequent_indent=" " * len(indent))

    for line in lines(why.headline(explanation, device)):
        yield f"\x1b[1m{line}\x1b[0m" if output.bold else line
    for text in why.possibility_lines(explanation, device):
        yield from lines(text, "  - ")
    yield ""
    columns = choose_columns(why.ladder_columns(), names=None, wide=output.wide, width=output.terminal)
    canvas = Canvas(None if output.wide else output.terminal or _WIDTH, ascii=output.ascii)
    yield from draw_table(columns, why.ladder_rows(explanation, whole=output.wide), canvas)
    taken = why.unknown_lines(explanation)
    fix = why.fix_of(explanation, device)
    met = met_channels(explanation) if told is not None else []
    notes = platform_notes(device, met, told.flags, told.problem) if told is not None else []
    remarks = [
        *(f"{note.label}: {note.text}." for note in notes),
        *([f"taken for granted: {'; '.join(taken)}."] if taken else []),
        *(f"mind: {text}" for text in why.caveat_lines(explanation)),
        *([f"{fix.label}: {fix.sentence}"] if fix else []),
    ]
    for place, text in enumerate(remarks):
        yield from ([""] if place == 0 else [])
        yield from lines(text)
